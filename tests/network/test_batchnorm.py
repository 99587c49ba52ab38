import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import (
    Array,
    BatchNorm,
    Dense,
    FixedNorm,
    MeanSquaredError,
    Network,
    RunningStatistics,
    Tanh,
)
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, D, H, K = 5, 3, 4, 6
EPSILON = 0.3
"""Large, so that an ε in the wrong place shows."""


@pytest.fixture(params=[101, 102, 103])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def x(rng: np.random.Generator) -> Array:
    return rng.normal(0.7, 1.6, size=(N, H))


@pytest.fixture
def R(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, H))


@pytest.fixture
def layer(rng: np.random.Generator) -> BatchNorm:
    return BatchNorm(rng.normal(1.5, 0.4, size=H), rng.normal(size=H), EPSILON)


@pytest.fixture
def fixed(layer: BatchNorm, rng: np.random.Generator) -> FixedNorm:
    return layer.inference(RunningStatistics(rng.normal(size=H), rng.uniform(0.5, 3, size=H)))


def plain(x: Array, gamma: Array, beta: Array) -> Array:
    mean = anp.sum(x, axis=0) / N
    variance = anp.sum((x - mean) ** 2, axis=0) / N
    return gamma * (x - mean) / anp.sqrt(variance + EPSILON) + beta


def plain_fixed(x: Array, gamma: Array, beta: Array, seen: RunningStatistics) -> Array:
    return gamma * (x - seen.mean) / anp.sqrt(seen.variance + EPSILON) + beta


def test_value_is_the_plain_formula(x: Array, layer: BatchNorm) -> None:
    assert_blocks_agree(layer(x), plain(x, layer.gamma, layer.beta), rtol=1e-14)


def test_every_unit_has_mean_beta_and_standard_deviation_gamma(x: Array, layer: BatchNorm) -> None:
    a = BatchNorm(layer.gamma, layer.beta, 0)(x)
    np.testing.assert_allclose(a.mean(axis=0), layer.beta, rtol=1e-13)
    np.testing.assert_allclose(a.std(axis=0), layer.gamma, rtol=1e-13)


def test_every_gradient_equals_autograd(x: Array, layer: BatchNorm, R: Array) -> None:
    found = layer.forward(x)[1](R)
    gamma, beta = layer.gamma, layer.beta
    assert_blocks_agree(found.dL_dx, automatic(lambda x: anp.sum(R * plain(x, gamma, beta)), x))
    assert_blocks_agree(
        found.parameters["gamma"], automatic(lambda gamma: anp.sum(R * plain(x, gamma, beta)), gamma)
    )
    assert_blocks_agree(
        found.parameters["beta"], automatic(lambda beta: anp.sum(R * plain(x, gamma, beta)), beta)
    )


def test_every_gradient_equals_the_complex_step(x: Array, layer: BatchNorm, R: Array) -> None:
    found = layer.forward(x)[1](R)
    assert_blocks_agree(found.dL_dx, complex_step(lambda x: (R * layer(x)).sum(), x))
    for name, at in layer.parameters.items():

        def objective(at: Array, name: str = name) -> float:
            return (R * layer.with_parameters(**{name: at})(x)).sum()

        assert_blocks_agree(found.parameters[name], complex_step(objective, at))


def test_the_gradient_sums_to_0_and_runs_along_the_output_only_by_epsilon(
    x: Array, layer: BatchNorm, R: Array
) -> None:
    dL_dx = layer.forward(x)[1](R).dL_dx
    variance = x.var(axis=0)
    x_hat = (x - x.mean(axis=0)) / np.sqrt(variance + EPSILON)
    np.testing.assert_allclose(dL_dx.sum(axis=0), 0, atol=1e-14)
    left = (
        layer.gamma * (R * x_hat).sum(axis=0) / np.sqrt(variance + EPSILON) * EPSILON / (variance + EPSILON)
    )
    np.testing.assert_allclose((dL_dx * x_hat).sum(axis=0), left, rtol=1e-11)


def test_a_loss_that_adds_up_the_outputs_has_no_gradient(x: Array, layer: BatchNorm) -> None:
    np.testing.assert_allclose(layer.forward(x)[1](np.ones((N, H))).dL_dx, 0, atol=1e-14)


def test_the_weights_before_it_may_be_scaled_at_will(rng: np.random.Generator) -> None:
    """Without ε: the same output, a gradient at right angles to the weights, and α times smaller."""
    x, y, W = rng.normal(size=(N, D)), rng.normal(size=(N, H)), rng.normal(size=(D, H))
    norm = BatchNorm(rng.normal(size=H), rng.normal(size=H), 0)
    networks = [Network(Dense(s * W, np.zeros(H)), norm, loss=MeanSquaredError()) for s in (1, 3)]
    np.testing.assert_allclose(networks[0](x), networks[1](x), rtol=1e-12)
    small, large = (network.backpropagate(x, y).layers[0].dL_dW for network in networks)
    np.testing.assert_allclose(large, small / 3, rtol=1e-10)
    np.testing.assert_allclose((W * small).sum(axis=0), 0, atol=1e-13)


