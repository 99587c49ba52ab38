"""Derivatives from values of a function alone, each with a measured error bar.

Truncation shows in how far the last extrapolation moved, round-off in the scatter of the function over steps
too small to change it.
"""

import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizapp.errors import DerivationError

Array = NDArray[np.float64]
Objective = Callable[[NDArray[Any]], Any]
"""Maps an array to a number or an array of numbers, in float64, or complex128 when it is given that."""

STEPS = tuple(2.0**-power for power in (7, 9, 11, 13, 15, 17))
"""Steps of central differences, three to a window. Coarse ones are precise; fine ones miss a kink."""
WINDOWS = len(STEPS) - 2
COMPLEX_STEPS = (1e-30, 3e-30, 7e-31)
"""Different mantissas round differently, and so show the error of the complex step itself."""
SCATTER_STEPS = (2.0**-40, 2.0**-32, 2.0**-24)
"""Too small for a smooth function to show; several, because float32 inside makes stairs of 1e-7."""
EPS = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True)
class Differences:
    """The derivative by real steps: arrays of shape output + `at`."""

    value: Array
    error: Array
    """Truncation and round-off together; infinite where the function is not finite nearby."""
    noise: Array
    """The part of the error that is round-off."""
    kinks: NDArray[np.bool_]
    """Where the derivatives from the left and from the right differ."""
    insensitive: bool
    """Whether no step changed the function."""


def evaluate(objective: Objective, x: NDArray[Any]) -> Array:
    """Return the objective at x as float64."""
    result = np.asarray(objective(x.copy()))
    if result.dtype.kind in "iub":
        result = result.astype(np.float64)
    if result.dtype != np.float64:
        raise DerivationError(
            f"the objective returns {result.dtype} for float64; compute it in float64 throughout"
        )
    return result


def scatter(objective: Objective, x: Array, centre: Array) -> Array:
    """Bound the round-off of each output by its third differences over steps that are too small to matter."""
    direction = np.cos(1.0 + np.arange(x.size)).reshape(x.shape) * np.maximum(1.0, np.abs(x))
    bound = EPS * np.abs(centre)
    for step in SCATTER_STEPS:
        values = np.stack([centre, *(evaluate(objective, x + k * step * direction) for k in range(1, 7))])
        measured = np.abs(np.diff(values, n=3, axis=0)).max(axis=0)  # (7, *output) -> output
        bound = np.maximum(bound, np.nan_to_num(measured, nan=np.inf))
    return bound


def differences(objective: Objective, x: Array, centre: Array, roundoff: Array) -> Differences:
    """Differentiate by extrapolated central differences, every entry of x.

    `centre` is the objective at x, `roundoff` a bound on the round-off of it.
    """
    shape = centre.shape + x.shape
    value, error, noise = np.zeros(shape), np.empty(shape), np.empty(shape)
    kinks = np.zeros(shape, dtype=bool)
    insensitive = True
    for index in np.ndindex(x.shape):
        entry = (..., *index)
        scale = 2.0 ** math.ceil(
            math.log2(max(1.0, abs(float(x[index]))))
        )  # adding a power of two rounds least
        steps = np.array(STEPS).reshape(-1, *[1] * centre.ndim) * scale
        right, left = (_walk(objective, x, index, sign * steps.ravel()) for sign in (1, -1))
        value[entry], error[entry], noise[entry], kinks[entry] = _extrapolate(
            centre, right, left, steps, roundoff
        )
        insensitive = insensitive and bool((right == centre).all() and (left == centre).all())
    return Differences(value, error, noise, kinks, insensitive)


def _walk(objective: Objective, x: Array, index: tuple[int, ...], offsets: Array) -> Array:
    """Evaluate the objective with one entry moved by each of the offsets: (steps, *output)."""
    values = []
    for offset in offsets:
        moved = x.copy()
        moved[index] += offset
        values.append(evaluate(objective, moved))
    return np.stack(values)


def _extrapolate(
    centre: Array, right: Array, left: Array, steps: Array, roundoff: Array
) -> tuple[Array, Array, Array, NDArray[np.bool_]]:
    """Return derivative, error bar, its round-off part, and whether there is a kink.

    Of the windows of three steps, the one with the smallest error bar counts that no finer window
    contradicts: a coarse window may reach over a kink that a fine one does not.
    """
    central, truncation = _richardson((right - left) / (2 * steps), order=2)
    forward, forward_error = _richardson((right - centre) / steps, order=1)
    backward, backward_error = _richardson((centre - left) / steps, order=1)
    roundoff = np.maximum(roundoff, EPS * np.maximum(np.abs(right), np.abs(left)))
    # Extrapolation amplifies the round-off of a window's finest step: by up to 1.25 for central differences,
    # by up to 2 for one-sided ones, each of which rests on two values of the function.
    noise = 1.25 * (roundoff / steps)[2:]
    error = np.nan_to_num(truncation + noise, nan=np.inf)
    kinks = ~(np.abs(forward - backward) <= forward_error + backward_error + 6 * noise)
    best = np.full(centre.shape, WINDOWS - 1)
    for window in reversed(range(WINDOWS - 1)):
        apart = np.abs(central[window] - central[window + 1 :])
        consistent = (apart <= error[window] + error[window + 1 :]).all(axis=0)
        smaller = error[window] <= np.take_along_axis(error, best[None], axis=0)[0]
        best = np.where(consistent & smaller, window, best)
    value, error, noise, kinks = (
        np.take_along_axis(windows, best[None], axis=0)[0] for windows in (central, error, noise, kinks)
    )
    finite = np.isfinite(value) & np.isfinite(error)
    return np.where(finite, value, 0.0), np.where(finite, error, np.inf), noise, kinks & finite


def _richardson(estimates: Array, *, order: int) -> tuple[Array, Array]:
    """Extrapolate each window of three estimates whose steps shrink by 4; say how far the last one moved.

    `order` is that of the error in the step: 2 for central differences, which have even powers only, else 1.
    """
    first, second = 4.0**order, 4.0 ** (2 * order)
    once = (first * estimates[1:] - estimates[:-1]) / (first - 1)
    twice = (second * once[1:] - once[:-1]) / (second - 1)
    return twice, np.abs(twice - once[1:])


def complex_step(objective: Objective, x: Array, centre: Array) -> tuple[Array, Array] | None:
    """Return the derivative by complex step with its measured scatter; None if that is impossible."""
    variants = np.empty((len(COMPLEX_STEPS), *centre.shape, *x.shape))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", np.exceptions.ComplexWarning)
            for index in np.ndindex(x.shape):
                for row, step in enumerate(COMPLEX_STEPS):
                    moved = x.astype(np.complex128)
                    moved[index] += 1j * step
                    result = np.asarray(objective(moved))
                    if result.dtype != np.complex128 or result.shape != centre.shape:
                        return None
                    variants[(row, ..., *index)] = result.imag / step
    except (TypeError, ValueError, AttributeError, ArithmeticError, np.exceptions.ComplexWarning):
        return None
    if not np.isfinite(variants).all():
        return None
    return variants[0], np.ptp(variants, axis=0) + EPS * np.abs(variants[0])
