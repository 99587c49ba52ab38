from collections.abc import Callable

import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import (
    L2,
    Array,
    Dense,
    Dropout,
    LeakyReLU,
    Loss,
    MeanSquaredError,
    Network,
    ReLU,
    Scalar,
    Sigmoid,
    SigmoidCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    Tanh,
)
from tests.network import oracles
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, D, H1, H2, K = 5, 3, 4, 7, 6
MASK = np.array([[(7 * n + 3 * h) % 5 < 3 for h in range(H2)] for n in range(N)]).astype(float)
Parameters = list[Array]
Build = Callable[[Parameters], Network]
Oracle = Callable[[Array, Array, Parameters], Scalar]


@pytest.fixture(params=[41, 42, 43])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def parameters(rng: np.random.Generator) -> Parameters:
    shapes = [(D, H1), (H1,), (H1, H2), (H2,), (H2, K), (K,)]
    return [rng.normal(0, 0.7, size=shape) for shape in shapes]


@pytest.fixture
def x(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, D))


@pytest.fixture
def y(rng: np.random.Generator) -> Array:
    y = rng.uniform(0.1, 0.9, size=(N, K))
    return y / y.sum(axis=1, keepdims=True)


def tanh_classifier(parameters: Parameters) -> Network:
    W1, b1, W2, b2, W3, b3 = parameters
    return Network(Dense(W1, b1), Tanh(), Dense(W2, b2), Sigmoid(), Dense(W3, b3), loss=SoftmaxCrossEntropy())


def tanh_classifier_oracle(x: Array, y: Array, parameters: Parameters) -> Scalar:
    W1, b1, W2, b2, W3, b3 = parameters
    a1 = anp.tanh(oracles.dense(x, W1, b1))
    a2 = oracles.sigmoid(oracles.dense(a1, W2, b2))
    return oracles.categorical_cross_entropy(oracles.softmax(oracles.dense(a2, W3, b3)), y)


def relu_network(parameters: Parameters) -> Network:
    W1, b1, W2, b2, W3, b3 = parameters
    return Network(
        Dense(W1, b1),
        LeakyReLU(0.2),
        Dense(W2, b2),
        ReLU(),
        Dropout(MASK, 0.6),
        Dense(W3, b3),
        loss=SigmoidCrossEntropy(),
        penalty=L2(0.3),
    )


def relu_network_oracle(x: Array, y: Array, parameters: Parameters) -> Scalar:
    W1, b1, W2, b2, W3, b3 = parameters
    a1 = oracles.leaky_relu(oracles.dense(x, W1, b1), 0.2)
    a2 = anp.maximum(oracles.dense(a1, W2, b2), 0) * MASK / 0.6
    penalty = 0.15 * sum(anp.sum(W**2) for W in (W1, W2, W3))
    return oracles.binary_cross_entropy(oracles.sigmoid(oracles.dense(a2, W3, b3)), y) + penalty


def softmax_regression(parameters: Parameters) -> Network:
    W1, b1, W2, b2, W3, b3 = parameters
    return Network(
        Dense(W1, b1),
        Softmax(),
        Dense(W2, b2),
        Tanh(),
        Dense(W3, b3),
        loss=MeanSquaredError(),
        penalty=L2(0.05),
    )


def softmax_regression_oracle(x: Array, y: Array, parameters: Parameters) -> Scalar:
    W1, b1, W2, b2, W3, b3 = parameters
    a1 = oracles.softmax(oracles.dense(x, W1, b1))
    a2 = anp.tanh(oracles.dense(a1, W2, b2))
    penalty = 0.025 * sum(anp.sum(W**2) for W in (W1, W2, W3))
    return oracles.mean_squared_error(oracles.dense(a2, W3, b3), y) + penalty


NETWORKS = pytest.mark.parametrize(
    ("build", "oracle"),
    [
        (tanh_classifier, tanh_classifier_oracle),
        (relu_network, relu_network_oracle),
        (softmax_regression, softmax_regression_oracle),
    ],
    ids=["tanh classifier", "relu network", "softmax regression"],
)


def parameter_gradients(network: Network, x: Array, y: Array) -> list[Array]:
    gradient = network.backpropagate(x, y)
    dense = [g for layer, g in zip(network.layers, gradient.layers, strict=True) if isinstance(layer, Dense)]
    return [block for g in dense for block in (g.dL_dW, g.dL_db)]


def replaced(parameters: Parameters, index: int, block: Array) -> Parameters:
    return [*parameters[:index], block, *parameters[index + 1 :]]


def varying(
    index: int, parameters: Parameters, loss: Callable[[Parameters], Scalar]
) -> Callable[[Array], Scalar]:
    return lambda block: loss(replaced(parameters, index, block))


def judging(network: Network, y: Array) -> Callable[[Array], Scalar]:
    return lambda x: network.loss(x, y)


@NETWORKS
def test_loss_equals_the_plain_formulas(
    build: Build, oracle: Oracle, parameters: Parameters, x: Array, y: Array
) -> None:
    network = build(parameters)
    assert network.loss(x, y) == pytest.approx(oracle(x, y, parameters), rel=1e-13)
    assert network.backpropagate(x, y).loss == network.loss(x, y)


@NETWORKS
def test_every_parameter_gradient_equals_autograd(
    build: Build, oracle: Oracle, parameters: Parameters, x: Array, y: Array
) -> None:
    for i, found in enumerate(parameter_gradients(build(parameters), x, y)):
        expected = automatic(varying(i, parameters, lambda changed: oracle(x, y, changed)), parameters[i])
        assert_blocks_agree(found, expected)


