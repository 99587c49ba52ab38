"""A unit that fires above a threshold computes AND, OR and NOT; no single one computes XOR."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from sympy import Integer, Piecewise, Rational

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense

d = Derivation("Threshold units as logic gates")

t, w_1, w_2, b = d.reals("t w_1 w_2 b")
x_1, x_2 = d.bits("x_1 x_2")

step = d.function("step", t, Piecewise((1, t > 0), (0, True)), "A unit that fires, or does not.")
d.claim(
    "and",
    step(x_1 + x_2 - Rational(3, 2)),
    x_1 * x_2,
    "A threshold of 3/2 is reached by two ones only. As a bias it is minus 3/2.",
)
d.claim("or", step(x_1 + x_2 - Rational(1, 2)), x_1 + x_2 - x_1 * x_2, "At 1/2 one of them is enough.")
d.claim(
    "not", step(Rational(1, 2) - x_1), 1 - x_1, "A negative weight inhibits: the input turns the unit off."
)
d.refuted(
    "or-with-the-threshold-of-and",
    step(x_1 + x_2 - Rational(3, 2)),
    x_1 + x_2 - x_1 * x_2,
    "Equal weights, another bias, another function: the threshold is half of what a unit computes.",
)
s = d.function("s", (x_1, x_2), w_1 * x_1 + w_2 * x_2 + b, "The sum before any threshold, with any weights.")
d.claim(
    "no-xor",
    s(Integer(0), Integer(1)) + s(Integer(1), Integer(0)),
    s(Integer(0), Integer(0)) + s(Integer(1), Integer(1)),
    "XOR needs the left side above twice the threshold and the right side not: one unit cannot do it.",
)
d.claim(
    "two-layers",
    step(x_1 + x_2 - Rational(1, 2)) - step(x_1 + x_2 - Rational(3, 2)),
    x_1 + x_2 - 2 * x_1 * x_2,
    "Two units can, and a third that weighs them: OR, but not AND.",
)


@d.network("dense layers with hand-set weights, compared with their thresholds")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Run the truth tables."""
    both = Dense(np.ones((2, 2)), np.array([-0.5, -1.5]))
    single = Dense(-np.ones((1, 1)), np.array([0.5]))
    free = Dense(rng.normal(size=(2, 1)), rng.normal(size=1))
    for first, second in product((0.0, 1.0), repeat=2):
        fires = both(np.array([[first, second]]))[0] > 0  # (1, 2) -> (2,)
        values = {x_1: first, x_2: second}
        yield Comparison("and", values, network=float(fires[1]), scale=1)
        yield Comparison("or", values, network=float(fires[0]), scale=1)
        yield Comparison("two-layers", values, network=float(fires[0]) - float(fires[1]), scale=1)
        yield Comparison("not", {x_1: first}, network=float(single(np.array([[first]]))[0, 0] > 0), scale=1)
    mixed = free(np.array([[0.0, 1.0], [1.0, 0.0]])).sum()  # (2, 2) -> (2, 1)
    weights = {w_1: free.W[0, 0], w_2: free.W[1, 0], b: free.b[0]}
    yield Comparison("no-xor", weights, network=mixed)


if __name__ == "__main__":
    d.show()
