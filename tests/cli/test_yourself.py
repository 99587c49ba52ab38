"""`quizapp derive NAME --yourself [LABEL]`: it opens the room at a blackboard."""

from pathlib import Path
from unittest.mock import patch

import pytest

from quizapp.ui.app import Opening
from tests.cli.run import quizapp

NAME = "activations/sigmoid"


@pytest.mark.parametrize(
    ("arguments", "label"),
    [(("--yourself",), None), (("--yourself", "derivative"), "derivative")],
)
def test_the_room_opens_at_the_blackboard(
    tmp_path: Path, arguments: tuple[str, ...], label: str | None
) -> None:
    with patch("quizapp.cli.packs.open_room") as open_room:
        result = quizapp(tmp_path, "derive", NAME, *arguments)
    assert result.exit_code == 0, result.output
    assert open_room.call_args.args[1] == Opening("blackboard", derivation=NAME, label=label)


@pytest.mark.parametrize("other", ["--json", "--evidence", "--plot=x.svg"])
def test_it_goes_with_nothing_that_prints(tmp_path: Path, other: str) -> None:
    result = quizapp(tmp_path, "derive", NAME, other, "--yourself")
    assert result.exit_code == 2
    assert "--yourself opens the room" in result.output


def test_it_needs_a_terminal_and_a_derivation_that_exists(tmp_path: Path) -> None:
    assert "needs a terminal" in quizapp(tmp_path, "derive", NAME, "--yourself").output
    assert "did you mean activations/sigmoid" in quizapp(tmp_path, "derive", "sigmoidd", "--yourself").output
