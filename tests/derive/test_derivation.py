"""The vocabulary refuses what it cannot work with, and says where and what to do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sympy import Derivative, Rational, Sum, Symbol, exp

from quizapp.derive import Derivation, Gradient, Inner, SquaredNorm, StateSum
from quizapp.derive.judge import check_complete, judge
from quizapp.derive.load import load
from quizapp.derive.report import StepKind, Verdict
from quizapp.errors import DerivationError
from tests.derive.blackboards import softmax

SOFTMAX = Path(__file__).parents[2] / "derivations" / "losses" / "softmax_cross_entropy.py"


def declared() -> tuple[Derivation, Any, Any, Any, Any]:
    d = Derivation("Errors")
    n = d.size("n", 3)
    return d, n, d.index("k", n), d.vector("x", n), d.matrix("W", n, n)


UNFIT: dict[str, tuple[Callable[..., Any], str]] = {
    "taken name": (lambda d, n, k, x, W: d.real("x"), "x is already taken"),
    "odd name": (lambda d, n, k, x, W: d.real("2x"), "cannot be a name"),
    "no sizes": (lambda d, n, k, x, W: d.size("m"), r"size\('m', 3, 4, 5\)"),
    "odd label": (lambda d, n, k, x, W: d.claim("A b", x[k], x[k], "r"), "cannot be a label"),
    "no reason": (lambda d, n, k, x, W: d.claim("a", x[k], x[k], " "), "needs a reason"),
    "stranger": (lambda d, n, k, x, W: d.claim("a", Symbol("q"), x[k], "r"), "q was not declared"),
    "too many indices": (lambda d, n, k, x, W: x[k, k], "x is a vector: it takes 1 index, not 2"),
    "too few indices": (lambda d, n, k, x, W: W[k], "W is a matrix: it takes 2 indices, not 1"),
    "loop": (lambda d, n, k, x, W: list(x), "write a Sum over its index"),
    "matrix and scalar": (lambda d, n, k, x, W: d.claim("a", x, x[k], "r"), "one side is a matrix"),
    "shapes": (lambda d, n, k, x, W: d.claim("a", x, x.T, "r"), "left side has shape"),
    "condition": (lambda d, n, k, x, W: d.claim("a", x[k], 1, "r", where=x[k]), "where= takes inequalities"),
    "gradient of a matrix": (lambda d, n, k, x, W: Gradient(W, x), "write Derivative"),
    "gradient by a scalar": (lambda d, n, k, x, W: Gradient(x[k], k), "Gradient takes a vector or matrix"),
    "norm of a scalar": (lambda d, n, k, x, W: SquaredNorm(x[k]), "SquaredNorm takes a vector or matrix"),
    "inner product": (lambda d, n, k, x, W: Inner(x, W), "of one shape"),
    "no state": (lambda d, n, k, x, W: StateSum(x[k]), "state vectors to sum over"),
    "half a law": (lambda d, n, k, x, W: d.random("r", n, mean=0), "both mean= and variance="),
    "arguments": (lambda d, n, k, x, W: d.function("f", k, k, "r")(1, 2), "f takes 1 argument, not 2"),
    "order": (lambda d, n, k, x, W: d.let("y", x[k], "r", order=(n,)), "must name its free indices k"),
}


@pytest.mark.parametrize(("statement", "message"), UNFIT.values(), ids=UNFIT)
def test_unfit_statements_are_refused(statement: Callable[..., Any], message: str) -> None:
    with pytest.raises(DerivationError, match=message):
        statement(*declared())


def test_a_sum_over_a_range_that_depends_on_the_outer_sum_leaves_nothing_free() -> None:
    d = Derivation("A triangle")
    n = d.size("n", 3, 4)
    i, j = d.indices("i j", n)
    x = d.vector("x", n)
    triangle = Sum(Sum(x[j], (j, i, n)), (i, 1, n))
    assert d.declared.free_indices(triangle) == ()
    assert d.declared.free_indices(Sum(x[j], (j, i, n))) == (i,)
    d.claim("weighted", triangle, Sum(j * x[j], (j, 1, n)), "Each entry is in as many sums as its number.")
    assert [step.verdict for step in judge(d, 0)] == [Verdict.PROVED]


def test_a_hypothesis_with_an_irrational_coefficient_is_solved() -> None:
    d = Derivation("A scaled unknown")
    a, b = d.reals("a b")
    d.given(a * (exp(Rational(1, 2)) - 1) - b, 0, "Its coefficient is no whole number.", solve_for=a)
    d.claim("unknown", a * (exp(1) - 1), b * (exp(Rational(1, 2)) + 1), "Multiply by the conjugate.")
    assert [step.verdict for step in judge(d, 0) if step.verdict] == [Verdict.PROVED]


def test_a_label_names_one_claim() -> None:
    d, _, k, x, _ = declared()
    d.claim("a", x[k] * 2, x[k] + x[k] * 1.0, "r")
    with pytest.raises(DerivationError, match="label 'a' is used twice"):
        d.claim("a", x[k], 1, "r")


def test_a_blackboard_needs_a_claim_and_a_network() -> None:
    d, _, k, x, _ = declared()
    with pytest.raises(DerivationError, match="claims nothing"):
        check_complete(d)
    d.claim("a", x[k], 1, "r")
    with pytest.raises(DerivationError, match="compared with no network"):
        d.outline("topic/name")


LATE: dict[str, tuple[Callable[..., Any], str]] = {
    "index outside": (lambda d, n, k, x, W: d.claim("a", x[n + 1], 1, "r"), "is outside"),
    "derivative by a bit": (
        lambda d, n, k, x, W: (b := d.bit("b"), d.claim("a", Derivative(x[1] * b, b), x[1], "r")),
        "cannot be differentiated by",
    ),
    "too many states": (
        lambda d, n, k, x, W: (h := d.states("h", 13), d.claim("a", StateSum(h[1] * x[1], h), x[1], "r")),
        "choose smaller sizes",
    ),
    "no solution": (
        lambda d, n, k, x, W: (d.given(x[k] ** 2, 1, "r"), d.claim("a", x[k], 1, "r")),
        "name one with solve_for=",
    ),
}


@pytest.mark.parametrize(("statement", "message"), LATE.values(), ids=LATE)
def test_what_shows_only_when_written_out_names_its_line(statement: Callable[..., Any], message: str) -> None:
    d, *rest = declared()
    statement(d, *rest)
    with pytest.raises(DerivationError, match=message) as caught:
        list(judge(d, 0))
    assert "test_derivation.py:" in str(caught.value)


def test_names_of_earlier_derivations_do_not_leak_into_later_ones() -> None:
    for power in (2, 3):
        d = Derivation("Again")
        x = d.real("x")
        L = d.let("L", x**power, "A power.")
        d.claim("a", Derivative(-L, x), -power * x ** (power - 1), "Power rule.")
        assert list(judge(d, 0))[-1].verdict is Verdict.PROVED


def write(folder: Path, text: str) -> Path:
    path = folder / "broken.py"
    path.write_text(text, "utf-8")
    return path


BROKEN = {
    "syntax": ("x = (\n", r"broken\.py:1: not valid Python"),
    "exception": ("import math\n\nmath.sqrt(-1)\n", r"broken\.py:3: ValueError"),
    "exit": ("raise SystemExit(3)\n", r"broken\.py:1: SystemExit"),
    "none": ("x = 1\n", r"broken\.py:1: 0 derivations"),
    "two": (
        "from quizapp.derive import Derivation\na = Derivation('a')\nb = Derivation('b')\n",
        r"broken\.py:1: 2 derivations",
    ),
    "statement": (
        "from quizapp.derive import Derivation\nd = Derivation('a')\n\nd.size('n')\n",
        r"broken\.py:4: size n needs",
    ),
}


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN)
def test_broken_files_are_explained_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DerivationError, match=message):
        load(write(tmp_path, text), "topic/broken")


def test_missing_and_binary_files_are_explained(tmp_path: Path) -> None:
    with pytest.raises(DerivationError, match="cannot be read"):
        load(tmp_path / "none.py", "topic/none")
    (tmp_path / "binary.py").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DerivationError, match="not UTF-8"):
        load(tmp_path / "binary.py", "topic/binary")


def test_loading_gives_the_title_the_summary_and_every_line() -> None:
    outline = load(SOFTMAX, "losses/softmax_cross_entropy").outline("losses/softmax_cross_entropy")
    assert outline.title == "Softmax with cross-entropy"
    assert outline.summary == "Softmax followed by cross-entropy has the gradient p - y."
    kinds = [step.kind for step in outline.steps]
    assert kinds[:3] == [StepKind.DEFINITION, StepKind.DEFINITION, StepKind.HYPOTHESIS]
    assert outline.labels["gradient"] == r"\frac{\partial L}{\partial z_{k}} = p_{k} - y_{k}"
    assert all(step.verdict is None for step in outline.steps)


def test_steps_arrive_one_by_one() -> None:
    steps = load(SOFTMAX, "losses/softmax_cross_entropy").judge()
    assert next(steps).kind is StepKind.DEFINITION
    rest = list(steps)
    assert {step.verdict for step in rest if step.kind in {StepKind.CLAIM, StepKind.STEP}} == {Verdict.PROVED}


def test_judging_twice_gives_the_same_evidence() -> None:
    def run() -> list[Any]:
        d, (_, j, k, z, _, p, _) = softmax(3)
        d.claim("a", Derivative(p[k], z[j]), p[k] * p[j], "Wrong.")
        d.claim("b", Sum(p[k], (k, 1, 3)), 1, "Right.")
        return [(e.summary, e.witness) for step in judge(d, 0) for e in step.evidence]

    assert run() == run()
