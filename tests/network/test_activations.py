import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

from quizapp.network import (
    ELU,
    GELU,
    SELU,
    Array,
    Elementwise,
    Layer,
    LeakyReLU,
    ReLU,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Softsign,
    Tanh,
)
from tests.network import oracles
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, K = 5, 4
ORACLES = {
    Sigmoid(): oracles.sigmoid,
    Tanh(): anp.tanh,
    ReLU(): lambda z: anp.maximum(z, 0),
    LeakyReLU(0.03): lambda z: oracles.leaky_relu(z, 0.03),
    ELU(0.7): lambda z: oracles.elu(z, 0.7),
    SELU(): lambda z: 1.0507009873554805 * oracles.elu(z, 1.6732632423543772),
    Softplus(): lambda z: anp.log(1 + anp.exp(z)),
    SiLU(): lambda z: z / (1 + anp.exp(-z)),
    GELU(): lambda z: z * oracles.normal_cdf(z),
    Softsign(): lambda z: z / (1 + anp.abs(z)),
    Softmax(): oracles.softmax,
}
ELEMENTWISE = [layer for layer in ORACLES if isinstance(layer, Elementwise)]


def named(layer: Layer) -> str:
    return type(layer).__name__


@pytest.fixture(params=[21, 22, 23])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def z(rng: np.random.Generator) -> Array:
    z = rng.normal(size=(N, K))
    assert np.abs(z).min() > 1e-3, "too near a kink"
    return z


@pytest.fixture
def R(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, K))


@pytest.mark.parametrize("layer", ORACLES, ids=named)
def test_value_equals_the_plain_formula(layer: Layer, z: Array) -> None:
    assert_blocks_agree(layer(z), ORACLES[layer](z), rtol=1e-14)


@pytest.mark.parametrize("layer", ORACLES, ids=named)
def test_gradient_equals_autograd(layer: Layer, z: Array, R: Array) -> None:
    found = layer.forward(z)[1](R).dL_dx
    assert_blocks_agree(found, automatic(lambda z: anp.sum(R * ORACLES[layer](z)), z))


@pytest.mark.parametrize("layer", ORACLES, ids=named)
def test_gradient_equals_the_complex_step(layer: Layer, z: Array, R: Array) -> None:
    found = layer.forward(z)[1](R).dL_dx
    assert_blocks_agree(found, complex_step(lambda z: (R * layer(z)).sum(), z))


@pytest.mark.parametrize("layer", ORACLES, ids=named)
def test_complex_numbers_pass_in_both_directions(layer: Layer, z: Array, R: Array) -> None:
    stepped = z + 0j
    stepped[1, 2] += 1e-30j
    a, backward = layer.forward(stepped)
    assert a.dtype == complex
    np.testing.assert_allclose(a.real, layer(z), rtol=1e-15)
    np.testing.assert_allclose(backward(R).dL_dx.real, layer.forward(z)[1](R).dL_dx, rtol=1e-14)


@pytest.mark.parametrize("layer", ORACLES, ids=named)
def test_inputs_of_a_thousand_stay_finite_without_warnings(layer: Layer) -> None:
    z = np.array([[1000.0, -1000.0, 0.5, -0.25]])
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        for batch in (z, z.astype(complex)):
            a, backward = layer.forward(batch)
            assert np.isfinite(a).all()
            assert np.isfinite(backward(np.ones((1, 4))).dL_dx).all()


@pytest.mark.parametrize("point", [-20.0, 20.0, 30.0, -300.0, 300.0])
def test_slopes_of_saturated_units_keep_their_digits(point: float) -> None:
    z = np.array([point])
    with mpmath.workdps(400):
        s = 1 / (1 + mpmath.exp(-mpmath.mpf(point)))
        assert Sigmoid().slope(z)[0] == pytest.approx(float(s * (1 - s)), rel=1e-14, abs=0)
        assert Tanh().slope(z)[0] == pytest.approx(float(1 - mpmath.tanh(point) ** 2), rel=1e-14, abs=0)


def test_the_slope_of_the_sigmoid_at_20_has_the_right_sign_and_size() -> None:
    assert Sigmoid().slope(np.array([20.0]))[0] == pytest.approx(2.0611536139418493e-09, rel=1e-15, abs=0)


def test_a_saturated_softmax_still_passes_a_gradient_back() -> None:
    z, dL_dp = np.array([[40.0, 0.0, -1.0]]), np.array([[1.0, 3.0, -2.0]])
    with mpmath.workdps(50):
        e = [mpmath.exp(mpmath.mpf(s)) for s in z[0]]
        p = [entry / mpmath.fsum(e) for entry in e]
        mean = mpmath.fsum(pj * g for pj, g in zip(p, dL_dp[0], strict=True))
        exact = [float(pk * (g - mean)) for pk, g in zip(p, dL_dp[0], strict=True)]
    np.testing.assert_allclose(Softmax().forward(z)[1](dL_dp).dL_dx[0], exact, rtol=1e-14)


def test_softmax_acts_on_the_last_axis_whatever_is_in_front(rng: np.random.Generator) -> None:
    z = rng.normal(size=(3, N, K))
    np.testing.assert_allclose(Softmax()(z)[1], Softmax()(z[1]), rtol=1e-15)
    np.testing.assert_allclose(Softmax()(z[1, 2]), Softmax()(z)[1, 2], rtol=1e-15)


def test_relu_has_slope_0_at_its_kink() -> None:
    assert ReLU().slope(np.array([-1e-300, 0.0, 1e-300])).tolist() == [0, 0, 1]


def test_leaky_relu_has_its_negative_slope_at_its_kink() -> None:
    assert LeakyReLU(0.03).slope(np.array([-1e-300, 0.0, 1e-300])).tolist() == [0.03, 0.03, 1]


def test_relu_decides_by_the_real_part_alone() -> None:
    z = np.array([-1 + 1e-30j, 1 - 1e-30j, 1e-30j])
    assert ReLU()(z).tolist() == [0, 1 - 1e-30j, 0]


@pytest.mark.parametrize("alpha", [-0.1, 1.0, 3.0])
def test_leaky_relu_refuses_a_slope_for_which_it_is_no_maximum(alpha: float) -> None:
    with pytest.raises(ValueError, match="alpha must be at least 0 and below 1"):
        LeakyReLU(alpha)


@pytest.mark.parametrize("layer", ORACLES, ids=named)
def test_activations_refuse_wrong_shapes_and_dtypes(layer: Layer, z: Array) -> None:
    with pytest.raises(ValueError, match=r"must have shape \(5, 4\), got \(4, 5\)"):
        layer.forward(z)[1](np.ones((K, N)))
    with pytest.raises(ValueError, match="z must be float64 or complex128, got int64"):
        layer(np.arange(3))


@pytest.mark.parametrize("layer", ELEMENTWISE, ids=named)
def test_activations_have_no_parameters(layer: Layer, z: Array) -> None:
    assert layer.parameters == {}
    assert layer.with_parameters() is layer
    with pytest.raises(ValueError, match=r"has no parameters, got \['W'\]"):
        layer.with_parameters(W=z)
    with pytest.raises(ValueError, match="this layer has no parameter W; it has none"):
        _ = layer.forward(z)[1](z).dL_dW
