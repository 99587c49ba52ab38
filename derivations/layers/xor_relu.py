"""Two ReLU units compute XOR, and three make a hat: bends are what a linear layer lacks."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Integer, Max, Rational

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, ReLU

d = Derivation("XOR and a hat from ReLU units")

t = d.real("t")
w_1, w_2, b = d.reals("w_1 w_2 b")
x_1, x_2 = d.bits("x_1 x_2")
relu = d.function("relu", t, Max(0, t), "A unit that bends once, at zero.")

d.claim(
    "xor",
    relu(x_1 + x_2) - 2 * relu(x_1 + x_2 - 1),
    x_1 + x_2 - 2 * x_1 * x_2,
    "The first unit counts the ones; the second takes two away when both are set.",
)
a = d.function("a", (x_1, x_2), w_1 * x_1 + w_2 * x_2 + b, "A weighted sum without any bend, by contrast,")
d.claim(
    "no-line",
    a(Integer(0), Integer(1)) + a(Integer(1), Integer(0)),
    a(Integer(0), Integer(0)) + a(Integer(1), Integer(1)),
    "gives opposite corners of the square equal totals: it cannot be high on one pair and low on the other.",
)
h_1 = d.let("h_1", relu(x_1 + x_2), "The two units are new coordinates: 0, 1 and 2 for no, one and two ones,")
h_2 = d.let("h_2", relu(x_1 + x_2 - 1), "and here 0, 0 and 1.")
y = d.let("y", x_1 + x_2 - 2 * x_1 * x_2, "The class, 1 or 0.")
d.claim(
    "separated",
    (2 * y - 1) * (h_1 - 2 * h_2 - Rational(1, 2)),
    Rational(1, 2),
    "There one line separates the classes: score and class have the same sign, at all four points.",
)
d.claim(
    "hat",
    relu(t) - 2 * relu(t - 1) + relu(t - 2),
    Max(0, 1 - Abs(t - 1)),
    "Slope 1 up to t = 1, then -1, then 0: each unit changes the slope once.",
)


@d.network("a network with hidden ReLU units and hand-set weights")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Run the truth table, and the hat in every piece."""
    xor = Network(
        Dense(np.ones((2, 2)), np.array([0.0, -1.0])),
        ReLU(),
        Dense(np.array([[1.0], [-2.0]]), np.zeros(1)),
    )
    for first in (0.0, 1.0):
        for second in (0.0, 1.0):
            output = xor(np.array([[first, second]]))  # (1, 2) -> (1, 1)
            values = {x_1: first, x_2: second}
            yield Comparison("xor", values, network=output[0, 0], scale=1)
            side = 1.0 if first != second else -1.0
            yield Comparison("separated", values, network=side * (output[0, 0] - 0.5))
    free = Dense(rng.normal(size=(2, 1)), rng.normal(size=1))
    mixed = free(np.array([[0.0, 1.0], [1.0, 0.0]])).sum()  # (2, 2) -> (2, 1)
    yield Comparison("no-line", {w_1: free.W[0, 0], w_2: free.W[1, 0], b: free.b[0]}, network=mixed)
    hat = Network(
        Dense(np.ones((1, 3)), np.array([0.0, -1.0, -2.0])),
        ReLU(),
        Dense(np.array([[1.0], [-2.0], [1.0]]), np.zeros(1)),
    )
    for left in (-1.0, 0.0, 1.0, 2.0):
        at = left + rng.uniform(0.2, 0.8)
        yield Comparison("hat", {t: at}, network=hat(np.array([[at]]))[0, 0], scale=1)


if __name__ == "__main__":
    d.show()
