"""Text files of the learner's: none is ever written over."""

from pathlib import Path

import pytest

from quizapp.errors import StoreError
from quizapp.store.sheets import keep_sheet


def test_the_folder_is_made_and_the_name_is_safe(tmp_path: Path) -> None:
    path = keep_sheet(tmp_path / "boards", "losses/softmax-gradient-2026-11-23", "text\n")
    assert path == tmp_path / "boards" / "losses-softmax-gradient-2026-11-23.md"
    assert path.read_bytes() == b"text\n"


def test_a_second_one_of_the_same_name_gets_a_number(tmp_path: Path) -> None:
    paths = [keep_sheet(tmp_path, "a", text) for text in ("1", "2", "3")]
    assert [path.name for path in paths] == ["a.md", "a-2.md", "a-3.md"]
    assert [path.read_text("utf-8") for path in paths] == ["1", "2", "3"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "boards").write_text("a file", "utf-8")
    with pytest.raises(StoreError, match=r"boards: cannot be written .* choose another folder"):
        keep_sheet(tmp_path / "boards", "a", "text")
