"""The triplet loss pulls the positive, pushes the negative, and stops once the margin is kept."""

from collections.abc import Iterator

import numpy as np
from sympy import Max

from quizapp.derive import Comparison, Derivation, Gradient, SquaredNorm
from quizapp.network import TripletLoss

d = Derivation("The triplet loss")

D = d.size("D", 3, 4)
a, p, n = d.vectors("a p n", D)
m = d.positive("m")

g = d.let(
    "g",
    SquaredNorm(a - p) - SquaredNorm(a - n) + m,
    "By how much the anchor is nearer to the positive than to the negative, short of the margin.",
)
L = d.let("L", Max(0, g), "Only triplets that break the margin cost anything.")

d.claim(
    "anchor",
    Gradient(L, a),
    2 * (n - p),
    "The anchor itself cancels: it moves along the line from n to p.",
    where=g > 0,
)
d.claim("positive", Gradient(L, p), 2 * (p - a), "The positive is pulled to the anchor.", where=g > 0)
d.claim("negative", Gradient(L, n), 2 * (a - n), "The negative is pushed away from it.", where=g > 0)
d.claim(
    "inactive",
    L,
    0,
    "A triplet that keeps the margin teaches nothing, so easy triplets waste a batch.",
    where=g < 0,
)
d.refuted(
    "anchor-flipped",
    Gradient(L, a),
    2 * (p - n),
    "With this sign, descent would take the anchor to the negative.",
    where=g > 0,
)


@d.network("embeddings of three dimensions")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare the three gradients of a triplet that breaks the margin."""
    anchor, positive = rng.normal(size=(1, 3)), rng.normal(2, 1, size=(1, 3))
    negative, margin = anchor + rng.normal(0, 0.3, size=(1, 3)), rng.uniform(3, 4)
    loss = TripletLoss(margin)
    gradient = loss.gradient(anchor, positive, negative)
    values = {a: anchor[0], p: positive[0], n: negative[0], m: margin}
    yield Comparison(
        "anchor",
        values,
        network=gradient.dL_danchor[0],
        objective=lambda at: loss(at[np.newaxis], positive, negative),
        at=anchor[0],
    )
    yield Comparison(
        "positive",
        values,
        network=gradient.dL_dpositive[0],
        objective=lambda at: loss(anchor, at[np.newaxis], negative),
        at=positive[0],
    )
    yield Comparison(
        "negative",
        values,
        network=gradient.dL_dnegative[0],
        objective=lambda at: loss(anchor, positive, at[np.newaxis]),
        at=negative[0],
    )


if __name__ == "__main__":
    d.show()
