"""`--fix` writes what the derivations print and the ids that are missing, and nothing else."""

from pathlib import Path

import pytest

from quizapp.cards.check import Printed
from quizapp.cards.fix import Fixed, Proved, fix_library, fix_source
from quizapp.cards.library import load_library
from quizapp.cards.problems import Code
from tests.cards.pack import (
    ENGLISH,
    ENGLISH_NAME,
    KOREAN,
    KOREAN_NAME,
    PRINTED,
    evaluate,
    problems_of,
    write_pack,
)

RIGHT = r"\sigma'(z) = \sigma(z) \left(1 - \sigma(z)\right)"
WRONG = r"\sigma' = s(1-s)"


def fix(content: Path, printed: Printed = PRINTED) -> Fixed:
    return fix_library(load_library(content), printed)


def test_equations_are_rewritten_in_every_language(tmp_path: Path) -> None:
    write_pack(
        tmp_path, {ENGLISH_NAME: ENGLISH.replace(RIGHT, WRONG), KOREAN_NAME: KOREAN.replace(RIGHT, "x")}
    )
    fixed = fix(tmp_path)
    assert [(f.path.name, f.line, f.code) for f in fixed.fixes] == [
        ("sigmoid.ko.md", 5, Code.EQUATION_DIFFERS),
        ("sigmoid.md", 14, Code.EQUATION_DIFFERS),
    ]
    assert (
        str(fixed.fixes[1])
        == f"{tmp_path / ENGLISH_NAME}:14: C504 fixed: the equation `derivative` is as proved"
    )
    assert (tmp_path / ENGLISH_NAME).read_text("utf-8") == ENGLISH
    assert (tmp_path / KOREAN_NAME).read_text("utf-8") == KOREAN
    assert problems_of(tmp_path) == []


def test_a_second_fix_changes_nothing(tmp_path: Path) -> None:
    write_pack(tmp_path, {ENGLISH_NAME: ENGLISH.replace(RIGHT, WRONG).replace("id: sigmoid\n", "")})
    assert len(fix(tmp_path).fixes) == 2
    before = (tmp_path / ENGLISH_NAME).stat()
    assert fix(tmp_path) == Fixed((), ())
    assert (tmp_path / ENGLISH_NAME).stat().st_ino == before.st_ino


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_other_byte_stays(tmp_path: Path, newline: str, mark: str) -> None:
    def written(text: str) -> bytes:
        odd = text.replace("far out\n", "far out  \n\n\n").replace("\n", newline) + "  "
        return (mark + odd).encode()

    write_pack(tmp_path, {ENGLISH_NAME: written(ENGLISH.replace(RIGHT, WRONG).replace("id: sigmoid\n", ""))})
    assert len(fix(tmp_path).fixes) == 2
    assert (tmp_path / ENGLISH_NAME).read_bytes() == written(ENGLISH)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("$$x$$ (derivative)", "$$R$$ (derivative)"),
        ("$$ x $$ (derivative)", "$$ R $$ (derivative)"),
        ("$$x\n  + y$$ (derivative)", "$$R$$ (derivative)"),
        ("  $$\n  x\n  $$  (derivative)  ", "  $$\n  R\n  $$  (derivative)  "),
        ("$$\n$$ (derivative)", "$$\nR\n$$ (derivative)"),
        ("- a\n\n  $$\n  x\n  $$ (derivative)", "- a\n\n  $$\n  R\n  $$ (derivative)"),
        ("> $$\n> x\n> $$ (derivative)", "> $$\n> R\n> $$ (derivative)"),
        ("$$> x$$ (derivative)", "$$R$$ (derivative)"),
        ("$$\ny\n$$ (steepest)\n\n$$\nx\n$$ (derivative)", "$$\nS\n$$ (steepest)\n\n$$\nR\n$$ (derivative)"),
        ("$$(derivative)\n\n$$\nS\n$$ (steepest)", "$$(derivative)\n\n$$\nS\n$$ (steepest)"),
        ("$$\nR\n$$\n\n$$x$$ (other)", "$$\nR\n$$\n\n$$x$$ (other)"),
    ],
)
def test_the_layout_of_an_equation_stays(shown: str, expected: str) -> None:
    text = ENGLISH.replace("$$\n" + RIGHT + "\n$$ (derivative)", "{}")
    claims = {"derivative": RIGHT, "steepest": "s = 0"}
    fixed, _ = fix_source(
        ENGLISH_NAME,
        text.replace("{}", shown.replace("R", RIGHT).replace("S", "s = 0")).encode(),
        Proved("activations/sigmoid", claims),
        add_id=False,
    )
    assert fixed.decode() == text.replace("{}", expected.replace("R", RIGHT).replace("S", "s = 0"))


def test_line_breaks_an_author_chose_stay(tmp_path: Path) -> None:
    text = ENGLISH.replace(RIGHT, RIGHT.replace(" = ", "\n  = "))
    write_pack(tmp_path, {ENGLISH_NAME: text})
    assert fix(tmp_path) == Fixed((), ())


@pytest.mark.parametrize("empty", ["id:\n", "id:   \n", "id: # the name\n", "id :\n"])
def test_an_empty_id_is_filled_in_its_place(tmp_path: Path, empty: str) -> None:
    text = ENGLISH.replace("id: sigmoid\n", "").replace("level: 1\n", "level: 1\n" + empty)
    write_pack(tmp_path, {ENGLISH_NAME: text})
    (done,) = fix(tmp_path).fixes
    assert done.code is Code.NO_ID
    lines = (tmp_path / ENGLISH_NAME).read_text("utf-8").split("\n")
    assert lines[3].split("#")[0].strip() == "id: sigmoid"
    assert problems_of(tmp_path) == []


