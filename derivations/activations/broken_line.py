"""A layer of ReLU units draws a broken line: each unit turns it once, by its output weight."""

from collections.abc import Iterator

import numpy as np
from sympy import Max

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, ReLU

d = Derivation("How ReLU units draw a curve")

x, k, v, b, w = d.reals("x k v b w")
h, u, t = d.positive("h"), d.positive("u"), d.positive("t")

relu = d.function("relu", x, Max(0, x), "A unit that bends once.")
d.claim(
    "scale",
    relu(t * x),
    t * relu(x),
    "A positive factor passes through: input and output weights only count as a product.",
)
f = d.function("f", x, w * x + b + v * relu(x - k), "A line, and one unit with its bend at k.")
left = d.let("m_1", (f(k) - f(k - h)) / h, "The slope up to the bend,")
right = d.let("m_2", (f(k + h) - f(k)) / h, "and the slope behind it.")
d.claim("turn", right - left, v, "The unit turns the line by its output weight, and does so only at k.")

q = d.function("q", x, x**2 / 2, "Now follow a curve, here a parabola with second derivative 1.")
g = d.function(
    "g",
    (u, h),
    q(0) + (q(h) - q(0)) / h * u,
    "Between two bends at a distance h the network draws the chord.",
)
d.claim(
    "gap", g(u, h) - q(u), u * (h - u) / 2, "It misses the curve by this much, and by nothing at the bends."
)
d.bound(
    "error",
    g(u, h) - q(u),
    h**2 / 8,
    (u - h / 2) ** 2 / 2,
    "It is worst in the middle: h squared over 8, so twice as many units give a quarter of the error.",
)
d.refuted(
    "halves",
    g(h / 4, h / 2) - q(h / 4),
    (g(h / 2, h) - q(h / 2)) / 2,
    "With half the spacing the error is a quarter of what it was, not half.",
)


@d.network("a hidden layer of ReLU units with hand-set weights")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Measure a turn on both sides of a bend, and the error between the bends of a parabola."""
    slope, offset, out, bend, step = (
        rng.normal(),
        rng.normal(),
        rng.normal(),
        rng.normal(),
        rng.uniform(0.3, 0.9),
    )
    hidden = Dense(np.array([[1.0, 1.0, -1.0]]), np.array([-bend, 0.0, 0.0]))  # the last two carry the line
    net = Network(hidden, ReLU(), Dense(np.array([[out], [slope], [-slope]]), np.array([offset])))
    before, at, after = net(np.array([[bend - step], [bend], [bend + step]]))[:, 0]
    yield Comparison("turn", {v: out}, network=(after - at) / step - (at - before) / step)
    factor = rng.uniform(1.3, 2)
    for point in (step, -step):
        scaled = ReLU()(np.array([factor * point]))[0]
        yield Comparison("scale", {x: point, t: factor}, network=scaled, scale=1)
    bends = step * np.arange(3)
    turns = np.array([step / 2, step, step])  # the chords have slopes h/2, 3h/2, 5h/2
    curve = Network(Dense(np.ones((1, 3)), -bends), ReLU(), Dense(turns[:, np.newaxis], np.zeros(1)))
    inside = step * rng.uniform(0.2, 0.4)
    for place in (0, 1, 2):
        spot = place * step + inside
        miss = curve(np.array([[spot]]))[0, 0] - spot**2 / 2
        yield Comparison("gap", {u: inside, h: step}, network=miss)
    middle = curve(np.array([[step / 2]]))[0, 0] - step**2 / 8
    yield Comparison("error", {h: step}, network=middle)


if __name__ == "__main__":
    d.show()
