"""Dropout on the inputs of a linear model is, on average, an L2 penalty scaled by each input's size."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation, Expectation
from quizapp.network import Dropout, binary_states

d = Derivation("Dropout in a linear model")

N = d.size("N", 3)
D = d.size("D", 2, 3)
n = d.index("n", N)
j = d.index("j", D)
X, y, w = d.matrix("X", N, D), d.vector("y", N), d.vector("w", D)
q = d.probability("q")
m = d.random("m", N, D, mean=q, variance=q * (1 - q))

L = d.let("L", Sum((y[n] - Sum(X[n, j] * w[j], (j, 1, D))) ** 2, (n, 1, N)), "The summed squared error.")
f = d.let(
    "f",
    Sum(m[n, j] * X[n, j] / q * w[j], (j, 1, D)),
    "Each entry is kept with probability q, then divided by q: m is 0 or 1, with variance q (1 - q).",
)

d.claim(
    "unbiased",
    Expectation(f[n]),
    Sum(X[n, j] * w[j], (j, 1, D)),
    "On average the prediction does not change,",
)
d.claim(
    "penalty",
    Expectation(Sum((y[n] - f[n]) ** 2, (n, 1, N))),
    L + (1 - q) / q * Sum(w[j] ** 2 * Sum(X[n, j] ** 2, (n, 1, N)), (j, 1, D)),
    "but its variance adds to the squared error: weights on large inputs pay most.",
)
d.refuted(
    "odds-upside-down",
    Expectation(Sum((y[n] - f[n]) ** 2, (n, 1, N))),
    L + q / (1 - q) * Sum(w[j] ** 2 * Sum(X[n, j] ** 2, (n, 1, N)), (j, 1, D)),
    "That penalty would be the largest where nothing is dropped; at q = 1/2 both are the same.",
)


@d.network("a dropout layer before a linear one, every mask enumerated")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Average the loss over all 4096 masks of 4 examples of 3 inputs, each with its probability."""
    keep = rng.uniform(0.6, 0.9)
    inputs, targets, weights = rng.normal(size=(4, 3)), rng.normal(size=4), rng.normal(size=3)
    masks = binary_states(12)
    kept = masks.sum(axis=1)  # (4096, 12) -> (4096,)
    chance = keep**kept * (1 - keep) ** (12 - kept)  # (4096,)
    outputs = np.array([Dropout(mask.reshape(4, 3), keep)(inputs) @ weights for mask in masks])  # (4096, 4)
    values = {X: inputs, w: weights, q: keep}
    yield Comparison("unbiased", values, network=chance @ outputs)
    yield Comparison(
        "penalty", {**values, y: targets}, network=chance @ ((targets - outputs) ** 2).sum(axis=1)
    )


if __name__ == "__main__":
    d.show()
