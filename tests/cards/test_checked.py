"""Cards found in order are not looked at again until something they depend on changes."""

from pathlib import Path

import pytest

from quizapp.cards.check import Printed, check_library
from quizapp.cards.checked import read_checked, write_checked
from quizapp.cards.library import load_library
from quizapp.cards.problems import Code
from tests.cards.pack import CLAIMS, ENGLISH, ENGLISH_NAME, KOREAN, KOREAN_NAME, PRINTED, render, write_pack


def check(content: Path, checked: set[str], printed: Printed = PRINTED) -> tuple[list[str], list[Code]]:
    """Return the formulas that were laid out and the codes that were found."""
    laid_out: list[str] = []

    def note(latex: str) -> int:
        laid_out.append(latex)
        return render(latex)

    problems = check_library(load_library(content), printed, render=note, checked=checked)
    return laid_out, [problem.code for problem in problems]


def pack(tmp_path: Path, korean: str = KOREAN) -> Path:
    return write_pack(tmp_path, {ENGLISH_NAME: ENGLISH, KOREAN_NAME: korean})


def test_every_formula_is_laid_out_once(tmp_path: Path) -> None:
    checked: set[str] = set()
    laid_out, _ = check(pack(tmp_path), checked)
    assert laid_out[:3] == [r"\sigma(z)", r"\sigma'(z) = \sigma(z) \left(1 - \sigma(z)\right)", "z = 0"]
    assert len(laid_out) == 10
    assert check(tmp_path, checked) == ([], [])


@pytest.mark.parametrize("name", [ENGLISH_NAME, KOREAN_NAME])
def test_an_edited_file_is_looked_at_again(tmp_path: Path, name: str) -> None:
    checked: set[str] = set()
    content = pack(tmp_path)
    check(content, checked)
    edited = (content / name).read_text("utf-8").replace("(1 -", "(1 +")
    (content / name).write_text(edited, encoding="utf-8")
    assert check(content, checked)[1] == [Code.EQUATION_DIFFERS]


def test_a_derivation_that_prints_something_else_is_looked_at_again(tmp_path: Path) -> None:
    checked: set[str] = set()
    check(pack(tmp_path), checked)
    printed: Printed = {"activations/sigmoid": {**CLAIMS, "derivative": "0"}}
    assert set(check(tmp_path, checked, printed)[1]) == {Code.EQUATION_DIFFERS}
    assert set(check(tmp_path, checked, {})[1]) == {Code.NO_DERIVATION}


def test_a_card_with_a_problem_is_looked_at_every_time(tmp_path: Path) -> None:
    checked: set[str] = set()
    content = pack(tmp_path, KOREAN.replace("- 입력과", r"- $\unknown$ 입력과"))
    assert check(content, checked) == check(content, checked)
    assert check(content, checked)[1] == [Code.BAD_MATH]


def test_a_check_without_a_renderer_does_not_vouch_for_formulas(tmp_path: Path) -> None:
    checked: set[str] = set()
    content = pack(tmp_path, KOREAN.replace("- 입력과", r"- $\unknown$ 입력과"))
    assert check_library(load_library(content), PRINTED, checked=checked) == ()
    assert check(content, checked)[1] == [Code.BAD_MATH]


def test_digests_come_back_for_the_same_renderer_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "checked"
    write_checked(path, "mathtext 1", {"b", "a"})
    assert read_checked(path, "mathtext 1") == {"a", "b"}
    assert read_checked(path, "mathtext 2") == set()


def test_a_damaged_file_counts_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "checked"
    for damaged in (b"", b"\xff", b"[]", b"{", b'{"version": 1, "cards": []}', b"[" * 100_000):
        path.write_bytes(damaged)
        assert read_checked(path, "mathtext 1") == set()
    assert read_checked(tmp_path / "missing", "mathtext 1") == set()
