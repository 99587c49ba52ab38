"""Label smoothing mixes the target with the uniform distribution, and so gives the logits a finite goal."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import SoftmaxCrossEntropy, softmax

d = Derivation("Label smoothing")

K = d.size("K", 3, 4, 5)
j, k = d.indices("j k", K)
z, y = d.vectors("z y", K)
e = d.probability("epsilon")

p = d.let("p", exp(z[k]) / Sum(exp(z[j]), (j, 1, K)), "Softmax turns scores into probabilities.")
d.given(Sum(y[k], (k, 1, K)), 1, "The target is a distribution, usually one-hot.")
s = d.let("s", (1 - e) * y[k] + e / K, "Every class, the right one included, gets a share of epsilon / K.")
L = d.let("L", -Sum(s[k] * log(p[k]), (k, 1, K)), "Cross-entropy with the smoothed target.")

d.step(Sum(s[k], (k, 1, K)), 1, "The shares sum to epsilon, so the smoothed target is a distribution again.")
d.claim(
    "mixture",
    L,
    (1 - e) * (-Sum(y[k] * log(p[k]), (k, 1, K))) + e * (-Sum(log(p[k]), (k, 1, K)) / K),
    "Cross-entropy is linear in its target: the plain loss, mixed with one against a uniform target.",
)
d.claim(
    "gradient",
    Derivative(L, z[k]),
    p[k] - (1 - e) * y[k] - e / K,
    "Probability minus target, as for every target that is a distribution.",
)
g = d.let(
    "g", log(1 + K * (1 - e) / e), "Let the right logit lead all others, which are equal, by this much."
)
d.claim(
    "goal",
    exp(g) / (exp(g) + K - 1),
    1 - e + e / K,
    "Then p is the smoothed one-hot target: the gradient is 0. For epsilon near 0 the lead has no end.",
)
c = d.let(
    "epsilon'",
    e * (K - 1) / K,
    "The other convention keeps 1 - epsilon' and shares epsilon' among the wrong classes:",
)
d.claim(
    "other-convention",
    c / (K - 1),
    e / K,
    "the same smoothing under another name, so ask which epsilon is meant.",
)
d.refuted(
    "mixed-conventions",
    Derivative(L, z[k]),
    p[k] - (1 - e) * y[k] - e / (K - 1),
    "A share among the wrong classes goes with the other convention; here the sum over k is not 0.",
)


@d.network("softmax cross-entropy on a smoothed target with five classes")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare the loss and its gradient, and look for the logits at which the gradient is zero."""
    loss, amount = SoftmaxCrossEntropy(), rng.uniform(0.1, 0.3)
    logits = rng.normal(size=(1, 5))
    target = rng.dirichlet(np.ones(5), size=1)  # (1, 5); one-hot would hide a square
    smooth = target + amount * (0.2 - target)  # (1, 5)
    values = {z: logits, y: target, e: amount}
    yield Comparison("mixture", values, network=loss(logits, smooth))
    yield Comparison(
        "gradient",
        values,
        network=loss.gradient(logits, smooth),
        objective=lambda at: loss(at, smooth),
        at=logits,
    )
    right = np.eye(5)[[3]]  # (1, 5)
    trained = np.log(right + amount * (0.2 - right))  # logits at which no gradient is left
    assert np.abs(loss.gradient(trained, right + amount * (0.2 - right))).max() < 1e-12
    yield Comparison("goal", {K: 5, e: amount}, network=softmax(trained)[0, 3])


if __name__ == "__main__":
    d.show()
