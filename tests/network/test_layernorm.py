import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import Array, LayerNorm, RMSNorm
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, D = 5, 4
EPSILON = 0.3
"""Large, so that an ε in the wrong place shows."""


@pytest.fixture(params=[111, 112, 113])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def x(rng: np.random.Generator) -> Array:
    return rng.normal(0.7, 1.6, size=(N, D))


@pytest.fixture
def R(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, D))


@pytest.fixture
def layer(rng: np.random.Generator) -> LayerNorm:
    return LayerNorm(rng.normal(1.5, 0.4, size=D), rng.normal(size=D), EPSILON)


@pytest.fixture
def rms(rng: np.random.Generator) -> RMSNorm:
    return RMSNorm(rng.normal(1.5, 0.4, size=D), EPSILON)


def plain(x: Array, gamma: Array, beta: Array) -> Array:
    mean = anp.reshape(anp.sum(x, axis=1) / D, (N, 1))
    variance = anp.reshape(anp.sum((x - mean) ** 2, axis=1) / D, (N, 1))
    return gamma * (x - mean) / anp.sqrt(variance + EPSILON) + beta


def plain_rms(x: Array, gamma: Array) -> Array:
    return gamma * x / anp.sqrt(anp.reshape(anp.sum(x**2, axis=1) / D, (N, 1)) + EPSILON)


def test_value_is_the_plain_formula(x: Array, layer: LayerNorm) -> None:
    assert_blocks_agree(layer(x), plain(x, layer.gamma, layer.beta), rtol=1e-14)


def test_every_example_has_mean_0_and_variance_1(x: Array) -> None:
    a = LayerNorm(np.ones(D), np.zeros(D), 0)(x)
    np.testing.assert_allclose(a.mean(axis=1), 0, atol=1e-14)
    np.testing.assert_allclose(a.std(axis=1), 1, rtol=1e-13)


def test_an_example_does_not_depend_on_the_rest_of_its_batch(x: Array, layer: LayerNorm) -> None:
    np.testing.assert_allclose(layer(x[:1]), layer(x)[:1], rtol=1e-15)


def test_every_gradient_equals_autograd(x: Array, layer: LayerNorm, R: Array) -> None:
    found = layer.forward(x)[1](R)
    gamma, beta = layer.gamma, layer.beta
    assert_blocks_agree(found.dL_dx, automatic(lambda x: anp.sum(R * plain(x, gamma, beta)), x))
    assert_blocks_agree(
        found.parameters["gamma"], automatic(lambda gamma: anp.sum(R * plain(x, gamma, beta)), gamma)
    )
    assert_blocks_agree(
        found.parameters["beta"], automatic(lambda beta: anp.sum(R * plain(x, gamma, beta)), beta)
    )


def test_every_gradient_equals_the_complex_step(x: Array, layer: LayerNorm, R: Array) -> None:
    found = layer.forward(x)[1](R)
    assert_blocks_agree(found.dL_dx, complex_step(lambda x: (R * layer(x)).sum(), x))
    for name, at in layer.parameters.items():

        def objective(at: Array, name: str = name) -> float:
            return (R * layer.with_parameters(**{name: at})(x)).sum()

        assert_blocks_agree(found.parameters[name], complex_step(objective, at))


def test_rms_value_is_the_plain_formula(x: Array, rms: RMSNorm) -> None:
    assert_blocks_agree(rms(x), plain_rms(x, rms.gamma), rtol=1e-14)


def test_rms_gradients_equal_autograd(x: Array, rms: RMSNorm, R: Array) -> None:
    found = rms.forward(x)[1](R)
    gamma = rms.gamma
    assert_blocks_agree(found.dL_dx, automatic(lambda x: anp.sum(R * plain_rms(x, gamma)), x))
    assert_blocks_agree(
        found.parameters["gamma"], automatic(lambda gamma: anp.sum(R * plain_rms(x, gamma)), gamma)
    )


def test_rms_gradient_equals_the_complex_step(x: Array, rms: RMSNorm, R: Array) -> None:
    found = rms.forward(x)[1](R)
    assert_blocks_agree(found.dL_dx, complex_step(lambda x: (R * rms(x)).sum(), x))


def test_on_a_centred_example_both_are_the_same(x: Array) -> None:
    centred = x - x.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(RMSNorm.initial(D)(centred), LayerNorm.initial(D)(centred), rtol=1e-13)


def test_unknown_parameters_are_refused(layer: LayerNorm, rms: RMSNorm) -> None:
    with pytest.raises(ValueError, match=r"LayerNorm has the parameters gamma and beta, got W"):
        layer.with_parameters(W=np.ones(D))
    with pytest.raises(ValueError, match=r"RMSNorm has the parameter gamma, got beta"):
        rms.with_parameters(beta=np.ones(D))


def test_a_negative_epsilon_is_refused() -> None:
    with pytest.raises(ValueError, match="epsilon"):
        LayerNorm(np.ones(D), np.zeros(D), -1)
    with pytest.raises(ValueError, match="epsilon"):
        RMSNorm(np.ones(D), -1)
