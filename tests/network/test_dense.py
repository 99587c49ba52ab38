import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import Array, Dense
from tests.network import oracles
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, D, H = 5, 3, 4


@pytest.fixture(params=[11, 12, 13])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def x(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, D))


@pytest.fixture
def layer(rng: np.random.Generator) -> Dense:
    return Dense(rng.normal(size=(D, H)), rng.normal(size=H))


@pytest.fixture
def R(rng: np.random.Generator) -> Array:
    return rng.normal(size=(N, H))


def test_output_is_a_weighted_sum_of_inputs_plus_bias(x: Array, layer: Dense) -> None:
    z = layer(x)
    for n in range(N):
        for h in range(H):
            assert z[n, h] == pytest.approx(sum(x[n, d] * layer.W[d, h] for d in range(D)) + layer.b[h])


def test_every_gradient_equals_autograd(x: Array, layer: Dense, R: Array) -> None:
    found = layer.forward(x)[1](R)
    W, b = layer.W, layer.b
    assert_blocks_agree(found.dL_dx, automatic(lambda x: anp.sum(R * oracles.dense(x, W, b)), x))
    assert_blocks_agree(found.dL_dW, automatic(lambda W: anp.sum(R * oracles.dense(x, W, b)), W))
    assert_blocks_agree(found.dL_db, automatic(lambda b: anp.sum(R * oracles.dense(x, W, b)), b))


def test_every_gradient_equals_the_complex_step(x: Array, layer: Dense, R: Array) -> None:
    found = layer.forward(x)[1](R)
    assert_blocks_agree(found.dL_dx, complex_step(lambda x: (R * layer(x)).sum(), x))
    assert_blocks_agree(found.dL_dW, complex_step(lambda W: (R * Dense(W, layer.b)(x)).sum(), layer.W))
    assert_blocks_agree(found.dL_db, complex_step(lambda b: (R * Dense(layer.W, b)(x)).sum(), layer.b))


def test_a_batch_is_its_examples_one_by_one(x: Array, layer: Dense, R: Array) -> None:
    whole = layer.forward(x)[1](R)
    rows = [layer.forward(x[n : n + 1])[1](R[n : n + 1]) for n in range(N)]
    assert_blocks_agree(whole.dL_dx, np.concatenate([row.dL_dx for row in rows]))
    assert_blocks_agree(whole.dL_dW, np.sum([row.dL_dW for row in rows], axis=0))
    assert_blocks_agree(whole.dL_db, np.sum([row.dL_db for row in rows], axis=0))


def test_a_later_forward_pass_leaves_an_earlier_way_back_alone(x: Array, layer: Dense, R: Array) -> None:
    _, backward = layer.forward(x)
    expected = backward(R).dL_dW
    layer.forward(x + 1)
    np.testing.assert_array_equal(backward(R).dL_dW, expected)


def test_with_parameters_replaces_only_what_is_named(layer: Dense) -> None:
    b = layer.b + 1
    moved = layer.with_parameters(b=b)
    assert moved.W is layer.W
    assert moved.b is b


def test_with_parameters_refuses_a_parameter_it_does_not_have(layer: Dense) -> None:
    with pytest.raises(ValueError, match=r"Dense has the parameters W and b, got gamma"):
        layer.with_parameters(gamma=np.ones(H))


def test_wrong_shapes_are_named_with_what_was_expected(layer: Dense, x: Array) -> None:
    with pytest.raises(ValueError, match=r"x must have shape \(N, 3\), got \(3, 5\)"):
        layer(x.T)
    with pytest.raises(ValueError, match=r"x must have shape \(N, 3\), got \(3,\)"):
        layer(x[0])
    with pytest.raises(ValueError, match=r"dL_dz must have shape \(5, 4\), got \(4, 5\)"):
        layer.forward(x)[1](np.ones((H, N)))
    with pytest.raises(ValueError, match=r"b must have shape \(4,\), got \(3,\)"):
        Dense(np.ones((D, H)), np.ones(D))
    with pytest.raises(ValueError, match=r"W must have shape \(D, H\), got \(3, 4, 5\)"):
        Dense(np.ones((D, H, N)), np.ones(H))


def test_an_empty_batch_is_refused(layer: Dense) -> None:
    with pytest.raises(ValueError, match=r"x must have shape \(N, 3\), got \(0, 3\)"):
        layer(np.ones((0, D)))


@pytest.mark.parametrize("dtype", ["int64", "float32", "bool", "object"])
def test_a_dtype_that_would_lose_digits_is_refused(layer: Dense, dtype: str) -> None:
    with pytest.raises(ValueError, match=f"x must be float64 or complex128, got {dtype}"):
        layer(np.ones((N, D), dtype=dtype))


def test_a_list_is_refused(layer: Dense) -> None:
    with pytest.raises(ValueError, match="x must be a NumPy array, got list"):
        layer([[1.0, 2.0, 3.0]])  # type: ignore[arg-type]
