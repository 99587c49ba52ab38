"""The restricted Boltzmann machine: a probability for every pattern of bits, learnt without targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network import stable
from quizapp.network.arrays import check_array

if TYPE_CHECKING:
    from quizapp.network.arrays import Array, Scalar

MOST_ENUMERATED = 20
"""Units whose 2^n states we are willing to list: about a million."""


@dataclass(frozen=True, slots=True, eq=False)
class BoltzmannGradient:
    """The gradient of the mean negative log-likelihood L, or an estimate of it."""

    dL_dW: Array
    """(V, H)."""
    dL_db: Array
    """(V,)."""
    dL_dc: Array
    """(H,)."""


@dataclass(frozen=True, slots=True, eq=False)
class RestrictedBoltzmannMachine:
    """Visible units v and hidden units h, each 0 or 1, with connections only between the two kinds.

        E(v, h) = -v b - h c - v W h^T         p(v, h) = exp(-E(v, h)) / Z

    Without connections inside a kind, the units of one kind are independent given the other, so sums over
    all 2^H hidden states factor: that is the free energy, exp(-F(v)) = sum_h exp(-E(v, h)). A batch of
    states lies in rows. Sources: Smolensky 1986; Hinton 2002 and 2012 (A Practical Guide).
    """

    W: Array
    """Connections, (V, H)."""
    b: Array
    """Bias of the visible units, (V,)."""
    c: Array
    """Bias of the hidden units, (H,)."""

    def __post_init__(self) -> None:
        check_array("W", self.W, "V", "H")
        check_array("b", self.b, self.W.shape[0])
        check_array("c", self.c, self.W.shape[1])

    def energy(self, v: Array, h: Array) -> Array:
        """E of each pair of rows, (N, V), (N, H) -> (N,)."""
        self._check_visible(v)
        check_array("h", h, len(v), self.W.shape[1])
        agreement = ((v @ self.W) * h).sum(axis=1)  # ((N, V) @ (V, H)) * (N, H) -> (N, H) -> (N,)
        E: Array = -(v @ self.b) - h @ self.c - agreement  # (N, V) @ (V,) - (N, H) @ (H,) - (N,) -> (N,)
        return E

    def free_energy(self, v: Array) -> Array:
        """F(v) = -v b - sum_j log(1 + exp(c_j + (v W)_j)), (N, V) -> (N,)."""
        from_hidden = stable.softplus(self._into_hidden(v)).sum(axis=1)  # (N, H) -> (N,)
        F: Array = -(v @ self.b) - from_hidden  # (N, V) @ (V,) - (N,) -> (N,)
        return F

    def hidden_probabilities(self, v: Array) -> Array:
        """p(h_j = 1 | v) = σ(c_j + (v W)_j), (N, V) -> (N, H)."""
        return stable.sigmoid(self._into_hidden(v))

    def visible_probabilities(self, h: Array) -> Array:
        """p(v_i = 1 | h) = σ(b_i + (W h)_i), (N, H) -> (N, V)."""
        check_array("h", h, "N", self.W.shape[1])
        return stable.sigmoid(h @ self.W.T + self.b)  # (N, H) @ (H, V) + (V,) -> (N, V)

    def log_partition(self) -> Scalar:
        """The logarithm of Z = sum_v exp(-F(v)), over all 2^V visible states; ValueError for V above 20."""
        log_Z: Scalar = stable.log_sum_exp(-self.free_energy(self._all_visible())).item()  # (2^V,) -> ()
        return log_Z

    def loss(self, v: Array) -> Scalar:
        """The mean of -log p(v) = F(v) + log Z over the batch `v` (N, V), in nats."""
        L: Scalar = self.free_energy(v).mean() + self.log_partition()  # (N,) -> ()
        return L

    def gradient(self, v: Array) -> BoltzmannGradient:
        """The gradient of `loss(v)`, exactly: <v h^T> as the model expects it minus as the data show it.

        The biases have the same with v and with h alone. ValueError for more than 20 visible units.
        """
        every_v = self._all_visible()  # (2^V, V)
        p_v = stable.softmax(-self.free_energy(every_v))  # (2^V,) -> (2^V,)
        return self._difference(model=(every_v, p_v), data=v)

    def contrastive_divergence(self, v: Array, rng: np.random.Generator, *, k: int = 1) -> BoltzmannGradient:
        """CD-k: an estimate that lets `k` steps of Gibbs sampling from the data stand in for the model.

        It needs no Z and points roughly downhill, but it is biased: on average it is another vector than
        `gradient`, namely `mean_contrastive_divergence`, and nears it only as k grows.
        """
        _check_steps(k)
        reached = v
        for _ in range(k):
            p_h = self.hidden_probabilities(reached).real  # (N, V) -> (N, H)
            h = (rng.random(p_h.shape) < p_h).astype(float)  # (N, H)
            p_v = self.visible_probabilities(h).real  # (N, H) -> (N, V)
            reached = (rng.random(p_v.shape) < p_v).astype(float)  # (N, V)
        weights = np.full(len(v), 1 / len(v))  # (N,)
        return self._difference(model=(reached, weights), data=v)

    def mean_contrastive_divergence(self, v: Array, *, k: int = 1) -> BoltzmannGradient:
        """What CD-k is on average, exactly: every chain of `k` steps with its probability.

        ValueError for more than 20 units in all.
        """
        _check_steps(k)
        self._check_visible(v)
        n = sum(self.W.shape)
        if n > MOST_ENUMERATED:
            raise ValueError(f"can enumerate chains of up to {MOST_ENUMERATED} units in all, got {n}")
        every_v, every_h = self._all_visible(), binary_states(self.W.shape[1])  # (2^V, V), (2^H, H)
        to_h = _chances(every_h, self.hidden_probabilities(every_v))  # (2^H, H), (2^V, H) -> (2^V, 2^H)
        to_v = _chances(every_v, self.visible_probabilities(every_h))  # (2^V, V), (2^H, V) -> (2^H, 2^V)
        is_state = (v[:, np.newaxis, :].real == every_v).all(axis=2)  # (N, 1, V) == (2^V, V) -> (N, 2^V)
        if not is_state.any(axis=1).all():
            raise ValueError("v must hold only 0 and 1 where chains are enumerated")
        p_v: Array = is_state.mean(axis=0)  # (N, 2^V) -> (2^V,)
        for _ in range(k):
            p_v = p_v @ to_h @ to_v  # (2^V,) @ (2^V, 2^H) @ (2^H, 2^V) -> (2^V,)
        return self._difference(model=(every_v, p_v), data=v)

    def _difference(self, *, model: tuple[Array, Array], data: Array) -> BoltzmannGradient:
        """<v h^T> under the weighted `model` states minus <v h^T> over the `data`, h being p(h | v)."""
        v_model, weight = model  # (M, V), (M,)
        h_model = self.hidden_probabilities(v_model)  # (M, V) -> (M, H)
        h_data = self.hidden_probabilities(data)  # (N, V) -> (N, H)
        together_model = (v_model.T * weight) @ h_model  # ((V, M) * (M,)) @ (M, H) -> (V, H)
        together_data = data.T @ h_data / len(data)  # (V, N) @ (N, H) -> (V, H)
        dL_dW = together_model - together_data  # (V, H) - (V, H) -> (V, H)
        dL_db = weight @ v_model - data.mean(axis=0)  # (M,) @ (M, V) - (V,) -> (V,)
        dL_dc = weight @ h_model - h_data.mean(axis=0)  # (M,) @ (M, H) - (H,) -> (H,)
        return BoltzmannGradient(dL_dW, dL_db, dL_dc)

    def _into_hidden(self, v: Array) -> Array:
        self._check_visible(v)
        return v @ self.W + self.c  # (N, V) @ (V, H) + (H,) -> (N, H)

    def _check_visible(self, v: Array) -> None:
        check_array("v", v, "N", self.W.shape[0])

    def _all_visible(self) -> Array:
        return binary_states(self.W.shape[0])  # -> (2^V, V)


def binary_states(n: int) -> Array:
    """Every row of n bits, (2^n, n), counting up in binary; raises ValueError for n below 1 or above 20."""
    if not 1 <= n <= MOST_ENUMERATED:
        raise ValueError(f"can enumerate the states of 1 to {MOST_ENUMERATED} units, got {n}")
    numbers = np.arange(2**n)[:, np.newaxis]  # (2^n, 1)
    return (numbers >> np.arange(n - 1, -1, -1) & 1).astype(float)  # (2^n, 1) >> (n,) -> (2^n, n)


def _chances(states: Array, p: Array) -> Array:
    """How likely each of `states` (S, n) is when units are on with probabilities `p` (R, n), (R, S)."""
    chance: Array = np.where(states == 1, p[:, np.newaxis], 1 - p[:, np.newaxis]).prod(axis=2)
    return chance  # (S, n), (R, 1, n) -> (R, S, n) -> (R, S)


def _check_steps(k: int) -> None:
    if k < 1:
        raise ValueError(f"contrastive divergence takes at least one step, got k = {k}")
