"""What counts as an array of numbers here, and the checks every public function makes of one.

Two dtypes are let in. `float64` is what the network computes with; `complex128` is what a complex-step
derivative pushes through it: with f analytic, Im f(x + 1e-30j) / 1e-30 is f'(x) to the last digit, because
nothing is subtracted. float32 is turned away since it hides wrong gradients in its rounding, integers since
they drop derivatives in silence.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
"""A float64 or complex128 array; the comment or docstring beside it says its shape."""

Scalar: TypeAlias = float
"""One number; at run time a complex one when it was computed from a complex array."""

DTYPES = (np.dtype(np.float64), np.dtype(np.complex128))


def check_array(name: str, array: Array, *shape: int | str) -> None:
    """Raise ValueError unless `array` holds float64 or complex128 numbers in the given shape.

    A size is a number, or a letter that stands for any size but 0; a leading "..." allows any axes in front.
    """
    if not isinstance(array, np.ndarray):
        raise ValueError(f"{name} must be a NumPy array, got {type(array).__name__}")  # noqa: TRY004 - one error to catch
    if array.dtype not in DTYPES:
        raise ValueError(
            f"{name} must be float64 or complex128, got {array.dtype}; convert it with .astype(float)"
        )
    open_ended = shape[:1] == ("...",)
    sizes = shape[1:] if open_ended else shape
    found = array.shape[array.ndim - len(sizes) :] if open_ended else array.shape
    fits = len(found) == len(sizes) and all(
        size > 0 if isinstance(expected, str) else size == expected
        for expected, size in zip(sizes, found, strict=True)
    )
    if not fits:
        raise ValueError(f"{name} must have shape {describe(shape)}, got {describe(array.shape)}")


def describe(shape: tuple[int | str, ...]) -> str:
    """A shape as NumPy prints it, with letters in place of sizes that are free."""
    return "(" + ", ".join(str(size) for size in shape) + ("," if len(shape) == 1 else "") + ")"