@NETWORKS
def test_every_parameter_gradient_equals_the_complex_step(
    build: Build, oracle: Oracle, parameters: Parameters, x: Array, y: Array
) -> None:
    for i, found in enumerate(parameter_gradients(build(parameters), x, y)):
        expected = complex_step(
            varying(i, parameters, lambda changed: build(changed).loss(x, y)), parameters[i]
        )
        assert_blocks_agree(found, expected)


@NETWORKS
def test_the_input_gradient_equals_both_oracles(
    build: Build, oracle: Oracle, parameters: Parameters, x: Array, y: Array
) -> None:
    found = build(parameters).backpropagate(x, y).dL_dx
    assert_blocks_agree(found, automatic(lambda x: oracle(x, y, parameters), x))
    assert_blocks_agree(found, complex_step(lambda x: build(parameters).loss(x, y), x))


@NETWORKS
def test_the_gradient_of_a_batch_is_the_mean_over_its_examples(
    build: Build, oracle: Oracle, parameters: Parameters, x: Array, y: Array
) -> None:
    without_dropout = Network(
        *(layer for layer in build(parameters).layers if not isinstance(layer, Dropout)),
        loss=build(parameters).objective,
        penalty=build(parameters).penalty,
    )
    whole = parameter_gradients(without_dropout, x, y)
    rows = [parameter_gradients(without_dropout, x[n : n + 1], y[n : n + 1]) for n in range(N)]
    for block, blocks in zip(whole, zip(*rows, strict=True), strict=True):
        assert_blocks_agree(block, np.mean(blocks, axis=0), rtol=1e-13)


def test_each_layers_input_gradient_is_the_gradient_of_what_it_received(
    parameters: Parameters, x: Array, y: Array
) -> None:
    network = tanh_classifier(parameters)
    gradient = network.backpropagate(x, y)
    received = network.trace(x)
    for i in range(len(network.layers)):
        rest = network.with_layers(*network.layers[i:])
        assert_blocks_agree(gradient.layers[i].dL_dx, complex_step(judging(rest, y), received[i]))
    assert_blocks_agree(
        gradient.dL_doutput, complex_step(lambda z: SoftmaxCrossEntropy()(z, y), received[-1])
    )


def test_backward_of_a_forward_pass_takes_any_upstream_gradient(
    parameters: Parameters, x: Array, rng: np.random.Generator
) -> None:
    network = Network(*tanh_classifier(parameters).layers)
    R = rng.normal(size=(N, K))
    output, backward = network.forward(x)
    np.testing.assert_array_equal(output, network(x))
    assert_blocks_agree(backward(R)[0].dL_dx, complex_step(lambda x: (R * network(x)).sum(), x))


def test_trace_starts_with_the_input_and_ends_with_the_output(parameters: Parameters, x: Array) -> None:
    network = tanh_classifier(parameters)
    values = network.trace(x)
    assert [value.shape[1] for value in values] == [D, H1, H1, H2, H2, K]
    np.testing.assert_array_equal(values[0], x)
    np.testing.assert_array_equal(values[-1], network(x))


def test_with_parameters_changes_one_layer_and_keeps_loss_and_penalty(
    parameters: Parameters, x: Array, y: Array
) -> None:
    network = relu_network(parameters)
    W = parameters[2] + 0.1
    moved = network.with_parameters(2, W=W)
    assert moved.loss(x, y) == relu_network(replaced(parameters, 2, W)).loss(x, y)
    assert network.loss(x, y) == relu_network(parameters).loss(x, y)


def test_two_dense_layers_collapse_into_one(parameters: Parameters, x: Array) -> None:
    W1, b1, W2, b2, *_ = parameters
    deep = Network(Dense(W1, b1), Dense(W2, b2))
    np.testing.assert_allclose(deep(x), Dense(W1 @ W2, b1 @ W2 + b2)(x), rtol=1e-12)


@pytest.mark.parametrize("loss", [MeanSquaredError(), SoftmaxCrossEntropy()])
def test_complex_parameters_give_a_complex_loss_with_the_same_real_part(
    loss: Loss, parameters: Parameters, x: Array, y: Array
) -> None:
    layers = tanh_classifier(parameters).layers
    real = Network(*layers, loss=loss)
    stepped = real.with_parameters(0, W=parameters[0] + 1e-30j)
    assert isinstance(stepped.loss(x, y), complex)
    assert stepped.loss(x, y).real == pytest.approx(real.loss(x, y), rel=1e-14)
    for found, expected in zip(
        parameter_gradients(stepped, x, y), parameter_gradients(real, x, y), strict=True
    ):
        np.testing.assert_allclose(found.real, expected, rtol=1e-12)


def test_a_network_without_a_loss_says_how_to_give_it_one(x: Array, y: Array, parameters: Parameters) -> None:
    network = Network(*tanh_classifier(parameters).layers)
    for method in (network.loss, network.backpropagate):
        with pytest.raises(ValueError, match=r"has no loss; make it with Network\(\.\.\., loss="):
            method(x, y)


def test_a_network_without_layers_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one layer"):
        Network(loss=MeanSquaredError())


def test_layers_that_do_not_fit_together_are_refused_when_run(x: Array) -> None:
    network = Network(Dense(np.ones((D, H1)), np.ones(H1)), Dense(np.ones((H2, K)), np.ones(K)))
    with pytest.raises(ValueError, match=r"x must have shape \(N, 7\), got \(5, 4\)"):
        network(x)
