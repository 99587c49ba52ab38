"""What a topic is called."""

from pathlib import Path

import pytest

from quizapp.cards.library import load_library
from quizapp.cards.model import Language
from quizapp.cards.topics import read_title, title_from_name


def readme(folder: Path, text: str, name: str = "README.md") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("language", Language)
def test_without_a_readme_the_folder_names_the_topic(tmp_path: Path, language: Language) -> None:
    assert read_title(tmp_path / "one-shot_learning", language) == "One shot learning"


def test_the_first_heading_is_the_title_in_each_language(tmp_path: Path) -> None:
    folder = readme(tmp_path / "t", "A note.\n\n# One-shot learning #\n\n# Another\n")
    assert read_title(folder, Language.KOREAN) == "One-shot learning"
    readme(folder, "# 원샷 러닝\n", "README.ko.md")
    assert read_title(folder, Language.KOREAN) == "원샷 러닝"
    assert read_title(folder, Language.ENGLISH) == "One-shot learning"


@pytest.mark.parametrize("text", ["", "No heading.\n", "## Too deep\n", "#\n", "# \x1b\n"])
def test_a_readme_without_a_title_changes_nothing(tmp_path: Path, text: str) -> None:
    assert read_title(readme(tmp_path / "losses", text), Language.ENGLISH) == "Losses"


def test_a_title_cannot_steer_the_terminal(tmp_path: Path) -> None:
    assert read_title(readme(tmp_path / "t", "# a\x1b[31mb\x07\n"), Language.ENGLISH) == "a[31mb"


def test_a_readme_that_is_no_text_or_no_file_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "losses" / "README.md").mkdir(parents=True)
    assert read_title(tmp_path / "losses", Language.ENGLISH) == "Losses"
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "README.md").write_bytes(b"\xff\xfe\x00")
    assert read_title(tmp_path / "junk", Language.ENGLISH) == "Junk"


def test_a_name_of_one_word_or_none_is_a_title_too() -> None:
    assert title_from_name("losses") == "Losses"
    assert title_from_name("") == ""


def test_a_library_reads_a_title_once(tmp_path: Path) -> None:
    readme(tmp_path / "t", "# First\n")
    library = load_library(tmp_path)
    assert library.title("t", Language.ENGLISH) == "First"
    readme(tmp_path / "t", "# Second\n")
    assert library.title("t", Language.ENGLISH) == "First"
    assert library.cards == {}
    assert library.problems == ()
