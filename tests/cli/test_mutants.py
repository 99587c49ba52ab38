"""`verify --mutants`: the table, what escaped by name, and the exit code; and formulas said to be false."""

import json
from pathlib import Path

from tests.cli.packs import DERIVATION as SATURATED
from tests.cli.packs import write_pack
from tests.cli.run import quizapp

DERIVATION = SATURATED.replace("20.0", "2.0")
BLIND = '''"""A mean of squares, compared where its factor is one."""

import numpy as np
from sympy import Derivative, Sum

from quizapp.derive import Comparison, Derivation

d = Derivation("Blind")
N = d.size("N", 3, 4)
n = d.index("n", N)
x = d.vector("x", N)
L = d.let("L", Sum(x[n] ** 2, (n, 1, N)) / N, "The mean of squares.")
d.claim("slope", Derivative(L, x[n]), 2 / N * x[n], "Power rule.")


@d.network("two numbers")
def agree(rng):
    at = rng.normal(size=2)
    yield Comparison("slope", {x: at}, network=at)
'''
FALSE = 'd.refuted("wrong", Derivative(sigma(z), z), {}, "That is the slope of tanh.")\n'


def test_every_mutant_of_a_good_claim_is_refuted(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", derivation=DERIVATION)
    result = quizapp(tmp_path, "--pack", pack, "--trust", "verify", "--mutants")
    assert result.exit_code == 0, result.output
    assert "19 mistakes in 1 claims: 19 refuted (19 by precision;" in result.output
    assert "0 proved equal, 0 survived, 0 unseen by a network" in result.output


def test_a_fixture_that_hides_mistakes_fails_the_run_and_names_them(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", derivation=BLIND)
    assert quizapp(tmp_path, "--pack", pack, "--trust", "verify").exit_code == 0
    result = quizapp(tmp_path, "--pack", pack, "--trust", "verify", "--mutants")
    assert result.exit_code == 1
    assert "1 vacuous" in result.output
    assert "unseen by the network: slope: the factor 2/N is missing:" in result.output


def test_a_unit_that_is_saturated_hides_the_factor_that_is_one(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", derivation=SATURATED)
    result = quizapp(tmp_path, "--pack", pack, "--trust", "verify", "--mutants")
    assert result.exit_code == 1
    assert "unseen by the network: derivative: the factor σ(z) is missing:" in result.output


def test_mutants_are_part_of_the_report(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", derivation=DERIVATION)
    result = quizapp(tmp_path, "--pack", pack, "--trust", "verify", "--mutants", "--json")
    (report,) = json.loads(result.stdout)
    (claim,) = [step for step in report["steps"] if step["label"] == "derivative"]
    assert claim["mutants"][0]["name"] == "the sign is flipped"
    assert claim["mutants"][0]["where"] == "z = 20"


def test_a_formula_said_to_be_false_has_to_be(tmp_path: Path) -> None:
    line = '\n\n@d.network("one saturated unit")'
    for formula, code in (("1 - sigma(z) ** 2", 0), ("sigma(z) * (1 - sigma(z))", 1)):
        text = DERIVATION.replace(line, "\n" + FALSE.format(formula) + line)
        pack = write_pack(tmp_path / f"pack-{code}", derivation=text)
        result = quizapp(tmp_path, "--pack", pack, "--trust", "verify")
        assert result.exit_code == code, result.output
        assert ("1 refuted" in result.output) == bool(code)
        assert ("refuted: wrong: " in result.output) == bool(code)
        shown = quizapp(tmp_path, "--pack", pack, "--trust", "derive", "sigmoid").output
        assert "≠" in shown
        assert ("✓ said to be false, and refuted" in shown) == (code == 0)
