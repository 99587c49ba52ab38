"""Layer normalization: every example gets mean 0 and variance 1 over its own features, then scale and shift.

No example looks at another one, so there are no running statistics, a batch may hold a single example, and
training and predicting are the same function. RMS normalization leaves out the mean and the shift. Sources:
Ba, Kiros and Hinton 2016; Zhang and Sennrich 2019.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from quizapp.network.arrays import check_array
from quizapp.network.layer import Backward, Layer, LayerGradient
from quizapp.network.settings import require_not_negative

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizapp.network.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class LayerNorm(Layer):
    """a = γ x̂ + β with x̂ = (x - μ) / √(v + ε), where μ and v are each row's mean and 1/D variance.

    γ differs from feature to feature, so it belongs to the upstream gradient before anything is averaged:
    with c = γ dL_da,

        dL_dx = 1 / √(v + ε) (c - mean(c) - x̂ mean(c x̂))        dL_dγ = sum(dL_da x̂)
                                                                dL_dβ = sum(dL_da)

    where the means run over the features and the sums over the batch. ε stands inside the root.
    """

    gamma: Array
    """Scale γ, (D,)."""
    beta: Array
    """Shift β, (D,)."""
    epsilon: float = 1e-5
    """ε, at least 0, inside the root; its unit is that of x squared."""

    def __post_init__(self) -> None:
        check_array("gamma", self.gamma, "D")
        check_array("beta", self.beta, *self.gamma.shape)
        require_not_negative("epsilon", self.epsilon)

    @classmethod
    def initial(cls, D: int) -> Self:
        """Scale 1 and shift 0."""
        return cls(np.ones(D), np.zeros(D))

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Map `x` (N, D) to a (N, D); `backward` takes dL_da (N, D) to all three gradients."""
        check_array("x", x, "N", *self.gamma.shape)
        centred = x - x.mean(axis=1, keepdims=True)  # (N, D) - (N, 1) -> (N, D)
        root = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + self.epsilon)  # (N, D) -> (N, 1)
        x_hat = centred / root  # (N, D) / (N, 1) -> (N, D)
        a = self.gamma * x_hat + self.beta  # (D,) * (N, D) + (D,) -> (N, D)

        def backward(dL_da: Array) -> LayerGradient:
            check_array("dL_da", dL_da, *x.shape)
            c = self.gamma * dL_da  # (D,) * (N, D) -> (N, D)
            along = (c * x_hat).mean(axis=1, keepdims=True)  # (N, D) -> (N, 1)
            dL_dx = (c - c.mean(axis=1, keepdims=True) - x_hat * along) / root  # (N, D)
            dL_dgamma = (dL_da * x_hat).sum(axis=0)  # (N, D) -> (D,)
            dL_dbeta = dL_da.sum(axis=0)  # (N, D) -> (D,)
            return LayerGradient(dL_dx, {"gamma": dL_dgamma, "beta": dL_dbeta})

        return a, backward

    @property
    def parameters(self) -> Mapping[str, Array]:
        """`gamma` and `beta`."""
        return {"gamma": self.gamma, "beta": self.beta}

    def with_parameters(self, **parameters: Array) -> Self:
        """This layer with `gamma`, `beta` or both replaced."""
        unknown = sorted(parameters.keys() - {"gamma", "beta"})
        if unknown:
            raise ValueError(f"LayerNorm has the parameters gamma and beta, got {', '.join(unknown)}")
        return type(self)(**{**self.parameters, **parameters}, epsilon=self.epsilon)


@dataclass(frozen=True, slots=True, eq=False)
class RMSNorm(Layer):
    """a = γ x / r with r = √(mean(x^2) + ε) over each row: only the length is normalized.

    With c = γ dL_da, dL_dx = c / r - x mean(c x) / r^3, the mean over the features.
    """

    gamma: Array
    """Scale γ, (D,)."""
    epsilon: float = 1e-5
    """ε, at least 0, inside the root."""

    def __post_init__(self) -> None:
        check_array("gamma", self.gamma, "D")
        require_not_negative("epsilon", self.epsilon)

    @classmethod
    def initial(cls, D: int) -> Self:
        """Scale 1."""
        return cls(np.ones(D))

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Map `x` (N, D) to a (N, D); `backward` takes dL_da (N, D) to both gradients."""
        check_array("x", x, "N", *self.gamma.shape)
        r = np.sqrt((x * x).mean(axis=1, keepdims=True) + self.epsilon)  # (N, D) -> (N, 1)
        a = self.gamma * x / r  # (D,) * (N, D) / (N, 1) -> (N, D)

        def backward(dL_da: Array) -> LayerGradient:
            check_array("dL_da", dL_da, *x.shape)
            c = self.gamma * dL_da  # (D,) * (N, D) -> (N, D)
            along = (c * x).mean(axis=1, keepdims=True)  # (N, D) -> (N, 1)
            dL_dx = c / r - x * along / r**3  # (N, D) / (N, 1) - (N, D) * (N, 1) / (N, 1) -> (N, D)
            return LayerGradient(dL_dx, {"gamma": (dL_da * x / r).sum(axis=0)})  # (N, D) -> (D,)

        return a, backward

    @property
    def parameters(self) -> Mapping[str, Array]:
        """`gamma`."""
        return {"gamma": self.gamma}

    def with_parameters(self, **parameters: Array) -> Self:
        """This layer with `gamma` replaced."""
        unknown = sorted(parameters.keys() - {"gamma"})
        if unknown:
            raise ValueError(f"RMSNorm has the parameter gamma, got {', '.join(unknown)}")
        return type(self)(**{**self.parameters, **parameters}, epsilon=self.epsilon)
