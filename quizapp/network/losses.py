"""How wrong a batch of outputs is, as one number, and the gradient that starts the backward pass.

Every loss is a mean over the N examples of the batch and a sum over the outputs of each example, so that
the gradient of a batch is the mean of its examples' gradients. (PyTorch's `MSELoss` divides by the outputs
as well.)

    loss(outputs, y)            the value
    loss.gradient(outputs, y)   dL_doutputs, in the shape of the outputs

The cross-entropies take logits, the scores before the sigmoid or the softmax. Together with that function
they need only sums of positive terms; a network that computes p first has lost log p once p rounds to 0.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network import stable
from quizapp.network.arrays import check_array
from quizapp.network.settings import require_positive

if TYPE_CHECKING:
    from quizapp.network.arrays import Array, Scalar


class Loss(ABC):
    """A number to make small: L(outputs, y), a mean over the batch."""

    @abstractmethod
    def __call__(self, outputs: Array, y: Array) -> Scalar:
        """L, for outputs and targets `y` of one shape (N, K)."""

    @abstractmethod
    def gradient(self, outputs: Array, y: Array) -> Array:
        """dL_doutputs, (N, K)."""


@dataclass(frozen=True, slots=True)
class MeanSquaredError(Loss):
    """L = 1/N sum_n sum_k (a_nk - y_nk)^2, the likelihood of Gaussian noise up to constants."""

    def __call__(self, a: Array, y: Array) -> Scalar:
        """L, in the squared unit of `y`."""
        _check_pair("a", a, y)
        error = a - y  # (N, K) - (N, K) -> (N, K)
        return _mean(error * error)  # (N, K) -> ()

    def gradient(self, a: Array, y: Array) -> Array:
        """dL_da = 2/N (a - y)."""
        _check_pair("a", a, y)
        return 2 * (a - y) / len(a)  # (N, K) -> (N, K)


@dataclass(frozen=True, slots=True)
class SigmoidCrossEntropy(Loss):
    """Binary cross-entropy of p = σ(z) from its logits z, each output a yes/no question of its own.

    L = -1/N sum_n sum_k [y log p + (1 - y) log(1 - p)], in nats, for targets 0 <= y <= 1.
    """

    def __call__(self, z: Array, y: Array) -> Scalar:
        """L, with -log σ(z) = softplus(-z) and -log(1 - σ(z)) = softplus(z)."""
        _check_pair("z", z, y)
        return _mean(y * stable.softplus(-z) + (1 - y) * stable.softplus(z))  # (N, K) -> ()

    def gradient(self, z: Array, y: Array) -> Array:
        """dL_dz = 1/N (p - y), as 1/N [(1 - y) σ(z) - y σ(-z)], which is exact when p rounds to y."""
        _check_pair("z", z, y)
        dL_dz: Array = ((1 - y) * stable.sigmoid(z) - y * stable.sigmoid(-z)) / len(z)  # (N, K) -> (N, K)
        return dL_dz


@dataclass(frozen=True, slots=True)
class SoftmaxCrossEntropy(Loss):
    """Categorical cross-entropy of p = softmax(z) from its logits z, one question with K answers.

    L = -1/N sum_n sum_k y_k log p_k, in nats. Each row of targets is a distribution, one-hot or smoothed.
    Rows that do not sum to 1 are computed as written: p - y is then no longer the gradient, and this says
    what is.
    """

    def __call__(self, z: Array, y: Array) -> Scalar:
        """L, where log p is finite for every finite z."""
        _check_pair("z", z, y)
        return _mean(-y * stable.log_softmax(z))  # (N, K) * (N, K) -> ()

    def gradient(self, z: Array, y: Array) -> Array:
        """dL_dz_k = 1/N (p_k sum_j y_j - y_k), which is 1/N (p_k - y_k) for a distribution y.

        With 1 = sum_j p_j the bracket is sum over j ≠ k of p_k y_j - y_k p_j: for a one-hot target nothing
        cancels.
        """
        _check_pair("z", z, y)
        p = stable.softmax(z)  # (N, K) -> (N, K)
        others = 1 - np.eye(z.shape[1])  # (K, K), 0 on the diagonal: adds up all entries but one's own
        return (p * (y @ others) - y * (p @ others)) / len(z)  # (N, K) * ((N, K) @ (K, K)) -> (N, K)


@dataclass(frozen=True, slots=True)
class Huber(Loss):
    """A squared error for small errors and an absolute one for large: L = 1/N sum_n sum_k ρ(a_nk - y_nk).

    ρ(e) = e^2 / 2 where |e| <= δ, else δ (|e| - δ/2), which meets it with the same slope. One outlier then
    pulls with δ at most. Source: Huber 1964.
    """

    delta: float = 1.0
    """δ, above 0, in the unit of `y`: where errors become large."""

    def __post_init__(self) -> None:
        require_positive("delta", self.delta)

    def __call__(self, a: Array, y: Array) -> Scalar:
        """L, in the squared unit of `y`."""
        _check_pair("a", a, y)
        size = stable.magnitude(a - y)  # (N, K) - (N, K) -> (N, K)
        near = np.where(size.real <= self.delta, size, self.delta)  # (N, K): the part of an error up to δ
        return _mean(near * near / 2 + self.delta * (size - near))  # (N, K) -> ()

    def gradient(self, a: Array, y: Array) -> Array:
        """dL_da = 1/N (a - y), the error cut to the interval from -δ to δ."""
        _check_pair("a", a, y)
        error = a - y  # (N, K) - (N, K) -> (N, K)
        is_small = stable.magnitude(error).real <= self.delta  # (N, K)
        return np.where(is_small, error, self.delta * np.sign(error.real)) / len(a)  # (N, K) -> (N, K)


@dataclass(frozen=True, slots=True)
class Hinge(Loss):
    """L = 1/N sum_n sum_k max(0, 1 - y_nk z_nk) for targets y of -1 or 1: right is not enough, by 1.

    A score on the right side by more than the margin 1 costs nothing; at the kink, y z = 1, we take the
    gradient 0. Source: Cortes and Vapnik 1995.
    """

    def __call__(self, z: Array, y: Array) -> Scalar:
        """L, in the unit of the scores; ValueError for a target that is not -1 or 1."""
        short = self._short(z, y)  # (N, K)
        return _mean(np.where(short.real > 0, short, 0))  # (N, K) -> ()

    def gradient(self, z: Array, y: Array) -> Array:
        """dL_dz = -y/N where y z < 1, else 0."""
        short = self._short(z, y)  # (N, K)
        return np.where(short.real > 0, -y, 0) / len(z)  # (N, K) -> (N, K)

    def _short(self, z: Array, y: Array) -> Array:
        """By how much each score falls short of the margin, 1 - y z, (N, K)."""
        _check_pair("z", z, y)
        if not np.isin(y, (-1, 1)).all():
            raise ValueError("the targets of a hinge loss must be -1 or 1; convert 0 and 1 with 2 * y - 1")
        return 1 - y * z  # (N, K) * (N, K) -> (N, K)


def _check_pair(name: str, outputs: Array, y: Array) -> None:
    check_array(name, outputs, "N", "K")
    check_array("y", y, *outputs.shape)


def _mean(losses: Array) -> Scalar:
    mean: Scalar = losses.sum(axis=1).mean(axis=0)  # (N, K) -> (N,) -> ()
    return mean
