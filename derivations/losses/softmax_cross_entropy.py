"""Softmax followed by cross-entropy has the gradient p - y."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, Softmax, SoftmaxCrossEntropy, Tanh, softmax

d = Derivation("Softmax with cross-entropy")

K = d.size("K", 3, 4, 5)
j, k = d.indices("j k", K)
z, y, u = d.vectors("z y u", K)
a, b = d.reals("a b")

p = d.let("p", exp(z[k]) / Sum(exp(z[j]), (j, 1, K)), "Softmax turns scores into probabilities.")
L = d.let(
    "L",
    -Sum(y[k] * log(p[k]), (k, 1, K)),
    "Cross-entropy is the negative log-likelihood of the target.",
)
d.given(Sum(y[k], (k, 1, K)), 1, "The target is a distribution: one-hot, or smoothed.")

d.step(Sum(p[k], (k, 1, K)), 1, "The denominator is the sum of all numerators.")
d.claim(
    "jacobian",
    Derivative(p[k], z[j]),
    p[k] * (KroneckerDelta(j, k) - p[j]),
    "Quotient rule; the numerator depends on z_j only when j = k.",
)
d.claim(
    "gradient",
    Derivative(L, z[k]),
    p[k] - y[k],
    "Sum the Jacobian against -y / p; what is left of p_k is multiplied by the target's total, 1.",
)
d.refuted(
    "slope-kept",
    Derivative(L, z[k]),
    (p[k] - y[k]) * p[k] * (1 - p[k]),
    "The slope of softmax is inside already: the logarithm cancelled it.",
)
d.refuted(
    "target-minus-probability",
    Derivative(L, z[k]),
    y[k] - p[k],
    "That is the direction to walk in; the gradient points the other way.",
)
d.claim(
    "parts",
    Sum(p[k] - y[k], (k, 1, K)),
    0,
    "The gradient moves logits apart and never all of them together.",
)

M = d.let("M", -Sum(u[k] * log(p[k]), (k, 1, K)), "The same with weights u that need not sum to 1.")
d.claim(
    "any-target",
    Derivative(M, z[k]),
    p[k] * Sum(u[j], (j, 1, K)) - u[k],
    "The total weighs p, and only a total of 1 can be left out.",
)
d.claim(
    "two-classes",
    exp(a) / (exp(a) + exp(b)),
    1 / (1 + exp(b - a)),
    "With two scores, divide by exp(a): a sigmoid of their difference, so one output is enough.",
)


@d.network("a 4-5-3 tanh classifier")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Backpropagate one example whose target is smoothed, and look at the gradient at the logits."""
    loss = SoftmaxCrossEntropy()
    network = Network(Dense.he(4, 5, rng), Tanh(), Dense.he(5, 3, rng), loss=loss)
    x = rng.normal(size=(1, 4))
    target = rng.dirichlet(np.ones(3), size=1)  # (1, 3)
    logits = network(x)  # (1, 4) -> (1, 3)
    yield Comparison(
        "gradient",
        {z: logits, y: target},
        network=network.backpropagate(x, target).dL_doutput,
        objective=lambda z: loss(z, target),
        at=logits,
    )
    pair = rng.normal(size=(1, 2))
    yield Comparison("two-classes", {a: pair[0, 0], b: pair[0, 1]}, network=softmax(pair)[0, 0])
    weighted = target * rng.uniform(0.3, 0.7)  # an example that counts for less
    yield Comparison("any-target", {z: logits, u: weighted}, network=loss.gradient(logits, weighted))
    _, backward = Softmax().forward(logits)
    yield Comparison(
        "jacobian",
        {z: logits},
        network=np.vstack(
            [backward(dL_dp).dL_dx for dL_dp in np.eye(3)[:, None, :]]
        ),  # 3 times (1, 3) -> (3, 3)
        objective=lambda z: softmax(z[None, :])[0],
        at=logits[0],
    )


if __name__ == "__main__":
    d.show()
