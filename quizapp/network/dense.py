"""The dense (fully connected) layer: every output is a weighted sum of every input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from quizapp.network.arrays import check_array
from quizapp.network.initializers import he_normal, lecun_normal, orthogonal, xavier_normal
from quizapp.network.layer import Backward, Layer, LayerGradient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizapp.network.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class Dense(Layer):
    """z = x W + b for a batch with one example a row.

    With upstream gradient dL_dz the chain rule gives

        dL_dx = dL_dz W^T        each input gets back what it fed, through the same weights
        dL_dW = x^T dL_dz        a sum over the batch: the weights are shared by all its rows
        dL_db = 1^T dL_dz        likewise, with the constant input 1

    Sums, not means: where the loss is a mean over the batch, its 1/N is already in dL_dz.
    """

    W: Array
    """Weights, (D, H): column h belongs to output h."""
    b: Array
    """Bias, (H,)."""

    decayed: ClassVar[frozenset[str]] = frozenset({"W"})

    def __post_init__(self) -> None:
        check_array("W", self.W, "D", "H")
        check_array("b", self.b, self.W.shape[1])

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Map `x` (N, D) to z (N, H); `backward` takes dL_dz (N, H) to the gradient in all three."""
        check_array("x", x, "N", self.W.shape[0])
        z = x @ self.W + self.b  # (N, D) @ (D, H) + (H,) -> (N, H)

        def backward(dL_dz: Array) -> LayerGradient:
            check_array("dL_dz", dL_dz, *z.shape)
            dL_dx = dL_dz @ self.W.T  # (N, H) @ (H, D) -> (N, D)
            dL_dW = x.T @ dL_dz  # (D, N) @ (N, H) -> (D, H)
            dL_db = dL_dz.sum(axis=0)  # (N, H) -> (H,)
            return LayerGradient(dL_dx, {"W": dL_dW, "b": dL_db})

        return z, backward

    @property
    def parameters(self) -> Mapping[str, Array]:
        """`W` and `b`."""
        return {"W": self.W, "b": self.b}

    def with_parameters(self, **parameters: Array) -> Self:
        """This layer with `W`, `b` or both replaced."""
        unknown = sorted(parameters.keys() - self.parameters.keys())
        if unknown:
            raise ValueError(f"Dense has the parameters W and b, got {', '.join(unknown)}")
        return type(self)(**{**self.parameters, **parameters})

    @classmethod
    def he(cls, D: int, H: int, rng: np.random.Generator) -> Self:
        """Draw weights for a layer that ReLU follows; the bias is 0."""
        return cls(he_normal(D, H, rng), np.zeros(H))

    @classmethod
    def xavier(cls, D: int, H: int, rng: np.random.Generator) -> Self:
        """Draw weights for a layer that tanh or the sigmoid follows; the bias is 0."""
        return cls(xavier_normal(D, H, rng), np.zeros(H))

    @classmethod
    def lecun(cls, D: int, H: int, rng: np.random.Generator) -> Self:
        """Draw weights that keep the variance of the inputs in a forward pass; the bias is 0."""
        return cls(lecun_normal(D, H, rng), np.zeros(H))

    @classmethod
    def orthogonal(cls, D: int, H: int, rng: np.random.Generator) -> Self:
        """Draw weights that keep the length of every input, for D <= H; the bias is 0."""
        return cls(orthogonal(D, H, rng), np.zeros(H))
