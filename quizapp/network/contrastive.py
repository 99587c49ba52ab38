"""Losses of pairs: alike ones are drawn together, different ones are pushed apart.

The contrastive loss looks at one pair at a time; InfoNCE asks which of many keys belongs to a query.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network.arrays import check_array
from quizapp.network.losses import SoftmaxCrossEntropy
from quizapp.network.settings import require_positive

if TYPE_CHECKING:
    from quizapp.network.arrays import Array, Scalar


@dataclass(frozen=True, slots=True, eq=False)
class ContrastiveGradient:
    """The gradient of a contrastive loss with respect to both sides of its pairs, each (N, D)."""

    dL_dfirst: Array
    dL_dsecond: Array


@dataclass(frozen=True, slots=True)
class ContrastiveLoss:
    """L = 1/N sum_n [y d^2 / 2 + (1 - y) max(0, m - d)^2 / 2] with d = ||a - b||, and y = 1 for a pair alike.

    The push on a different pair ends where the margin m is reached, without a kink. At d = 0 it has no
    direction; there we take the gradient 0. Source: Hadsell, Chopra and LeCun 2006, who write 1 - y for y.
    """

    margin: float
    """m, above 0, in the unit of the embeddings."""

    def __post_init__(self) -> None:
        require_positive("the margin", self.margin)

    def __call__(self, first: Array, second: Array, alike: Array) -> Scalar:
        """L, for embeddings a and b of one shape (N, D), and y (N,), each 1 (alike) or 0."""
        d, short = self._distances(first, second, alike)  # (N,), (N,)
        mean: Scalar = ((alike * d * d + (1 - alike) * short * short) / 2).mean()  # (N,) -> ()
        return mean

    def gradient(self, first: Array, second: Array, alike: Array) -> ContrastiveGradient:
        """dL_da = 1/N [y (a - b) - (1 - y) max(0, m - d) (a - b) / d], and dL_db is its negative."""
        d, short = self._distances(first, second, alike)  # (N,), (N,)
        push = np.where(d.real > 0, short / np.where(d.real > 0, d, 1), 0)  # (N,)
        pull = (alike - (1 - alike) * push)[:, np.newaxis]  # (N,) -> (N, 1)
        dL_dfirst = pull * (first - second) / len(first)  # (N, 1) * (N, D) -> (N, D)
        return ContrastiveGradient(dL_dfirst, -dL_dfirst)

    def _distances(self, first: Array, second: Array, alike: Array) -> tuple[Array, Array]:
        """D of each pair, and by how much it falls short of the margin (at least 0), (N,) and (N,)."""
        check_array("first", first, "N", "D")
        check_array("second", second, *first.shape)
        check_array("alike", alike, len(first))
        if not np.isin(alike, (0, 1)).all():
            raise ValueError("alike must be 1 for a pair alike and 0 for a different one")
        difference = first - second  # (N, D) - (N, D) -> (N, D)
        d = np.sqrt((difference * difference).sum(axis=1))  # (N, D) -> (N,)
        return d, np.where(d.real < self.margin, self.margin - d, 0)


@dataclass(frozen=True, slots=True, eq=False)
class InfoNCEGradient:
    """The gradient of InfoNCE."""

    dL_dquery: Array
    """(N, D)."""
    dL_dkey: Array
    """(M, D)."""


@dataclass(frozen=True, slots=True)
class InfoNCE:
    """L = -1/N sum_n log p_nn with p_nj = softmax over j of q_n · k_j / τ: find your own key among all keys.

    Key n belongs to query n, and every other key, in the batch or behind it, is a negative. It is softmax
    cross-entropy with the keys as its weights. The similarity is the inner product; put UnitLength in front
    for the cosine. Sources: van den Oord et al. 2018; Chen et al. 2020 (SimCLR).
    """

    temperature: float
    """τ, above 0: the smaller, the more the nearest negatives count."""

    def __post_init__(self) -> None:
        require_positive("the temperature", self.temperature)

    def __call__(self, query: Array, key: Array) -> Scalar:
        """L in nats, for queries (N, D) and keys (M, D), M at least N."""
        return SoftmaxCrossEntropy()(self._logits(query, key), np.eye(len(query), len(key)))  # (N, M) -> ()

    def gradient(self, query: Array, key: Array) -> InfoNCEGradient:
        """dL_dq_n = 1/(N τ) (sum_j p_nj k_j - k_n), and dL_dk_j = 1/(N τ) (sum_n p_nj q_n - q_j).

        The last term is there for j up to N only: the other keys belong to no query.
        """
        own = np.eye(len(query), len(key))  # (N, M)
        dL_dz = SoftmaxCrossEntropy().gradient(self._logits(query, key), own) / self.temperature  # (N, M)
        return InfoNCEGradient(
            dL_dquery=dL_dz @ key,  # (N, M) @ (M, D) -> (N, D)
            dL_dkey=dL_dz.T @ query,  # (M, N) @ (N, D) -> (M, D)
        )

    def _logits(self, query: Array, key: Array) -> Array:
        check_array("query", query, "N", "D")
        check_array("key", key, "M", query.shape[1])
        if len(key) < len(query):
            raise ValueError(f"every query needs its own key, got {len(query)} queries and {len(key)} keys")
        return query @ key.T / self.temperature  # (N, D) @ (D, M) -> (N, M)
