"""The Boltzmann machine: units that may all be connected, some of them seen and the others hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from quizapp.network import stable
from quizapp.network.arrays import check_array
from quizapp.network.boltzmann import binary_states

if TYPE_CHECKING:
    from quizapp.network.arrays import Array, Scalar


@dataclass(frozen=True, slots=True, eq=False)
class PairGradient:
    """The gradient of the mean negative log-likelihood L of a Boltzmann machine."""

    dL_dW: Array
    """(n, n), symmetric, 0 on the diagonal: entry i, j is for the one weight that w_ij and w_ji both are."""
    dL_db: Array
    """(n,)."""


@dataclass(frozen=True, slots=True, eq=False)
class BoltzmannMachine:
    """Stochastic units s_i, each 0 or 1, of which the first `visible` are seen.

        E(s) = -1/2 s W s^T - b s = -sum_{i<j} w_ij s_i s_j - sum_i b_i s_i        p(s) = exp(-E(s)) / Z

    W is symmetric with 0 on its diagonal, so the half makes every pair count once. With all units visible
    this is a fully visible machine; with connections only between visible and hidden units, the restricted
    one. A batch of states lies in rows, and all sums run over all states: it is exact and for small n.
    Source: Ackley, Hinton and Sejnowski 1985.
    """

    W: Array
    """Connections, (n, n), symmetric, with 0 on the diagonal."""
    b: Array
    """Biases, (n,)."""
    visible: int
    """V, how many units are seen, 1 <= V <= n."""

    def __post_init__(self) -> None:
        check_array("b", self.b, "n")
        check_array("W", self.W, len(self.b), len(self.b))
        if not (self.W.T == self.W).all():
            raise ValueError("W must be symmetric; BoltzmannMachine.from_pairs makes it so")
        if np.diagonal(self.W).any():
            raise ValueError("W must be 0 on its diagonal: a unit is not connected to itself")
        if not 1 <= self.visible <= len(self.b):
            raise ValueError(f"of {len(self.b)} units 1 to {len(self.b)} are visible, got {self.visible}")

    @classmethod
    def from_pairs(cls, U: Array, b: Array, visible: int) -> Self:
        """The machine whose w_ij = w_ji is entry i, j of `U` (n, n), for i < j; others are ignored."""
        pairs = np.triu(U, 1)  # (n, n) -> (n, n)
        return cls(pairs + pairs.T, b, visible)

    def energy(self, s: Array) -> Array:
        """E of each row, (N, n) -> (N,)."""
        check_array("s", s, "N", len(self.b))
        E: Array = -((s @ self.W) * s).sum(axis=1) / 2 - s @ self.b  # (N, n) -> (N,)
        return E

    def unit_probabilities(self, s: Array) -> Array:
        """p(s_i = 1 | all other units) = σ(sum_j w_ij s_j + b_i) of each row, (N, n) -> (N, n)."""
        check_array("s", s, "N", len(self.b))
        return stable.sigmoid(s @ self.W + self.b)  # (N, n) @ (n, n) + (n,) -> (N, n)

    def free_energy(self, v: Array) -> Array:
        """F(v) = -log sum_h exp(-E(v, h)) over all hidden states, (N, V) -> (N,)."""
        F: Array = -stable.log_sum_exp(-self._energies(v))  # (N, 2^H) -> (N,)
        return F

    def log_partition(self) -> Scalar:
        """The logarithm of Z = sum_s exp(-E(s)) over all 2^n states; ValueError for n above 20."""
        log_Z: Scalar = stable.log_sum_exp(-self.energy(self._all())).item()  # (2^n,) -> ()
        return log_Z

    def probabilities(self) -> Array:
        """p(s) of every state, (2^n,), in the order of `binary_states`; ValueError for n above 20."""
        return stable.softmax(-self.energy(self._all()))  # (2^n,) -> (2^n,)

    def loss(self, v: Array) -> Scalar:
        """The mean of -log p(v) = F(v) + log Z over the batch `v` (N, V), in nats."""
        L: Scalar = self.free_energy(v).mean() + self.log_partition()  # (N,) -> ()
        return L

    def gradient(self, v: Array) -> PairGradient:
        """The gradient of `loss(v)`: <s_i s_j> as the model expects it minus as it is with v clamped.

        Clamped, the hidden units follow p(h | v). The biases have the same with s_i alone.
        """
        free, p_free = self._all(), self.probabilities()  # (2^n, n), (2^n,)
        clamped = self._completions(v)  # (N, 2^H, n)
        p_clamped = stable.softmax(-self._energies(v)) / len(v)  # (N, 2^H)
        clamped, p_clamped = clamped.reshape(-1, len(self.b)), p_clamped.reshape(-1)  # (N 2^H, n), (N 2^H,)
        together = (free.T * p_free) @ free - (clamped.T * p_clamped) @ clamped  # (n, n) - (n, n)
        dL_dW = together - np.diag(np.diagonal(together))  # (n, n)
        dL_db = p_free @ free - p_clamped @ clamped  # (n,) - (n,)
        return PairGradient(dL_dW, dL_db)

    def _completions(self, v: Array) -> Array:
        """Every row with every hidden state behind it, (N, V) -> (N, 2^H, n)."""
        check_array("v", v, "N", self.visible)
        hidden = len(self.b) - self.visible
        if hidden == 0:
            return v[:, np.newaxis, :]  # (N, 1, n)
        h = binary_states(hidden)  # (2^H, H)
        seen = np.repeat(v[:, np.newaxis, :], len(h), axis=1)  # (N, 2^H, V)
        behind = np.repeat(h[np.newaxis], len(v), axis=0)  # (N, 2^H, H)
        return np.concatenate([seen, behind], axis=2)  # -> (N, 2^H, n)

    def _energies(self, v: Array) -> Array:
        """E of every row with every hidden state behind it, (N, V) -> (N, 2^H)."""
        states = self._completions(v)  # (N, 2^H, n)
        return self.energy(states.reshape(-1, len(self.b))).reshape(states.shape[:2])  # -> (N, 2^H)

    def _all(self) -> Array:
        return binary_states(len(self.b))  # -> (2^n, n)
