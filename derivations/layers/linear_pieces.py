"""Layers multiply the straight pieces of a ReLU network, units of one layer only add to them."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from sympy import Max, Product, Rational, Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, ReLU

d = Derivation("Straight pieces: depth against width")

T, H = d.size("T", 3, 4), d.size("H", 5, 6)
l, j = d.index("l", T), d.index("j", H)
t = d.real("t")
x = d.real("x", low=0, high=1)

relu = d.function("relu", t, Max(0, t), "A unit that bends once, at zero.")
g = d.function(
    "g", t, 2 * relu(t) - 4 * relu(t - Rational(1, 2)), "Two units fold the interval: up to 1, down to 0."
)
d.claim("mirror", g(1 - x), g(x), "Both halves give the same values, so what follows acts on both at once.")
d.claim(
    "folded-twice",
    g(g(x)),
    4 * relu(x) - 8 * relu(x - Rational(1, 4)) + 8 * relu(x - Rational(1, 2)) - 8 * relu(x - Rational(3, 4)),
    "Fold the folded interval: four pieces from two layers of two units, for which one layer takes four.",
)
P = d.let("P", Product(2, (l, 1, T)), "Each further fold doubles the number of pieces: after T layers,")
d.claim("deep-pieces", P, 2**T, "a power with the depth in the exponent,")
U = d.let("U", Sum(2, (l, 1, T)), "from two units a layer.")
d.claim("deep-units", U, 2 * T, "The units only add up.")
d.refuted("depth-adds-pieces", P, 2 * T, "Pieces are multiplied by a layer, and not added like its units.")
S = d.let("S", 1 + Sum(1, (j, 1, H)), "In one layer over one input, every unit bends the line at most once.")
d.claim("shallow-pieces", S, H + 1, "So H units give H + 1 pieces at most.")
d.claim(
    "shallow-excess",
    (P - 1) / U,
    (2**T - 1) / (2 * T),
    "As many pieces in one layer take one unit less than pieces: this many times the units of the deep one.",
)


def pieces(net: Network, points: int = 4097) -> float:
    """Count the straight pieces over the interval from 0 to 1, by where the slope changes."""
    grid = np.linspace(0, 1, points)[:, np.newaxis]
    slopes = np.diff(net(grid)[:, 0]) * (points - 1)
    bent = np.abs(np.diff(slopes)) > 1e-6
    return 1.0 + float(np.sum(bent[1:] & ~bent[:-1]) + bent[0])


def fold() -> tuple[Dense, ReLU, Dense]:
    """Give the layers of g."""
    up = Dense(np.ones((1, 2)), np.array([0.0, -0.5]))
    return up, ReLU(), Dense(np.array([[2.0], [-4.0]]), np.zeros(1))


@d.network("a stack of folds, and one wide layer")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Evaluate two folds, and count the pieces of deep and of shallow networks."""
    twice = Network(*fold(), *fold())
    for left, right in pairwise(np.linspace(0, 1, 5)):
        at = rng.uniform(left + 0.02, right - 0.02)
        output = twice(np.array([[at]]))[0, 0]
        yield Comparison("folded-twice", {x: at}, network=output, scale=1)
    at = rng.uniform(0.1, 0.4)
    yield Comparison("mirror", {x: at}, network=Network(*fold())(np.array([[1 - at]]))[0, 0])
    for depth in (3, 5):
        deep = Network(*(layer for _ in range(depth) for layer in fold()))
        units = sum(layer.W.shape[1] for layer in deep.layers if isinstance(layer, Dense)) - depth
        yield Comparison("deep-pieces", {T: depth}, network=pieces(deep))
        yield Comparison("deep-units", {T: depth}, network=float(units))
        yield Comparison("shallow-excess", {T: depth}, network=(pieces(deep) - 1) / units)
    width = 7
    bends = (np.arange(width) + rng.uniform(0.2, 0.8, size=width)) / width
    outgoing = rng.uniform(0.5, 2, size=(width, 1)) * rng.choice([-1.0, 1.0], size=(width, 1))
    wide = Network(Dense(np.ones((1, width)), -bends), ReLU(), Dense(outgoing, np.zeros(1)))
    yield Comparison("shallow-pieces", {H: width}, network=pieces(wide))


if __name__ == "__main__":
    d.show()
