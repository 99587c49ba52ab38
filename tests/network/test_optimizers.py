import numpy as np
import pytest

from quizapp.network import (
    L2,
    SGD,
    Dense,
    MeanSquaredError,
    Network,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
    Tanh,
    batches,
)

N, D, H, K = 5, 3, 4, 6


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(51)


def test_sgd_on_a_quadratic_follows_the_closed_form(rng: np.random.Generator) -> None:
    """On f(w) = (w - w*)^T A (w - w*) / 2 the error after t steps is (I - η A)^t (w0 - w*)."""
    M = rng.normal(size=(4, 4))
    A, target, start = M @ M.T + np.eye(4), rng.normal(size=4), rng.normal(size=4)
    optimizer, w = SGD(0.07), start
    for t in range(1, 14):
        w = optimizer.update(w, A @ (w - target))
        expected = target + np.linalg.matrix_power(np.eye(4) - 0.07 * A, t) @ (start - target)
        np.testing.assert_allclose(w, expected, rtol=1e-12)


@pytest.mark.parametrize(("learning_rate", "converges"), [(0.49, True), (0.51, False)])
def test_two_over_the_curvature_is_where_descent_begins_to_diverge(
    learning_rate: float, converges: bool
) -> None:
    w = np.array([1.0])
    for _ in range(200):
        w = SGD(learning_rate).update(w, 4 * w)
    assert bool(abs(w[0]) < 1) is converges


def test_a_step_moves_every_parameter_against_its_gradient(rng: np.random.Generator) -> None:
    network = Network(Dense.he(D, H, rng), Tanh(), Dense.he(H, K, rng), loss=MeanSquaredError())
    gradient = network.backpropagate(rng.normal(size=(N, D)), rng.normal(size=(N, K)))
    moved = SGD(0.1).step(network, gradient)
    for i in (0, 2):
        for name, before in network.layers[i].parameters.items():
            expected = before - 0.1 * gradient.layers[i].parameters[name]
            np.testing.assert_array_equal(moved.layers[i].parameters[name], expected)
    assert moved.layers[1] is network.layers[1]


def test_a_step_leaves_the_old_network_as_it_was(rng: np.random.Generator) -> None:
    network = Network(Dense.he(D, H, rng), loss=MeanSquaredError())
    x, y = rng.normal(size=(N, D)), rng.normal(size=(N, H))
    before = network.loss(x, y)
    SGD(0.1).step(network, network.backpropagate(x, y))
    assert network.loss(x, y) == before


def test_weight_decay_equals_the_l2_penalty_and_spares_biases(rng: np.random.Generator) -> None:
    layers = (Dense(rng.normal(size=(D, H)), rng.normal(size=H)), Tanh(), Dense.he(H, K, rng))
    decayed = Network(*layers, loss=MeanSquaredError())
    penalized = Network(*layers, loss=MeanSquaredError(), penalty=L2(0.3))
    x, y = rng.normal(size=(N, D)), rng.normal(size=(N, K))
    for _ in range(3):
        decayed = SGD(0.1, weight_decay=0.3).step(decayed, decayed.backpropagate(x, y))
        penalized = SGD(0.1).step(penalized, penalized.backpropagate(x, y))
    for i in (0, 2):
        for name in ("W", "b"):
            np.testing.assert_allclose(
                decayed.layers[i].parameters[name], penalized.layers[i].parameters[name], rtol=1e-12
            )
    undecayed = Network(*layers, loss=MeanSquaredError())
    gradient = undecayed.backpropagate(x, y)
    once = SGD(0.1, weight_decay=0.3).step(undecayed, gradient).layers[0].parameters
    W, b = layers[0].W, layers[0].b
    np.testing.assert_allclose(once["W"], 0.97 * W - 0.1 * gradient.layers[0].dL_dW, rtol=1e-14)
    np.testing.assert_allclose(once["b"], b - 0.1 * gradient.layers[0].dL_db, rtol=1e-14)


def test_training_learns_xor(rng: np.random.Generator) -> None:
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = np.array([[0.0], [1.0], [1.0], [0.0]])
    network = Network(Dense.xavier(2, 4, rng), Tanh(), Dense.xavier(4, 1, rng), loss=SigmoidCrossEntropy())
    assert network.loss(x, y) > 0.5
    optimizer = SGD(0.5)
    for _ in range(1000):
        network = optimizer.step(network, network.backpropagate(x, y))
    assert ((network(x) > 0) == (y > 0.5)).all()
    assert network.loss(x, y) < 0.05


def test_training_on_small_batches_learns_three_clusters(rng: np.random.Generator) -> None:
    centres = np.array([[2.0, 0.0], [-1.0, 2.0], [-1.0, -2.0]])
    labels = rng.integers(3, size=61)
    x, y = centres[labels] + 0.3 * rng.normal(size=(61, 2)), np.eye(3)[labels]
    network = Network(Dense.lecun(2, 3, rng), loss=SoftmaxCrossEntropy())
    for _ in range(20):
        for x_batch, y_batch in batches(x, y, 7, rng):
            network = SGD(0.3).step(network, network.backpropagate(x_batch, y_batch))
    assert (network(x).argmax(axis=1) == labels).all()


def test_batches_hold_every_example_once_with_its_own_target(rng: np.random.Generator) -> None:
    x = np.arange(11.0)[:, np.newaxis]
    epoch = list(batches(x, 10 * x, 4, rng))
    assert [len(x_batch) for x_batch, _ in epoch] == [4, 4, 3]
    seen = np.concatenate([x_batch for x_batch, _ in epoch])
    assert sorted(seen[:, 0]) == list(range(11))
    assert seen[:, 0].tolist() != list(range(11))
    for x_batch, y_batch in epoch:
        np.testing.assert_array_equal(y_batch, 10 * x_batch)


def test_batches_refuse_targets_that_do_not_match(rng: np.random.Generator) -> None:
    with pytest.raises(ValueError, match="got 3 and 4 rows"):
        list(batches(np.ones((3, 5)), np.ones((4, 6)), 3, rng))
    with pytest.raises(ValueError, match="at least one example, got size 0"):
        list(batches(np.ones((3, 5)), np.ones((3, 6)), 0, rng))


def test_impossible_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="learning rate must be above 0, got 0"):
        SGD(0)
    with pytest.raises(ValueError, match="weight decay must be at least 0, got -1"):
        SGD(0.1, weight_decay=-1)
    with pytest.raises(ValueError, match="strength of an L2 penalty must be at least 0, got -1"):
        L2(-1)
    with pytest.raises(ValueError, match=r"dL_dw must have shape \(3,\), got \(4,\)"):
        SGD(0.1).update(np.ones(3), np.ones(4))
