"""A classifier that knows nothing starts at a cross-entropy of log K."""

from collections.abc import Iterator

import numpy as np
from sympy import E, KroneckerDelta, Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import SoftmaxCrossEntropy, softmax

d = Derivation("The loss before training")

K = d.size("K", 3, 5, 10)
i, j, k = d.indices("i j k", K)
y = d.vector("y", K)
c = d.real("c")

d.given(Sum(y[k], (k, 1, K)), 1, "The target is a distribution: one-hot, or smoothed.")
p = d.let("p", exp(c) / Sum(exp(c), (j, 1, K)), "Small initial weights give every class the same logit.")
L = d.let("L", -Sum(y[k] * log(p), (k, 1, K)), "Cross-entropy.")

d.claim("chance", p, 1 / K, "Softmax of equal logits is uniform, whatever the logit is.")
d.claim("uniform", L, log(K), "The logarithm comes out of the sum, and the targets sum to one.")

r = d.let(
    "r",
    exp(KroneckerDelta(j, k)) / Sum(exp(KroneckerDelta(i, k)), (i, 1, K)),
    "A common mistake: probabilities, here perfect ones, go through softmax a second time.",
)
d.refuted(
    "second-softmax-harmless",
    -log(r[k, k]),
    0,
    "Scores between 0 and 1 are too close to be sure of anything.",
)
d.claim(
    "softmax-twice",
    -log(r[k, k]),
    log(E + K - 1) - 1,
    "They are at most 1 apart, so this is the lowest loss left.",
)


@d.network("a classifier with ten classes and equal logits")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the loss of equal logits."""
    level = rng.uniform(-2, 2)
    targets = rng.dirichlet(np.ones(10))
    logits = np.full((1, 10), level)
    loss = SoftmaxCrossEntropy()
    yield Comparison("uniform", {K: 10}, network=loss(logits, targets[np.newaxis]))
    yield Comparison("chance", {K: 10}, network=softmax(logits)[0, 0])
    perfect = np.eye(10)
    yield Comparison("softmax-twice", {K: 10}, network=np.full(10, loss(perfect, perfect)))


if __name__ == "__main__":
    d.show()
