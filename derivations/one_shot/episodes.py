"""Chance in a K-way episode is 1/K, and every further shot makes the class mean more certain."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation, Expectation, Variance
from quizapp.network import PrototypicalLoss, binary_states

d = Derivation("K ways and M shots")

K, Q = d.size("K", 3, 5), d.size("Q", 3)
M, D = d.size("M", 2, 3), d.size("D", 2)
q = d.index("q", Q)
m, i = d.index("m", M), d.index("i", D)
v = d.positive("v")
g = d.random("g", Q, values={1: 1 / K, 0: 1 - 1 / K})
e = d.random("e", M, D, mean=0, variance=v)

A = d.let(
    "A",
    Sum(g[q], (q, 1, Q)) / Q,
    "Guess one of K classes for each of Q queries; g is 1 for a right guess, and A is the accuracy.",
)
d.claim("chance", Expectation(A), 1 / K, "What guessing gives: an accuracy without its K says nothing.")
d.claim(
    "luck",
    Variance(A),
    (K - 1) / (K**2 * Q),
    "One episode has few queries and varies a lot, so one averages over hundreds.",
)
c = d.let(
    "c",
    Sum(e[m, i], (m, 1, M)) / M,
    "A shot lies off the centre of its class by e in each of D dimensions; the prototype is off by the mean.",
)
d.claim(
    "prototype",
    Expectation(Sum(c[i] ** 2, (i, 1, D))),
    D * v / M,
    "The squared error of a prototype falls as one over the number of shots.",
)


@d.network("prototypes of the library, every pattern of errors")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Shift three shots in four dimensions up or down in all 4096 ways; guess three queries in all 125."""
    size, centre = rng.uniform(0.5, 1.5), rng.normal(size=4)
    loss, labels = PrototypicalLoss(), np.ones((3, 1))
    shots = centre + size * (2 * binary_states(12).reshape(-1, 3, 4) - 1)  # (4096, 3, 4)
    off = np.array([loss.prototypes(episode, labels)[0] for episode in shots]) - centre  # (4096, 4)
    yield Comparison("prototype", {D: 4, M: 3, v: size**2}, network=(off**2).sum(axis=1).mean())
    guesses = np.stack(np.meshgrid(*[np.arange(5)] * 3), axis=-1).reshape(-1, 3)  # (125, 3)
    accuracy = (guesses == rng.integers(5, size=3)).mean(axis=1)  # (125, 3) -> (125,)
    yield Comparison("chance", {K: 5}, network=accuracy.mean())
    yield Comparison("luck", {K: 5, Q: 3}, network=accuracy.var())


if __name__ == "__main__":
    d.show()
