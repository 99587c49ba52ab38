"""The functions between the dense layers, without which any depth collapses into one linear map.

All but softmax act on each entry by itself, so such a class is two formulas: the value, and the slope that
the chain rule multiplies by. The slopes avoid 1 - a: where a rounds to 1 it returns 0 for a slope that is
merely small.

At a kink we take the slope of the left side: ReLU'(0) = 0 and LeakyReLU'(0) = alpha, as PyTorch does. Both
are choices from the subdifferential, so a numeric derivative proves nothing there.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network import stable
from quizapp.network.arrays import check_array
from quizapp.network.layer import Backward, Layer, LayerGradient

if TYPE_CHECKING:
    from quizapp.network.arrays import Array


class Elementwise(Layer):
    """An activation a = f(z) of every entry by itself; z has any shape, and a the same."""

    @abstractmethod
    def value(self, z: Array) -> Array:
        """f(z) of every entry."""

    @abstractmethod
    def slope(self, z: Array) -> Array:
        """f'(z) of every entry."""

    def forward(self, z: Array) -> tuple[Array, Backward]:
        """Map `z` to a; `backward` takes dL_da to dL_dz, all three of one shape."""
        check_array("z", z, "...")
        a = self.value(z)  # any shape -> same shape

        def backward(dL_da: Array) -> LayerGradient:
            check_array("dL_da", dL_da, *z.shape)
            return LayerGradient(dL_da * self.slope(z))  # the Jacobian is diagonal: same shape * same shape

        return a, backward


@dataclass(frozen=True, slots=True)
class Sigmoid(Elementwise):
    """σ(z) = 1 / (1 + exp(-z)), from 0 to 1."""

    def value(self, z: Array) -> Array:
        """σ(z)."""
        return stable.sigmoid(z)

    def slope(self, z: Array) -> Array:
        """σ(z) (1 - σ(z)), with 1 - σ(z) = σ(-z)."""
        return stable.sigmoid(z) * stable.sigmoid(-z)


@dataclass(frozen=True, slots=True)
class Tanh(Elementwise):
    """tanh(z) = 2 σ(2z) - 1, from -1 to 1 and centred on 0."""

    def value(self, z: Array) -> Array:
        """tanh(z)."""
        return np.tanh(z)

    def slope(self, z: Array) -> Array:
        """1 - tanh(z)^2 = (1 - tanh z) (1 + tanh z), where each factor is twice a sigmoid."""
        return 4 * stable.sigmoid(-2 * z) * stable.sigmoid(2 * z)


@dataclass(frozen=True, slots=True)
class ReLU(Elementwise):
    """max(0, z)."""

    def value(self, z: Array) -> Array:
        """The input where it is positive, else 0."""
        return np.where(z.real > 0, z, 0)

    def slope(self, z: Array) -> Array:
        """1 where z is positive, else 0."""
        return np.where(z.real > 0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class LeakyReLU(Elementwise):
    """max(alpha z, z): ReLU that still learns where z is negative."""

    alpha: float = 0.01
    """Slope on the negative side, 0 <= alpha < 1; from 1 on, max(alpha z, z) would bend the other way."""

    def __post_init__(self) -> None:
        if not 0 <= self.alpha < 1:
            raise ValueError(f"alpha must be at least 0 and below 1, got {self.alpha}")

    def value(self, z: Array) -> Array:
        """The input where it is positive, else alpha times it."""
        return np.where(z.real > 0, z, self.alpha * z)

    def slope(self, z: Array) -> Array:
        """1 where z is positive, else alpha."""
        return np.where(z.real > 0, 1.0, self.alpha)


@dataclass(frozen=True, slots=True)
class Softmax(Layer):
    """p_k = exp(z_k) / sum_j exp(z_j) along the last axis: scores become probabilities.

    To train a classifier, leave it out and use SoftmaxCrossEntropy on the logits, which keeps the digits of
    small p.
    """

    def forward(self, z: Array) -> tuple[Array, Backward]:
        """Map `z` (..., K) to p (..., K); `backward` takes dL_dp (..., K) to dL_dz (..., K).

        The Jacobian dp_j/dz_k = p_j (δ_jk - p_k) gives dL_dz_k = p_k (dL_dp_k - sum_j p_j dL_dp_j). As the
        p_j sum to 1, the bracket is sum_j p_j (dL_dp_k - dL_dp_j): softmax feels only differences, and so
        written it loses no digits.
        """
        check_array("z", z, "...", "K")
        p = stable.softmax(z)  # (..., K) -> (..., K)

        def backward(dL_dp: Array) -> LayerGradient:
            check_array("dL_dp", dL_dp, *z.shape)
            differences = dL_dp[..., :, np.newaxis] - dL_dp[..., np.newaxis, :]  # -> (..., K, K), entry k, j
            averages = (differences @ p[..., np.newaxis])[..., 0]  # (..., K, K) @ (..., K, 1) -> (..., K)
            return LayerGradient(p * averages)  # (..., K) * (..., K) -> (..., K)

        return p, backward
