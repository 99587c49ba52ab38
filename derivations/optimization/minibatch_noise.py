"""A random batch's mean gradient is right on average; its variance falls as one over the batch's size."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
from sympy import KroneckerDelta, Mod, Sum, binomial, ceiling, floor

from quizapp.derive import Comparison, Derivation, Expectation, StateSum, Variance
from quizapp.network import Dense, MeanSquaredError, Network, batches, binary_states

d = Derivation("The noise of a minibatch")

N = d.size("N", 4, 5)
B = d.size("B", 2, 3)
i, j = d.indices("i j", N)
b = d.index("b", B)
g = d.vector("g", N)
m = d.states("m", N)

mean = d.let("gbar", Sum(g[i], (i, 1, N)) / N, "One entry of the full gradient: the mean over N examples.")
s2 = d.let("V", Sum((g[i] - mean) ** 2, (i, 1, N)) / N, "How much the examples differ: their variance.")

u = d.random("u", B, mean=mean, variance=s2)
U = d.let(
    "U",
    Sum(u[b], (b, 1, B)) / B,
    "Draw B examples with replacement: independent, each with this mean and variance.",
)
d.claim("with-mean", Expectation(U), mean, "On average the batch is right,")
d.claim("with-variance", Variance(U), s2 / B, "and independent variances add up, over B squared.")

P = d.let(
    "P",
    KroneckerDelta(Sum(m[i], (i, 1, N)), B) / binomial(N, B),
    "Or draw B of the N without replacement: m marks those in the batch, and every choice is equally likely.",
)
G = d.let("G", Sum(m[i] * g[i], (i, 1, N)) / B, "The mean over the batch, whose size is B.")
d.claim("inclusion", StateSum(P * m[i], m), B / N, "By symmetry an example is in with the share B of N,")
d.claim(
    "inclusion-of-two",
    StateSum(P * m[i] * m[j], m),
    B / N * (KroneckerDelta(i, j) + (1 - KroneckerDelta(i, j)) * (B - 1) / (N - 1)),
    "and if one is in, another has B - 1 places of the N - 1 left: a little less likely.",
)
d.claim("without-mean", StateSum(P * G, m), mean, "So this batch is right on average too,")
d.claim(
    "without-variance",
    StateSum(P * (G - mean) ** 2, m),
    s2 / B * (N - B) / (N - 1),
    "and varies less, as those who are in keep others out: not at all when B = N.",
)

r = d.size("r", 2, 3)
c = d.size("c", 4, 5)
k = d.index("k", r)
h = d.vector("h", r)
M = d.let(
    "M",
    Sum(h[k], (k, 1, r)) / r,
    "The last batch of an epoch may have only r of c examples; its mean is over r.",
)
d.claim("ragged", Sum(h[k], (k, 1, r)) / c, r / c * M, "Divided by c, it is too small by the factor r / c.")
d.refuted("ragged-over-size", Sum(h[k], (k, 1, r)) / c, M, "A short batch must be divided by what it holds.")

S = d.let(
    "S",
    Sum(KroneckerDelta(Mod(i - 1, B), 0), (i, 1, N)),
    "An epoch is cut into batches, and one begins at every B-th example: count them.",
)
d.claim(
    "steps-per-epoch",
    S,
    ceiling(N / B),
    "So many steps has an epoch: N / B, rounded up for a short last batch.",
)
d.refuted(
    "whole-batches-only",
    S,
    floor(N / B),
    "Rounded down, the examples of the short last batch would never be seen.",
)


@d.network("a linear model, every batch of its examples")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Backpropagate every choice of three of five examples, and every sequence of three draws."""
    inputs, targets = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
    model = Network(Dense(rng.normal(size=(3, 1)), np.zeros(1)), loss=MeanSquaredError())

    def slope(chosen: list[int]) -> float:
        return model.backpropagate(inputs[chosen], targets[chosen]).layers[0].dL_dW[0, 0]

    single = np.array([slope([n]) for n in range(5)])
    values = {g: single, B: 3}
    without = np.array([slope(list(chosen)) for chosen in combinations(range(5), 3)])  # (10,)
    yield Comparison("without-mean", values, network=without.mean())
    yield Comparison("without-variance", values, network=without.var())
    drawn = np.array([slope(list(chosen)) for chosen in product(range(5), repeat=3)])  # (125,)
    yield Comparison("with-mean", values, network=drawn.mean())
    yield Comparison("with-variance", values, network=drawn.var())
    masks = binary_states(5)
    masks = masks[masks.sum(axis=1) == 3]  # (10, 5)
    yield Comparison("inclusion", values, network=masks.mean(axis=0))
    yield Comparison("inclusion-of-two", values, network=masks.T @ masks / len(masks))
    *_, (x, y) = batches(inputs, targets, 3, rng)  # the last two of five
    last = [int(np.flatnonzero((inputs == row).all(axis=1))[0]) for row in x]
    for size in (2, 3, 4, 5):
        count = len(list(batches(inputs, targets, size, rng)))
        yield Comparison("steps-per-epoch", {N: 5, B: size}, network=float(count))
    full = model.backpropagate(x, y).layers[0].dL_dW[0, 0]
    yield Comparison("ragged", {h: single[last], c: 3}, network=full * len(x) / 3)


if __name__ == "__main__":
    d.show()
