import numpy as np
import pytest

from quizapp.network import (
    Array,
    Dense,
    MeanSquaredError,
    Network,
    NetworkGradient,
    Tanh,
    clip_by_norm,
    clip_by_value,
    clip_network_by_norm,
    clip_network_by_value,
    global_norm,
)

LIMIT = 0.8


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(55)


@pytest.fixture
def arrays(rng: np.random.Generator) -> list[Array]:
    return [rng.normal(size=shape) for shape in ((3, 4), (4,), (4, 5), (5,))]


@pytest.fixture
def gradient(rng: np.random.Generator) -> NetworkGradient:
    network = Network(Dense.he(3, 4, rng), Tanh(), Dense.he(4, 5, rng), loss=MeanSquaredError())
    return network.backpropagate(rng.normal(size=(6, 3)), 3 * rng.normal(size=(6, 5)))


def joined(arrays: list[Array] | tuple[Array, ...]) -> Array:
    return np.concatenate([array.ravel() for array in arrays])


def parameters(gradient: NetworkGradient) -> list[Array]:
    return [array for layer in gradient.layers for array in layer.parameters.values()]


def test_the_global_norm_is_that_of_all_arrays_end_to_end(arrays: list[Array]) -> None:
    assert global_norm(arrays) == pytest.approx(np.linalg.norm(joined(arrays)), rel=1e-14)
    assert global_norm([]) == global_norm([np.zeros(3)]) == 0


def test_clipping_by_norm_keeps_the_direction_of_all_arrays_together(arrays: list[Array]) -> None:
    clipped = clip_by_norm(arrays, LIMIT)
    assert np.linalg.norm(joined(clipped)) == pytest.approx(LIMIT, rel=1e-14)
    np.testing.assert_allclose(
        joined(clipped) / LIMIT, joined(arrays) / np.linalg.norm(joined(arrays)), rtol=1e-13
    )


def test_a_gradient_within_the_limit_is_left_alone(arrays: list[Array]) -> None:
    for before, after in zip(arrays, clip_by_norm(arrays, 1000), strict=True):
        np.testing.assert_array_equal(before, after)
        np.testing.assert_array_equal(before, clip_by_value(before, 1000))
    (zero,) = clip_by_norm([np.zeros(3)], LIMIT)
    assert zero.tolist() == [0, 0, 0]


def test_clipping_by_value_cuts_each_entry_and_turns_the_direction(arrays: list[Array]) -> None:
    before, after = joined(arrays), joined([clip_by_value(array, LIMIT) for array in arrays])
    np.testing.assert_array_equal(after, np.clip(before, -LIMIT, LIMIT))
    assert before @ after / np.linalg.norm(before) / np.linalg.norm(after) < 0.999


def test_exploding_gradients_do_not_overflow_on_the_way(arrays: list[Array]) -> None:
    with np.errstate(over="raise", invalid="raise"):
        clipped = clip_by_norm([1e200 * array for array in arrays], LIMIT)
    np.testing.assert_allclose(joined(clipped), joined(clip_by_norm(arrays, LIMIT)), rtol=1e-13)


def test_a_complex_step_passes_through_both(arrays: list[Array]) -> None:
    h, direction = 1e-30, np.arange(1.0, 6.0)
    moved = [*arrays[:3], arrays[3] + h * direction * 1j]
    found = joined(clip_by_norm(moved, LIMIT)).imag / h
    g, d = joined(arrays), np.concatenate([np.zeros(len(joined(arrays[:3]))), direction])
    unit = g / np.linalg.norm(g)
    expected = LIMIT / np.linalg.norm(g) * (d - unit * (unit @ d))
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)
    by_value = clip_by_value(moved[3], LIMIT).imag / h
    np.testing.assert_allclose(by_value, direction * (np.abs(arrays[3]) <= LIMIT), rtol=1e-14)


def test_a_networks_gradient_is_clipped_as_a_whole(gradient: NetworkGradient) -> None:
    clipped = clip_network_by_norm(gradient, LIMIT)
    assert np.linalg.norm(joined(parameters(gradient))) > LIMIT
    assert np.linalg.norm(joined(parameters(clipped))) == pytest.approx(LIMIT, rel=1e-14)
    expected = clip_by_norm(parameters(gradient), LIMIT)
    for found, array in zip(parameters(clipped), expected, strict=True):
        np.testing.assert_array_equal(found, array)
    assert [layer.parameters.keys() for layer in clipped.layers] == [
        layer.parameters.keys() for layer in gradient.layers
    ]
    assert clipped.loss == gradient.loss
    assert clipped.dL_dx is gradient.dL_dx


def test_a_networks_gradient_is_cut_entry_by_entry(gradient: NetworkGradient) -> None:
    clipped = clip_network_by_value(gradient, 0.05)
    np.testing.assert_array_equal(
        joined(parameters(clipped)), np.clip(joined(parameters(gradient)), -0.05, 0.05)
    )


@pytest.mark.parametrize("limit", [0.0, -1.0])
def test_a_limit_that_is_not_above_0_is_refused(arrays: list[Array], limit: float) -> None:
    with pytest.raises(ValueError, match="the limit must be above 0"):
        clip_by_norm(arrays, limit)
    with pytest.raises(ValueError, match="the limit must be above 0"):
        clip_by_value(arrays[0], limit)
