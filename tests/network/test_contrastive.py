import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import Array, ContrastiveLoss, InfoNCE, Network, Scalar, UnitLength
from tests.network.oracles import (
    assert_blocks_agree,
    automatic,
    categorical_cross_entropy,
    complex_step,
    softmax,
)

N, M, D = 5, 7, 3
MARGIN, TEMPERATURE = 1.9, 0.6
ALIKE = np.array([1.0, 0.0, 0.0, 1.0, 0.0])


@pytest.fixture(params=[141, 142, 143])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def first(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, D))


@pytest.fixture
def second(first: Array, rng: np.random.Generator) -> Array:
    """Row 1 is a different pair within the margin, row 4 one beyond it."""
    second = first + rng.normal(0, 0.5, size=(N, D))
    second[4] = first[4] + 2
    return second


@pytest.fixture
def key(rng: np.random.Generator) -> Array:
    return rng.normal(size=(M, D))


def plain_contrastive(first: Array, second: Array) -> Scalar:
    d = anp.sqrt(anp.sum((first - second) ** 2, axis=1))
    return anp.sum(ALIKE * d**2 / 2 + (1 - ALIKE) * anp.maximum(0, MARGIN - d) ** 2 / 2) / N


def plain_info_nce(query: Array, key: Array) -> Scalar:
    return categorical_cross_entropy(softmax(anp.dot(query, key.T) / TEMPERATURE), np.eye(N, M))


def test_contrastive_loss_and_gradient_equal_both_oracles(first: Array, second: Array) -> None:
    loss = ContrastiveLoss(MARGIN)
    d = np.linalg.norm(first - second, axis=1)
    assert d[1] < MARGIN < d[4]
    assert loss(first, second, ALIKE) == pytest.approx(plain_contrastive(first, second), rel=1e-13)
    found = loss.gradient(first, second, ALIKE)
    assert_blocks_agree(found.dL_dfirst, automatic(lambda at: plain_contrastive(at, second), first))
    assert_blocks_agree(found.dL_dsecond, automatic(lambda at: plain_contrastive(first, at), second))
    assert_blocks_agree(found.dL_dfirst, complex_step(lambda at: loss(at, second, ALIKE), first))
    assert_blocks_agree(found.dL_dsecond, complex_step(lambda at: loss(first, at, ALIKE), second))


def test_a_different_pair_is_pushed_apart_until_the_margin(first: Array, second: Array) -> None:
    found = ContrastiveLoss(MARGIN).gradient(first, second, ALIKE).dL_dfirst
    away = first - second
    assert found[0] @ away[0] > 0, "an alike pair is drawn together"
    assert found[1] @ away[1] < 0
    assert not found[4].any()


def test_a_different_pair_at_one_point_has_no_direction_to_go() -> None:
    point = np.ones((1, D))
    loss = ContrastiveLoss(MARGIN)
    assert loss(point, point, np.zeros(1)) == pytest.approx(MARGIN**2 / 2)
    with np.errstate(divide="raise", invalid="raise"):
        assert not loss.gradient(point, point, np.zeros(1)).dL_dfirst.any()


def test_info_nce_loss_and_gradient_equal_both_oracles(first: Array, key: Array) -> None:
    loss = InfoNCE(TEMPERATURE)
    assert loss(first, key) == pytest.approx(plain_info_nce(first, key), rel=1e-13)
    found = loss.gradient(first, key)
    assert_blocks_agree(found.dL_dquery, automatic(lambda at: plain_info_nce(at, key), first))
    assert_blocks_agree(found.dL_dkey, automatic(lambda at: plain_info_nce(first, at), key))
    assert_blocks_agree(found.dL_dquery, complex_step(lambda at: loss(at, key), first))
    assert_blocks_agree(found.dL_dkey, complex_step(lambda at: loss(first, at), key))


def test_info_nce_of_equal_keys_is_the_logarithm_of_their_number(first: Array) -> None:
    assert InfoNCE(TEMPERATURE)(first, np.ones((M, D))) == pytest.approx(np.log(M), rel=1e-14)


def test_info_nce_of_cosines_goes_back_through_unit_length(first: Array, key: Array) -> None:
    loss, unit = InfoNCE(TEMPERATURE), Network(UnitLength())
    query, backward = unit.forward(first)
    (gradient,) = backward(loss.gradient(query, unit(key)).dL_dquery)
    assert_blocks_agree(gradient.dL_dx, complex_step(lambda at: loss(unit(at), unit(key)), first))


def test_a_small_temperature_stays_finite(first: Array, key: Array) -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isfinite(InfoNCE(1e-3)(first, key))
        assert np.isfinite(InfoNCE(1e-3).gradient(first, key).dL_dkey).all()


def test_impossible_settings_labels_and_shapes_are_refused(first: Array, second: Array, key: Array) -> None:
    with pytest.raises(ValueError, match="the margin must be above 0, got 0"):
        ContrastiveLoss(0)
    with pytest.raises(ValueError, match="alike must be 1 for a pair alike and 0 for a different one"):
        ContrastiveLoss(MARGIN)(first, second, 2 * ALIKE - 1)
    with pytest.raises(ValueError, match=r"alike must have shape \(5,\), got \(4,\)"):
        ContrastiveLoss(MARGIN).gradient(first, second, ALIKE[1:])
    with pytest.raises(ValueError, match=r"second must have shape \(5, 3\), got \(3, 5\)"):
        ContrastiveLoss(MARGIN)(first, second.T, ALIKE)
    with pytest.raises(ValueError, match="the temperature must be above 0, got 0"):
        InfoNCE(0)
    with pytest.raises(ValueError, match="every query needs its own key, got 7 queries and 5 keys"):
        InfoNCE(TEMPERATURE)(key, first)
    with pytest.raises(ValueError, match=r"key must have shape \(M, 3\), got \(3, 7\)"):
        InfoNCE(TEMPERATURE).gradient(first, key.T)
