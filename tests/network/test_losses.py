from collections.abc import Callable

import mpmath
import numpy as np
import pytest

from quizapp.network import Array, Loss, MeanSquaredError, Scalar, SigmoidCrossEntropy, SoftmaxCrossEntropy
from tests.network import oracles
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, K = 5, 4
ORACLES: dict[Loss, Callable[[Array, Array], Scalar]] = {
    MeanSquaredError(): oracles.mean_squared_error,
    SigmoidCrossEntropy(): lambda z, y: oracles.binary_cross_entropy(oracles.sigmoid(z), y),
    SoftmaxCrossEntropy(): lambda z, y: oracles.categorical_cross_entropy(oracles.softmax(z), y),
}
LOSSES = pytest.mark.parametrize("loss", ORACLES, ids=lambda loss: type(loss).__name__)


@pytest.fixture(params=[31, 32, 33])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def z(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, K))


@pytest.fixture
def y(rng: np.random.Generator) -> Array:
    """Targets between 0 and 1 whose rows do not sum to 1, so that p - y is not the softmax gradient."""
    return rng.uniform(0.1, 0.9, size=(N, K))


@LOSSES
def test_value_is_the_plain_formula_with_a_mean_over_the_batch(loss: Loss, z: Array, y: Array) -> None:
    assert loss(z, y) == pytest.approx(ORACLES[loss](z, y), rel=1e-13)


@LOSSES
def test_gradient_equals_autograd(loss: Loss, z: Array, y: Array) -> None:
    assert_blocks_agree(loss.gradient(z, y), automatic(lambda z: ORACLES[loss](z, y), z))


@LOSSES
def test_gradient_equals_the_complex_step(loss: Loss, z: Array, y: Array) -> None:
    assert_blocks_agree(loss.gradient(z, y), complex_step(lambda z: loss(z, y), z))


@LOSSES
def test_gradient_takes_complex_numbers(loss: Loss, z: Array, y: Array) -> None:
    """One more complex step through the gradient gives the Hessian, which is symmetric."""
    weights = np.arange(1.0, 1 + z.size).reshape(z.shape)
    product = complex_step(lambda z: (weights * loss.gradient(z, y)).sum(), z)
    h = 1e-5
    difference = (loss.gradient(z + h * weights, y) - loss.gradient(z - h * weights, y)) / (2 * h)
    assert_blocks_agree(product, difference, rtol=1e-6)


@LOSSES
def test_gradient_of_a_batch_is_the_mean_of_its_examples_gradients(loss: Loss, z: Array, y: Array) -> None:
    rows = [loss.gradient(z[n : n + 1], y[n : n + 1]) for n in range(N)]
    assert_blocks_agree(loss.gradient(z, y), np.concatenate(rows) / N, rtol=1e-14)
    assert loss(z, y) == pytest.approx(np.mean([loss(z[n : n + 1], y[n : n + 1]) for n in range(N)]))


def test_softmax_cross_entropy_of_distributions_has_gradient_p_minus_y(z: Array, y: Array) -> None:
    y = y / y.sum(axis=1, keepdims=True)
    assert_blocks_agree(SoftmaxCrossEntropy().gradient(z, y), (oracles.softmax(z) - y) / N)


def test_equal_logits_cost_the_logarithm_of_the_number_of_classes() -> None:
    assert SoftmaxCrossEntropy()(np.full((3, 7), 5.0), np.eye(7)[[0, 4, 6]]) == pytest.approx(
        np.log(7), rel=1e-15
    )


@pytest.mark.parametrize("loss", [SigmoidCrossEntropy(), SoftmaxCrossEntropy()])
@pytest.mark.parametrize("dtype", [float, complex])
def test_logits_of_a_thousand_stay_finite_without_warnings(loss: Loss, dtype: type) -> None:
    z: Array = np.array(
        [[1000.0, -1000.0, 0.0], [-1000.0, 1000.0, 3.0], [1000.0, 1000.0, 1000.0]], dtype=dtype
    )
    y = np.eye(3)[[1, 1, 2]]
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isfinite(loss(z, y))
        assert np.isfinite(loss.gradient(z, y)).all()


def test_a_confident_mistake_costs_its_logit() -> None:
    assert SoftmaxCrossEntropy()(np.array([[1000.0, -1000.0, 0.0]]), np.array([[0.0, 1.0, 0.0]])) == 2000
    assert SigmoidCrossEntropy()(np.array([[1000.0]]), np.array([[0.0]])) == 1000


def test_a_confident_right_answer_keeps_the_digits_of_its_small_loss_and_gradient() -> None:
    z, y = np.array([[40.0, 0.0, -1.0]]), np.array([[1.0, 0.0, 0.0]])
    with mpmath.workdps(50):
        rest = mpmath.exp(-40) + mpmath.exp(-41)
        softmax_loss, softmax_slope = float(mpmath.log1p(rest)), float(-rest / (1 + rest))
        sigmoid_loss, sigmoid_slope = float(mpmath.log1p(mpmath.exp(-40))), float(-1 / (1 + mpmath.exp(40)))
    assert SoftmaxCrossEntropy()(z, y) == pytest.approx(softmax_loss, rel=1e-14, abs=0)
    assert SoftmaxCrossEntropy().gradient(z, y)[0, 0] == pytest.approx(softmax_slope, rel=1e-14, abs=0)
    binary = SigmoidCrossEntropy()
    assert binary(z[:, :1], y[:, :1]) == pytest.approx(sigmoid_loss, rel=1e-14, abs=0)
    assert binary.gradient(z[:, :1], y[:, :1])[0, 0] == pytest.approx(sigmoid_slope, rel=1e-14, abs=0)


@LOSSES
def test_class_numbers_and_wrong_shapes_are_refused(loss: Loss, z: Array, y: Array) -> None:
    for method in (loss, loss.gradient):
        with pytest.raises(ValueError, match="y must be float64 or complex128, got int64"):
            method(z, np.arange(N))
        with pytest.raises(ValueError, match=r"y must have shape \(5, 4\), got \(4, 5\)"):
            method(z, y.T)
        with pytest.raises(ValueError, match=r"must have shape \(N, K\), got \(4,\)"):
            method(z[0], y[0])
