import numpy as np
import pytest

from quizapp.network import Array, Hinge, Huber, MeanSquaredError
from tests.network import oracles
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, K, DELTA = 5, 4, 0.8


@pytest.fixture(params=[34, 35, 36])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def a(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, K))


@pytest.fixture
def y(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, K))


@pytest.fixture
def signs(rng: np.random.Generator) -> Array:
    return rng.choice([-1.0, 1.0], size=(N, K))


def test_huber_equals_its_plain_formula_and_both_oracles(a: Array, y: Array) -> None:
    loss, size = Huber(DELTA), np.abs(a - y)
    assert (size < DELTA).any()
    assert (size > DELTA).any()
    assert np.abs(size - DELTA).min() > 1e-3, "too near a kink"
    assert loss(a, y) == pytest.approx(oracles.huber(a, y, DELTA), rel=1e-14)
    assert_blocks_agree(loss.gradient(a, y), automatic(lambda a: oracles.huber(a, y, DELTA), a))
    assert_blocks_agree(loss.gradient(a, y), complex_step(lambda a: loss(a, y), a))


def test_an_outlier_pulls_with_delta_and_no_more() -> None:
    a, y = np.array([[1e200], [-50.0], [0.3]]), np.zeros((3, 1))
    with np.errstate(over="raise"):
        np.testing.assert_allclose(
            Huber(DELTA).gradient(a, y), [[DELTA / 3], [-DELTA / 3], [0.1]], rtol=1e-15
        )
        assert np.isfinite(Huber(DELTA)(a, y))


def test_huber_is_half_the_squared_error_while_all_errors_are_small(a: Array, y: Array) -> None:
    assert Huber(100)(a, y) == pytest.approx(MeanSquaredError()(a, y) / 2, rel=1e-14)


def test_huber_has_no_jump_where_errors_become_large() -> None:
    y, below, above = np.zeros((1, 1)), np.full((1, 1), 0.8 - 1e-12), np.full((1, 1), 0.8 + 1e-12)
    assert Huber(DELTA)(below, y) == pytest.approx(Huber(DELTA)(above, y), rel=1e-11)
    assert Huber(DELTA).gradient(below, y)[0, 0] == pytest.approx(
        Huber(DELTA).gradient(above, y)[0, 0], rel=1e-11
    )


def test_hinge_equals_its_plain_formula_and_both_oracles(a: Array, signs: Array) -> None:
    loss = Hinge()
    assert (signs * a > 1).any()
    assert np.abs(1 - signs * a).min() > 1e-3, "too near a kink"
    assert loss(a, signs) == pytest.approx(oracles.hinge(a, signs), rel=1e-14)
    assert_blocks_agree(loss.gradient(a, signs), automatic(lambda a: oracles.hinge(a, signs), a))
    assert_blocks_agree(loss.gradient(a, signs), complex_step(lambda a: loss(a, signs), a))


def test_the_gradient_of_the_hinge_at_its_kink_is_0() -> None:
    z, y = np.array([[1.0, -1.0, 0.0]]), np.array([[1.0, -1.0, -1.0]])
    assert Hinge().gradient(z, y).tolist() == [[0, 0, 1]]


def test_impossible_settings_targets_and_shapes_are_refused(a: Array, y: Array) -> None:
    with pytest.raises(ValueError, match=r"must be -1 or 1; convert 0 and 1 with 2 \* y - 1"):
        Hinge()(a, np.zeros((N, K)))
    with pytest.raises(ValueError, match="delta must be above 0, got 0"):
        Huber(0)
    for loss in (Hinge(), Huber()):
        with pytest.raises(ValueError, match=r"y must have shape \(5, 4\), got \(4, 5\)"):
            loss.gradient(a, y.T)
