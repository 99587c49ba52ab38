"""A rare class is missed by (1 - f)^n of all data sets; an accuracy measured on n varies by p (1 - p) / n."""

from collections.abc import Iterator

import numpy as np
from sympy import Product, Rational, Sum

from quizapp.derive import Comparison, Derivation, Expectation, Variance
from quizapp.network import binary_states

d = Derivation("How much data a rare class and a measured accuracy need")

n = d.size("n", 3, 4)
i = d.index("i", n)
f, p = d.probability("f"), d.probability("p")

s = d.random("s", n, values={1: f, 0: 1 - f})
d.claim(
    "expected-count",
    Expectation(Sum(s[i], (i, 1, n))),
    n * f,
    "Each of n examples shows a class of frequency f with that probability; counts add up.",
)
d.claim(
    "missed",
    Expectation(Product(1 - s[i], (i, 1, n))),
    (1 - f) ** n,
    "It is in none of them if every single one misses: independent probabilities multiply.",
)
d.refuted(
    "missed-in-proportion",
    Expectation(Product(1 - s[i], (i, 1, n))),
    1 - n * f,
    "As many examples as 1 / f do not make sure: more than a third of such classes is still missed.",
)

c = d.random("c", n, values={1: p, 0: 1 - p})
A = d.let("A", Sum(c[i], (i, 1, n)) / n, "A model that is right with probability p is scored on n examples.")
d.claim("accuracy", Expectation(A), p, "The score is right on average,")
d.claim(
    "spread",
    Variance(A),
    p * (1 - p) / n,
    "and its variance falls as 1 / n: four times the data, half the doubt.",
)
d.bound(
    "worst-spread",
    p * (1 - p) / n,
    1 / (4 * n),
    (p - Rational(1, 2)) ** 2 / n,
    "A coin has the most; near 0 and 1 it is less.",
)


@d.network("every outcome of three and four draws, listed")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Weigh all binary outcomes by their probabilities."""
    for draws in (3, 4):
        outcomes = binary_states(draws)  # (2^n, n)
        share = rng.uniform(0.1, 0.4)
        weights = np.where(outcomes == 1, share, 1 - share).prod(axis=1)  # (2^n,)
        found, means = outcomes.sum(axis=1), outcomes.mean(axis=1)
        rare, right = {n: draws, f: share}, {n: draws, p: share}
        yield Comparison("expected-count", rare, network=weights @ found)
        yield Comparison("missed", rare, network=weights[found == 0].sum())
        yield Comparison("accuracy", right, network=weights @ means)
        yield Comparison("spread", right, network=weights @ (means - weights @ means) ** 2)
        yield Comparison("worst-spread", right, network=weights @ (means - weights @ means) ** 2)


if __name__ == "__main__":
    d.show()
