"""Mixup draws the probabilities to a mixture of two targets: cross-entropy is linear in the target."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, SoftmaxCrossEntropy

d = Derivation("Mixup")

K = d.size("K", 3, 4)
j, k = d.indices("j k", K)
z, y, t = d.vectors("z y t", K)
lam = d.probability("lambda")

p = d.let(
    "p",
    exp(z[k]) / Sum(exp(z[j]), (j, 1, K)),
    "Softmax of the logits that the network gives for a mixed input lambda x + (1 - lambda) x'.",
)
d.given(Sum(y[k], (k, 1, K)), 1, "The target of x is a distribution,")
d.given(Sum(t[k], (k, 1, K)), 1, "and so is that of x'.")
s = d.let("s", lam * y[k] + (1 - lam) * t[k], "The mixed target, with the same lambda as the input.")
L = d.let("L", -Sum(s[k] * log(p[k]), (k, 1, K)), "Cross-entropy.")

d.claim(
    "linear",
    L,
    lam * (-Sum(y[k] * log(p[k]), (k, 1, K))) + (1 - lam) * (-Sum(t[k] * log(p[k]), (k, 1, K))),
    "The same as mixing the losses of the two targets; both are of the mixed input.",
)
d.step(Sum(s[k], (k, 1, K)), 1, "A mixture of distributions is a distribution,")
d.claim(
    "gradient",
    Derivative(L, z[k]),
    p[k] - lam * y[k] - (1 - lam) * t[k],
    "so the gradient is p minus target once more.",
)
d.refuted(
    "swapped",
    Derivative(L, z[k]),
    p[k] - (1 - lam) * y[k] - lam * t[k],
    "The weights must go with the inputs; lambda = 1/2 hides the swap.",
)


@d.network("a classifier of three classes on a mixed input")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Mix two examples and their targets, which are soft so that no square can hide, and backpropagate."""
    share, loss = rng.uniform(0.6, 0.9), SoftmaxCrossEntropy()
    network = Network(Dense.he(4, 3, rng), loss=loss)
    inputs, targets = rng.normal(size=(2, 4)), rng.dirichlet(np.ones(3), size=2)
    weights = np.array([[share, 1 - share]])
    mixed, target = weights @ inputs, weights @ targets  # (1, 2) @ (2, 4), (1, 2) @ (2, 3)
    logits = network(mixed)
    values = {z: logits, y: targets[0], t: targets[1], lam: share}
    two = share * loss(logits, targets[:1]) + (1 - share) * loss(logits, targets[1:])
    yield Comparison("linear", values, network=two)
    yield Comparison(
        "gradient",
        values,
        network=network.backpropagate(mixed, target).dL_doutput,
        objective=lambda at: loss(at, target),
        at=logits,
    )


if __name__ == "__main__":
    d.show()
