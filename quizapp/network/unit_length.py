"""Normalization to length 1, so that the inner product of two embeddings is the cosine between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network.arrays import check_array
from quizapp.network.layer import Backward, Layer, LayerGradient

if TYPE_CHECKING:
    from quizapp.network.arrays import Array


@dataclass(frozen=True, slots=True)
class UnitLength(Layer):
    """a = x / ||x|| of every row.

    Only the direction of x counts, so dL_dx = 1/||x|| (dL_da - a (a · dL_da)) is at right angles to x. The
    row 0 has no direction and is refused.
    """

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Map `x` (N, D) to a (N, D); `backward` takes dL_da (N, D) to dL_dx (N, D)."""
        check_array("x", x, "N", "D")
        if not x.any(axis=1).all():
            raise ValueError("x has a row of zeros, which has no direction")
        length = np.sqrt((x * x).sum(axis=1, keepdims=True))  # (N, D) -> (N, 1)
        a = x / length  # (N, D) / (N, 1) -> (N, D)

        def backward(dL_da: Array) -> LayerGradient:
            check_array("dL_da", dL_da, *x.shape)
            along = (a * dL_da).sum(axis=1, keepdims=True)  # (N, D) * (N, D) -> (N, 1)
            return LayerGradient((dL_da - a * along) / length)  # ((N, D) - (N, D) * (N, 1)) / (N, 1)

        return a, backward
