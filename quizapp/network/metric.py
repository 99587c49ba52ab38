"""The triplet loss: place examples so that distance means difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network.arrays import check_array

if TYPE_CHECKING:
    from quizapp.network.arrays import Array, Scalar


@dataclass(frozen=True, slots=True, eq=False)
class TripletGradient:
    """The gradient of a triplet loss with respect to its three batches, each (N, D)."""

    dL_danchor: Array
    dL_dpositive: Array
    dL_dnegative: Array


@dataclass(frozen=True, slots=True)
class TripletLoss:
    """L = 1/N sum_n max(0, ||a - p||^2 - ||a - n||^2 + m): the positive must be nearer, by a margin m.

    A row whose gap is met contributes nothing, neither to the loss nor to the gradient; at the kink itself,
    where the bracket is exactly 0, we take the gradient 0. Source: Schroff et al. 2015 (FaceNet), with
    squared distances.
    """

    margin: float
    """m, at least 0, in the squared unit of the embeddings."""

    def __post_init__(self) -> None:
        if self.margin < 0:
            raise ValueError(f"the margin must be at least 0, got {self.margin}")

    def __call__(self, anchor: Array, positive: Array, negative: Array) -> Scalar:
        """L, for three batches of embeddings of one shape (N, D)."""
        violation = self.violation(anchor, positive, negative)  # (N,)
        mean: Scalar = np.where(violation.real > 0, violation, 0).mean()  # (N,) -> ()
        return mean

    def gradient(self, anchor: Array, positive: Array, negative: Array) -> TripletGradient:
        """2/N (n - p), 2/N (p - a) and 2/N (a - n) in the active rows, 0 in the others; their sum is 0."""
        active = self.violation(anchor, positive, negative).real > 0  # (N,)
        scale = (2 * active / len(anchor))[:, np.newaxis]  # (N,) -> (N, 1)
        return TripletGradient(
            dL_danchor=scale * (negative - positive),  # (N, 1) * (N, D) -> (N, D)
            dL_dpositive=scale * (positive - anchor),  # (N, 1) * (N, D) -> (N, D)
            dL_dnegative=scale * (anchor - negative),  # (N, 1) * (N, D) -> (N, D)
        )

    def violation(self, anchor: Array, positive: Array, negative: Array) -> Array:
        """||a - p||^2 - ||a - n||^2 + m of each row, (N, D) -> (N,); a row is active where it is above 0."""
        check_array("anchor", anchor, "N", "D")
        check_array("positive", positive, *anchor.shape)
        check_array("negative", negative, *anchor.shape)
        to_positive, to_negative = anchor - positive, anchor - negative  # (N, D) - (N, D) -> (N, D)
        gap: Array = (to_positive * to_positive - to_negative * to_negative).sum(axis=1)  # (N, D) -> (N,)
        return gap + self.margin  # (N,) + () -> (N,)
