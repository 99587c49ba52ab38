"""Dividing by the keep probability during training makes dropout right on average, at the price of noise."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation, Expectation, Variance
from quizapp.network import Dropout, binary_states

d = Derivation("Dropout")

n = d.size("n", 3, 4)
k = d.index("k", n)
q = d.probability("q")
h, w = d.vectors("h w", n)
p = d.let(
    "p", 1 - q, "Libraries ask for the probability p to drop a unit; here q is the probability to keep it."
)
m = d.random("m", n, values={1: q, 0: 1 - q})

a = d.let("a", m[k] * h[k] / q, "Inverted dropout: keep a unit with probability q, and divide it by q.")
s = d.let("s", Sum(w[k] * m[k] * h[k], (k, 1, n)), "Classic dropout: the next layer's input, not divided.")

d.claim(
    "expectation",
    Expectation(a[k]),
    h[k],
    "A unit is kept with probability q, and is then 1/q times as large.",
)
d.claim(
    "variance",
    Variance(a[k]),
    p / (1 - p) * h[k] ** 2,
    "The noise grows with the square of the unit and with the odds of dropping it.",
)
d.claim(
    "test-scale",
    Expectation(s),
    q * Sum(w[k] * h[k], (k, 1, n)),
    "Without the division, test-time outputs must be scaled by the probability to keep, not to drop.",
)
d.refuted(
    "test-scale-by-drop",
    Expectation(s),
    (1 - q) * Sum(w[k] * h[k], (k, 1, n)),
    "Scaling by the probability to drop is right only when that is one half, and this hides it.",
)
d.refuted(
    "divided-by-drop",
    Expectation(m[k] * h[k] / (1 - q)),
    h[k],
    "Kept with probability q, yet divided by 1 - q: a rate means keeping in one place, dropping in another.",
)


@d.network("a dropout layer of 4 units, every mask enumerated")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Average the layer over all 16 masks, each with its probability."""
    keep = rng.uniform(0.6, 0.9)
    units, weights = rng.normal(size=4), rng.normal(size=4)
    masks = binary_states(4)
    kept = masks.sum(axis=1)  # (16, 4) -> (16,)
    chance = keep**kept * (1 - keep) ** (4 - kept)  # (16,)
    outputs = np.array([Dropout(mask, keep)(units) for mask in masks])  # (16, 4)
    mean = chance @ outputs  # (16,) @ (16, 4) -> (4,)
    yield Comparison("expectation", {h: units}, network=mean)
    spread = chance @ (outputs - mean) ** 2  # (16,) @ (16, 4) -> (4,)
    yield Comparison("variance", {h: units, q: keep}, network=spread)
    yield Comparison(
        "test-scale", {h: units, w: weights, q: keep}, network=chance @ (masks * units) @ weights
    )


if __name__ == "__main__":
    d.show()
