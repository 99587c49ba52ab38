"""Random trials hit a good region with a probability that does not depend on the number of dimensions."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from sympy import Integral, Product

from quizapp.derive import Comparison, Derivation, Expectation

d = Derivation("Random search")

n = d.size("n", 3, 4)
i = d.index("i", n)
D = d.size("d", 2, 3)
j = d.index("j", D)
r, x = d.probability("r"), d.probability("x")
k = d.positive("k")
m = d.random("m", n, values={1: r, 0: 1 - r})

miss = d.let("M", Product(1 - m[i], (i, 1, n)), "Each trial is good with probability r; M is 1 if none is.")
d.claim(
    "hit",
    1 - Expectation(miss),
    1 - (1 - r) ** n,
    "Independent trials: all miss with the product of their chances, in any number of dimensions.",
)
d.refuted("hit-adds-up", 1 - Expectation(miss), n * r, "Chances of overlapping events do not add up.")
d.claim(
    "best",
    Integral((1 - x) ** n, (x, 0, 1)),
    1 / (n + 1),
    "The best of n leaves more than the share x above it with probability (1 - x)^n; this is its mean rank.",
)
G = d.let("G", Product(k, (j, 1, D)), "A grid of k values in each of d dimensions is this many trials,")
d.claim(
    "values",
    G / k,
    k ** (D - 1),
    "of which so many repeat each value: random trials try that many times more values of each.",
)


@d.network("every sequence of trials, counted")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Draw three trials from ten settings in all ways, and count how often a good one is among them."""
    good = int(rng.integers(3, 5))
    trials = np.array(list(product(range(10), repeat=3)))  # (1000, 3)
    yield Comparison("hit", {n: 3, r: good / 10}, network=(trials < good).any(axis=1).mean())
    # The mean of a smallest rank is that of its tail; a fine rule of midpoints is exact enough.
    ranks = (np.arange(200_000) + 0.5) / 200_000
    yield Comparison("best", {n: 4}, network=((1 - ranks) ** 4).mean())
    grid = np.array(list(product(np.linspace(-1, 1, 5), repeat=3)))  # (125, 3)
    repeats = len(grid) / np.unique(grid[:, 1]).size
    yield Comparison("values", {D: 3, k: 5}, network=repeats)


if __name__ == "__main__":
    d.show()
