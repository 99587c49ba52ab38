import numpy as np
import pytest

from quizapp.network import (
    AdaGrad,
    Adam,
    AdamW,
    Array,
    CosineDecay,
    Dense,
    Momentum,
    Nesterov,
    NesterovShifted,
    Network,
    RMSProp,
    SigmoidCrossEntropy,
    StatefulOptimizer,
    Tanh,
)

OPTIMIZERS = pytest.mark.parametrize(
    "optimizer",
    [
        Momentum(0.2),
        Momentum(0.2, rate_inside=False),
        Nesterov(0.2),
        NesterovShifted(0.2),
        AdaGrad(0.3),
        RMSProp(0.02),
        Adam(0.05),
        AdamW(0.05, weight_decay=0.001),
    ],
    ids=lambda optimizer: type(optimizer).__name__,
)
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])


@pytest.fixture
def network() -> Network:
    rng = np.random.default_rng(54)
    return Network(Dense.xavier(2, 4, rng), Tanh(), Dense.xavier(4, 1, rng), loss=SigmoidCrossEntropy())


def parameters(network: Network) -> list[Array]:
    return [w for layer in network.layers for w in layer.parameters.values()]


@OPTIMIZERS
def test_training_learns_xor(optimizer: StatefulOptimizer, network: Network) -> None:
    state, schedule = optimizer.start(network), CosineDecay(optimizer.learning_rate, 0.001, 400)
    for t in range(400):
        gradient = optimizer.ahead(network, state).backpropagate(X, Y)
        network, state = optimizer.with_learning_rate(schedule(t)).step(network, gradient, state)
    assert ((network(X) > 0) == (Y > 0.5)).all()
    assert network.loss(X, Y) < 0.1


@OPTIMIZERS
def test_a_step_is_a_function_of_network_gradient_and_state(
    optimizer: StatefulOptimizer, network: Network
) -> None:
    gradient = network.backpropagate(X, Y)
    network, state = optimizer.step(network, gradient, optimizer.start(network))
    before = [w.copy() for w in parameters(network)]
    once, _ = optimizer.step(network, gradient, state)
    twice, _ = optimizer.step(network, gradient, state)
    for a, b, old, kept in zip(parameters(once), parameters(twice), before, parameters(network), strict=True):
        np.testing.assert_array_equal(a, b)
        np.testing.assert_array_equal(old, kept)
        assert (a != old).any()


@OPTIMIZERS
def test_a_step_for_a_network_is_the_rule_for_each_of_its_arrays(
    optimizer: StatefulOptimizer, network: Network
) -> None:
    gradient, state = network.backpropagate(X, Y), optimizer.start(network)
    moved, _ = optimizer.step(network, gradient, state)
    for i in (0, 2):
        for name, w in network.layers[i].parameters.items():
            start = optimizer.decay(w) if name == "W" else w
            expected, _ = optimizer.update(start, gradient.layers[i].parameters[name], state[i][name])
            np.testing.assert_array_equal(moved.layers[i].parameters[name], expected)
    assert moved.layers[1] is network.layers[1]
    assert moved.objective is network.objective


def test_only_nesterov_looks_ahead(network: Network) -> None:
    for optimizer in (Momentum(0.2), Nesterov(0.2)):
        state = optimizer.start(network)
        moved, state = optimizer.step(network, network.backpropagate(X, Y), state)
        ahead = optimizer.ahead(moved, state)
        expected = (
            moved.layers[0].parameters["W"] - 0.9 * state[0]["W"].v
            if isinstance(optimizer, Nesterov)
            else moved.layers[0].parameters["W"]
        )
        np.testing.assert_array_equal(ahead.layers[0].parameters["W"], expected)


def test_the_state_of_another_network_is_refused(network: Network) -> None:
    optimizer = Adam(0.1)
    for other in (Network(Tanh()), Network(Tanh(), *network.layers[1:])):
        state = optimizer.start(other)
        with pytest.raises(ValueError, match=r"another network; begin with optimizer\.start\(network\)"):
            optimizer.step(network, network.backpropagate(X, Y), state)
        with pytest.raises(ValueError, match="another network"):
            optimizer.ahead(network, state)
