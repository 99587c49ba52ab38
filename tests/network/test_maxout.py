import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import Dense, Maxout, Network
from tests.network.oracles import assert_blocks_agree, automatic, complex_step, dense

N, D, H, K = 5, 4, 2, 3


@pytest.fixture(params=[171, 172, 173])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


def test_each_unit_gives_its_largest_piece() -> None:
    z = np.array([[1.0, -2.0, 0.5, -3.0, -1.0, -2.0]])
    np.testing.assert_array_equal(Maxout(3)(z), [[1.0, -1.0]])
    np.testing.assert_array_equal(Maxout(2)(z), [[1.0, 0.5, -1.0]])


def test_gradient_equals_both_oracles(rng: np.random.Generator) -> None:
    z, R = rng.normal(size=(N, H * K)), rng.normal(size=(N, H))
    found = Maxout(K).forward(z)[1](R).dL_dx
    expected = automatic(lambda z: anp.sum(R * anp.max(anp.reshape(z, (N, H, K)), axis=2)), z)
    assert_blocks_agree(found, expected)
    assert_blocks_agree(found, complex_step(lambda z: (R * Maxout(K)(z)).sum(), z))


def test_behind_a_dense_layer_weights_of_losing_pieces_get_nothing(rng: np.random.Generator) -> None:
    x, W, b = rng.normal(size=(1, D)), rng.normal(size=(D, H * K)), rng.normal(size=H * K)
    net = Network(Dense(W, b), Maxout(K))
    _, backward = net.forward(x)
    found = backward(np.ones((1, H)))[0].dL_dW
    expected = automatic(lambda W: anp.sum(anp.max(anp.reshape(dense(x, W, b), (1, H, K)), axis=2)), W)
    assert_blocks_agree(found, expected)
    assert (found.any(axis=0)).sum() == H


def test_too_few_pieces_and_columns_that_do_not_divide_are_refused() -> None:
    with pytest.raises(ValueError, match="a maxout unit needs at least 2 pieces, got 1"):
        Maxout(1)
    with pytest.raises(ValueError, match="z must have a multiple of 3 columns, got 4"):
        Maxout(3)(np.zeros((1, 4)))
