"""What is wrong is refuted with a point, and what cannot be told is never called right."""

from collections.abc import Callable
from typing import Any

import pytest
from sympy import Derivative, KroneckerDelta, Limit, Max, Rational, Subs, Sum, exp, log, oo, sin, tanh

from quizapp.derive import Derivation, Expectation, Gradient, SquaredNorm, Variance
from quizapp.derive.judge import combined
from quizapp.derive.report import Evidence, EvidenceKind, Verdict
from tests.derive.blackboards import evidence, judged, sigmoid, softmax, verdict, witness

Formula = Callable[..., Any]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda X, w, y, N: -2 / N * X.T * (X * w - y), id="sign"),
        pytest.param(lambda X, w, y, N: 1 / N * X.T * (X * w - y), id="factor"),
        pytest.param(lambda X, w, y, N: 2 / N * X.T * X * w, id="term"),
        pytest.param(lambda X, w, y, N: 2 * X.T * (X * w - y), id="1/n"),
        pytest.param(lambda X, w, y, N: 2 / (N - 1) * X.T * (X * w - y), id="1/(n-1)"),
        pytest.param(lambda X, w, y, N: 2 / N * X * (X * w - y), id="transposed"),
    ],
)
def test_wrong_matrix_formula_is_refuted_with_a_witness(wrong: Formula) -> None:
    d = Derivation("Least squares")
    N = d.size("N", 3, 4)
    # A square matrix, so that forgetting to transpose it keeps the shapes.
    X, w, y = d.matrix("X", N, N), d.vector("w", N), d.vector("y", N)
    L = d.let("L", SquaredNorm(X * w - y) / N, "Mean of squares.")
    d.claim("claim", Gradient(L, w), wrong(X, w, y, N), "Wrong.")
    step = judged(d)
    assert step.verdict is Verdict.REFUTED
    assert witness(step).where.startswith("N = 3, entry 1")
    assert float(witness(step).difference) != 0


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda p, j, k: p[k] * (KroneckerDelta(j, k) - p[k]), id="index"),
        pytest.param(lambda p, j, k: p[k] * (KroneckerDelta(j, k) + p[j]), id="sign"),
        pytest.param(lambda p, j, k: -p[k] * p[j], id="diagonal"),
        pytest.param(lambda p, j, k: p[k] * (1 - p[j]), id="off the diagonal"),
    ],
)
def test_wrong_jacobian_is_refuted(wrong: Formula) -> None:
    d, (_, j, k, z, _, p, _) = softmax(3)
    d.claim("claim", Derivative(p[k], z[j]), wrong(p, j, k), "Wrong.")
    assert verdict(d) is Verdict.REFUTED


def test_wrong_sign_of_the_sigmoid_slope_is_seen_where_it_saturates() -> None:
    d, z, sigma = sigmoid()
    d.claim("claim", Derivative(sigma(z), z), -sigma(z) * (1 - sigma(z)), "Wrong sign.")
    step = judged(d)
    assert step.verdict is Verdict.REFUTED
    assert witness(step).model_dump() == {
        "where": "z = 20",
        "left": "2.06115e-9",
        "right": "-2.06115e-9",
        "difference": "4.12231e-9",
    }


def test_wrong_sign_at_one_saturated_point_is_refuted() -> None:
    d, z, sigma = sigmoid()
    d.claim("claim", Subs(Derivative(sigma(z), z), z, 20), -sigma(20) * (1 - sigma(20)), "Wrong sign.")
    assert verdict(d) is Verdict.REFUTED


def test_an_error_of_one_part_in_ten_to_the_twelfth_is_refuted() -> None:
    d = Derivation("Close")
    x = d.real("x")
    d.claim("claim", sin(x), sin(x) * (1 + Rational(1, 10**12)), "Nearly.")
    assert verdict(d) is Verdict.REFUTED


def test_gradient_without_its_hypothesis_is_refuted() -> None:
    d, (_, _, k, z, y, p, L) = softmax(3, normalized=False)
    d.claim("claim", Derivative(L, z[k]), p[k] - y[k], "The target's total is anything.")
    assert verdict(d) is Verdict.REFUTED


def test_a_hypothesis_holds_only_below_its_line() -> None:
    d, (K, _, k, z, y, p, L) = softmax(3, normalized=False)
    d.claim("before", Derivative(L, z[k]), p[k] - y[k], "Not yet.")
    d.given(Sum(y[k], (k, 1, K)), 1, "From here on.")
    d.claim("after", Derivative(L, z[k]), p[k] - y[k], "Granted.")
    assert [verdict(d, label) for label in ("before", "after")] == [Verdict.REFUTED, Verdict.PROVED]


def test_what_holds_only_for_two_is_refuted_for_three() -> None:
    d = Derivation("Two")
    n = d.size("n", 2, 3)
    k = d.index("k", n)
    x = d.vector("x", n)
    d.claim("claim", Sum(x[k], (k, 1, n)), x[1] + x[2], "True for two.")
    step = judged(d)
    assert step.verdict is Verdict.REFUTED
    assert witness(step).where.startswith("n = 3")


def test_what_holds_on_one_side_of_a_kink_is_refuted_on_the_other() -> None:
    d = Derivation("ReLU")
    z = d.real("z")
    d.claim("claim", Derivative(Max(0, z), z), 1, "Only right of 0.")
    step = judged(d)
    assert step.verdict is Verdict.REFUTED
    assert witness(step).where.startswith("z = -")


def test_a_slope_at_the_kink_itself_is_inconclusive() -> None:
    d = Derivation("Kink")
    z = d.real("z")
    rho = d.function("rho", z, Max(0, z), "Rectifier.")
    d.claim("claim", Subs(Derivative(rho(z), z), z, 0), Rational(1, 2), "There is none.")
    assert verdict(d) is Verdict.INCONCLUSIVE


