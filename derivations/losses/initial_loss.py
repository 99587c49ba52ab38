"""A classifier that knows nothing starts at a cross-entropy of log K."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import SoftmaxCrossEntropy

d = Derivation("The loss before training")

K = d.size("K", 3, 5, 10)
j, k = d.indices("j k", K)
y = d.vector("y", K)
c = d.real("c")

d.given(Sum(y[k], (k, 1, K)), 1, "The target is a distribution: one-hot, or smoothed.")
p = d.let("p", exp(c) / Sum(exp(c), (j, 1, K)), "Small initial weights give every class the same logit.")
L = d.let("L", -Sum(y[k] * log(p), (k, 1, K)), "Cross-entropy.")

d.claim("chance", p, 1 / K, "Softmax of equal logits is uniform, whatever the logit is.")
d.claim("uniform", L, log(K), "The logarithm comes out of the sum, and the targets sum to one.")


@d.network("a classifier with ten classes and equal logits")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the loss of equal logits."""
    level = rng.uniform(-2, 2)
    targets = rng.dirichlet(np.ones(10))
    logits = np.full((1, 10), level)
    yield Comparison("uniform", {K: 10}, network=SoftmaxCrossEntropy()(logits, targets[np.newaxis]))


if __name__ == "__main__":
    d.show()
