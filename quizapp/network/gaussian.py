"""The normal distribution: the density φ and its integral Φ, which GELU needs and NumPy does not have.

Both take complex numbers. Φ is computed from its series, not from its derivative, so a complex step through
it is a real test of Φ' = φ.
"""

import numpy as np

from quizapp.network.arrays import Array
from quizapp.network.stable import magnitude

SERIES_ENDS = 1.25
"""Below this distance from 0 the series is used, beyond it the continued fraction."""
SERIES_TERMS = 32
FRACTION_TERMS = 250
"""Enough of each for every digit where it is used: the tests compare with 400-digit arithmetic."""
FAR = 40.0
"""From here on exp(-z^2 / 2) is 0 in float64."""


def normal_density(z: Array) -> Array:
    """φ(z) = exp(-z^2 / 2) / √(2π) of every entry."""
    near = np.where(magnitude(z).real < FAR, z, FAR)  # any shape -> same shape; the square cannot overflow
    density: Array = np.exp(-near * near / 2) / np.sqrt(2 * np.pi)  # same shape
    return density


def normal_cdf(z: Array) -> Array:
    """Φ(z), the integral of φ from -∞ to z, of every entry; it keeps its digits where it is tiny.

    Near 0, Φ(z) = 1/2 + φ(z) (z + z^3/3 + z^5/(3·5) + z^7/(3·5·7) + ...), where no two terms cancel. In
    the tails, 1 - Φ(x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + ...)))), Laplace's continued fraction.
    """
    distance = magnitude(z)  # any shape -> same shape
    is_near = distance.real < SERIES_ENDS
    near = 0.5 + normal_density(z) * _series(np.where(is_near, z, 0))
    tail = normal_density(z) * _mills_ratio(np.where(is_near, SERIES_ENDS, distance))
    value: Array = np.where(is_near, near, np.where(z.real > 0, 1 - tail, tail))
    return value


def _series(z: Array) -> Array:
    """The sum z + z^3/3 + z^5/(3·5) + ... of every entry, for small z."""
    term, total = z, z
    for odd in range(3, 2 * SERIES_TERMS, 2):
        term = term * z * z / odd  # same shape
        total = total + term
    return total


def _mills_ratio(x: Array) -> Array:
    """(1 - Φ(x)) / φ(x) of every entry, for x well above 0, from the last floor of the fraction up."""
    floor = x
    for n in range(FRACTION_TERMS, 0, -1):
        floor = x + n / floor  # same shape
    ratio: Array = 1 / floor
    return ratio
