"""On a sigmoid output, cross-entropy has the gradient p - y; squared error loses it where the unit saturates."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Derivative, Max, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import MeanSquaredError, Network, Sigmoid, SigmoidCrossEntropy

d = Derivation("Binary cross-entropy")

z = d.real("z")
y = d.probability("y")

p = d.let("p", 1 / (1 + exp(-z)), "The sigmoid turns the logit into a probability.")
L = d.let("L", -y * log(p) - (1 - y) * log(1 - p), "The negative log-likelihood of the target.")
S = d.let("S", (p - y) ** 2, "The squared error of the same output, for comparison.")

d.step(Derivative(p, z), p * (1 - p), "The slope of the sigmoid.")
d.claim(
    "logit-gradient",
    Derivative(L, z),
    p - y,
    "The logarithm divides by p or 1 - p, and so cancels the slope of the sigmoid.",
)
d.claim(
    "squared-error-gradient",
    Derivative(S, z),
    2 * p * (1 - p) * (p - y),
    "Nothing cancels here: a unit that is sure and wrong has almost no gradient.",
)
d.claim(
    "stable",
    L,
    Max(z, 0) - y * z + log(1 + exp(-Abs(z))),
    "Written from the logit, no exponential overflows and no logarithm sees a zero.",
)


@d.network("a sigmoid output")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare where the unit works, and at a logit of -20, sure and wrong."""
    target = np.array([[rng.uniform(0.6, 0.9)]])
    squared = Network(Sigmoid(), loss=MeanSquaredError())
    entropy = SigmoidCrossEntropy()
    for logit in (np.array([[rng.uniform(-3, 3)]]), np.array([[-20.0]])):
        values = {z: logit[0, 0], y: target[0, 0]}
        yield Comparison(
            "logit-gradient",
            values,
            network=entropy.gradient(logit, target),
            objective=lambda at: entropy(at, target),
            at=logit,
        )
        yield Comparison(
            "squared-error-gradient",
            values,
            network=squared.backpropagate(logit, target).dL_dx,
            objective=lambda at: squared.loss(at, target),
            at=logit,
        )
        yield Comparison("stable", values, network=entropy(logit, target))


if __name__ == "__main__":
    d.show()
