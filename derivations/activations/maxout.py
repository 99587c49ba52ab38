"""Maxout takes the largest of its linear pieces: always convex, and two of them make any bend."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Derivative, Max, Min, Piecewise

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Maxout, Network

d = Derivation("Maxout")

p, q, z, t = d.reals("p q z t")
p_1, q_1, p_2, q_2 = d.reals("p_1 q_1 p_2 q_2")
r, s = d.positive("r"), d.positive("s")

m = d.function(
    "m", (p, q), Max(p, q), "A maxout unit with two pieces, each a weighted sum with its own bias."
)
d.claim("relu", m(z, 0), Max(0, z), "With a piece that is always zero it is ReLU,")
d.claim("absolute", m(z, -z), Abs(z), "with two opposite ones the absolute value.")
d.claim(
    "winner",
    Derivative(m(p, q), p),
    Piecewise((1, p > q), (0, p < q)),
    "Only the larger piece gets the gradient, and gets all of it: one of them always does, so none is dead "
    "for lack of slope.",
)
d.given(r + s, 1, "Take a point between two others, with weights r and s,")
p_12 = d.let("p_12", r * p_1 + s * p_2, "where each piece, being linear, lies on its chord,")
q_12 = d.let("q_12", r * q_1 + s * q_2, "both of them.")
d.bound(
    "convex",
    m(p_12, q_12),
    r * m(p_1, q_1) + s * m(p_2, q_2),
    Min(
        r * Max(0, p_1 - q_1) + s * Max(0, p_2 - q_2),
        r * Max(0, q_1 - p_1) + s * Max(0, q_2 - p_2),
    ),
    "The unit then lies on its chord or below: a single maxout is convex.",
)
m_3 = d.function("m_3", (p, q, t), Max(p, q, t), "A unit with three pieces.")
d.claim(
    "hat",
    m_3(0, z, 2 * z - 2) - m(0, 2 * z - 2),
    Max(0, 1 - Abs(z - 1)),
    "A hat is not convex, but the difference of two maxouts.",
)


@d.network("dense layers with maxout units behind them")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Run the unit on both sides of its bend, and the hat in every piece."""
    for at in (rng.uniform(0.5, 2), -rng.uniform(0.5, 2)):
        yield Comparison("relu", {z: at}, network=Maxout(2)(np.array([[at, 0.0]]))[0, 0], scale=1)
        yield Comparison("absolute", {z: at}, network=Maxout(2)(np.array([[at, -at]]))[0, 0])
        sums = np.array([[at, 0.3]])
        a, backward = Maxout(2).forward(sums)  # (1, 2) -> (1, 1)
        yield Comparison("winner", {p: at, q: 0.3}, network=backward(np.ones_like(a)).dL_dx[0, 0], scale=1)
    pieces = Dense(np.array([[0.0, 1.0, 2.0, 0.0, 2.0, 2.0]]), np.array([0.0, 0.0, -2.0, 0.0, -2.0, -2.0]))
    hat = Network(pieces, Maxout(3), Dense(np.array([[1.0], [-1.0]]), np.zeros(1)))
    for left in (-1.0, 0.0, 1.0, 2.0):
        at = left + rng.uniform(0.2, 0.8)
        yield Comparison("hat", {z: at}, network=hat(np.array([[at]]))[0, 0], scale=1)


if __name__ == "__main__":
    d.show()
