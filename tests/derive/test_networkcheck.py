"""A claim has to agree with code, and code with its own numeric derivative."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from sympy import Derivative, KroneckerDelta, Max, Rational, exp

from quizapp.derive import Comparison, Derivation, Gradient, SquaredNorm
from quizapp.derive.judge import judge
from quizapp.derive.report import EvidenceKind, Verdict
from quizapp.errors import DerivationError
from tests.derive.blackboards import evidence, judged, softmax, verdict

Rng = np.random.Generator


def probabilities(z: Any) -> Any:
    powers = np.exp(z - z.real.max())
    return powers / powers.sum()


def classifier(*, wrong: float = 1.0, total: float = 1.0) -> Derivation:
    d, (_, _, k, z, y, p, L) = softmax(3)
    d.claim("claim", Derivative(L, z[k]), p[k] - y[k], "The target's total is 1.")

    @d.network("a softmax layer")
    def agree(rng: Rng) -> Iterator[Comparison]:
        scores, target = rng.normal(size=4), rng.dirichlet(np.ones(4)) * total
        yield Comparison(
            "claim",
            {z: scores, y: target},
            network=wrong * (probabilities(scores) - target),
            objective=lambda at: -(target * np.log(probabilities(at))).sum(),
            at=scores,
        )

    return d


def test_formula_network_and_numeric_derivative_agree() -> None:
    step = judged(classifier())
    assert step.verdict is Verdict.PROVED
    assert evidence(step, EvidenceKind.NETWORK).summary.startswith("a softmax layer, 3 times: ")


def test_network_that_errs_by_a_millionth_refutes() -> None:
    step = judged(classifier(wrong=1 + 1e-6))
    assert step.verdict is Verdict.REFUTED
    assert "a softmax layer" in str(evidence(step, EvidenceKind.NETWORK).witness)


def test_network_refutes_what_only_symbols_would_prove() -> None:
    # Right by the definitions, but these are not what the network does.
    d, (_, _, k, z, y, p, L) = softmax(3)
    d.claim("claim", Derivative(L, z[k]), p[k] - y[k], "The target's total is 1.")

    @d.network("a softmax layer at temperature 2")
    def agree(rng: Rng) -> Iterator[Comparison]:
        scores, target = rng.normal(size=3), rng.dirichlet(np.ones(3))
        yield Comparison("claim", {z: scores, y: target}, network=probabilities(scores / 2) - target)

    assert verdict(d) is Verdict.REFUTED


def test_values_that_break_a_hypothesis_are_an_error() -> None:
    with pytest.raises(DerivationError, match="break the hypothesis"):
        judged(classifier(total=1.1))


def test_a_quantity_that_is_given_a_value_is_not_unfolded() -> None:
    d, (_, _, k, z, y, p, L) = softmax(3)
    d.claim("claim", Derivative(L, z[k]), p[k] - y[k], "The target's total is 1.")

    @d.network("a layer that hands out its probabilities")
    def agree(rng: Rng) -> Iterator[Comparison]:
        outputs, target = rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(3))
        yield Comparison("claim", {p: outputs, y: target}, network=outputs - target)

    assert verdict(d) is Verdict.PROVED


def test_jacobian_axes_are_output_then_input_unless_named() -> None:
    d = Derivation("Jacobian")
    K = d.size("K", 3)
    j, k = d.indices("j k", K)
    z, a = d.vectors("z a", K)
    f = d.let("f", a[k] * z[k] ** 2 + z[1], "Not symmetric.")
    slope = 2 * a[k] * z[k] * KroneckerDelta(j, k) + KroneckerDelta(j, 1)
    d.claim("claim", Derivative(f[k], z[j]), slope, "Term by term.")

    @d.network("a function")
    def agree(rng: Rng) -> Iterator[Comparison]:
        point, weight = rng.normal(size=3), rng.normal(size=3)
        jacobian = np.diag(2 * weight * point)
        jacobian[:, 0] += 1
        values = {z: point, a: weight}
        yield Comparison("claim", values, network=jacobian)
        yield Comparison("claim", values, network=jacobian.T, axes=(j, k))

    assert verdict(d) is Verdict.PROVED


def test_a_known_gradient_of_an_arbitrary_loss_is_a_value() -> None:
    d = Derivation("Decay")
    n, lam = d.size("n", 3), d.positive("lambda")
    w = d.vector("w", n)
    L = d.arbitrary("L", w)
    J = d.let("J", L + lam / 2 * SquaredNorm(w), "Penalty.")
    d.claim("claim", Gradient(J, w), Gradient(L, w) + lam * w, "Sum.")

    @d.network("any loss")
    def agree(rng: Rng) -> Iterator[Comparison]:
        weights, slope = rng.normal(size=3), rng.normal(size=3)
        yield Comparison(
            "claim", {w: weights, Gradient(L, w): slope, lam: 0.3}, network=slope + 0.3 * weights
        )

    assert verdict(d) is Verdict.PROVED


def rectifier(point: float, value: float) -> Derivation:
    d = Derivation("ReLU")
    z = d.real("z")
    d.claim("claim", Derivative(Max(0, z), z), (1 + z / Max(z, -z)) / 2, "Step.")

    @d.network("a rectifier")
    def agree(rng: Rng) -> Iterator[Comparison]:
        yield Comparison("claim", {z: point}, network=np.array(value), scale=1.0)

    return d


def test_network_drawn_at_a_kink_is_inconclusive() -> None:
    assert verdict(rectifier(0.0, 0.0)) is Verdict.INCONCLUSIVE


def test_zero_is_compared_where_the_size_of_an_error_is_known() -> None:
    assert verdict(rectifier(-2.0, 0.0)) is Verdict.PROVED
    assert verdict(rectifier(-2.0, 1.0)) is Verdict.REFUTED


@pytest.mark.parametrize(("excess", "expected"), [(0.0, Verdict.PROVED), (0.1, Verdict.REFUTED)])
def test_network_has_to_keep_to_a_bound(excess: float, expected: Verdict) -> None:
    d = Derivation("Bound")
    z = d.real("z")
    s = d.let("s", 1 / (1 + exp(-z)), "Sigmoid.")
    d.bound("claim", s * (1 - s), Rational(1, 4), (s - Rational(1, 2)) ** 2, "Square.")

    @d.network("a sigmoid")
    def agree(rng: Rng) -> Iterator[Comparison]:
        yield Comparison("claim", {z: 0.1}, network=np.array(0.2 + excess))

    assert verdict(d) is expected


def one_claim(comparison: Any) -> Derivation:
    d = Derivation("Errors")
    n = d.size("n", 3)
    k = d.index("k", n)
    x, y = d.vectors("x y", n)
    d.claim("claim", x[k] + y[k], (x[k] ** 2 + x[k] * y[k]) / x[k], "Sum.")
    d.network("code")(lambda rng: [comparison(x, y)])
    return d


@pytest.mark.parametrize(
    ("comparison", "message"),
    [
        (lambda x, y: Comparison("other", {}, network=1.0), "no claim is labelled 'other'; there are claim"),
        (lambda x, y: Comparison("claim", {x: np.ones(3)}, network=np.ones(3)), "values= lacks y"),
        (lambda x, y: Comparison("claim", {x: np.ones(3), y: np.ones(3)}, network=np.ones(4)), "transpose"),
        (lambda x, y: Comparison("claim", {x: np.ones(3), y: np.ones(4)}, network=np.ones(3)), "size n is 3"),
        (lambda x, y: 3.0, "a network yields Comparison, not 3.0"),
    ],
    ids=["label", "value", "shape", "size", "type"],
)
def test_unfit_comparisons_say_where_and_what(comparison: Any, message: str) -> None:
    with pytest.raises(DerivationError, match=message) as caught:
        list(judge(one_claim(comparison), 0))
    assert "test_networkcheck.py:" in str(caught.value)
