"""The logistic function has the slope s (1 - s)."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, exp

from quizapp.derive import Comparison, Derivation

d = Derivation("Sigmoid")
z = d.real("z")
sigma = d.function("sigma", z, 1 / (1 + exp(-z)), "The logistic function maps every number between 0 and 1.")
d.claim("derivative", Derivative(sigma(z), z), sigma(z) * (1 - sigma(z)), "Quotient rule.")
d.claim("symmetry", sigma(-z), 1 - sigma(z), "Multiply both parts of the fraction by exp(z).")


@d.network("one logistic unit")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    at = rng.normal(size=())
    s = 1 / (1 + np.exp(-at))
    yield Comparison(
        "derivative", {z: at}, network=s - s * s, objective=lambda v: 1 / (1 + np.exp(-v)), at=at
    )
