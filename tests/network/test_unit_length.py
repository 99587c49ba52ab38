import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import Array, UnitLength
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, D = 5, 3


@pytest.fixture(params=[111, 112, 113])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def x(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, D))


def test_rows_keep_their_direction_and_get_length_1(x: Array) -> None:
    np.testing.assert_allclose(UnitLength()(x), x / np.linalg.norm(x, axis=1)[:, np.newaxis], rtol=1e-14)


def test_gradient_equals_both_oracles(x: Array, rng: np.random.Generator) -> None:
    R = rng.normal(size=(N, D))
    found = UnitLength().forward(x)[1](R).dL_dx
    expected = automatic(lambda x: anp.sum(R * x / anp.sqrt(anp.sum(x**2, axis=1, keepdims=True))), x)
    assert_blocks_agree(found, expected)
    assert_blocks_agree(found, complex_step(lambda x: (R * UnitLength()(x)).sum(), x))
    np.testing.assert_allclose((found * x).sum(axis=1), 0, atol=1e-14)


def test_a_row_without_direction_and_wrong_shapes_are_refused(x: Array) -> None:
    x[2] = 0
    with pytest.raises(ValueError, match="x has a row of zeros, which has no direction"):
        UnitLength()(x)
    with pytest.raises(ValueError, match=r"dL_da must have shape \(1, 3\), got \(3, 1\)"):
        UnitLength().forward(x[:1])[1](np.ones((D, 1)))
