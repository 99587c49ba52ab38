"""What a claim opens with: the definitions it rests on, and where its letters live."""

from pathlib import Path

import pytest

from quizapp.derive.lessons import Lessons
from quizapp.derive.report import Opened, Typed

PACK = Path(__file__).parents[2] / "derivations"


@pytest.mark.parametrize(
    ("name", "label", "ranges"),
    [
        ("activations/broken_line", "scale", ["t > 0"]),
        ("activations/broken_line", "turn", ["h > 0"]),
        ("activations/sigmoid", "derivative", []),
        ("regularization/dropout", "expectation", ["0 < q < 1"]),
    ],
)
def test_the_bounds_of_its_letters_are_given(name: str, label: str, ranges: list[str]) -> None:
    opened = Lessons().answer(PACK / f"{name}.py", name, Typed(label=label, blackboard=True))
    assert isinstance(opened, Opened)
    assert [given for given in opened.givens if "=" not in given] == ranges
