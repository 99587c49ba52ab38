"""Hats on a grid meet a curve at its knots, and between them miss it by half a step times its steepness."""

from collections.abc import Iterator

import numpy as np
from sympy import Max

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, ReLU

d = Derivation("A sum of hats follows any curve")

u, f, a = d.reals("u f a")
x = d.real("x", low=0, high=1)
c, h, e = d.positive("c"), d.positive("h"), d.positive("e")
y, g, k = d.positive("y"), d.positive("g"), d.positive("k")
f_0, f_1 = d.reals("f_0 f_1")

relu = d.function("relu", u, Max(0, u), "A unit that bends once, at zero.")
hat = d.function(
    "hat", u, relu(u + 1) - 2 * relu(u) + relu(u - 1), "Three of them: 1 at zero, 0 beyond one step."
)
d.claim(
    "partition", hat(x) + hat(x - 1), 1, "Between two knots only their hats count, and these add up to 1."
)
d.claim(
    "blend",
    f_0 * hat(x) + f_1 * hat(x - 1),
    (1 - x) * f_0 + x * f_1,
    "Weighted by the curve's values at the knots they draw the chord: a share x of the step is done.",
)
d.claim(
    "parabola",
    (1 - x) * a**2 + x * (a + h) ** 2 - (a + h * x) ** 2,
    x * (1 - x) * h**2,
    "For a square the miss is known: nothing at the knots, and a quarter of h squared halfway.",
)
d.given(y, 1 - x, "Let y be the rest of the way,", solve_for=y)
d.given(
    f_0,
    f - c * h * x + g,
    "and take a curve no steeper than c. From the left knot to its value f here it has risen by c times the"
    " way, less g,",
    solve_for=f_0,
)
d.given(
    f_1,
    f - c * h * y + k,
    "and from here to the right knot it falls by c times the way, less k.",
    solve_for=f_1,
)
d.claim(
    "miss",
    f - (y * f_0 + x * f_1),
    2 * c * h * x * y - g * y - k * x,
    "Each difference is weighted by how near the other knot is.",
)
d.bound(
    "worst",
    f - (y * f_0 + x * f_1),
    c * h / 2,
    c * h * (x - y) ** 2 / 2 + g * y + k * x,
    "Largest halfway between knots, on a curve as steep as allowed. Turned over, the same holds below.",
)
d.given(c * h / 2, e, "So let that be the accuracy e one asks for.", solve_for=h)
d.claim(
    "steps",
    1 / h,
    c / (2 * e),
    "The steps over an interval of length 1: ten times better, ten times as many.",
)


@d.network("a network with one hidden layer and weights read off a curve")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Draw the chords of a random curve with one ReLU unit a knot, and look between two knots."""
    steps = 5
    knots = np.linspace(0, 1, steps + 1)
    heights = rng.normal(size=steps + 1)
    slopes = np.diff(heights) * steps  # (5,)
    bends = np.diff(slopes, prepend=0.0)  # a unit at each left end changes the slope by this
    net = Network(Dense(np.ones((1, steps)), -knots[:-1]), ReLU(), Dense(bends[:, np.newaxis], heights[:1]))
    at, share = 2, rng.uniform(0.2, 0.8)
    output = net(np.array([[knots[at] + share / steps]]))[0, 0]
    yield Comparison("blend", {f_0: heights[at], f_1: heights[at + 1], x: share}, network=output)
    squares = Network(
        Dense(np.ones((1, steps)), -knots[:-1]),
        ReLU(),
        Dense(np.diff(np.diff(knots**2) * steps, prepend=0.0)[:, np.newaxis], np.zeros(1)),
    )
    point = knots[at] + share / steps
    missed = squares(np.array([[point]]))[0, 0] - point**2
    yield Comparison("parabola", {a: knots[at], h: 1 / steps, x: share}, network=missed, scale=0.01)


if __name__ == "__main__":
    d.show()
