"""The prototypical loss: a class is the mean of its few examples, and a query belongs to the nearest mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.network.arrays import check_array
from quizapp.network.losses import SoftmaxCrossEntropy

if TYPE_CHECKING:
    from quizapp.network.arrays import Array, Scalar


@dataclass(frozen=True, slots=True, eq=False)
class PrototypicalGradient:
    """The gradient of a prototypical loss."""

    dL_dsupport: Array
    """(S, D)."""
    dL_dquery: Array
    """(N, D)."""


@dataclass(frozen=True, slots=True)
class PrototypicalLoss:
    """Softmax cross-entropy of the logits -||q_n - c_k||^2, where c_k is the mean of class k's examples.

    The labelled examples of an episode are its support, S of them for K classes; the queries are judged.
    Labels are one-hot rows. Source: Snell, Swersky and Zemel 2017, with squared distances.
    """

    def __call__(self, support: Array, labels: Array, query: Array, y: Array) -> Scalar:
        """L in nats, a mean over the queries: support (S, D), labels (S, K), query (N, D), y (N, K)."""
        return SoftmaxCrossEntropy()(self.logits(support, labels, query), y)

    def prototypes(self, support: Array, labels: Array) -> Array:
        """c_k, the mean of each class, (S, D), (S, K) -> (K, D); ValueError for a class without examples."""
        check_array("support", support, "S", "D")
        return self._shares(support, labels).T @ support  # (K, S) @ (S, D) -> (K, D)

    def logits(self, support: Array, labels: Array, query: Array) -> Array:
        """Minus the squared distance of each query to each prototype, (N, K)."""
        to_prototype = self._differences(support, labels, query)  # (N, K, D)
        z: Array = -(to_prototype * to_prototype).sum(axis=2)  # (N, K, D) -> (N, K)
        return z

    def gradient(self, support: Array, labels: Array, query: Array, y: Array) -> PrototypicalGradient:
        """The chain rule through the distances, and through each class's mean to its examples.

        With δ = dL_dz = 1/N (p - y), dL_dq_n = -2 sum_k δ_nk (q_n - c_k) = 2 sum_k δ_nk c_k, as each row of
        δ sums to 0; dL_dc_k = 2 sum_n δ_nk (q_n - c_k), of which each of the class's S_k examples gets 1/S_k.
        """
        to_prototype = self._differences(support, labels, query)  # (N, K, D)
        delta = SoftmaxCrossEntropy().gradient(self.logits(support, labels, query), y)  # (N, K)
        pull = 2 * delta[:, :, None] * to_prototype  # (N, K, 1) * (N, K, D) -> (N, K, D)
        dL_dprototype = pull.sum(axis=0)  # (N, K, D) -> (K, D)
        return PrototypicalGradient(
            dL_dsupport=self._shares(support, labels) @ dL_dprototype,  # (S, K) @ (K, D) -> (S, D)
            dL_dquery=-pull.sum(axis=1),  # (N, K, D) -> (N, D)
        )

    def _differences(self, support: Array, labels: Array, query: Array) -> Array:
        """q_n - c_k, (N, K, D)."""
        c = self.prototypes(support, labels)  # (K, D)
        check_array("query", query, "N", c.shape[1])
        return query[:, None, :] - c  # (N, 1, D) - (K, D) -> (N, K, D)

    def _shares(self, support: Array, labels: Array) -> Array:
        """How much each example counts in the mean of each class: 1/S_k in its own, (S, K)."""
        check_array("labels", labels, len(support), "K")
        if not ((labels == 0) | (labels == 1)).all() or not (labels.sum(axis=1) == 1).all():
            raise ValueError("labels must be one-hot rows")
        examples = labels.sum(axis=0)  # (S, K) -> (K,)
        if not examples.all():
            raise ValueError("every class needs at least one example in the support")
        shares: Array = labels / examples  # (S, K) / (K,) -> (S, K)
        return shares
