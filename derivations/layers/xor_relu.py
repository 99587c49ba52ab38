"""Two ReLU units compute XOR, and three make a hat: bends are what a linear layer lacks."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Max

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, ReLU

d = Derivation("XOR and a hat from ReLU units")

t = d.real("t")
x_1, x_2 = d.bits("x_1 x_2")
relu = d.function("relu", t, Max(0, t), "A unit that bends once, at zero.")

d.claim(
    "xor",
    relu(x_1 + x_2) - 2 * relu(x_1 + x_2 - 1),
    x_1 + x_2 - 2 * x_1 * x_2,
    "The first unit counts the ones; the second takes two away when both are set.",
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
            yield Comparison("xor", {x_1: first, x_2: second}, network=output[0, 0], scale=1)
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
