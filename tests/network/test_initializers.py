from collections.abc import Callable

import numpy as np
import pytest

from quizapp import network
from quizapp.network import Array, Dense, Network, ReLU

D, H = 300, 200
Draw = Callable[[int, int, np.random.Generator], Array]
VARIANCES = {"lecun": 1 / D, "xavier": 2 / (D + H), "he": 2 / D}


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(61)


@pytest.mark.parametrize("scheme", VARIANCES)
@pytest.mark.parametrize("shape", ["normal", "uniform"])
def test_weights_have_mean_0_and_the_variance_of_their_scheme(
    scheme: str, shape: str, rng: np.random.Generator
) -> None:
    draw: Draw = getattr(network, f"{scheme}_{shape}")
    W = draw(D, H, rng)
    assert W.shape == (D, H)
    variance = VARIANCES[scheme]
    assert getattr(network, f"{scheme}_variance")(D, H) == pytest.approx(variance, rel=1e-15)
    assert abs(W.mean()) < 5 * np.sqrt(variance / W.size)
    excess = {"normal": 2, "uniform": 4 / 5}[shape]
    """Variance of (w / std)^2, which sets the standard error of a measured variance."""
    assert abs(W.var() / variance - 1) < 5 * np.sqrt(excess / W.size)


@pytest.mark.parametrize("scheme", VARIANCES)
def test_uniform_weights_fill_their_interval_and_stay_inside(scheme: str, rng: np.random.Generator) -> None:
    draw: Draw = getattr(network, f"{scheme}_uniform")
    limit = np.sqrt(3 * VARIANCES[scheme])
    W = draw(D, H, rng)
    assert 0.999 * limit < np.abs(W).max() <= limit


@pytest.mark.parametrize("scheme", VARIANCES)
def test_a_dense_layer_is_drawn_with_zero_bias(scheme: str, rng: np.random.Generator) -> None:
    layer: Dense = getattr(Dense, scheme)(D, H, rng)
    expected: Array = getattr(network, f"{scheme}_normal")(D, H, np.random.default_rng(61))
    np.testing.assert_array_equal(layer.W, expected)
    np.testing.assert_array_equal(layer.b, np.zeros(H))


def test_he_weights_keep_the_mean_square_through_many_relu_layers(rng: np.random.Generator) -> None:
    x = rng.normal(size=(100, 256))
    deep = Network(*(layer for _ in range(6) for layer in (Dense.he(256, 256, rng), ReLU())))
    squares = [float((a * a).mean()) for a in deep.trace(x)[2::2]]
    assert all(0.5 < square < 2 for square in squares)
    shrunk = Network(*(layer for _ in range(6) for layer in (Dense.lecun(256, 256, rng), ReLU())))
    assert (shrunk(x) ** 2).mean() < 0.05


@pytest.mark.parametrize("scheme", VARIANCES)
def test_a_layer_without_units_is_refused(scheme: str, rng: np.random.Generator) -> None:
    draw: Draw = getattr(network, f"{scheme}_normal")
    with pytest.raises(ValueError, match="got D = 3 and H = 0"):
        draw(3, 0, rng)
    with pytest.raises(ValueError, match="got D = 0 and H = 3"):
        draw(0, 3, rng)


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4), (6, 1)])
def test_orthogonal_weights_keep_the_length_of_vectors(
    shape: tuple[int, int], rng: np.random.Generator
) -> None:
    W = network.orthogonal(*shape, rng)
    assert W.shape == shape
    gram = W.T @ W if shape[0] >= shape[1] else W @ W.T
    np.testing.assert_allclose(gram, np.eye(min(shape)), atol=1e-14)


def test_orthogonal_weights_have_mean_0_and_favour_no_sign(rng: np.random.Generator) -> None:
    """QR alone would leave every diagonal entry with the same sign more often than not."""
    draws = np.array([network.orthogonal(3, 4, rng) for _ in range(3000)])
    standard_error = np.sqrt(1 / 4 / len(draws))
    assert np.abs(draws.mean(axis=0)).max() < 5 * standard_error
    assert abs((draws**2).mean() - 1 / 4) < 1e-14


def test_an_orthogonal_dense_layer_passes_lengths_on_through_any_depth(rng: np.random.Generator) -> None:
    x = rng.normal(size=(7, 5))
    deep = Network(*(Dense.orthogonal(5, 5, rng) for _ in range(30)))
    np.testing.assert_allclose((deep(x) ** 2).sum(axis=1), (x**2).sum(axis=1), rtol=1e-12)
    with pytest.raises(ValueError, match="got D = 0 and H = 3"):
        network.orthogonal(0, 3, rng)
