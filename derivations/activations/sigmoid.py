"""The slope of the sigmoid is its output times one minus its output, and at most a quarter."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Rational, Subs, exp, log, sqrt, tanh

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import Sigmoid

d = Derivation("Sigmoid")

z = d.real("z")
sigma = d.function("sigma", z, 1 / (1 + exp(-z)), "The sigmoid squeezes any number into (0, 1).")

d.claim(
    "derivative",
    Derivative(sigma(z), z),
    sigma(z) * (1 - sigma(z)),
    "Quotient rule; the output is all it needs.",
)
d.claim("symmetry", sigma(-z), 1 - sigma(z), "Multiply numerator and denominator by the exponential of z.")
d.claim("tanh-link", sigma(z), (1 + tanh(z / 2)) / 2, "It is a tanh, shifted and squeezed by two.")
d.claim(
    "second-derivative",
    Derivative(sigma(z), (z, 2)),
    sigma(z) * (1 - sigma(z)) * (1 - 2 * sigma(z)),
    "Product rule on the first derivative; it vanishes only where the output is one half.",
)
d.claim("steepest", Subs(Derivative(sigma(z), z), z, 0), Rational(1, 4), "At zero the output is one half.")
d.bound(
    "at-most-quarter",
    sigma(z) * (1 - sigma(z)),
    Rational(1, 4),
    (sigma(z) - Rational(1, 2)) ** 2,
    "Complete the square: what is missing to a quarter is a square.",
)
d.bound(
    "curvature",
    Derivative(sigma(z), (z, 2)) ** 2,
    Rational(1, 108),
    ((1 - 2 * sigma(z)) ** 2 - Rational(1, 3)) ** 2 * (Rational(1, 3) + 4 * sigma(z) * sigma(-z)) / 16,
    "In terms of (1 - 2 sigma) squared this is a cubic with a double root at one third.",
)
d.claim(
    "most-curved",
    Subs(Derivative(sigma(z), (z, 2)), z, -log(2 + sqrt(3))),
    1 / (6 * sqrt(3)),
    "There that square is one third, and the bound is reached; at zero the second derivative is 0.",
)


@d.network("a layer of sigmoid units")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare slopes where the unit works, and where it is saturated at z = 20."""
    for at in (np.array([rng.uniform(-3, 3)]), np.array([20.0])):
        a, backward = Sigmoid().forward(at)  # (1,) -> (1,)
        yield Comparison(
            "derivative",
            {z: at[0]},
            network=backward(np.ones_like(a)).dL_dx[0],
            objective=lambda x: Sigmoid()(x)[0],
            at=at,
        )
        yield Comparison("symmetry", {z: at[0]}, network=Sigmoid()(-at)[0])
        bend = Sigmoid().slope(at + 1e-30j).imag / 1e-30  # a complex step through the slope
        yield Comparison("second-derivative", {z: at[0]}, network=bend[0])
        yield Comparison("curvature", {z: at[0]}, network=bend[0] ** 2)
    yield Comparison("steepest", {}, network=Sigmoid().slope(np.zeros(1))[0])
    most_curved = np.array([-np.log(2 + np.sqrt(3))])
    yield Comparison("most-curved", {}, network=Sigmoid().slope(most_curved + 1e-30j).imag[0] / 1e-30)


@d.plot("The sigmoid and its slope", x="z", y="value")
def curves(_: np.random.Generator) -> Iterator[Series]:
    """Draw the library's unit; the guide is the most its slope can be."""
    at = np.linspace(-8, 8, 129)
    yield Series("a quarter", at[[0, -1]], [0.25, 0.25], guide=True)
    yield Series("sigmoid", at, Sigmoid()(at))
    yield Series("slope", at, Sigmoid().slope(at))


if __name__ == "__main__":
    d.show()
