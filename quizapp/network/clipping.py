"""Gradient clipping: a bound on how far one bad batch can throw the parameters.

By norm, g <- g min(1, c / ||g||): the direction stays, and the norm is that of *all* parameters together.
By value, each entry is cut to the interval from -c to c, which turns the direction. Source: Pascanu et al.
2013, algorithm 1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network.settings import require_positive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizapp.network.arrays import Array, Scalar
    from quizapp.network.network import NetworkGradient


def global_norm(arrays: Sequence[Array]) -> Scalar:
    """The Euclidean norm of several arrays laid end to end; each may have any shape.

    The squares are those of numbers at most 1, so exploding gradients do not overflow on the way.
    """
    largest = max((np.abs(array.real).max() for array in arrays), default=0.0)  # () of each array -> ()
    if largest == 0:
        return 0.0
    shares = (array / largest for array in arrays)  # any shape / () -> same shape
    norm: Scalar = largest * np.sqrt(sum((share * share).sum() for share in shares))  # any shape -> ()
    return norm


def clip_by_norm(arrays: Sequence[Array], limit: float) -> tuple[Array, ...]:
    """All `arrays` times one number, min(1, limit / global norm); ValueError unless `limit` is above 0."""
    require_positive("the limit", limit)
    norm = global_norm(arrays)
    scale = limit / norm if np.real(norm) > limit else 1.0
    return tuple(array * scale for array in arrays)


def clip_by_value(array: Array, limit: float) -> Array:
    """Every entry cut to the interval from -limit to limit; ValueError unless `limit` is above 0."""
    require_positive("the limit", limit)
    inside = np.abs(array.real) <= limit  # any shape -> same shape
    return np.where(inside, array, limit * np.sign(array.real))  # same shape


def clip_network_by_norm(gradient: NetworkGradient, limit: float) -> NetworkGradient:
    """A network's gradient with all its parameters clipped together; dL_dx and the loss stay."""
    arrays = [array for layer in gradient.layers for array in layer.parameters.values()]
    return _with_parameters(gradient, clip_by_norm(arrays, limit))


def clip_network_by_value(gradient: NetworkGradient, limit: float) -> NetworkGradient:
    """A network's gradient with every entry of its parameters cut; dL_dx and the loss stay."""
    arrays = [array for layer in gradient.layers for array in layer.parameters.values()]
    return _with_parameters(gradient, [clip_by_value(array, limit) for array in arrays])


def _with_parameters(gradient: NetworkGradient, arrays: Sequence[Array]) -> NetworkGradient:
    """The gradient with its parameters replaced by `arrays`, in the order in which they were listed."""
    remaining = iter(arrays)
    layers = tuple(
        replace(layer, parameters={name: next(remaining) for name in layer.parameters})
        for layer in gradient.layers
    )
    return replace(gradient, layers=layers)