def test_where_is_needed() -> None:
    d = Derivation("Hinge")
    x = d.real("x")
    d.claim("claim", Max(0, x), x, "For positive x.", where=x > 0)
    d.claim("everywhere", Max(0, x), x, "No.")
    assert [verdict(d, label) for label in ("claim", "everywhere")] == [Verdict.PROVED, Verdict.REFUTED]


def test_a_region_that_does_not_exist_is_inconclusive() -> None:
    d = Derivation("Nowhere")
    x = d.real("x")
    d.claim("claim", x, x**2, "For no x at all.", where=(x > 1, x < 0))
    assert verdict(d) is Verdict.INCONCLUSIVE


def test_formulas_without_real_values_are_inconclusive() -> None:
    d = Derivation("Logarithm")
    x = d.real("x", high=0)
    d.claim("claim", log(x), log(-x), "Neither here nor there.")
    assert verdict(d) is Verdict.INCONCLUSIVE


def test_both_sides_zero_everywhere_is_vacuous() -> None:
    d = Derivation("Nothing")
    x = d.real("x")
    zero = d.let("c", (x + 1) ** 2 - x**2 - 2 * x - 1, "Always 0.")
    d.claim("claim", zero, 5 * zero, "Nothing is compared.")
    d.claim("literal", zero, 0, "This says so.")
    assert [verdict(d, label) for label in ("claim", "literal")] == [Verdict.VACUOUS, Verdict.PROVED]


def test_a_side_repeated_is_vacuous() -> None:
    d = Derivation("Same")
    x = d.real("x")
    d.claim("claim", x**2, x**2, "Of course.")
    assert verdict(d) is Verdict.VACUOUS


def test_true_beyond_our_proofs_agrees() -> None:
    d = Derivation("Unproved")
    x = d.positive("x")
    d.claim("claim", Limit(tanh(x), x, oo) * log(exp(x) + exp(2 * x)), x + log(1 + exp(x)), "Factor.")
    # sin(3x) by its addition theorem is true, and this ladder does not know it.
    three = sin(3 * x) * exp(sin(3 * x)) * sin(exp(x))
    same = 3 * sin(x) - 4 * sin(x) ** 3
    d.claim("sine", three, same * exp(same) * sin(exp(x)), "Three angles.")
    assert verdict(d, "sine") in {Verdict.AGREES, Verdict.PROVED}
    assert evidence(judged(d, "sine"), EvidenceKind.PRECISION).verdict is Verdict.AGREES


@pytest.mark.parametrize("factor", [Rational(1, 2), 2])
def test_wrong_moments_are_refuted(factor: Any) -> None:
    d = Derivation("Moments")
    n = d.size("n", 3)
    i, s = d.index("i", n), d.positive("s")
    w, x = d.random("w", n, mean=0, variance=s), d.vector("x", n)
    d.claim(
        "claim",
        Variance(Sum(w[i] * x[i], (i, 1, n))),
        factor * s * Sum(x[i] ** 2, (i, 1, n)),
        "Wrong.",
    )
    assert verdict(d) is Verdict.REFUTED


def test_keep_and_drop_swapped_is_refuted() -> None:
    d = Derivation("Dropout")
    q, x = d.probability("q"), d.real("x")
    m = d.random("m", 1, values={1: q, 0: 1 - q})
    d.claim("claim", Expectation(m[1] * x) / (1 - q), x, "Divided by the wrong one.")
    assert verdict(d) is Verdict.REFUTED


def test_a_bound_that_is_too_tight_or_has_a_wrong_slack_is_refuted() -> None:
    d, z, sigma = sigmoid()
    slope = Derivative(sigma(z), z)
    tight = Rational(1, 5) - sigma(z) * (1 - sigma(z))
    d.bound("tight", slope, Rational(1, 5), tight, "Too tight.")
    d.bound("slack", slope, Rational(1, 4), (sigma(z) - Rational(1, 3)) ** 2, "Wrong slack.")
    assert [verdict(d, label) for label in ("tight", "slack")] == [Verdict.REFUTED] * 2


def test_a_slack_that_is_not_seen_to_be_positive_only_agrees() -> None:
    d = Derivation("Bound")
    x = d.real("x")
    d.bound("claim", 2 * x, x**2 + 1, x**2 - 2 * x + 1, "A square, but not written as one.")
    assert verdict(d) is Verdict.AGREES


ALL = list(Verdict)


@pytest.mark.parametrize("proof", ALL)
@pytest.mark.parametrize("precision", ALL)
@pytest.mark.parametrize("network", [None, *ALL])
def test_verdict_follows_from_the_evidence(
    proof: Verdict, precision: Verdict, network: Verdict | None
) -> None:
    found = {EvidenceKind.PROOF: proof, EvidenceKind.PRECISION: precision, EvidenceKind.NETWORK: network}
    items = [Evidence(kind=k, verdict=v, summary="", seconds=0) for k, v in found.items() if v is not None]
    result = combined(items)
    given = {v for v in found.values() if v is not None}
    if Verdict.REFUTED in given:
        assert result is Verdict.REFUTED
    elif Verdict.VACUOUS in given:
        assert result is Verdict.VACUOUS
    elif Verdict.INCONCLUSIVE in {precision, network}:
        assert result is Verdict.INCONCLUSIVE
    else:
        assert result is (Verdict.PROVED if Verdict.PROVED in given else Verdict.AGREES)


def test_no_numbers_is_never_right() -> None:
    proof = Evidence(kind=EvidenceKind.PROOF, verdict=Verdict.PROVED, summary="", seconds=0)
    assert combined([proof]) is Verdict.INCONCLUSIVE
