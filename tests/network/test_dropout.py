import numpy as np
import pytest

from quizapp.network import Array, Dropout, binary_states
from tests.network.oracles import assert_blocks_agree, complex_step

N, H, Q = 5, 4, 0.7


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(71)


@pytest.fixture
def x(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, H))


def test_kept_units_are_scaled_up_and_dropped_units_are_0(x: Array) -> None:
    mask = np.zeros((N, H))
    mask[1, 2] = mask[4, 0] = 1
    a = Dropout(mask, Q)(x)
    assert a[1, 2] == x[1, 2] / Q
    assert a[4, 0] == x[4, 0] / Q
    assert np.count_nonzero(a) == 2


def test_gradient_equals_the_complex_step(x: Array, rng: np.random.Generator) -> None:
    layer, R = Dropout.draw((N, H), Q, rng), rng.normal(size=(N, H))
    assert_blocks_agree(layer.forward(x)[1](R).dL_dx, complex_step(lambda x: (R * layer(x)).sum(), x))


def test_the_expectation_over_every_mask_is_the_input(x: Array) -> None:
    row = x[:1]
    masks = binary_states(H)
    probability = Q ** masks.sum(axis=1) * (1 - Q) ** (H - masks.sum(axis=1))
    outputs = np.concatenate([Dropout(mask[np.newaxis], Q)(row) for mask in masks])
    assert probability.sum() == pytest.approx(1)
    np.testing.assert_allclose(probability @ outputs, row[0], rtol=1e-14)
    np.testing.assert_allclose(probability @ (outputs - row) ** 2, row[0] ** 2 * (1 - Q) / Q, rtol=1e-13)


def test_drawn_masks_keep_units_with_the_given_probability(rng: np.random.Generator) -> None:
    mask = Dropout.draw((100, 300), Q, rng).mask
    assert set(np.unique(mask)) == {0, 1}
    assert abs(mask.mean() - Q) < 5 * np.sqrt(Q * (1 - Q) / mask.size)


def test_a_drawn_layer_gives_the_same_output_twice(x: Array, rng: np.random.Generator) -> None:
    layer = Dropout.draw((N, H), Q, rng)
    np.testing.assert_array_equal(layer(x), layer(x))


def test_impossible_masks_and_probabilities_are_refused(x: Array) -> None:
    for q in (0.0, -0.1, 1.1):
        with pytest.raises(ValueError, match=f"above 0 and at most 1, got {q}"):
            Dropout(np.ones((N, H)), q)
    with pytest.raises(ValueError, match="holds only 0 and 1"):
        Dropout(np.full((N, H), 0.5), Q)
    with pytest.raises(ValueError, match=r"x must have shape \(5, 4\), got \(4, 5\)"):
        Dropout(np.ones((N, H)), Q)(x.T)
    with pytest.raises(ValueError, match=r"dL_da must have shape \(5, 4\), got \(4, 5\)"):
        Dropout(np.ones((N, H)), Q).forward(x)[1](x.T)