def test_it_trains_inside_a_network(rng: np.random.Generator) -> None:
    x, y = rng.normal(size=(N, D)), rng.normal(size=(N, K))
    network = Network(
        Dense.he(D, H, rng), BatchNorm.initial(H), Tanh(), Dense.he(H, K, rng), loss=MeanSquaredError()
    )
    found = network.backpropagate(x, y)
    W = network.layers[0].parameters["W"]
    expected = complex_step(lambda W: network.with_parameters(0, W=W).loss(x, y), W)
    assert_blocks_agree(found.layers[0].dL_dW, expected)


def test_running_statistics_are_a_fading_average_with_the_unbiased_variance(x: Array) -> None:
    before = RunningStatistics.initial(H)
    after = before.after(x, keep=0.7)
    np.testing.assert_allclose(after.mean, 0.3 * x.mean(axis=0), rtol=1e-14)
    np.testing.assert_allclose(after.variance, 0.7 + 0.3 * x.var(axis=0, ddof=1), rtol=1e-14)
    assert before.mean.tolist() == [0] * H
    assert before.variance.tolist() == [1] * H


def test_running_statistics_of_one_batch_over_and_over_become_its_own(x: Array) -> None:
    seen = RunningStatistics.initial(H)
    for _ in range(400):
        seen = seen.after(x)
    np.testing.assert_allclose(seen.mean, x.mean(axis=0), rtol=1e-13)
    np.testing.assert_allclose(seen.variance, x.var(axis=0, ddof=1), rtol=1e-13)


def test_for_predicting_each_row_is_by_itself(x: Array, fixed: FixedNorm) -> None:
    expected = plain_fixed(x, fixed.gamma, fixed.beta, fixed.statistics)
    assert_blocks_agree(fixed(x), expected, rtol=1e-14)
    np.testing.assert_array_equal(fixed(x[1:2]), fixed(x)[1:2])


def test_every_gradient_of_the_predicting_form_equals_both_oracles(
    x: Array, fixed: FixedNorm, R: Array
) -> None:
    found = fixed.forward(x)[1](R)
    gamma, beta, seen = fixed.gamma, fixed.beta, fixed.statistics
    assert_blocks_agree(found.dL_dx, automatic(lambda x: anp.sum(R * plain_fixed(x, gamma, beta, seen)), x))
    assert_blocks_agree(found.dL_dx, complex_step(lambda x: (R * fixed(x)).sum(), x))
    for name, at in fixed.parameters.items():

        def objective(at: Array, name: str = name) -> float:
            return (R * fixed.with_parameters(**{name: at})(x)).sum()

        assert_blocks_agree(found.parameters[name], complex_step(objective, at))


def test_neither_scale_nor_shift_is_decayed(layer: BatchNorm, fixed: FixedNorm) -> None:
    assert layer.decayed == fixed.decayed == frozenset()


def test_impossible_batches_settings_and_shapes_are_refused(
    x: Array, layer: BatchNorm, fixed: FixedNorm
) -> None:
    for needs_two in (layer, RunningStatistics.initial(H).after):
        with pytest.raises(ValueError, match="a batch of 1 has no spread to normalize by"):
            needs_two(x[:1])
    with pytest.raises(ValueError, match="epsilon must be at least 0, got -1"):
        BatchNorm(layer.gamma, layer.beta, -1)
    with pytest.raises(ValueError, match="keep must be at least 0 and below 1, got 1"):
        RunningStatistics.initial(H).after(x, keep=1)
    with pytest.raises(ValueError, match=r"variance must have shape \(4,\), got \(5,\)"):
        RunningStatistics(np.zeros(H), np.ones(N))
    with pytest.raises(ValueError, match=r"mean must have shape \(4,\), got \(5,\)"):
        layer.inference(RunningStatistics.initial(N))
    for norm in (layer, fixed):
        with pytest.raises(ValueError, match=r"x must have shape \(N, 4\), got \(4, 5\)"):
            norm(x.T)
        with pytest.raises(ValueError, match=r"dL_da must have shape \(5, 4\), got \(4, 5\)"):
            norm.forward(x)[1](x.T)
        with pytest.raises(ValueError, match="has the parameters gamma and beta, got W"):
            norm.with_parameters(W=x)
        assert norm.with_parameters(beta=x[0]).epsilon == EPSILON
