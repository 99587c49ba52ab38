"""A weighted sum measures how far an input goes along the weights, and each weight is a rate of change."""

from collections.abc import Iterator

import numpy as np
from sympy import KroneckerDelta, Sum, sqrt

from quizapp.derive import Comparison, Derivation, Inner, SquaredNorm
from quizapp.network import Dense

d = Derivation("What a weighted sum measures")

D = d.size("D", 3, 4)
i, k = d.indices("i k", D)
w, x = d.vectors("w x", D)
b, t = d.reals("b t")
c = d.vector("c", D, low=0)

s = d.let("s", Sum(w[i] * x[i], (i, 1, D)) + b, "Each input is multiplied by its weight; the bias is added.")
d.claim(
    "meaning",
    Sum(w[i] * (x[i] + t * KroneckerDelta(i, k)), (i, 1, D)) + b - s,
    t * w[k],
    "Raise one input by t, hold the others: the sum changes by t times that weight, whatever x is.",
)
x_new = d.let("x'", c[i] * x[i], "The same inputs in other units, as grams for kilograms,")
w_new = d.let("w'", w[i] / c[i], "and weights as much smaller as the numbers became larger.")
d.claim(
    "units",
    Sum(w_new[i] * x_new[i], (i, 1, D)),
    Sum(w[i] * x[i], (i, 1, D)),
    "The same sum: how large a weight is depends on the unit of its input.",
)
v = d.let("v", w / sqrt(SquaredNorm(w)), "The direction of the weights, a vector of length 1.")
q = d.let(
    "q", Inner(w, x) / sqrt(SquaredNorm(w)), "How far x goes in that direction: the length of its shadow."
)
d.claim(
    "shadow", Inner(w, x), q * sqrt(SquaredNorm(w)), "The dot product is the shadow times the length of w."
)
d.claim("sideways", Inner(w, x - q * v), 0, "What is left of x is at right angles to w and adds nothing.")
d.claim(
    "cosine",
    SquaredNorm(x - w),
    SquaredNorm(x) + SquaredNorm(w) - 2 * Inner(w, x),
    "The law of cosines: the last term is twice the two lengths times the cosine between them.",
)
d.bound(
    "largest",
    Inner(w, x) ** 2,
    SquaredNorm(w) * SquaredNorm(x),
    SquaredNorm(x - q * v) * SquaredNorm(w),
    "Cauchy and Schwarz: of all inputs of one length, those along w give the largest sum.",
)
d.refuted(
    "bias-scales",
    s,
    b * Sum(w[i] * x[i], (i, 1, D)),
    "The bias is added once; multiplied, it would change every weight.",
)


@d.network("a dense layer with one output")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Move one input at a time, change units, and split an input by least squares."""
    layer = Dense(rng.normal(size=(4, 1)), rng.normal(size=1))
    weights, at, step = layer.W[:, 0], rng.normal(size=4), rng.uniform(0.5, 2)
    moved = layer(at + step * np.eye(4))[:, 0] - layer(at[np.newaxis])[0, 0]  # (4, 4) -> (4,)
    values = {w: weights, x: at}
    yield Comparison("meaning", {w: weights, t: step}, network=moved)
    scales = rng.uniform(2, 5, size=4)
    rescaled = Dense(layer.W / scales[:, np.newaxis], np.zeros(1))
    yield Comparison("units", values, network=rescaled((scales * at)[np.newaxis])[0, 0])
    share = np.linalg.lstsq(layer.W, at, rcond=None)[0]  # (4, 1), (4,) -> (1,)
    along = layer.W @ share  # (4, 1) @ (1,) -> (4,)
    plain = Dense(layer.W, np.zeros(1))
    length = np.sqrt((along**2).sum()) * np.sqrt((weights**2).sum())
    yield Comparison("shadow", values, network=np.sign(share[0]) * length)
    yield Comparison("sideways", values, network=plain((at - along)[np.newaxis])[0, 0], scale=1)
    yield Comparison("cosine", values, network=((at - weights) ** 2).sum())
    yield Comparison("largest", values, network=plain(at[np.newaxis])[0, 0] ** 2)


if __name__ == "__main__":
    d.show()
