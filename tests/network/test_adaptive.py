"""AdaGrad, RMSProp, Adam and AdamW by their traces: closed forms that hold at every step."""

import numpy as np
import pytest
from autograd.misc import optimizers as hips

from quizapp.network import (
    L2,
    AdaGrad,
    Adam,
    AdamW,
    Array,
    Dense,
    MeanSquaredError,
    Network,
    RMSProp,
    StatefulOptimizer,
)

SHAPE = (3, 4)
RATE, EPSILON = 0.07, 0.003
KINDS = [AdaGrad, RMSProp, Adam, AdamW]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(53)


@pytest.fixture
def g(rng: np.random.Generator) -> Array:
    """Gradients of many sizes and both signs."""
    return rng.normal(size=SHAPE) * np.logspace(-3, 2, 12).reshape(SHAPE)


def steps_under_a_constant_gradient(optimizer: StatefulOptimizer, g: Array, count: int) -> list[Array]:
    w = np.zeros_like(g)
    state = optimizer.initial_state(w)
    steps = []
    for _ in range(count):
        moved, state = optimizer.update(w, g, state)
        steps.append(moved - w)
        w = np.zeros_like(g)  # from 0 again, so that no digit of a small step is lost
    return steps


def test_adagrad_steps_shrink_with_the_root_of_their_number(g: Array) -> None:
    optimizer = AdaGrad(RATE, EPSILON)
    for t, step in enumerate(steps_under_a_constant_gradient(optimizer, g, 7), start=1):
        np.testing.assert_allclose(step, -RATE * g / (np.abs(g) * np.sqrt(t) + EPSILON), rtol=1e-13)
    for t, step in enumerate(steps_under_a_constant_gradient(AdaGrad(RATE, 0), g, 7), start=1):
        np.testing.assert_allclose(step, -RATE * np.sign(g) / np.sqrt(t), rtol=1e-13)


def test_adagrad_divides_by_every_gradient_it_has_seen(rng: np.random.Generator) -> None:
    optimizer, w = AdaGrad(RATE, EPSILON), rng.normal(size=SHAPE)
    state, seen = optimizer.initial_state(w), []
    for _ in range(5):
        seen.append(rng.normal(size=SHAPE))
        expected = w - RATE * seen[-1] / (np.sqrt(sum(g**2 for g in seen)) + EPSILON)
        w, state = optimizer.update(w, seen[-1], state)
        np.testing.assert_allclose(w, expected, rtol=1e-13)


def test_rmsprop_steps_grow_less_from_the_largest_at_the_start(g: Array) -> None:
    optimizer = RMSProp(RATE, 0.7, EPSILON)
    for t, step in enumerate(steps_under_a_constant_gradient(optimizer, g, 7), start=1):
        root = np.sqrt(1 - 0.7**t)
        np.testing.assert_allclose(step, -RATE * g / (np.abs(g) * root + EPSILON), rtol=1e-12)


def test_rmsprop_remembers_squares_each_faded_by_its_age(rng: np.random.Generator) -> None:
    optimizer, w = RMSProp(RATE, 0.7, EPSILON), rng.normal(size=SHAPE)
    state, seen = optimizer.initial_state(w), []
    for t in range(5):
        seen.append(rng.normal(size=SHAPE))
        w, state = optimizer.update(w, seen[-1], state)
        expected = 0.3 * sum(0.7 ** (t - i) * seen[i] ** 2 for i in range(t + 1))
        np.testing.assert_allclose(state.v, expected, rtol=1e-13)


def test_adam_corrects_its_averages_to_the_constant_gradient_at_every_step(g: Array) -> None:
    optimizer, w = Adam(RATE), np.zeros(SHAPE)
    state = optimizer.initial_state(w)
    for t in range(1, 8):
        _, state = optimizer.update(w, g, state)
        m_hat, v_hat = optimizer.corrected(state)
        assert state.t == t
        np.testing.assert_allclose(m_hat, g, rtol=1e-12)
        np.testing.assert_allclose(v_hat, g**2, rtol=1e-12)


def test_adam_averages_gradients_and_squares_each_faded_by_its_age(rng: np.random.Generator) -> None:
    optimizer, w = Adam(RATE, 0.6, 0.8, EPSILON), rng.normal(size=SHAPE)
    state, seen = optimizer.initial_state(w), []
    for t in range(1, 7):
        seen.append(rng.normal(size=SHAPE))
        first = sum(0.4 * 0.6 ** (t - i) * g for i, g in enumerate(seen, start=1)) / (1 - 0.6**t)
        second = sum(0.2 * 0.8 ** (t - i) * g**2 for i, g in enumerate(seen, start=1)) / (1 - 0.8**t)
        expected = w - RATE * first / (np.sqrt(second) + EPSILON)
        w, state = optimizer.update(w, seen[-1], state)
        np.testing.assert_allclose(w, expected, rtol=1e-12)


def test_adam_walks_as_the_adam_of_autograd_does(rng: np.random.Generator) -> None:
    M, start = rng.normal(size=(4, 4)), rng.normal(size=4)
    A = M @ M.T
    optimizer, w = Adam(RATE, 0.6, 0.8, EPSILON), start
    state = optimizer.initial_state(w)
    for _ in range(25):
        w, state = optimizer.update(w, A @ w, state)
    expected = hips.adam(lambda w, _: A @ w, start, num_iters=25, step_size=RATE, b1=0.6, b2=0.8, eps=EPSILON)
    np.testing.assert_allclose(w, expected, rtol=1e-11)


