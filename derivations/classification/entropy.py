"""Cross-entropy is entropy plus divergence, and the divergence is never negative."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import SoftmaxCrossEntropy, softmax

d = Derivation("Entropy, cross-entropy and divergence")

K = d.size("K", 3, 4)
j, k = d.indices("j k", K)
a, b = d.vectors("a b", K)
r = d.vector("r", K, low=0)
t, m = d.real("t"), d.real("m")

p = d.let(
    "p",
    exp(a[k]) / Sum(exp(a[j]), (j, 1, K)),
    "The truth: any distribution without zeros is the softmax of something.",
)
q = d.let("q", exp(b[k]) / Sum(exp(b[j]), (j, 1, K)), "The model, likewise.")
H = d.let("H", -Sum(p[k] * log(p[k]), (k, 1, K)), "Entropy, in nats: the mean surprise at what happens.")
C = d.let(
    "C", -Sum(p[k] * log(q[k]), (k, 1, K)), "Cross-entropy: the mean surprise of somebody who believes q."
)
D = d.let("D", Sum(p[k] * log(p[k] / q[k]), (k, 1, K)), "Kullback-Leibler divergence of q from p.")
phi = d.function("phi", t, exp(t) - 1 - t, "By how much the exponential lies above its tangent at 0.")

d.claim("split", C, H + D, "The logarithm of a quotient is a difference.")
d.step(
    Derivative(phi(t), t, 2),
    exp(t),
    "Its curvature is positive, and value and slope at 0 are 0: so phi is nowhere negative.",
)
d.bound(
    "divergence",
    0,
    D,
    Sum(p[k] * phi(log(q[k] / p[k])), (k, 1, K)),
    "Gibbs: in the sum the 1 and the exponential cancel, as p and q sum to 1. It is 0 only for q = p.",
)
d.refuted(
    "symmetric",
    D,
    Sum(q[k] * log(q[k] / p[k]), (k, 1, K)),
    "It is no distance: exchanging truth and model weighs the same differences by the other distribution.",
)
d.claim(
    "model-gradient",
    Derivative(C, b[k]),
    q[k] - p[k],
    "The truth's entropy is no business of the model: minimizing C is minimizing D.",
)
d.bound(
    "largest-entropy",
    H,
    log(K),
    Sum(p[k] * phi(log(1 / (K * p[k]))), (k, 1, K)),
    "The divergence from the uniform distribution: nothing is as uncertain.",
)
d.step(
    Derivative(-Sum(r[k] * log(r[k]), (k, 1, K)) - m * (Sum(r[k], (k, 1, K)) - 1), r[k]),
    -log(r[k]) - 1 - m,
    "Lagrange gives the same: where this is 0 for all k, all shares are equal.",
)
d.claim("uniform", -Sum(log(1 / K) / K, (k, 1, K)), log(K), "And there the entropy is log K.")
d.claim(
    "bits",
    -Sum(p[k] * (log(p[k]) / log(2)), (k, 1, K)),
    H / log(2),
    "With logarithms to base 2 the unit is the bit: 1 nat is 1 / log 2 bits.",
)


@d.network("a classifier of five classes, soft targets")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the library's loss, whose lowest value is the entropy of the target."""
    truth, logits = rng.normal(size=(1, 5)), rng.normal(size=(1, 5))
    target, loss = softmax(truth), SoftmaxCrossEntropy()
    values = {a: truth, b: logits}
    entropy = loss(np.log(target), target)
    divergence = (target * (np.log(target) - np.log(softmax(logits)))).sum()
    yield Comparison("split", values, network=loss(logits, target))
    yield Comparison("divergence", values, network=0.0)
    yield Comparison("largest-entropy", {K: 5}, network=entropy)
    yield Comparison(
        "model-gradient",
        values,
        network=loss.gradient(logits, target),
        objective=lambda at: loss(at, target),
        at=logits,
    )
    yield Comparison("uniform", {K: 5}, network=loss(np.zeros((1, 5)), np.full((1, 5), 0.2)))
    yield Comparison("bits", {a: truth}, network=-(target * np.log2(target)).sum())
    yield Comparison("split", {H: entropy, D: divergence}, network=loss(logits, target))


if __name__ == "__main__":
    d.show()
