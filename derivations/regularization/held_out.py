"""A test score is right on average only while no example leaked and nothing was chosen by it."""

from collections.abc import Iterator

import numpy as np
from sympy import Product, Rational, Sum, sqrt

from quizapp.derive import Comparison, Derivation, Expectation, Variance
from quizapp.network import Dense, binary_states

d = Derivation("What a held-out score is worth")

N = d.size("N", 3, 4)
n = d.index("n", N)
K = d.size("K", 3, 4)
k = d.index("k", K)
q, u = d.probability("q"), d.probability("u")
s = d.positive("s")
m = d.random("m", N, values={1: q, 0: 1 - q})
h = d.random("h", K, values={1: Rational(1, 2), 0: Rational(1, 2)})

A = d.let(
    "A",
    Sum(m[n], (n, 1, N)) / N,
    "A model is right with probability q; m is 1 where it is. The score is the share of N fresh examples.",
)
d.claim("unbiased", Expectation(A), q, "On average the score is the truth,")
d.claim(
    "variance",
    Variance(A),
    q * (1 - q) / N,
    "and independent examples bring their variances together, over N squared.",
)
d.claim(
    "deviation",
    sqrt(Variance(A)),
    sqrt(q * (1 - q) / N),
    "So the error shrinks with the root of N: four times the examples, half the error.",
)
d.bound(
    "at-most",
    Variance(A),
    1 / (4 * N),
    (1 - 2 * q) ** 2 / (4 * N),
    "A model that is right half of the time is the hardest to measure.",
)
d.claim(
    "leaked",
    u * 1 + (1 - u) * q,
    q + u * (1 - q),
    "If the share u of the test set was in the training set, and memorized, the score is too high.",
)
B = d.let(
    "B",
    s * (1 - 2 * Product(1 - h[k], (k, 1, K))),
    "K equally good models each score s too high or too low: the best is too high unless all were unlucky.",
)
d.claim(
    "winner",
    Expectation(B),
    s * (1 - Rational(1, 2) ** (K - 1)),
    "So the score by which one was chosen promises too much, and more so the more one tried.",
)
d.refuted(
    "winner-unbiased", Expectation(B), 0, "Each score is right on average, but the best of several is not."
)


@d.network("a dense layer's right answers, every outcome enumerated")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Score all 16 outcomes of four examples, and the best of four models in all 16 fortunes."""
    right, share, error = rng.uniform(0.6, 0.9), rng.uniform(0.1, 0.4), rng.uniform(0.01, 0.05)
    outcomes = binary_states(4)
    hits = outcomes.sum(axis=1)  # (16, 4) -> (16,)
    chance = right**hits * (1 - right) ** (4 - hits)  # (16,)
    # A layer whose sign is the answer: it is wrong where the input has the wrong sign.
    inputs = (2 * outcomes - 1).reshape(-1, 1) * rng.uniform(1, 2, size=(64, 1))  # (64, 1)
    answers = Dense(np.array([[3.0]]), np.zeros(1))(inputs) > 0
    scores = answers.reshape(16, 4).mean(axis=1)  # (16, 4) -> (16,)
    mean = chance @ scores
    yield Comparison("unbiased", {q: right}, network=mean)
    yield Comparison("variance", {N: 4, q: right}, network=chance @ (scores - mean) ** 2)
    spread = np.sqrt(chance @ (scores - mean) ** 2)
    yield Comparison("deviation", {N: 4, q: right}, network=spread)
    known = rng.uniform(size=200_000) < share
    mixed = np.where(known, 1, right).mean()
    yield Comparison("leaked", {u: known.mean(), q: right}, network=mixed)
    best = (error * (2 * outcomes - 1)).max(axis=1).mean()
    yield Comparison("winner", {K: 4, s: error}, network=best)


if __name__ == "__main__":
    d.show()
