"""Dropout: a network that cannot rely on any one unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from quizapp.network.arrays import check_array
from quizapp.network.layer import Backward, Layer, LayerGradient

if TYPE_CHECKING:
    from quizapp.network.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class Dropout(Layer):
    """Inverted dropout, a = m x / q, with a mask m that was drawn once and stays.

    A unit is kept (m = 1) with probability q. Dividing by q makes E[a] = x, so at test time the layer is
    simply left out; classic dropout leaves m x unscaled and multiplies by q at test time. The mask is part
    of the value: the same layer gives the same output twice, which a gradient check needs, and training
    draws a new one for every batch. Source: Srivastava et al. 2014, section 10.
    """

    mask: Array
    """1 where a unit is kept and 0 where it is dropped, in the shape of the input, (N, H)."""
    q: float
    """Probability that a unit is kept, 0 < q <= 1; many libraries ask for that of dropping it, 1 - q."""

    def __post_init__(self) -> None:
        if not 0 < self.q <= 1:
            raise ValueError(f"the probability of keeping a unit must be above 0 and at most 1, got {self.q}")
        if not np.isin(self.mask, (0, 1)).all():
            raise ValueError("a dropout mask holds only 0 and 1")

    @classmethod
    def draw(cls, shape: tuple[int, ...], q: float, rng: np.random.Generator) -> Self:
        """Draw a mask that keeps each unit with probability `q`, independently of the others."""
        return cls((rng.random(shape) < q).astype(float), q)

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Map `x` (N, H) to a (N, H); `backward` takes dL_da (N, H) to dL_dx (N, H)."""
        check_array("x", x, *self.mask.shape)
        a = x * self.mask / self.q  # (N, H) * (N, H) -> (N, H)

        def backward(dL_da: Array) -> LayerGradient:
            check_array("dL_da", dL_da, *x.shape)
            return LayerGradient(dL_da * self.mask / self.q)  # (N, H) * (N, H) -> (N, H)

        return a, backward
