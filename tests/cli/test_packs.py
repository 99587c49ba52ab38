"""`check`, `verify` and `derive`: exit codes, what is printed, and that wrong formulas turn red."""

import json
from pathlib import Path

import pytest

from tests.cli.packs import CARD, DERIVATION, write_pack
from tests.cli.run import quizapp

RIGHT_SIDE = "sigma(z) * (1 - sigma(z))"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack")


def test_check_accepts_a_healthy_pack(tmp_path: Path, pack: Path) -> None:
    result = quizapp(tmp_path, "--trust", "check", pack)
    assert result.exit_code == 0, result.output
    assert "1 cards, nothing wrong" in result.output


def test_check_finds_a_wrong_formula_on_a_card_and_fix_rewrites_it(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", card=CARD.replace("1 - ", "1 + "))
    card = pack / "content" / "activations" / "sigmoid.md"
    result = quizapp(tmp_path, "--trust", "check", pack)
    assert result.exit_code == 1
    assert f"{card}:11: C504" in result.output
    assert "1 + " in result.output

    result = quizapp(tmp_path, "--trust", "check", pack, "--fix")
    assert result.exit_code == 0, result.output
    assert card.read_text("utf-8") == CARD


def test_check_prints_problems_as_json(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", card=CARD.replace("level: 1", "level: 9"))
    result = quizapp(tmp_path, "--trust", "check", pack, "--json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)
    assert (problem["code"], problem["line"]) == ("C105", 4)


def test_check_of_one_file_speaks_of_that_file_alone(tmp_path: Path, pack: Path) -> None:
    other = pack / "content" / "activations" / "broken.md"
    other.write_text("no front matter", "utf-8")
    card = pack / "content" / "activations" / "sigmoid.md"
    assert quizapp(tmp_path, "--trust", "check", card).exit_code == 0
    result = quizapp(tmp_path, "--trust", "check", other)
    assert result.exit_code == 1
    assert "broken.md:1: C103" in result.output


def test_check_names_a_missing_derivation(tmp_path: Path, pack: Path) -> None:
    (pack / "derivations" / "activations" / "sigmoid.py").rename(
        pack / "derivations" / "activations" / "other.py"
    )
    result = quizapp(tmp_path, "--trust", "check", pack)
    assert result.exit_code == 1
    assert "C501" in result.output


def test_check_says_where_a_derivation_fails(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", derivation=DERIVATION.replace("d.real(", "d.unreal("))
    result = quizapp(tmp_path, "--trust", "check", pack)
    assert result.exit_code == 1
    assert "sigmoid.py:10" in result.output


def test_check_explains_its_codes(tmp_path: Path) -> None:
    assert "| C504 | A labelled equation differs" in quizapp(tmp_path, "check", "--codes").stdout


def test_a_folder_that_is_no_pack_is_named(tmp_path: Path) -> None:
    result = quizapp(tmp_path, "check", tmp_path)
    assert result.exit_code == 1
    assert "not a pack" in result.output


def test_verify_prints_verdicts_and_succeeds(tmp_path: Path, pack: Path) -> None:
    result = quizapp(tmp_path, "--pack", pack, "--trust", "verify")
    assert result.exit_code == 0, result.output
    assert "1 derivation: 1 proved" in result.output


@pytest.mark.parametrize(
    "wrong",
    [
        "-sigma(z) * (1 - sigma(z))",
        "sigma(z) * (1 + sigma(z))",
        "2 * sigma(z) * (1 - sigma(z))",
        "1 - sigma(z)**2",
    ],
)
def test_verify_refutes_a_wrong_formula_with_the_point(tmp_path: Path, wrong: str) -> None:
    pack = write_pack(tmp_path / "pack", derivation=DERIVATION.replace(RIGHT_SIDE, wrong))
    result = quizapp(tmp_path, "--pack", pack, "--trust", "verify")
    assert result.exit_code == 1
    assert "1 refuted" in result.output
    assert "at z = " in result.output
    assert "difference" in result.output


def test_verify_sees_the_wrong_sign_of_the_slope_at_20(tmp_path: Path) -> None:
    """The slope is 2e-9 there: absolute tolerances of well-known gradient checkers let either sign pass."""
    wrong = DERIVATION.replace(RIGHT_SIDE, "Piecewise((1, z < 19), (-1, z > 21), (-1, True)) * " + RIGHT_SIDE)
    pack = write_pack(
        tmp_path / "pack", derivation=wrong.replace("Derivative, exp", "Derivative, Piecewise, exp")
    )
    result = quizapp(tmp_path, "--pack", pack, "--trust", "verify", "--json")
    assert result.exit_code == 1
    (report,) = json.loads(result.stdout)
    (claim,) = [step for step in report["steps"] if step["label"] == "derivative"]
    assert claim["verdict"] == "refuted"
    witness = next(e["witness"] for e in claim["evidence"] if e["witness"] is not None)
    assert "z = 20" in witness["where"]
    assert (witness["left"], witness["right"]) == ("2.06115e-9", "-2.06115e-9")


def test_verify_reports_a_derivation_that_raises(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", derivation=DERIVATION + "\n1 / 0\n")
    result = quizapp(tmp_path, "--pack", pack, "--trust", "verify")
    assert result.exit_code == 1
    assert "could not be run" in result.output
    assert "ZeroDivisionError" in result.output


def test_verify_suggests_names(tmp_path: Path, pack: Path) -> None:
    result = quizapp(tmp_path, "--pack", pack, "--trust", "verify", "sigmiod")
    assert result.exit_code == 1
    assert "did you mean activations/sigmoid?" in result.output


def test_derive_prints_the_blackboard(tmp_path: Path, pack: Path) -> None:
    result = quizapp(tmp_path, "--pack", pack, "--trust", "derive", "sigmoid")
    assert result.exit_code == 0, result.output
    assert "σ(z) = σ(z)(1 − σ(z))" in result.output
    assert "✓ proved" in result.output


def test_code_of_a_foreign_pack_is_not_run_without_consent(tmp_path: Path) -> None:
    mark = tmp_path / "it-ran"
    evil = DERIVATION + f"\nopen({str(mark)!r}, 'w').close()\n"
    pack = write_pack(tmp_path / "pack", derivation=evil)
    result = quizapp(tmp_path, "--pack", pack, "verify")
    assert result.exit_code == 1
    assert "add --trust" in result.output
    checked = quizapp(tmp_path, "check", pack)
    assert checked.exit_code == 1
    assert "was not run" in checked.output
    assert "no such derivation" not in checked.output
    assert not mark.exists()
    quizapp(tmp_path, "--pack", pack, "--trust", "verify")
    assert mark.exists()
