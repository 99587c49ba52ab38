import itertools

import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import Array, BoltzmannMachine, RestrictedBoltzmannMachine, Scalar
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, V, H = 5, 3, 2
n = V + H
STATES = np.array(list(itertools.product([0.0, 1.0], repeat=n)))


@pytest.fixture(params=[131, 132, 133])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def U(rng: np.random.Generator) -> Array:
    """Weights of pairs above the diagonal; what is on and below it must not matter."""
    return rng.normal(size=(n, n))


@pytest.fixture
def b(rng: np.random.Generator) -> Array:
    return rng.normal(size=n)


@pytest.fixture
def v(rng: np.random.Generator) -> Array:
    return rng.integers(2, size=(N, V)).astype(float)


def plain_energies(U: Array, b: Array) -> Array:
    pairs = sum(U[i, j] * STATES[:, i] * STATES[:, j] for i in range(n) for j in range(i + 1, n))
    return -pairs - anp.dot(STATES, b)


def plain_loss(v: Array, U: Array, b: Array) -> Scalar:
    """Each row's probability is a sum over every state that shows it."""
    weights = anp.exp(-plain_energies(U, b))
    shows = np.array([(STATES[:, : v.shape[1]] == row).all(axis=1) for row in v]).astype(float)
    return -anp.sum(anp.log(anp.dot(shows, weights) / anp.sum(weights))) / len(v)


def test_every_pair_counts_once_in_the_energy(U: Array, b: Array) -> None:
    machine = BoltzmannMachine.from_pairs(U, b, V)
    np.testing.assert_allclose(machine.energy(STATES), plain_energies(U, b), rtol=1e-12, atol=1e-14)


def test_probabilities_and_partition_function_equal_plain_sums(U: Array, b: Array) -> None:
    machine, weights = BoltzmannMachine.from_pairs(U, b, V), np.exp(-plain_energies(U, b))
    np.testing.assert_allclose(machine.probabilities(), weights / weights.sum(), rtol=1e-12)
    assert machine.log_partition() == pytest.approx(np.log(weights.sum()), rel=1e-13)


def test_a_unit_given_all_others_follows_bayes(U: Array, b: Array) -> None:
    machine = BoltzmannMachine.from_pairs(U, b, V)
    found = machine.unit_probabilities(STATES)
    weights = np.exp(-plain_energies(U, b)).reshape((2,) * n)
    for i in range(n):
        on, off = np.take(weights, 1, axis=i), np.take(weights, 0, axis=i)
        expected = np.stack([on / (on + off)] * 2, axis=i).ravel()
        np.testing.assert_allclose(found[:, i], expected, rtol=1e-12)


@pytest.mark.parametrize("visible", [V, n, 1])
def test_loss_and_gradient_equal_both_oracles(
    visible: int, U: Array, b: Array, rng: np.random.Generator
) -> None:
    seen = rng.integers(2, size=(N, visible)).astype(float)
    machine = BoltzmannMachine.from_pairs(U, b, visible)
    assert machine.loss(seen) == pytest.approx(plain_loss(seen, U, b), rel=1e-12)
    found = machine.gradient(seen)
    np.testing.assert_array_equal(np.diagonal(found.dL_dW), 0)
    np.testing.assert_allclose(found.dL_dW, found.dL_dW.T, rtol=1e-13)
    of_pairs = np.triu(found.dL_dW)
    assert_blocks_agree(of_pairs, automatic(lambda U: plain_loss(seen, U, b), U))
    assert_blocks_agree(
        of_pairs, complex_step(lambda U: BoltzmannMachine.from_pairs(U, b, visible).loss(seen), U)
    )
    assert_blocks_agree(found.dL_db, automatic(lambda b: plain_loss(seen, U, b), b))
    assert_blocks_agree(
        found.dL_db, complex_step(lambda b: BoltzmannMachine.from_pairs(U, b, visible).loss(seen), b)
    )


def test_connections_between_the_two_kinds_alone_make_a_restricted_machine(
    b: Array, v: Array, rng: np.random.Generator
) -> None:
    between = rng.normal(size=(V, H))
    restricted = RestrictedBoltzmannMachine(between, b[:V], b[V:])
    W = np.block([[np.zeros((V, V)), between], [between.T, np.zeros((H, H))]])
    machine = BoltzmannMachine(W, b, V)
    np.testing.assert_allclose(machine.free_energy(v), restricted.free_energy(v), rtol=1e-12)
    assert machine.loss(v) == pytest.approx(restricted.loss(v), rel=1e-13)
    expected, found = restricted.gradient(v), machine.gradient(v)
    assert_blocks_agree(found.dL_dW[:V, V:], expected.dL_dW, rtol=1e-12)
    assert_blocks_agree(found.dL_db, np.concatenate([expected.dL_db, expected.dL_dc]), rtol=1e-12)


def test_large_weights_raise_no_warning(v: Array) -> None:
    machine = BoltzmannMachine.from_pairs(np.full((n, n), -700.0), np.full(n, 900.0), V)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isfinite(machine.loss(v))
        assert np.isfinite(machine.gradient(v).dL_dW).all()


def test_impossible_machines_and_states_are_refused(U: Array, b: Array, v: Array) -> None:
    symmetric = U + U.T
    with pytest.raises(ValueError, match=r"W must be symmetric; BoltzmannMachine\.from_pairs makes it so"):
        BoltzmannMachine(U, b, V)
    with pytest.raises(ValueError, match="W must be 0 on its diagonal"):
        BoltzmannMachine(symmetric, b, V)
    for visible in (0, n + 1):
        with pytest.raises(ValueError, match=f"of 5 units 1 to 5 are visible, got {visible}"):
            BoltzmannMachine.from_pairs(U, b, visible)
    with pytest.raises(ValueError, match=r"v must have shape \(N, 3\), got \(3, 5\)"):
        BoltzmannMachine.from_pairs(U, b, V).loss(v.T)
    with pytest.raises(ValueError, match=r"s must have shape \(N, 5\), got \(5, 3\)"):
        BoltzmannMachine.from_pairs(U, b, V).unit_probabilities(v)
    with pytest.raises(ValueError, match="states of 1 to 20 units, got 21"):
        BoltzmannMachine(np.zeros((21, 21)), np.zeros(21), 21).log_partition()
