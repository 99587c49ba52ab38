"""The convolution layer: one small dense layer, used again at every place of an image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from quizapp.network.arrays import check_array
from quizapp.network.layer import Backward, Layer, LayerGradient
from quizapp.network.settings import require_not_negative, require_positive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizapp.network.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class Convolution(Layer):
    """z[n, f, p, q] = b[f] + sum over c, i, j of W[f, c, i, j] x[n, c, s p + i, s q + j], with stride s.

    Strictly this is a cross-correlation: the kernel is not flipped, as in every deep-learning library. The
    flip comes on the way back, since the input that weight i met at place p was at p + i:

        dL_dW[f, c, i, j] = sum over n, p, q of dL_dz[n, f, p, q] x[n, c, s p + i, s q + j]
        dL_dx[n, c, s p + i, s q + j] collects dL_dz[n, f, p, q] W[f, c, i, j]
        dL_db[f] = sum over n, p, q of dL_dz[n, f, p, q]
    """

    W: Array
    """Kernels, (F, C, k, l): F filters over C channels, each k rows high and l columns wide."""
    b: Array
    """Bias, (F,): one for each filter, whatever the size of the image."""
    stride: int = 1
    """s, at least 1: how far the kernel moves from one place to the next."""
    padding: int = 0
    """How many rows and columns of zeros are laid around the image."""

    decayed: ClassVar[frozenset[str]] = frozenset({"W"})

    def __post_init__(self) -> None:
        check_array("W", self.W, "F", "C", "k", "l")
        check_array("b", self.b, self.W.shape[0])
        require_positive("the stride", self.stride)
        require_not_negative("the padding", self.padding)

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Map `x` (N, C, R, S) to z (N, F, P, Q) with P = floor((R + 2 padding - k) / s) + 1, Q likewise."""
        _, channels, k, l = self.W.shape
        check_array("x", x, "N", channels, "R", "S")
        edge, s = self.padding, self.stride
        padded = np.pad(x, ((0, 0), (0, 0), (edge, edge), (edge, edge)))  # -> (N, C, R + 2 edge, S + 2 edge)
        if padded.shape[2] < k or padded.shape[3] < l:
            raise ValueError(
                f"a kernel of {k} by {l} does not fit into {padded.shape[2]} by {padded.shape[3]}"
            )
        windows = np.lib.stride_tricks.sliding_window_view(padded, (k, l), axis=(2, 3))
        windows = windows[:, :, ::s, ::s]  # (N, C, P, Q, k, l)
        z = np.einsum("ncpqij,fcij->nfpq", windows, self.W) + self.b[:, None, None]  # -> (N, F, P, Q)

        def backward(dL_dz: Array) -> LayerGradient:
            check_array("dL_dz", dL_dz, *z.shape)
            P, Q = z.shape[2:]
            dL_dpadded = np.zeros(padded.shape, np.result_type(dL_dz, self.W))
            for i, j in np.ndindex(k, l):  # weight i, j met every s-th row and column from i, j on
                met = dL_dpadded[:, :, i : i + s * P : s, j : j + s * Q : s]  # (N, C, P, Q), a view
                met += np.einsum("nfpq,fc->ncpq", dL_dz, self.W[:, :, i, j])
            dL_dx = dL_dpadded[:, :, edge : edge + x.shape[2], edge : edge + x.shape[3]]  # -> (N, C, R, S)
            dL_dW = np.einsum("nfpq,ncpqij->fcij", dL_dz, windows)  # -> (F, C, k, l)
            dL_db = dL_dz.sum(axis=(0, 2, 3))  # (N, F, P, Q) -> (F,)
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
            raise ValueError(f"Convolution has the parameters W and b, got {', '.join(unknown)}")
        kept = {**self.parameters, **parameters}
        return type(self)(kept["W"], kept["b"], self.stride, self.padding)

    @classmethod
    def he(
        cls, C: int, F: int, size: int, rng: np.random.Generator, *, stride: int = 1, padding: int = 0
    ) -> Self:
        """Draw square kernels for a layer that ReLU follows, fan-in C size²; the bias is 0."""
        deviation = np.sqrt(2 / (C * size**2))
        return cls(deviation * rng.normal(size=(F, C, size, size)), np.zeros(F), stride, padding)


@dataclass(frozen=True, slots=True)
class Flatten(Layer):
    """Lay every example out as one row, for the dense layers that follow a convolution."""

    def forward(self, x: Array) -> tuple[Array, Backward]:
        """Map `x` (N, ...) to (N, D), D the number of entries of an example; `backward` folds it again."""
        check_array("x", x, "...")
        flat = x.reshape(len(x), -1)  # (N, C, P, Q) -> (N, C P Q)

        def backward(dL_dflat: Array) -> LayerGradient:
            check_array("dL_dflat", dL_dflat, *flat.shape)
            return LayerGradient(dL_dflat.reshape(x.shape))  # (N, C P Q) -> (N, C, P, Q)

        return flat, backward
