"""Softer relatives of ReLU and tanh: the same idea with less of a corner, or with a slower end.

As in `activations.py`, each class is a value and a slope, and at a kink the slope is that of the left side:
ELU'(0) = α and SELU'(0) = λ α, where the right side has 1 and λ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network import stable
from quizapp.network.activations import Elementwise
from quizapp.network.gaussian import normal_cdf, normal_density
from quizapp.network.settings import require_positive

if TYPE_CHECKING:
    from quizapp.network.arrays import Array

SELU_ALPHA = 1.6732632423543772848
SELU_SCALE = 1.0507009873554804934
"""λ and α for which a standard normal input gives an output of mean 0 and variance 1."""


@dataclass(frozen=True, slots=True)
class ELU(Elementwise):
    """z where z > 0, else α (exp(z) - 1): from -α up, and smooth at 0 only for α = 1."""

    alpha: float = 1.0
    """α, above 0: how far down it goes."""

    def __post_init__(self) -> None:
        require_positive("alpha", self.alpha)

    def value(self, z: Array) -> Array:
        """The input where it is positive, else α (exp(z) - 1)."""
        return np.where(z.real > 0, z, self.alpha * np.expm1(_not_positive(z)))

    def slope(self, z: Array) -> Array:
        """1 where z is positive, else α exp(z)."""
        return np.where(z.real > 0, 1, self.alpha * np.exp(_not_positive(z)))


@dataclass(frozen=True, slots=True)
class SELU(Elementwise):
    """λ ELU(z) with the λ and α that hold mean 0 and variance 1, for LeCun weights, from layer to layer.

    Source: Klambauer et al. 2017 (Self-Normalizing Neural Networks).
    """

    def value(self, z: Array) -> Array:
        """λ z where z is positive, else λ α (exp(z) - 1)."""
        return SELU_SCALE * ELU(SELU_ALPHA).value(z)

    def slope(self, z: Array) -> Array:
        """λ where z is positive, else λ α exp(z)."""
        return SELU_SCALE * ELU(SELU_ALPHA).slope(z)


@dataclass(frozen=True, slots=True)
class Softplus(Elementwise):
    """log(1 + exp(z)): ReLU with its corner rounded off, always positive."""

    def value(self, z: Array) -> Array:
        """log(1 + exp(z))."""
        return stable.softplus(z)

    def slope(self, z: Array) -> Array:
        """σ(z)."""
        return stable.sigmoid(z)


@dataclass(frozen=True, slots=True)
class SiLU(Elementwise):
    """z σ(z), also called swish: least, -0.278, at z = -1.278. Source: Elfwing et al. 2018."""

    def value(self, z: Array) -> Array:
        """The input, gated by its sigmoid: z σ(z)."""
        a: Array = z * stable.sigmoid(z)  # any shape -> same shape
        return a

    def slope(self, z: Array) -> Array:
        """σ(z) (1 + z (1 - σ(z))), with 1 - σ(z) = σ(-z)."""
        slope: Array = stable.sigmoid(z) * (1 + z * stable.sigmoid(-z))  # same shape
        return slope


@dataclass(frozen=True, slots=True)
class GELU(Elementwise):
    """z Φ(z) with the normal distribution's Φ, exactly and not by its tanh approximation.

    Source: Hendrycks and Gimpel 2016.
    """

    def value(self, z: Array) -> Array:
        """The input, gated by how many normal numbers lie below it: z Φ(z)."""
        a: Array = z * normal_cdf(z)  # any shape -> same shape
        return a

    def slope(self, z: Array) -> Array:
        """Φ(z) + z φ(z)."""
        slope: Array = normal_cdf(z) + z * normal_density(z)  # same shape
        return slope


@dataclass(frozen=True, slots=True)
class Softsign(Elementwise):
    """z / (1 + |z|), from -1 to 1 like tanh, but nearing them as 1/|z| does."""

    def value(self, z: Array) -> Array:
        """Shrunk to below 1 in size, z / (1 + |z|)."""
        a: Array = z / (1 + stable.magnitude(z))  # any shape -> same shape
        return a

    def slope(self, z: Array) -> Array:
        """(1 + |z|)^-2; it has no kink at 0, where it is 1 from both sides."""
        nearness = 1 / (1 + stable.magnitude(z))  # same shape; its square cannot overflow
        slope: Array = nearness * nearness
        return slope


def _not_positive(z: Array) -> Array:
    """The input where it is not positive, else 0, so that exp cannot overflow on a side that is not used."""
    return np.where(z.real > 0, 0, z)
