"""SELU's two constants are those that keep a standard normal signal at mean 0 and variance 1."""

from collections.abc import Iterator

import numpy as np
from sympy import Integral, Piecewise, Rational, erf, exp, oo, pi, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import SELU

d = Derivation("The constants of SELU")

u = d.real("u")
alpha, lam = d.positive("alpha"), d.positive("lambda")
half = Rational(1, 2)

phi = d.function("phi", u, exp(-(u**2) / 2) / sqrt(2 * pi), "The density of a standard normal,")
Phi = d.function("Phi", u, (1 + erf(u / sqrt(2))) / 2, "and the chance that it is below u.")
d.step(
    Integral(u * phi(u), (u, 0, oo)),
    1 / sqrt(2 * pi),
    "u times the density is minus the density's slope.",
)
d.step(Integral(u**2 * phi(u), (u, 0, oo)), half, "By symmetry, half of the variance 1.")
e_1 = d.let(
    "e_1", exp(half) * Phi(-1), "The integral of exp(u) over the left half, by completing the square,"
)
e_2 = d.let("e_2", exp(2) * Phi(-2), "and that of exp(2 u).")
d.step(
    Integral((exp(u) - 1) * phi(u), (u, -oo, 0)),
    e_1 - half,
    "The left half of the density weighs one half.",
)
d.step(
    Integral((exp(u) - 1) ** 2 * phi(u), (u, -oo, 0)),
    e_2 - 2 * e_1 + half,
    "Multiply the square out.",
)
selu = d.function(
    "selu",
    u,
    Piecewise((lam * u, u > 0), (lam * alpha * (exp(u) - 1), True)),
    "SELU, with two constants to be found.",
)
d.given(
    1 / sqrt(2 * pi) + alpha * (e_1 - half),
    0,
    "The mean of the output is lambda times this sum of both halves, and is to be 0,",
    solve_for=alpha,
)
r = half + alpha**2 * (e_2 - 2 * e_1 + half)
d.given(
    lam,
    1 / sqrt(r),
    "and the mean square is lambda squared times the sum under this root, and is to be 1.",
    solve_for=lam,
)
d.claim(
    "mean", Integral(selu(u) * phi(u), (u, -oo, oo)), 0, "A standard normal input gives an output of mean 0,"
)
d.claim(
    "variance", Integral(selu(u) ** 2 * phi(u), (u, -oo, oo)), 1, "and of variance 1: what comes in goes out."
)
d.claim(
    "alpha",
    alpha,
    sqrt(2 / pi) / (1 - 2 * e_1),
    "About 1.67326, the slope of the curve at zero as a multiple of the line's.",
)
d.claim(
    "lambda",
    1 / lam**2,
    half + (e_2 - 2 * e_1 + half) / (2 * pi * (half - e_1) ** 2),
    "Put alpha in: lambda is about 1.05070, and lambda alpha about 1.75810.",
)


@d.network("a SELU unit, integrated on a fine grid")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Average the library's unit over a standard normal; read its constants off its slopes."""
    stop = rng.uniform(11, 13)
    edges = np.linspace(0, stop, 12_001)
    for label, power in (("mean", 1), ("variance", 2)):
        total = 0.0
        for grid in (edges, -edges[::-1]):
            values = SELU().value(grid) ** power * np.exp(-(grid**2) / 2) / np.sqrt(2 * np.pi)
            weights = np.resize([2.0, 4.0], grid.size) * (grid[1] - grid[0]) / 3  # Simpson's rule
            weights[[0, -1]] /= 2
            total += (weights * values).sum()
        yield Comparison(label, {}, network=total, scale=1)
    right, left = (SELU().slope(np.array([at]))[0] for at in (1.0, 0.0))
    yield Comparison("alpha", {}, network=left / right)
    yield Comparison("lambda", {}, network=1 / right**2)


if __name__ == "__main__":
    d.show()
