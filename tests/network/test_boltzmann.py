import itertools

import autograd.numpy as anp
import numpy as np
import pytest

from quizapp.network import Array, RestrictedBoltzmannMachine, Scalar, binary_states
from tests.network.oracles import assert_blocks_agree, automatic, complex_step

N, V, H = 5, 4, 3
BITS_V = np.array(list(itertools.product([0.0, 1.0], repeat=V)))
BITS_H = np.array(list(itertools.product([0.0, 1.0], repeat=H)))


@pytest.fixture(params=[81, 82, 83])
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng(request.param)


@pytest.fixture
def machine(rng: np.random.Generator) -> RestrictedBoltzmannMachine:
    return RestrictedBoltzmannMachine(rng.normal(size=(V, H)), rng.normal(size=V), rng.normal(size=H))


@pytest.fixture
def v(rng: np.random.Generator) -> Array:
    return rng.integers(2, size=(N, V)).astype(float)


def negative_energies(W: Array, b: Array, c: Array) -> Array:
    """-E of every visible state (rows) with every hidden state (columns), nothing summed analytically."""
    return (BITS_V @ b)[:, None] + (BITS_H @ c)[None, :] + anp.einsum("vi,ij,hj->vh", BITS_V, W, BITS_H)


def loss_by_enumeration(v: Array, W: Array, b: Array, c: Array) -> Scalar:
    weights = anp.exp(negative_energies(W, b, c))
    rows = [int(np.flatnonzero((state == BITS_V).all(axis=1))[0]) for state in v]
    p = anp.sum(weights, axis=1) / anp.sum(weights)
    return -anp.sum(anp.log(p[np.array(rows)])) / len(v)


def test_binary_states_count_up() -> None:
    np.testing.assert_array_equal(binary_states(V), BITS_V)


