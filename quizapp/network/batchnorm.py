"""Batch normalization: every unit gets mean 0 and variance 1 over the batch, then a scale and a shift.

While training, an example's output depends on the rest of its batch. To predict, the batch's statistics are
replaced by running ones, which are a value beside the network like the state of an optimizer:

    statistics = statistics.after(received)         # what the layer received: network.trace(x)[index]
    predicting = network.with_layers(..., batch_norm.inference(statistics), ...)

Two variances are in play: the batch is divided by the root of its own (1/N), and the running statistics
collect the unbiased one (1/(N-1)), an estimate for the whole population. Source: Ioffe and Szegedy 2015.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from quizapp.network.arrays import check_array
from quizapp.network.layer import Backward, Layer, LayerGradient
from quizapp.network.settings import require_fraction, require_not_negative

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizapp.network.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class RunningStatistics:
    """What training has seen so far of the inputs of a batch-normalization layer."""

    mean: Array
    """(H,)."""
    variance: Array
    """(H,), the unbiased one."""

    def __post_init__(self) -> None:
        check_array("mean", self.mean, "H")
        check_array("variance", self.variance, *self.mean.shape)

    @classmethod
    def initial(cls, H: int) -> Self:
        """Mean 0 and variance 1: as if nothing needed normalizing."""
        return cls(np.zeros(H), np.ones(H))

    def after(self, x: Array, *, keep: float = 0.9) -> RunningStatistics:
        """These statistics, of which a share `keep` is kept, and for the rest those of the batch `x` (N, H).

        Libraries call either share "momentum": PyTorch 1 - keep, Keras keep.
        """
        require_fraction("keep", keep)
        check_array("x", x, "N", *self.mean.shape)
        _check_at_least_two(x)
        return RunningStatistics(
            mean=keep * self.mean + (1 - keep) * x.mean(axis=0),  # (H,) + (N, H) -> (H,)
            variance=keep * self.variance + (1 - keep) * _variance(x) * len(x) / (len(x) - 1),  # (H,)
        )


@dataclass(frozen=True, slots=True, eq=False)
class BatchNorm(Layer):
    """a = γ x̂ + β with x̂ = (x - μ) / √(v + ε), where μ and v are the batch's mean and 1/N variance.

    As x moves μ and v too, the gradient loses what it has in common over the batch, and what runs along x̂:

        dL_dx = γ / √(v + ε) (dL_da - mean(dL_da) - x̂ mean(dL_da x̂))        dL_dγ = sum(dL_da x̂)
                                                                            dL_dβ = sum(dL_da)

    each mean and sum over the batch. So dL_dx sums to 0, and a loss that only adds up a has no gradient at
    all. ε stands inside the root.
    """

    gamma: Array
    """Scale γ, (H,)."""
    beta: Array
    """Shift β, (H,)."""
    epsilon: float = 1e-5
    """ε, at least 0, inside the root; its unit is that of x squared."""

    def __post_init__(self) -> None:
        _check_settings(self.gamma, self.beta, self.epsilon)

    @classmethod
    def initial(cls, H: int) -> Self:
        """Scale 1 and shift 0."""
        return cls(np.ones(H), np.zeros(H))

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Map `x` (N, H), N at least 2, to a (N, H); `backward` takes dL_da (N, H) to all three gradients."""
        check_array("x", x, "N", *self.gamma.shape)
        _check_at_least_two(x)
        root = np.sqrt(_variance(x) + self.epsilon)  # (N, H) -> (H,)
        x_hat = (x - x.mean(axis=0)) / root  # ((N, H) - (H,)) / (H,) -> (N, H)
        a = self.gamma * x_hat + self.beta  # (H,) * (N, H) + (H,) -> (N, H)

        def backward(dL_da: Array) -> LayerGradient:
            check_array("dL_da", dL_da, *x.shape)
            along = (dL_da * x_hat).mean(axis=0)  # (N, H) -> (H,)
            own = dL_da - dL_da.mean(axis=0) - x_hat * along  # (N, H) - (H,) - (N, H) * (H,) -> (N, H)
            dL_dx = self.gamma / root * own  # (H,) / (H,) * (N, H) -> (N, H)
            dL_dgamma = (dL_da * x_hat).sum(axis=0)  # (N, H) -> (H,)
            dL_dbeta = dL_da.sum(axis=0)  # (N, H) -> (H,)
            return LayerGradient(dL_dx, {"gamma": dL_dgamma, "beta": dL_dbeta})

        return a, backward

    def inference(self, statistics: RunningStatistics) -> FixedNorm:
        """The layer for predicting, which no longer looks at the batch."""
        return FixedNorm(self.gamma, self.beta, statistics, self.epsilon)

    @property
    def parameters(self) -> Mapping[str, Array]:
        """`gamma` and `beta`."""
        return {"gamma": self.gamma, "beta": self.beta}

    def with_parameters(self, **parameters: Array) -> Self:
        """This layer with `gamma`, `beta` or both replaced."""
        _check_names("BatchNorm", parameters)
        return type(self)(**{**self.parameters, **parameters}, epsilon=self.epsilon)


