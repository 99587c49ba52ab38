import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import Array, Convolution, Dense, Flatten, Network, ReLU, SoftmaxCrossEntropy
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, C, F, R, S = 3, 2, 4, 7, 6
KERNEL = (3, 2)


@pytest.fixture(params=[211, 212, 213])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def x(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, C, R, S))


@pytest.fixture(params=[(1, 0), (2, 1), (3, 2)], ids=["plain", "stride 2, padding 1", "stride 3, padding 2"])
def layer(request: pytest.FixtureRequest, rng: np.random.Generator) -> Convolution:
    return Convolution(rng.normal(size=(F, C, *KERNEL)), rng.normal(size=F), *request.param)


def looped(layer: Convolution, x: Array, W: Array, b: Array) -> Array:
    """The layer's output place by place, written with autograd's NumPy."""
    edge, s = layer.padding, layer.stride
    padded = anp.pad(x, ((0, 0), (0, 0), (edge, edge), (edge, edge)), mode="constant")
    rows = range(0, R + 2 * edge - KERNEL[0] + 1, s)
    columns = range(0, S + 2 * edge - KERNEL[1] + 1, s)
    axes = ((1, 2, 3), (1, 2, 3))
    places = [
        [anp.tensordot(padded[:, :, r : r + KERNEL[0], c : c + KERNEL[1]], W, axes) + b for c in columns]
        for r in rows
    ]
    return anp.transpose(anp.array(places), (2, 3, 0, 1))


def test_output_is_the_kernel_against_every_window(layer: Convolution, x: Array) -> None:
    np.testing.assert_allclose(layer(x), looped(layer, x, layer.W, layer.b), rtol=1e-12, atol=1e-12)


def test_a_kernel_is_not_flipped() -> None:
    layer = Convolution(np.array([[[[1.0, 2.0, 4.0]]]]), np.zeros(1))
    np.testing.assert_array_equal(layer(np.array([[[[1.0, 10, 100, 1000]]]])), [[[[421, 4210]]]])


def test_every_gradient_equals_autograd(layer: Convolution, x: Array, rng: np.random.Generator) -> None:
    z, backward = layer.forward(x)
    upstream = rng.normal(size=z.shape)
    found = backward(upstream)
    W, b = layer.W, layer.b
    assert_blocks_agree(found.dL_dx, automatic(lambda x: anp.sum(upstream * looped(layer, x, W, b)), x))
    assert_blocks_agree(found.dL_dW, automatic(lambda W: anp.sum(upstream * looped(layer, x, W, b)), W))
    assert_blocks_agree(found.dL_db, automatic(lambda b: anp.sum(upstream * looped(layer, x, W, b)), b))


def test_a_convolutional_classifier_has_the_gradient_of_the_complex_step(rng: np.random.Generator) -> None:
    layers = (Convolution.he(2, 3, 3, rng, stride=2, padding=1), ReLU(), Flatten(), Dense.he(36, 4, rng))
    network = Network(*layers, loss=SoftmaxCrossEntropy())
    x, y = rng.normal(size=(N, 2, R, S)), np.eye(4)[[1, 3, 0]]
    W = network.layers[0].parameters["W"]
    found = network.backpropagate(x, y)
    expected = complex_step(lambda W: network.with_parameters(0, W=W).loss(x, y), W)
    assert_blocks_agree(found.layers[0].dL_dW, expected)
    assert_blocks_agree(found.dL_dx, complex_step(lambda x: network.loss(x, y), x))


def test_he_draws_by_the_number_of_inputs_of_a_place(rng: np.random.Generator) -> None:
    layer = Convolution.he(20, 40, 5, rng)
    assert layer.W.var() == pytest.approx(2 / 500, rel=0.03)


def test_what_does_not_fit_is_refused(layer: Convolution) -> None:
    with pytest.raises(ValueError, match=r"x must have shape \(N, 2, R, S\), got \(3, 4, 7, 6\)"):
        layer(np.ones((3, 4, 7, 6)))
    with pytest.raises(ValueError, match="a kernel of 3 by 2 does not fit into 2 by 5"):
        Convolution(layer.W, layer.b)(np.ones((1, C, 2, 5)))
    with pytest.raises(ValueError, match="Convolution has the parameters W and b, got gamma"):
        layer.with_parameters(gamma=np.ones(F))
    with pytest.raises(ValueError, match="the stride must be above 0, got 0"):
        Convolution(layer.W, layer.b, stride=0)
