"""The functions behind every probability, written so that no digit is lost.

None subtracts nearly equal numbers or overflows, at any finite score, and all take complex numbers: where a
decision is needed it looks at the real part, so that z and z + 1e-30j take the same branch. (`np.logaddexp`,
`np.abs` and `np.maximum` would refuse complex numbers, drop their imaginary part, or order them by it.)
"""

import numpy as np

from quizapp.network.arrays import Array


def sigmoid(z: Array) -> Array:
    """The logistic function 1 / (1 + exp(-z)) of every entry.

    exp is only ever taken of a number that is not positive: exp(800) overflows, exp(-800) is merely 0.
    """
    t = np.exp(-magnitude(z))  # any shape -> same shape, 0 <= t <= 1
    p: Array = np.where(z.real >= 0, 1, t) / (1 + t)  # same shape
    return p


def softplus(z: Array) -> Array:
    """log(1 + exp(z)) of every entry, as max(z, 0) + log(1 + exp(-|z|))."""
    positive_part = np.where(z.real >= 0, z, 0)  # any shape -> same shape
    value: Array = positive_part + _log1p(np.exp(-magnitude(z)))  # same shape
    return value


def softmax(z: Array) -> Array:
    """exp(z_k) / sum_j exp(z_j) over the last axis, (..., K) -> (..., K).

    Subtracting the largest score first changes nothing but keeps exp from overflowing.
    """
    top, _ = _top_and_rest(z)  # (..., 1)
    e = np.exp(z - top)  # (..., K) - (..., 1) -> (..., K)
    p: Array = e / e.sum(axis=-1, keepdims=True)  # (..., K) / (..., 1) -> (..., K)
    return p


def log_softmax(z: Array) -> Array:
    """The logarithm of softmax over the last axis, (..., K) -> (..., K).

    Neither of the two losses of log(softmax(z)) happens: log p is finite where p underflows to 0, and it is
    -1e-18, not 0, where p = 1 - 1e-18.
    """
    top, rest = _top_and_rest(z)  # (..., 1), (..., 1)
    log_p: Array = (z - top) - _log1p(rest)  # (..., K) - (..., 1) - (..., 1) -> (..., K)
    return log_p


def log_sum_exp(z: Array) -> Array:
    """The logarithm of sum_k exp(z_k) over the last axis, (..., K) -> (...); log_softmax is z minus this."""
    top, rest = _top_and_rest(z)  # (..., 1), (..., 1)
    total: Array = (top + _log1p(rest))[..., 0]  # (..., 1) -> (...)
    return total


def magnitude(z: Array) -> Array:
    """Every entry or its negative, whichever has the real part that is not negative: |z|, analytic off 0."""
    return np.where(z.real >= 0, z, -z)


def _top_and_rest(z: Array) -> tuple[Array, Array]:
    """The largest score, and the sum of exp(z_j - largest) over all the others, each (..., 1).

    sum_k exp(z_k) = exp(top) (1 + rest), where the 1 is the largest score's own.
    """
    where_top = z.real.argmax(axis=-1, keepdims=True)  # (..., K) -> (..., 1)
    top = np.take_along_axis(z, where_top, axis=-1)  # (..., K) -> (..., 1)
    is_top = np.arange(z.shape[-1]) == where_top  # (K,) == (..., 1) -> (..., K)
    rest = np.where(is_top, 0, np.exp(z - top)).sum(axis=-1, keepdims=True)  # (..., K) -> (..., 1)
    return top, rest


def _log1p(x: Array) -> Array:
    """log(1 + x) of every entry, for a real part that is not negative.

    NumPy's complex log1p forms 1 + x first, which loses the real part of a small x.
    """
    if not np.iscomplexobj(x):
        return np.log1p(x)
    growth = 2 * x.real + x.real**2 + x.imag**2  # |1 + x|^2 - 1
    value: Array = np.log1p(growth) / 2 + 1j * np.arctan2(x.imag, 1 + x.real)
    return value
