"""Maxout: the largest of a few linear pieces, which learns its own bend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network.arrays import check_array
from quizapp.network.layer import Backward, Layer, LayerGradient

if TYPE_CHECKING:
    from quizapp.network.arrays import Array


@dataclass(frozen=True, slots=True)
class Maxout(Layer):
    """a_h = max_k z_hk over the K pieces of every unit.

    A dense layer with K times as many outputs comes before it; the pieces of one unit stand side by side.
    The gradient goes to the piece that won, on a tie to the first of them. Source: Goodfellow et al. 2013.
    """

    pieces: int
    """K, how many pieces a unit has, at least 2; with one piece it is linear."""

    def __post_init__(self) -> None:
        if self.pieces < 2:
            raise ValueError(f"a maxout unit needs at least 2 pieces, got {self.pieces}")

    def forward(self, z: Array) -> tuple[Array, Backward]:
        """Map `z` (N, H K) to a (N, H); `backward` takes dL_da (N, H) to dL_dz (N, H K)."""
        check_array("z", z, "N", "H K")
        if z.shape[1] % self.pieces:
            raise ValueError(f"z must have a multiple of {self.pieces} columns, got {z.shape[1]}")
        units = z.reshape(len(z), -1, self.pieces)  # (N, H K) -> (N, H, K)
        winner = units.real.argmax(axis=2)[..., np.newaxis]  # (N, H, K) -> (N, H, 1)
        a: Array = np.take_along_axis(units, winner, axis=2)[..., 0]  # (N, H, K) -> (N, H)

        def backward(dL_da: Array) -> LayerGradient:
            check_array("dL_da", dL_da, *a.shape)
            dL_dz = np.zeros(units.shape, dtype=dL_da.dtype)  # (N, H, K)
            np.put_along_axis(dL_dz, winner, dL_da[..., np.newaxis], axis=2)  # (N, H, 1) into (N, H, K)
            return LayerGradient(dL_dz.reshape(z.shape))  # (N, H, K) -> (N, H K)

        return a, backward