@pytest.mark.parametrize("size", [1e-5, 1e-8])
def test_epsilon_stands_outside_the_root(size: float) -> None:
    """At 1e-5 an ε of 1e-8 hardly matters outside the root, and would shrink the step tenfold inside."""
    g = np.array([size, -size])
    for optimizer in (Adam(RATE), AdaGrad(RATE, 1e-8), RMSProp(RATE, 0, 1e-8)):
        (step,) = steps_under_a_constant_gradient(optimizer, g, 1)
        np.testing.assert_allclose(step, -RATE * g / (size + 1e-8), rtol=1e-12)


@pytest.mark.parametrize("optimizer", [AdaGrad(RATE, 0), RMSProp(RATE, 0.7, 0), Adam(RATE, 0.6, 0.8, 0)])
def test_without_epsilon_a_rescaled_loss_gives_the_same_walk(
    optimizer: StatefulOptimizer, rng: np.random.Generator
) -> None:
    w = scaled = rng.normal(size=SHAPE)
    state, other = optimizer.initial_state(w), optimizer.initial_state(w)
    for _ in range(6):
        g = rng.normal(size=SHAPE)
        w, state = optimizer.update(w, g, state)
        scaled, other = optimizer.update(scaled, 1e4 * g, other)
        np.testing.assert_allclose(scaled, w, rtol=1e-12)


def test_every_entry_has_its_own_step_size(rng: np.random.Generator) -> None:
    g = rng.normal(size=SHAPE)
    for kind in KINDS:
        optimizer = kind(RATE)
        (whole,) = steps_under_a_constant_gradient(optimizer, g, 1)
        (one,) = steps_under_a_constant_gradient(optimizer, g[1:2, 2:3], 1)
        assert whole[1, 2] == one[0, 0]


def test_adamw_shrinks_weights_beside_the_adam_step_and_spares_biases(rng: np.random.Generator) -> None:
    layer = Dense(rng.normal(size=SHAPE), rng.normal(size=4))
    network = Network(layer, loss=MeanSquaredError())
    gradient = network.backpropagate(rng.normal(size=(5, 3)), rng.normal(size=(5, 4)))
    adam, adamw = Adam(RATE), AdamW(RATE, weight_decay=0.3)
    plain, _ = adam.step(network, gradient, adam.start(network))
    decayed, _ = adamw.step(network, gradient, adamw.start(network))
    before, without, with_decay = (n.layers[0].parameters for n in (network, plain, decayed))
    np.testing.assert_allclose(with_decay["W"], without["W"] - RATE * 0.3 * before["W"], rtol=1e-13)
    np.testing.assert_array_equal(with_decay["b"], without["b"])


def test_an_l2_penalty_under_adam_is_not_weight_decay(rng: np.random.Generator) -> None:
    """With no other gradient, the penalty moves every weight by η; decay moves each in proportion."""
    W, x, y = rng.normal(size=SHAPE), np.zeros((5, 3)), np.zeros((5, 4))
    layer = Dense(W, np.zeros(4))
    penalized = Network(layer, loss=MeanSquaredError(), penalty=L2(0.3))
    adam, adamw = Adam(RATE, epsilon=0), AdamW(RATE, weight_decay=0.3)
    with np.errstate(invalid="ignore"):
        moved, _ = adam.step(penalized, penalized.backpropagate(x, y), adam.start(penalized))
    np.testing.assert_allclose(moved.layers[0].parameters["W"], W - RATE * np.sign(W), rtol=1e-12)
    free = Network(layer, loss=MeanSquaredError())
    shrunk, _ = adamw.step(free, free.backpropagate(x, y), adamw.start(free))
    np.testing.assert_allclose(shrunk.layers[0].parameters["W"], (1 - RATE * 0.3) * W, rtol=1e-14)


def test_a_new_learning_rate_scales_the_next_step_and_keeps_the_memory(g: Array) -> None:
    for kind in KINDS:
        optimizer, w = kind(RATE), np.zeros(SHAPE)
        _, state = optimizer.update(w, g, optimizer.initial_state(w))
        slow, _ = optimizer.update(w, g / 2, state)
        fast, _ = optimizer.with_learning_rate(3 * RATE).update(w, g / 2, state)
        np.testing.assert_allclose(fast, 3 * slow, rtol=1e-13)


def test_impossible_settings_are_refused() -> None:
    for kind in KINDS:
        with pytest.raises(ValueError, match="the learning rate must be above 0, got -1"):
            kind(-1)
        with pytest.raises(ValueError, match="epsilon must be at least 0, got -1"):
            kind(0.1, epsilon=-1)
        with pytest.raises(ValueError, match=r"dL_dw must have shape \(3,\), got \(4,\)"):
            kind(0.1).update(np.ones(3), np.ones(4), kind(0.1).initial_state(np.ones(3)))
    with pytest.raises(ValueError, match="rho must be at least 0 and below 1, got 1"):
        RMSProp(0.1, 1)
    with pytest.raises(ValueError, match="beta1 must be at least 0 and below 1, got 1"):
        Adam(0.1, beta1=1)
    with pytest.raises(ValueError, match="beta2 must be at least 0 and below 1, got -1"):
        AdamW(0.1, beta2=-1)
    with pytest.raises(ValueError, match="the weight decay must be at least 0, got -1"):
        AdamW(0.1, weight_decay=-1)
