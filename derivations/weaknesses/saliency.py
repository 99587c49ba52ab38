"""A gradient says what a small change would do, not what an input did; its average on a path adds up."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Integral, Max, Sum, exp

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import ELU, Dense, Network, ReLU

d = Derivation("What a gradient explains")

D = d.size("D", 3)
H = d.size("H", 2)
i = d.index("i", D)
h = d.index("h", H)
x, v = d.vector("x", D), d.vector("v", H)
W = d.matrix("W", D, H)
a, b, s, u = d.real("a"), d.real("b"), d.positive("s"), d.real("u")

f = d.let(
    "f",
    Sum(Max(0, Sum(x[i] * W[i, h], (i, 1, D))) * v[h], (h, 1, H)) + b,
    "A ReLU network whose hidden units have no bias.",
)
d.claim(
    "shares",
    Sum(x[i] * Derivative(f, x[i]), (i, 1, D)),
    f - b,
    "Gradient times input, summed, is the output less its bias, as in a linear model: nothing is lost.",
)
g = d.function("g", u, 1 - exp(-u), "But most units saturate: this one tends to 1.")
d.claim("slope", Derivative(g(s), s), exp(-s), "Where it has all it wants, its gradient is almost zero,")
d.refuted(
    "gradient-times-input",
    s * Derivative(g(s), s),
    g(s) - g(0),
    "and gradient times input says that the input hardly mattered, though without it the output were 0.",
)
d.claim(
    "path",
    s * Integral(exp(-a * s), (a, 0, 1)),
    g(s) - g(0),
    "Average the gradient on the way from a baseline of 0 to s: the shares add up to the difference.",
)


@d.network("a 4-5-1 ReLU network, and an ELU below zero")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Backpropagate to the input, and average the library's slopes on a path by Gauss's rule."""
    weights, outer, offset = rng.normal(size=(4, 5)), rng.uniform(0.5, 1.5, size=5), rng.normal()
    net = Network(Dense(weights, np.zeros(5)), ReLU(), Dense(outer[:, np.newaxis], np.array([offset])))
    example = rng.normal(size=(1, 4))
    values = {x: example[0], W: weights, v: outer, b: offset}
    slopes = [net(example + 1e-30j * step).imag[0, 0] / 1e-30 for step in np.eye(4)]
    yield Comparison("shares", values, network=slopes @ example[0])

    unit, at = ELU(), rng.uniform(2, 4)

    def slope(to: float) -> float:
        _, back = unit.forward(np.array([[-to]]))
        return float(back(np.ones((1, 1))).dL_dx[0, 0])

    yield Comparison(
        "slope",
        {s: at},
        network=slope(at),
        objective=lambda to: -unit(np.array([[-to]])).sum(),
        at=np.array(at),
    )
    places, shares = np.polynomial.legendre.leggauss(20)
    average = sum(shares / 2 * [slope(at * (place + 1) / 2) for place in places])
    yield Comparison("path", {s: at}, network=at * average)


@d.plot("What the input did, and what the gradient says", x="input s", y="share of the output")
def shares(_rng: np.random.Generator) -> Iterator[Series]:
    """Draw both for a unit that saturates."""
    size = np.linspace(0, 6, 61)
    yield Series("difference from the baseline", size, 1 - np.exp(-size))
    yield Series("gradient times input", size, size * np.exp(-size))


if __name__ == "__main__":
    d.show()
