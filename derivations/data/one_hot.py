"""A one-hot vector times a matrix selects a row, so only that row of an embedding gets a gradient."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Sum

from quizapp.derive import Comparison, Derivation, Gradient, Inner
from quizapp.network import Dense

d = Derivation("One-hot vectors and embeddings")

V = d.size("V", 3, 5)
H = d.size("H", 3)
N = d.size("N", 4)
i, k, r = d.indices("i k r", V)
h = d.index("h", H)
n = d.index("n", N)
W, delta = d.matrix("W", V, H), d.vector("delta", H)
X, Delta = d.matrix("X", N, V), d.matrix("Delta", N, H)

e = d.let(
    "e", KroneckerDelta(i, k), "One-hot: entry i of the vector for word k is 1 where i = k.", order=(i, k)
)
a = d.let(
    "a",
    Sum(e[i, k] * W[i, h], (i, 1, V)),
    "A dense layer on it, without bias; row times matrix.",
    order=(k, h),
)
d.claim(
    "lookup",
    a[k, h],
    W[k, h],
    "Every other row is multiplied by 0: a table can be read instead of multiplied.",
)
d.claim(
    "density",
    Sum(e[i, k], (i, 1, V)) / V,
    1 / V,
    "One entry of V is not 0, so storing the others is a waste.",
)
d.claim(
    "distance",
    Sum((e[i, k] - e[i, r]) ** 2, (i, 1, V)),
    2 * (1 - KroneckerDelta(k, r)),
    "All words are equally far apart: a one-hot code says nothing about likeness, an embedding can.",
)
d.refuted(
    "integer-distance",
    Sum((e[i, k] - e[i, r]) ** 2, (i, 1, V)),
    (k - r) ** 2,
    "That is how far the plain numbers k and r are apart: an order that the words do not have.",
)
L = d.let(
    "L",
    Sum(delta[h] * a[k, h], (h, 1, H)),
    "Any loss, to first order: delta is its gradient at the embedding.",
)
d.claim(
    "one-row",
    Derivative(L[k], W[r, h]),
    KroneckerDelta(k, r) * delta[h],
    "Only the row that was read gets a gradient.",
)
B = d.let(
    "B",
    Inner(Delta, X * W),
    "The same for a batch of N words, one one-hot row of X each, with the upstream gradient Delta.",
)
d.claim(
    "batch",
    Gradient(B, W),
    X.T * Delta,
    "A word that occurs twice collects both its gradients: they are added, not overwritten.",
)


@d.network("an embedding of five words, one of them read twice")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Read rows of a table, add gradients up row by row, and compare with the dense layer."""
    table, words = rng.normal(size=(5, 3)), np.array([2, 0, 2, 4])
    rows = np.eye(5)[words]  # (4, 5)
    upstream = rng.normal(size=(4, 3))
    yield Comparison("lookup", {W: table}, network=Dense(table, np.zeros(3))(np.eye(5)))
    rows_apart = ((np.eye(5)[:, np.newaxis] - np.eye(5)) ** 2).sum(axis=2)  # (5, 1, 5) - (5, 5) -> (5, 5)
    yield Comparison("distance", {V: 5}, network=rows_apart)
    scattered = np.zeros((5, 3))
    np.add.at(scattered, words, upstream)
    yield Comparison("batch", {X: rows, Delta: upstream}, network=scattered)
    _, backward = Dense(table, np.zeros(3)).forward(rows)
    yield Comparison("batch", {X: rows, Delta: upstream}, network=backward(upstream).parameters["W"])
    single = np.zeros((5, 5, 3))
    for word in range(5):
        single[word, word] = upstream[0]
    yield Comparison("one-row", {delta: upstream[0], V: 5}, network=single)


if __name__ == "__main__":
    d.show()
