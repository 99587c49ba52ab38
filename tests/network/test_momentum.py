"""Momentum and Nesterov by their traces: closed forms that hold at every step."""

from collections.abc import Callable

import numpy as np
import pytest

from quizapp.network import Array, Momentum, Nesterov, NesterovShifted, StatefulOptimizer, Velocity

SHAPE = (3, 4)
RATE, GAMMA = 0.07, 0.8


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(52)


@pytest.fixture
def gradients(rng: np.random.Generator) -> list[Array]:
    return [rng.normal(size=SHAPE) for _ in range(9)]


def bowl(rng: np.random.Generator) -> tuple[Callable[[Array], Array], Array]:
    """The gradient of a quadratic with different curvatures, and its matrix."""
    M = rng.normal(size=(4, 4))
    A = M @ M.T / 4 + np.diag([0.5, 1.0, 1.5, 2.0])
    return lambda w: A @ w, A


def test_velocity_is_a_sum_of_gradients_each_faded_by_its_age(gradients: list[Array]) -> None:
    optimizer, w = Momentum(RATE, GAMMA), np.ones(SHAPE)
    state = optimizer.initial_state(w)
    for t, g in enumerate(gradients):
        before = w
        w, state = optimizer.update(w, g, state)
        expected = RATE * sum(GAMMA ** (t - i) * gradients[i] for i in range(t + 1))
        np.testing.assert_allclose(state.v, expected, rtol=1e-12)
        np.testing.assert_allclose(w, before - expected, rtol=1e-12)


def test_a_constant_gradient_drives_the_speed_to_the_rate_over_one_minus_gamma() -> None:
    optimizer, g = Momentum(RATE, GAMMA), np.full(SHAPE, -2.5)
    w, state = np.zeros(SHAPE), optimizer.initial_state(g)
    for t in range(1, 200):
        w, state = optimizer.update(w, g, state)
        np.testing.assert_allclose(state.v, RATE * g * (1 - GAMMA**t) / (1 - GAMMA), rtol=1e-12)
    np.testing.assert_allclose(state.v, RATE * g / (1 - GAMMA), rtol=1e-12)


def test_momentum_on_a_quadratic_follows_the_powers_of_its_iteration_matrix(
    rng: np.random.Generator,
) -> None:
    slope, A = bowl(rng)
    optimizer, start = Momentum(RATE, GAMMA), rng.normal(size=4)
    I, O = np.eye(4), np.zeros((4, 4))
    step = np.block([[I - RATE * A, -GAMMA * I], [RATE * A, GAMMA * I]])
    w, state = start, optimizer.initial_state(start)
    for t in range(1, 14):
        w, state = optimizer.update(w, slope(w), state)
        expected = np.linalg.matrix_power(step, t) @ np.concatenate([start, O[0]])
        np.testing.assert_allclose(np.concatenate([w, state.v]), expected, rtol=1e-11, atol=1e-14)


def test_where_the_rate_stands_matters_only_when_it_changes() -> None:
    """With the rate inside, the speed gathered at the old rate lives on; outside, it is cut at once."""
    walks = {}
    for rate_inside in (True, False):
        optimizer = Momentum(0.1, 0.9, rate_inside)
        w, state = np.zeros(1), optimizer.initial_state(np.zeros(1))
        trace = []
        for t in range(20):
            if t == 10:
                optimizer = optimizer.with_learning_rate(0.01)
            w, state = optimizer.update(w, np.ones(1), state)
            trace.append(w[0])
        walks[rate_inside] = np.array(trace)
    np.testing.assert_allclose(walks[True][:10], walks[False][:10], rtol=1e-14)
    inside, outside = (walks[key][-1] - walks[key][9] for key in (True, False))
    velocity = sum(0.9**i for i in range(10))
    expected_inside = -sum(
        0.1 * velocity * 0.9**t + 0.01 * sum(0.9**i for i in range(t)) for t in range(1, 11)
    )
    expected_outside = -0.01 * sum(sum(0.9**i for i in range(10 + t)) for t in range(1, 11))
    assert inside == pytest.approx(expected_inside, rel=1e-12)
    assert outside == pytest.approx(expected_outside, rel=1e-12)


def test_nesterov_takes_its_gradient_ahead_and_steps_from_where_it_stands(rng: np.random.Generator) -> None:
    slope, A = bowl(rng)
    optimizer, w, v = Nesterov(RATE, GAMMA), rng.normal(size=4), np.zeros(4)
    state = optimizer.initial_state(w)
    for _ in range(6):
        v = GAMMA * v + RATE * A @ (w - GAMMA * v)
        expected = w - v
        w, state = optimizer.update(w, slope(optimizer.look_ahead(w, state)), state)
        np.testing.assert_allclose(w, expected, rtol=1e-13)


def test_nesterov_with_the_gradient_at_hand_is_plain_momentum(gradients: list[Array]) -> None:
    nesterov, momentum = Nesterov(RATE, GAMMA), Momentum(RATE, GAMMA)
    w = u = np.ones(SHAPE)
    state, other = nesterov.initial_state(w), momentum.initial_state(u)
    for g in gradients:
        w, state = nesterov.update(w, g, state)
        u, other = momentum.update(u, g, other)
        np.testing.assert_array_equal(w, u)


def test_both_forms_of_nesterov_are_one_walk_even_when_the_rate_changes(rng: np.random.Generator) -> None:
    slope, _ = bowl(rng)
    original, shifted = Nesterov(RATE, GAMMA), NesterovShifted(RATE, GAMMA)
    w = u = rng.normal(size=4)
    state, other = original.initial_state(w), shifted.initial_state(u)
    for t in range(9):
        if t == 4:
            original, shifted = original.with_learning_rate(0.02), shifted.with_learning_rate(0.02)
        w, state = original.update(w, slope(original.look_ahead(w, state)), state)
        u, other = shifted.update(u, slope(u), other)
        np.testing.assert_allclose(u, original.look_ahead(w, state), rtol=1e-12)
        np.testing.assert_allclose(shifted.behind(u, other), w, rtol=1e-12)


def test_nesterov_arrives_where_momentum_still_swings(rng: np.random.Generator) -> None:
    errors = {}
    for optimizer in (Momentum(0.1, 0.95), Nesterov(0.1, 0.95)):
        w, state = np.array([1.0]), Velocity(np.zeros(1))
        for _ in range(60):
            w, state = optimizer.update(w, 4 * optimizer.look_ahead(w, state), state)
        errors[type(optimizer)] = abs(w[0]) + abs(state.v[0])
    assert errors[Nesterov] < 0.01 * errors[Momentum]


@pytest.mark.parametrize("kind", [Momentum, Nesterov, NesterovShifted])
def test_impossible_settings_and_shapes_are_refused(kind: type[StatefulOptimizer[Velocity]]) -> None:
    with pytest.raises(ValueError, match="the learning rate must be above 0, got 0"):
        kind(0)
    for gamma in (-0.1, 1.0):
        with pytest.raises(ValueError, match=f"gamma must be at least 0 and below 1, got {gamma}"):
            kind(0.1, gamma)  # type: ignore[call-arg]
    optimizer, w = kind(0.1), np.ones(3)
    with pytest.raises(ValueError, match=r"dL_dw must have shape \(3,\), got \(4,\)"):
        optimizer.update(w, np.ones(4), optimizer.initial_state(w))