def test_energy_free_energy_and_partition_function_equal_plain_sums(
    machine: RestrictedBoltzmannMachine,
) -> None:
    plain = negative_energies(machine.W, machine.b, machine.c)
    for i, h in enumerate(BITS_H):
        found = machine.energy(BITS_V, np.tile(h, (2**V, 1)))
        np.testing.assert_allclose(found, -plain[:, i], rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(machine.free_energy(BITS_V), -np.log(np.exp(plain).sum(axis=1)), rtol=1e-12)
    assert machine.log_partition() == pytest.approx(np.log(np.exp(plain).sum()), rel=1e-13)


def test_conditional_probabilities_equal_bayes(machine: RestrictedBoltzmannMachine) -> None:
    joint = np.exp(negative_energies(machine.W, machine.b, machine.c))
    given_v = (joint @ BITS_H) / joint.sum(axis=1, keepdims=True)
    given_h = (joint.T @ BITS_V) / joint.sum(axis=0)[:, np.newaxis]
    np.testing.assert_allclose(machine.hidden_probabilities(BITS_V), given_v, rtol=1e-12)
    np.testing.assert_allclose(machine.visible_probabilities(BITS_H), given_h, rtol=1e-12)


def test_loss_equals_enumeration_of_both_kinds_of_units(
    machine: RestrictedBoltzmannMachine, v: Array
) -> None:
    assert machine.loss(v) == pytest.approx(
        loss_by_enumeration(v, machine.W, machine.b, machine.c), rel=1e-13
    )


def test_every_gradient_equals_autograd(machine: RestrictedBoltzmannMachine, v: Array) -> None:
    W, b, c = machine.W, machine.b, machine.c
    found = machine.gradient(v)
    assert_blocks_agree(found.dL_dW, automatic(lambda W: loss_by_enumeration(v, W, b, c), W))
    assert_blocks_agree(found.dL_db, automatic(lambda b: loss_by_enumeration(v, W, b, c), b))
    assert_blocks_agree(found.dL_dc, automatic(lambda c: loss_by_enumeration(v, W, b, c), c))


def test_every_gradient_equals_the_complex_step(machine: RestrictedBoltzmannMachine, v: Array) -> None:
    W, b, c = machine.W, machine.b, machine.c
    found = machine.gradient(v)
    assert_blocks_agree(found.dL_dW, complex_step(lambda W: RestrictedBoltzmannMachine(W, b, c).loss(v), W))
    assert_blocks_agree(found.dL_db, complex_step(lambda b: RestrictedBoltzmannMachine(W, b, c).loss(v), b))
    assert_blocks_agree(found.dL_dc, complex_step(lambda c: RestrictedBoltzmannMachine(W, b, c).loss(v), c))


def test_contrastive_divergence_averages_to_one_gibbs_step_and_not_to_the_gradient(
    machine: RestrictedBoltzmannMachine, v: Array
) -> None:
    """The exact mean of CD-1 by enumerating the step's hidden and visible states."""
    p_h = machine.hidden_probabilities(v)
    to_hidden = np.prod(np.where(BITS_H[np.newaxis] == 1, p_h[:, np.newaxis], 1 - p_h[:, np.newaxis]), axis=2)
    p_v = machine.visible_probabilities(BITS_H)
    to_visible = np.prod(
        np.where(BITS_V[np.newaxis] == 1, p_v[:, np.newaxis], 1 - p_v[:, np.newaxis]), axis=2
    )
    reached = (to_hidden @ to_visible).mean(axis=0)
    hidden = machine.hidden_probabilities(BITS_V)
    expected = (BITS_V.T * reached) @ hidden - v.T @ p_h / N
    rng = np.random.default_rng(84)
    many = np.tile(v, (20_000, 1))
    estimate = machine.contrastive_divergence(many, rng).dL_dW
    standard_error = 0.5 / np.sqrt(len(many))
    assert np.abs(estimate - expected).max() < 5 * standard_error
    assert np.abs(machine.gradient(v).dL_dW - expected).max() > 10 * standard_error


@pytest.mark.parametrize("k", [1, 3])
def test_mean_contrastive_divergence_is_what_enumerating_its_chains_gives(
    k: int, machine: RestrictedBoltzmannMachine, v: Array
) -> None:
    """One step at a time, from every visible state to every other, by Bayes from the joint distribution."""
    joint = np.exp(negative_energies(machine.W, machine.b, machine.c))
    to_hidden, to_visible = joint / joint.sum(axis=1, keepdims=True), (joint / joint.sum(axis=0)).T
    reached = np.array([np.mean([(state == row).all() for row in v]) for state in BITS_V])
    for _ in range(k):
        reached = reached @ to_hidden @ to_visible
    hidden_of_state, hidden_of_data = to_hidden @ BITS_H, machine.hidden_probabilities(v)
    found = machine.mean_contrastive_divergence(v, k=k)
    assert_blocks_agree(found.dL_dW, (BITS_V.T * reached) @ hidden_of_state - v.T @ hidden_of_data / N)
    assert_blocks_agree(found.dL_db, reached @ BITS_V - v.mean(axis=0))
    assert_blocks_agree(found.dL_dc, reached @ hidden_of_state - hidden_of_data.mean(axis=0))


@pytest.mark.parametrize("k", [1, 4])
def test_sampled_divergences_average_to_the_mean_one(
    k: int, machine: RestrictedBoltzmannMachine, v: Array
) -> None:
    many = np.tile(v, (20_000, 1))
    estimate = machine.contrastive_divergence(many, np.random.default_rng(85), k=k).dL_dW
    expected = machine.mean_contrastive_divergence(v, k=k).dL_dW
    assert np.abs(estimate - expected).max() < 5 * 0.5 / np.sqrt(len(many))


def test_divergences_turn_to_the_gradient_as_their_chains_grow(
    machine: RestrictedBoltzmannMachine, v: Array
) -> None:
    exact = machine.gradient(v).dL_dW
    errors = [np.abs(machine.mean_contrastive_divergence(v, k=k).dL_dW - exact).max() for k in (1, 4, 400)]
    assert errors[0] > errors[1] > errors[2]
    assert errors[2] < 1e-6 * np.abs(exact).max()


def test_impossible_chains_are_refused(machine: RestrictedBoltzmannMachine, v: Array) -> None:
    with pytest.raises(ValueError, match="at least one step, got k = 0"):
        machine.contrastive_divergence(v, np.random.default_rng(86), k=0)
    with pytest.raises(ValueError, match="at least one step, got k = 0"):
        machine.mean_contrastive_divergence(v, k=0)
    with pytest.raises(ValueError, match="v must hold only 0 and 1 where chains are enumerated"):
        machine.mean_contrastive_divergence(v / 2 + 0.1)
    large = RestrictedBoltzmannMachine(np.zeros((11, 10)), np.zeros(11), np.zeros(10))
    with pytest.raises(ValueError, match="chains of up to 20 units in all, got 21"):
        large.mean_contrastive_divergence(np.zeros((N, 11)))


def test_large_weights_raise_no_warning(v: Array) -> None:
    machine = RestrictedBoltzmannMachine(np.full((V, H), 500.0), np.full(V, -900.0), np.full(H, 1000.0))
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert np.isfinite(machine.loss(v))
        assert np.isfinite(machine.gradient(v).dL_dW).all()


def test_wrong_shapes_are_refused(machine: RestrictedBoltzmannMachine, v: Array) -> None:
    with pytest.raises(ValueError, match=r"b must have shape \(4,\), got \(3,\)"):
        RestrictedBoltzmannMachine(machine.W, machine.c, machine.b)
    with pytest.raises(ValueError, match=r"c must have shape \(3,\), got \(4,\)"):
        RestrictedBoltzmannMachine(machine.W, machine.b, machine.b)
    with pytest.raises(ValueError, match=r"v must have shape \(N, 4\), got \(5, 3\)"):
        machine.free_energy(v[:, :3])
    with pytest.raises(ValueError, match=r"h must have shape \(5, 3\), got \(5, 4\)"):
        machine.energy(v, v)
    with pytest.raises(ValueError, match=r"h must have shape \(N, 3\), got \(5, 4\)"):
        machine.visible_probabilities(v)


@pytest.mark.parametrize("n", [0, 21])
def test_too_many_states_to_list_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"states of 1 to 20 units, got {n}"):
        binary_states(n)
