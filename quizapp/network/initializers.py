"""How large the first weights must be for a signal to survive many layers.

For z_k = sum_j x_j w_jk over D independent inputs, with weights of mean 0 that do not depend on them,
Var z = D Var(w) E[x^2]. Each scheme picks Var(w) to hold something constant from layer to layer:

    LeCun   Var(w) = 1 / D         Var z, when the inputs have mean 0 and variance 1
    Xavier  Var(w) = 2 / (D + H)   a compromise between the forward pass (1/D) and the backward pass (1/H)
    He      Var(w) = 2 / D         Var z through ReLU, which halves the mean square of what it gets

The numbers come from a normal distribution, or from the uniform one on (-limit, limit) with limit = sqrt(3
Var(w)): the variance decides, the shape hardly matters. An orthogonal matrix goes further and holds the
length of every single vector, not only the mean over many. Every function returns weights (D, H) and raises
ValueError for a size below 1. Sources: LeCun et al. 1998 (Efficient BackProp), Glorot and Bengio 2010, He
et al. 2015, Saxe et al. 2014.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from quizapp.network.arrays import Array


def lecun_normal(D: int, H: int, rng: np.random.Generator) -> Array:
    """Normal weights of variance 1 / D."""
    return _normal(D, H, lecun_variance(D, H), rng)


def lecun_uniform(D: int, H: int, rng: np.random.Generator) -> Array:
    """Uniform weights of variance 1 / D."""
    return _uniform(D, H, lecun_variance(D, H), rng)


def xavier_normal(D: int, H: int, rng: np.random.Generator) -> Array:
    """Normal weights of variance 2 / (D + H)."""
    return _normal(D, H, xavier_variance(D, H), rng)


def xavier_uniform(D: int, H: int, rng: np.random.Generator) -> Array:
    """Uniform weights of variance 2 / (D + H)."""
    return _uniform(D, H, xavier_variance(D, H), rng)


def he_normal(D: int, H: int, rng: np.random.Generator) -> Array:
    """Normal weights of variance 2 / D."""
    return _normal(D, H, he_variance(D, H), rng)


def he_uniform(D: int, H: int, rng: np.random.Generator) -> Array:
    """Uniform weights of variance 2 / D."""
    return _uniform(D, H, he_variance(D, H), rng)


def orthogonal(D: int, H: int, rng: np.random.Generator) -> Array:
    """Weights with W W^T = I when D <= H, and W^T W = I when D >= H: a random rotation, padded or cut.

    When D <= H, x W is exactly as long as x. Every such matrix is equally likely, for which the signs that
    QR leaves open have to be set by R's diagonal (Mezzadri 2007). The entries have mean 0 and variance
    1 / max(D, H).
    """
    _check_sizes(D, H)
    G = rng.normal(size=(max(D, H), min(D, H)))  # the longer side first
    Q, R = np.linalg.qr(G)  # (long, short) -> (long, short), (short, short)
    columns: Array = Q * np.sign(np.diagonal(R))  # (long, short) * (short,) -> (long, short)
    return columns if D >= H else columns.T  # -> (D, H)


def lecun_variance(D: int, H: int) -> float:
    """1 / D for a layer from D to H units."""
    _check_sizes(D, H)
    return 1 / D


def xavier_variance(D: int, H: int) -> float:
    """2 / (D + H) for a layer from D to H units."""
    _check_sizes(D, H)
    return 2 / (D + H)


def he_variance(D: int, H: int) -> float:
    """2 / D for a layer from D to H units."""
    _check_sizes(D, H)
    return 2 / D


def _normal(D: int, H: int, variance: float, rng: np.random.Generator) -> Array:
    return rng.normal(0, np.sqrt(variance), size=(D, H))  # -> (D, H)


def _uniform(D: int, H: int, variance: float, rng: np.random.Generator) -> Array:
    limit = np.sqrt(3 * variance)  # the variance of U(-a, a) is a^2 / 3
    return rng.uniform(-limit, limit, size=(D, H))  # -> (D, H)


def _check_sizes(D: int, H: int) -> None:
    if D < 1 or H < 1:
        raise ValueError(f"a layer needs at least one input and one output, got D = {D} and H = {H}")
