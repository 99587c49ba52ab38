import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import L1, SGD, Array, Dense, MeanSquaredError, Network
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

STRENGTH = 0.4


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(121)


@pytest.fixture
def W(rng: np.random.Generator) -> Array:
    return rng.normal(size=(3, 4))


def test_l1_gradient_equals_both_oracles(W: Array) -> None:
    penalty = L1(STRENGTH)
    assert penalty(W) == pytest.approx(STRENGTH * np.abs(W).sum(), rel=1e-14)
    assert_blocks_agree(penalty.gradient(W), automatic(lambda W: STRENGTH * anp.sum(anp.abs(W)), W))
    assert_blocks_agree(penalty.gradient(W), complex_step(penalty, W))
    assert penalty.gradient(np.zeros(2)).tolist() == [0, 0]


def test_shrinking_minimizes_the_penalty_and_the_distance_together(W: Array) -> None:
    found = L1(STRENGTH).shrink(W)
    grid = np.linspace(-4, 4, 8001)
    cost = (grid - W[..., np.newaxis]) ** 2 / 2 + STRENGTH * np.abs(grid)
    np.testing.assert_allclose(found, grid[cost.argmin(axis=-1)], atol=0.0006)
    assert (found == 0).any()
    assert (found != 0).any()


def test_shrinking_reaches_exact_zeros_where_gradient_steps_do_not(rng: np.random.Generator) -> None:
    """Of three inputs, only the first has anything to do with the target."""
    x = rng.normal(size=(40, 3))
    y = 2 * x[:, :1]
    layer = Dense(rng.normal(size=(3, 1)), np.zeros(1))
    stepped = Network(layer, loss=MeanSquaredError(), penalty=L1(STRENGTH))
    shrunk = Network(layer, loss=MeanSquaredError())
    for _ in range(300):
        stepped = SGD(0.05).step(stepped, stepped.backpropagate(x, y))
        shrunk = SGD(0.05).step(shrunk, shrunk.backpropagate(x, y))
        shrunk = shrunk.with_parameters(0, W=L1(0.05 * STRENGTH).shrink(shrunk.layers[0].parameters["W"]))
    assert (shrunk.layers[0].parameters["W"] != 0).ravel().tolist() == [True, False, False]
    assert stepped.layers[0].parameters["W"].all()


def test_a_negative_strength_is_refused() -> None:
    with pytest.raises(ValueError, match="strength of an L1 penalty must be at least 0, got -1"):
        L1(-1)
