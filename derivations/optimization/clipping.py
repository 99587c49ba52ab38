"""Clipping by norm shortens a gradient and keeps its direction; clipping by value turns it."""

from collections.abc import Iterator

import numpy as np
from sympy import Max, Min, sqrt

from quizapp.derive import Comparison, Derivation, Inner, SquaredNorm
from quizapp.network import clip_by_norm, clip_by_value

d = Derivation("Gradient clipping")

N = d.size("N", 3)
M = d.size("M", 2)
i = d.index("i", N)
g, h = d.vector("g", N), d.vector("h", M)
c, a, b = d.positive("c"), d.positive("a"), d.positive("b")
x = d.vector("x", N)

r = d.let("r", sqrt(SquaredNorm(g)), "The length of the gradient.")
u = d.let("u", g * Min(1, c / r), "By norm: one factor for all entries, at most 1.")
d.claim(
    "norm", SquaredNorm(u), Min(r, c) ** 2, "What is longer than c gets the length c; what is shorter stays."
)
d.claim(
    "direction",
    Inner(g, u),
    r * Min(r, c),
    "The inner product is that of the two lengths, so the angle is 0.",
)
d.claim(
    "projection",
    SquaredNorm(x - g) - SquaredNorm(u - g),
    SquaredNorm(x - u) + (r - c) / c * (2 * c**2 - 2 * Inner(x, u)),
    "Of all x no longer than c, u is nearest to g: by Cauchy and Schwarz nothing on the right is negative.",
    where=r > c,
)

v = d.let("v", Max(-c, Min(c, g[i])), "By value: every entry is cut on its own.")
d.claim(
    "entry",
    v[i] ** 2,
    Min(g[i] ** 2, c**2),
    "No entry is larger than c in size, but N of them may be c times the root of N long.",
)
d.claim(
    "turned",
    a * Min(c, b) - b * Min(c, a),
    c * (a - b),
    "With both of two entries a and b cut, the cross product is 0 only for a = b: the direction is lost,",
    where=(a > c, b > c),
)
d.claim(
    "turned-by-one",
    a * Min(c, b) - b * Min(c, a),
    b * (a - c),
    "and with one of them cut, always.",
    where=(a > c, b < c),
)
d.refuted(
    "by-value-keeps-the-direction",
    a * Min(c, b),
    b * Min(c, a),
    "Proportional entries would have no cross product.",
)

R = d.let(
    "R",
    sqrt(SquaredNorm(g) + SquaredNorm(h)),
    "A network has several arrays: the norm is that of all of them together,",
)
G = d.let("G", g * Min(1, c / R), "and all get one factor,")
H = d.let("H", h * Min(1, c / R), "so that their proportions stay.")
d.claim("global-norm", SquaredNorm(G) + SquaredNorm(H), Min(R, c) ** 2, "Together they are at most c long.")
d.refuted(
    "array-by-array",
    G,
    u,
    "Clipped one by one, each array has a factor of its own, and the whole gradient turns.",
)


@d.network("the library's clipping, of one array and of two")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Draw gradients longer and shorter than the limit."""
    for scale in (3.0, 0.2):
        gradient, other, limit = scale * rng.normal(size=4), scale * rng.normal(size=3), rng.uniform(1.3, 1.6)
        (clipped,) = clip_by_norm([gradient], limit)
        values = {g: gradient, c: limit}
        yield Comparison("norm", values, network=clipped @ clipped)
        yield Comparison("direction", values, network=gradient @ clipped)
        yield Comparison("entry", values, network=clip_by_value(gradient, limit) ** 2)
        both = clip_by_norm([gradient, other], limit)
        yield Comparison("global-norm", {**values, h: other}, network=sum(part @ part for part in both))
    limit = rng.uniform(1, 2)
    long = rng.choice((-1, 1), size=4) * rng.uniform(1, 2, size=4) * limit
    (clipped,) = clip_by_norm([long], limit)
    point = rng.normal(size=4)
    apart = ((point - long) ** 2).sum() - ((clipped - long) ** 2).sum()
    yield Comparison("projection", {g: long, x: point, c: limit}, network=apart)
    for label, pair in (("turned", (2.5, 1.7)), ("turned-by-one", (1.7, 0.4))):
        entries = limit * np.array(pair)
        cut = clip_by_value(entries, limit)
        yield Comparison(
            label, {a: entries[0], b: entries[1], c: limit}, network=entries[0] * cut[1] - entries[1] * cut[0]
        )


if __name__ == "__main__":
    d.show()