def test_an_id_that_would_collide_is_left_to_the_author(tmp_path: Path) -> None:
    write_pack(tmp_path, {ENGLISH_NAME: ENGLISH, "other/sigmoid.md": ENGLISH.replace("id: sigmoid\n", "")})
    assert fix(tmp_path) == Fixed((), ())


def test_a_file_name_that_is_no_id_is_left_to_the_author(tmp_path: Path) -> None:
    write_pack(tmp_path, {"activations/My Card.md": ENGLISH.replace("id: sigmoid\n", "")})
    assert fix(tmp_path) == Fixed((), ())


def test_bad_files_and_derivations_without_claims_are_left_alone(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a/junk.md": b"\x00\xff",
        "a/x.md": "---\n",
        ENGLISH_NAME: ENGLISH.replace("1 -", "1 +"),
    }
    write_pack(tmp_path, files)
    for printed in ({}, {"activations/sigmoid": "it raises"}):
        assert fix(tmp_path, printed) == Fixed((), ())
    assert (tmp_path / ENGLISH_NAME).read_text("utf-8") == ENGLISH.replace("1 -", "1 +")


def test_the_mode_and_the_link_of_a_file_stay(tmp_path: Path) -> None:
    write_pack(tmp_path, {"real.md": ENGLISH.replace(RIGHT, WRONG), ENGLISH_NAME: ENGLISH})
    (tmp_path / "real.md").chmod(0o640)
    (tmp_path / ENGLISH_NAME).unlink()
    (tmp_path / ENGLISH_NAME).symlink_to(tmp_path / "real.md")
    assert len(fix(tmp_path).fixes) == 1
    assert (tmp_path / ENGLISH_NAME).is_symlink()
    assert (tmp_path / "real.md").read_text("utf-8") == ENGLISH
    assert (tmp_path / "real.md").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in (tmp_path / "activations").iterdir()) == ["sigmoid.md"]


def test_a_file_that_cannot_be_written_is_a_problem_and_others_are_fixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pack(
        tmp_path, {ENGLISH_NAME: ENGLISH.replace(RIGHT, WRONG), KOREAN_NAME: KOREAN.replace(RIGHT, WRONG)}
    )
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "sigmoid.ko.md":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    fixed = fix(tmp_path)
    assert [f.path.name for f in fixed.fixes] == ["sigmoid.md"]
    assert [(p.path.name, p.code) for p in fixed.problems] == [("sigmoid.ko.md", Code.UNWRITABLE)]
    assert (tmp_path / KOREAN_NAME).read_text("utf-8") == KOREAN.replace(RIGHT, WRONG)
    assert sorted(path.name for path in (tmp_path / "activations").iterdir()) == [
        "sigmoid.ko.md",
        "sigmoid.md",
    ]


def test_the_answer_of_a_number_exercise_is_written_as_computed(tmp_path: Path) -> None:
    write_pack(
        tmp_path,
        {
            ENGLISH_NAME: ENGLISH.replace("= 0.105", "= 0.000"),
            KOREAN_NAME: KOREAN.replace("= 0.105", "= 9.999"),
        },
    )
    fixed = fix_library(load_library(tmp_path), PRINTED, evaluate)
    assert [(f.path.name, f.line, f.code) for f in fixed.fixes] == [
        ("sigmoid.ko.md", 30, Code.NUMBER_DIFFERS),
        ("sigmoid.md", 39, Code.NUMBER_DIFFERS),
    ]
    assert (tmp_path / ENGLISH_NAME).read_text("utf-8") == ENGLISH
    assert (tmp_path / KOREAN_NAME).read_text("utf-8") == KOREAN


def test_the_formula_of_a_spot_exercise_is_written_as_refuted(tmp_path: Path) -> None:
    right = r"$\sigma'(z) = \sigma(z) \left(1 + \sigma(z)\right)$"
    write_pack(tmp_path, {ENGLISH_NAME: ENGLISH.replace(right, "$s' =\n  s(1 + s)$")})
    (done,) = fix(tmp_path).fixes
    assert (done.line, done.code) == (30, Code.SPOT_DIFFERS)
    assert (tmp_path / ENGLISH_NAME).read_text("utf-8") == ENGLISH


def test_a_prompt_with_two_formulas_is_left_to_its_author(tmp_path: Path) -> None:
    written = ENGLISH.replace("Somebody writes", "With $s = t$ somebody writes").replace("(1 + ", "(2 + ")
    write_pack(tmp_path, {ENGLISH_NAME: written})
    assert fix(tmp_path).fixes == ()


def test_a_fix_of_one_file_leaves_the_others_alone(tmp_path: Path) -> None:
    wrong: dict[str, str | bytes] = {
        ENGLISH_NAME: ENGLISH.replace(RIGHT, WRONG),
        KOREAN_NAME: KOREAN.replace(RIGHT, "x"),
    }
    write_pack(tmp_path, wrong)
    fixed = fix_library(load_library(tmp_path), PRINTED, only=tmp_path / KOREAN_NAME)
    assert [f.path.name for f in fixed.fixes] == ["sigmoid.ko.md"]
    assert (tmp_path / ENGLISH_NAME).read_text("utf-8") == wrong[ENGLISH_NAME]
