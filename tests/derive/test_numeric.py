"""The numeric derivative and the comparison with formula and network."""

import itertools
import warnings
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from quizapp.derive.numeric import Agreement, NumericGradient, compare, numeric_gradient
from quizapp.derive.report import Verdict
from quizapp.errors import DerivationError

Array = NDArray[Any]


class Classifier:
    """A tanh layer and a softmax classifier with the gradient of its loss in the first weights."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.W1, self.W2 = rng.normal(size=(3, 4)), rng.normal(size=(4, 6))
        self.x = rng.normal(size=(5, 3))
        self.y = np.eye(6)[rng.integers(0, 6, 5)]

    def loss(self, W1: Array) -> Any:
        z = np.tanh(self.x @ W1) @ self.W2  # (5, 6)
        z = z - z.real.max(axis=1, keepdims=True)
        return -(self.y * (z - np.log(np.exp(z).sum(axis=1, keepdims=True)))).sum() / 5

    def loss_on_reals_only(self, W1: Array) -> Any:
        if np.iscomplexobj(W1):
            raise TypeError
        return self.loss(W1)

    def backprop(self) -> Array:
        h = np.tanh(self.x @ self.W1)  # (5, 4)
        p = np.exp(h @ self.W2)
        p /= p.sum(axis=1, keepdims=True)  # (5, 6)
        return np.asarray(self.x.T @ ((p - self.y) / 5 @ self.W2.T * (1 - h**2)))  # (3, 4)

    def formula(self) -> Array:
        """The same by loops over entries, so that its round-off is its own."""
        out = np.zeros((3, 4))
        for n in range(5):
            h = np.tanh(np.array([sum(self.x[n, i] * self.W1[i, j] for i in range(3)) for j in range(4)]))
            scores = [sum(h[j] * self.W2[j, k] for j in range(4)) for k in range(6)]
            p = np.exp(scores) / sum(np.exp(scores))
            for i, j in np.ndindex(3, 4):
                back = sum(self.W2[j, k] * (p[k] - self.y[n, k]) for k in range(6))
                out[i, j] += self.x[n, i] * back * (1 - h[j] ** 2) / 5
        return out


def sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-z)))


def slope(z: Array) -> Array:
    return np.asarray(np.exp(-z) / (1 + np.exp(-z)) ** 2)


def check(formula: Array, network: Array, objective: Callable[[Array], Any], at: Array) -> Agreement:
    return compare(formula, network, numeric_gradient(objective, at))


def test_no_false_alarm_on_500_networks() -> None:
    rng = np.random.default_rng(20261123)
    seen: Counter[tuple[str, Verdict]] = Counter()
    for _ in range(500):
        net = Classifier(rng)
        for objective in (net.loss, net.loss_on_reals_only):
            numeric = numeric_gradient(objective, net.W1)
            seen[numeric.method, compare(net.formula(), net.backprop(), numeric).verdict] += 1
    assert seen == {("complex step", Verdict.AGREES): 500, ("Richardson", Verdict.AGREES): 500}


def test_the_error_bar_covers_the_error() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        net = Classifier(rng)
        truth = numeric_gradient(net.loss, net.W1)
        measured = numeric_gradient(net.loss_on_reals_only, net.W1)
        assert (truth.method, measured.method) == ("complex step", "Richardson")
        assert (np.abs(measured.value - truth.value) <= measured.error).all()
        assert measured.error.max() < 1e-8 * np.abs(truth.value).max()


COUNTER = itertools.count()
PLANTED: dict[str, Callable[[Array], Array]] = {
    "flipped sign": lambda g: -g,
    "factor 2": lambda g: 2 * g,
    "factor 1/N": lambda g: g / 5,
    "one wrong entry": lambda g: g + np.eye(3, 4)[[0, 1, 1]] * g * 1e-3,
    "missing term": lambda g: g * (np.arange(12).reshape(3, 4) != 7),
    "rows swapped": lambda g: g[::-1].copy(),
    "transposed values": lambda g: g.T.reshape(3, 4).copy(),
    "relative 1e-6": lambda g: g * (1 + 1e-6),
    "not a number": lambda g: np.where(np.eye(3, 4) > 0, np.nan, g),
}


@pytest.mark.parametrize("error", PLANTED)
@pytest.mark.parametrize("analytic", [True, False])
@pytest.mark.parametrize("side", ["formula", "network"])
def test_a_planted_error_is_refuted(error: str, analytic: bool, side: str) -> None:
    rng = np.random.default_rng(2)
    for _ in range(5):
        net = Classifier(rng)
        right, wrong = net.backprop(), PLANTED[error](net.backprop())
        numeric = numeric_gradient(net.loss if analytic else net.loss_on_reals_only, net.W1)
        found = compare(wrong, right, numeric) if side == "formula" else compare(right, wrong, numeric)
        assert found.verdict is Verdict.REFUTED
        assert found.left != found.right


def test_an_error_shared_by_formula_and_network_is_refuted_by_the_numeric_gradient() -> None:
    net = Classifier(np.random.default_rng(3))
    found = check(2 * net.backprop(), 2 * net.backprop(), net.loss, net.W1)
    assert found.verdict is Verdict.REFUTED
    assert found.names == ("formula", "complex step")
    assert "formula ↔ backprop 0, ↔ complex step 1.0e+00" in found.summary


def test_the_worst_entry_and_both_values_are_named() -> None:
    net = Classifier(np.random.default_rng(3))
    wrong = net.backprop()
    wrong[2, 1] = 7.0
    found = check(wrong, net.backprop(), net.loss, net.W1)
    assert (found.index, found.left, found.right) == ((2, 1), 7.0, net.backprop()[2, 1])
    assert found.summary.endswith(f"formula 7, but backprop {net.backprop()[2, 1]:.6g} at [2, 1]")


@pytest.mark.parametrize("z", [[20.0], [0.5, 20.0], [-20.0, 20.0]])
def test_the_wrong_sign_of_the_sigmoids_slope_at_20_is_refuted(z: list[float]) -> None:
    at = np.array(z)
    wrong = np.where(at == 20, -1.0, 1.0) * slope(at)
    assert check(wrong, slope(at), lambda v: sigmoid(v).sum(), at).verdict is Verdict.REFUTED
    assert check(wrong, wrong, lambda v: sigmoid(v).sum(), at).verdict is Verdict.REFUTED
    assert check(slope(at), slope(at), lambda v: sigmoid(v).sum(), at).verdict is Verdict.AGREES


def rectified(z: Array) -> Any:
    return np.maximum(z, 0).sum() + (np.maximum(z, 0) ** 2).sum()


@pytest.mark.parametrize("distance", [0.0, 1e-12, 1e-7, -1e-7, 2e-6])
@pytest.mark.parametrize("function", [rectified, lambda z: rectified(z.real)])
def test_a_kink_within_reach_is_inconclusive(distance: float, function: Callable[[Array], Any]) -> None:
    at = np.array([1.0, distance, -0.5])
    gradient = np.where(at > 0, 1 + 2 * at, 0.0)
    found = check(gradient, gradient, function, at)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert "a kink or an undefined value at [1]" in found.summary or "too wide" in found.summary
    assert abs(distance) > 1e-6 or "a kink" in found.summary


@pytest.mark.parametrize("distance", [3e-3, 1e-3, -1e-3, 2e-4])
def test_smaller_steps_stay_clear_of_a_kink_nearby(distance: float) -> None:
    at = np.array([1.0, distance, -0.5])
    gradient = np.where(at > 0, 1 + 2 * at, 0.0)
    assert check(gradient, gradient, rectified, at).verdict is Verdict.AGREES
    assert check(gradient, gradient, lambda z: rectified(z.real), at).verdict is Verdict.AGREES


def test_a_wrong_entry_is_refuted_although_another_lies_on_a_kink() -> None:
    at = np.array([1.0, 0.0, -0.5])
    found = check(np.array([2.0, 0.0, 0.0]), np.array([2.0, 0.0, 0.0]), rectified, at)
    assert (found.verdict, found.index) == (Verdict.REFUTED, (0,))


def test_a_jump_nearby_is_never_success() -> None:
    at = np.array([0.3, 1e-9])
    found = check(2 * at, 2 * at, lambda z: (z**2).sum() + np.heaviside(z.real, 0.5).sum(), at)
    assert found.verdict in {Verdict.INCONCLUSIVE, Verdict.VACUOUS}


def test_the_sum_of_softmax_is_vacuous() -> None:
    rng = np.random.default_rng(7)
    for _ in range(50):
        z = rng.normal(size=5)
        found = check(np.zeros(5), np.zeros(5), lambda v: (np.exp(v) / np.exp(v).sum()).sum(), z)
        assert found.verdict is Verdict.VACUOUS


def test_round_off_as_a_gradient_is_vacuous() -> None:
    """The sum of a standardized batch is constant; all three sides show different round-off."""
    rng = np.random.default_rng(8)
    for _ in range(50):
        z = rng.normal(size=5)
        found = check(
            1e-17 * rng.normal(size=5), 1e-17 * rng.normal(size=5), lambda v: (v - v.mean()).sum(), z
        )
        assert found.verdict is Verdict.VACUOUS


def test_a_stationary_point_is_vacuous() -> None:
    at = np.ones(4)
    found = check(np.zeros(4), np.zeros(4), lambda z: (z - 1) @ (z - 1), at)
    assert found.verdict is Verdict.VACUOUS
    assert "round-off" in found.summary


def test_a_formula_that_does_not_vanish_at_a_stationary_point_is_refuted() -> None:
    at = np.ones(4)
    assert check(at, 0 * at, lambda z: (z - 1) @ (z - 1), at).verdict is Verdict.REFUTED


def test_an_objective_that_ignores_its_argument_is_vacuous() -> None:
    at = np.ones(4)
    for objective in (lambda _: 1.5, lambda z: 1.5 + 0 * z.sum()):
        found = check(at, at, objective, at)
        assert found.verdict is Verdict.VACUOUS
        assert "does not change" in found.summary


def test_a_block_that_is_meant_to_vanish_is_compared_with_a_given_scale() -> None:
    zero = np.zeros(4)
    numeric = numeric_gradient(lambda z: 1.5 + 0 * z.sum(), np.ones(4))
    assert compare(zero, zero, numeric, scale=1.0).verdict is Verdict.AGREES
    assert compare(zero, zero + 1e-17, None, scale=1.0).verdict is Verdict.AGREES
    assert compare(zero, zero + 1e-6, None, scale=1.0).verdict is Verdict.REFUTED
    assert compare(zero, zero + 1e-17, None).verdict is Verdict.VACUOUS


@pytest.mark.parametrize(
    "objective",
    [
        lambda z: (np.abs(z) + z**2).sum(),
        lambda z: np.linalg.norm(z) + (z**2).sum(),
        lambda z: np.vdot(z, z) + z.sum(),
        lambda z: np.abs(z).sum(),
        lambda z: sum(float(entry) ** 2 for entry in z) + z.sum(),
    ],
)
def test_a_dropped_imaginary_part_is_noticed(objective: Callable[[Array], Any]) -> None:
    at = np.array([0.7, -1.3, 0.4, 2.1])
    measured = numeric_gradient(objective, at)
    assert measured.method == "Richardson"
    assert measured.error.max() < 1e-9


def test_without_an_objective_formula_and_network_are_compared() -> None:
    net = Classifier(np.random.default_rng(4))
    found = compare(net.formula(), net.backprop(), None)
    assert found.verdict is Verdict.AGREES
    assert found.summary.startswith("formula ↔ network ")
    assert compare(net.formula() * (1 + 1e-6), net.backprop(), None).verdict is Verdict.REFUTED


def test_a_wide_error_bar_is_inconclusive() -> None:
    value = np.array([1.0, 2.0])
    wide = NumericGradient(value, np.array([1e-12, 1e-5]), "Richardson", value < 0, 1e-13)
    found = compare(value, value, wide)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert "too wide" in found.summary


@pytest.mark.parametrize(
    "objective",
    [
        lambda z: (z.real**2).sum() + 1e-7 * np.sin(1e12 * z.real).sum(),
        lambda z: float((z.real.astype(np.float32) ** 2).sum()),
        lambda z: (np.round(z.real, 7) ** 2).sum(),
    ],
)
def test_a_coarse_objective_widens_the_error_bar_until_nothing_is_claimed(
    objective: Callable[[Array], Any],
) -> None:
    rng = np.random.default_rng(11)
    for _ in range(20):
        at = rng.normal(size=2)
        assert check(2 * at, 2 * at, objective, at).verdict is Verdict.INCONCLUSIVE


def test_the_objective_may_return_an_array() -> None:
    rng = np.random.default_rng(9)
    W, z = rng.normal(size=(3, 5)), rng.normal(size=5)
    jacobian = W * (1 - np.tanh(z) ** 2)  # (3, 5)
    assert check(jacobian, jacobian, lambda v: W @ np.tanh(v), z).verdict is Verdict.AGREES


def test_a_number_is_differentiated_too() -> None:
    at = np.array(0.7)
    assert check(slope(at), slope(at), sigmoid, at).verdict is Verdict.AGREES
    assert numeric_gradient(lambda z: z**3, 2.0).value == pytest.approx(12)


def test_a_singularity_nearby_is_not_mistaken_for_the_derivative() -> None:
    at = np.array([1e-3, 0.5])
    assert check(1 / at, 1 / at, lambda z: np.log(z).sum(), at).verdict is Verdict.AGREES
    unsteady = np.array([1e-7, 0.5])
    assert (
        check(1 / unsteady, 1 / unsteady, lambda z: np.log(z.real).sum(), unsteady).verdict
        is not Verdict.AGREES
    )


@pytest.mark.parametrize(
    ("objective", "at", "message"),
    [
        (np.sum, np.ones(3, dtype=np.float32), "float64"),
        (np.sum, np.ones(3, dtype=int), "float64"),
        (np.sum, np.array([1.0, np.nan]), "finite"),
        (np.sum, np.ones(0), "at least one entry"),
        (lambda z: np.float32(z.sum()), np.ones(3), "returns float32"),
        (lambda z: np.log(z - 1).sum(), np.ones(3), "not finite"),
        (lambda z: z.sum() + next(COUNTER), np.ones(3), "two values"),
    ],
)
def test_an_unusable_fixture_is_explained(objective: Callable[[Array], Any], at: Array, message: str) -> None:
    with pytest.raises(DerivationError, match=message):
        numeric_gradient(objective, at)


@pytest.mark.parametrize(
    ("formula", "network", "message"),
    [
        (np.ones((3, 4)), np.ones((4, 3)), r"formula \(3, 4\), network \(4, 3\)"),
        (np.ones(3), np.ones(3, dtype=np.float32), "float32"),
        (np.ones(0), np.ones(0), "empty"),
    ],
)
def test_arrays_that_cannot_be_compared_are_explained(formula: Array, network: Array, message: str) -> None:
    with pytest.raises(DerivationError, match=message):
        compare(formula, network, None)


def test_the_point_is_not_changed_and_nothing_is_printed_as_a_warning() -> None:
    at = np.array([-800.0, 0.5])

    def destructive(z: Array) -> Any:
        z *= 1
        total = sigmoid(z).sum()
        z[:] = 0
        return total

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        numeric_gradient(destructive, at)
    assert at.tolist() == [-800.0, 0.5]