@dataclass(frozen=True, slots=True, eq=False)
class FixedNorm(Layer):
    """a = γ (x - μ) / √(v + ε) + β with μ and v that are given: an affine map of each unit by itself."""

    gamma: Array
    """Scale γ, (H,)."""
    beta: Array
    """Shift β, (H,)."""
    statistics: RunningStatistics
    """μ and v, (H,) each; constants, so no gradient goes through them."""
    epsilon: float = 1e-5
    """ε, at least 0, inside the root."""

    def __post_init__(self) -> None:
        _check_settings(self.gamma, self.beta, self.epsilon)
        check_array("mean", self.statistics.mean, *self.gamma.shape)

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Map `x` (N, H) to a (N, H); `backward` takes dL_da (N, H) to all three gradients."""
        check_array("x", x, "N", *self.gamma.shape)
        root = np.sqrt(self.statistics.variance + self.epsilon)  # (H,)
        x_hat = (x - self.statistics.mean) / root  # ((N, H) - (H,)) / (H,) -> (N, H)
        a = self.gamma * x_hat + self.beta  # (H,) * (N, H) + (H,) -> (N, H)

        def backward(dL_da: Array) -> LayerGradient:
            check_array("dL_da", dL_da, *x.shape)
            dL_dx = self.gamma / root * dL_da  # (H,) / (H,) * (N, H) -> (N, H)
            dL_dgamma = (dL_da * x_hat).sum(axis=0)  # (N, H) -> (H,)
            dL_dbeta = dL_da.sum(axis=0)  # (N, H) -> (H,)
            return LayerGradient(dL_dx, {"gamma": dL_dgamma, "beta": dL_dbeta})

        return a, backward

    @property
    def parameters(self) -> Mapping[str, Array]:
        """`gamma` and `beta`."""
        return {"gamma": self.gamma, "beta": self.beta}

    def with_parameters(self, **parameters: Array) -> Self:
        """This layer with `gamma`, `beta` or both replaced."""
        _check_names("FixedNorm", parameters)
        replaced = {**self.parameters, **parameters}
        return type(self)(**replaced, statistics=self.statistics, epsilon=self.epsilon)


def _variance(x: Array) -> Array:
    """The 1/N variance of each column, (N, H) -> (H,); `np.var` would drop the imaginary part."""
    centred = x - x.mean(axis=0)  # (N, H) - (H,) -> (N, H)
    variance: Array = (centred * centred).mean(axis=0)  # (N, H) -> (H,)
    return variance


def _check_at_least_two(x: Array) -> None:
    if len(x) < 2:
        raise ValueError(f"a batch of {len(x)} has no spread to normalize by; it needs at least 2 examples")


def _check_settings(gamma: Array, beta: Array, epsilon: float) -> None:
    check_array("gamma", gamma, "H")
    check_array("beta", beta, *gamma.shape)
    require_not_negative("epsilon", epsilon)


def _check_names(layer: str, parameters: Mapping[str, Array]) -> None:
    unknown = sorted(parameters.keys() - {"gamma", "beta"})
    if unknown:
        raise ValueError(f"{layer} has the parameters gamma and beta, got {', '.join(unknown)}")
