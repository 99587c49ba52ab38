"""A threshold on the probability is a threshold on the logit, so it moves the boundary without turning it."""

from collections.abc import Iterator

import numpy as np
from sympy import exp, log, sqrt

from quizapp.derive import Comparison, Derivation, Inner, SquaredNorm
from quizapp.network import Dense, sigmoid

d = Derivation("The threshold of a classifier")

D = d.size("D", 3, 4)
x, w = d.vectors("x w", D)
b, z = d.reals("b z")
t = d.probability("t")
g, alpha, beta, a = d.positive("g"), d.positive("alpha"), d.positive("beta"), d.real("a")

sigma = d.function("sigma", z, 1 / (1 + exp(-z)), "The sigmoid turns a logit into a probability.")
theta = d.let(
    "theta", log(t / (1 - t)), "The logit that belongs to a threshold t on the probability; 0 for t = 1/2."
)
d.claim("odds", sigma(z) / (1 - sigma(z)), exp(z), "Yes against no: a logit of 0 is one to one.")
d.step(log(sigma(z) / (1 - sigma(z))), z, "So the logit is the logarithm of the odds.")
d.claim("inverse", theta, log(t) - log(1 - t), "From a probability back to its logit.")
d.claim(
    "one-unit",
    sigma(z + a) / (1 - sigma(z + a)),
    exp(a) * sigma(z) / (1 - sigma(z)),
    "Adding a to the logit multiplies the odds, by the same factor wherever one stands;",
)
d.refuted(
    "probability-multiplied",
    sigma(z + a),
    exp(a) * sigma(z),
    "the probability is not multiplied by it: it would soon be above 1.",
)
phi = d.function(
    "phi", z, exp(z) - 1 - z, "By how much the exponential lies above its tangent at 0: never negative."
)

d.claim("same-point", sigma(theta), t, "The odds t / (1 - t) are the exponential of the logit.")
d.refuted(
    "threshold-on-logits",
    sigma(t),
    t,
    "A threshold on the probability may not be compared with a logit: for one half that would be 0, not 1/2.",
)
d.claim(
    "difference",
    sigma(z) - t,
    (exp(z) - exp(theta)) / ((1 + exp(z)) * (1 + exp(theta))),
    "One common denominator, which is positive: probability and logit pass their thresholds together.",
)
d.bound(
    "above",
    t,
    sigma(theta + g),
    exp(theta) * (phi(g) + g) / ((1 + exp(theta + g)) * (1 + exp(theta))),
    "A logit above theta by g > 0 has a probability above t,",
)
d.bound(
    "below",
    sigma(theta - g),
    t,
    exp(theta - g) * (phi(g) + g) / ((1 + exp(theta - g)) * (1 + exp(theta))),
    "and one below has one below. So p >= t just where w^T x + b >= theta.",
)
f = d.function(
    "f", x, Inner(w, x) + b, "The logit of a linear classifier; f(x) = theta is a hyperplane for every t."
)
y = d.let(
    "x'", x + a / sqrt(SquaredNorm(w)) * w, "Go from x at right angles to the hyperplane by a distance a:"
)
d.claim(
    "distance",
    f(y),
    f(x) + a * sqrt(SquaredNorm(w)),
    "the logit changes by a times the length of w. Another t moves the boundary in parallel.",
)
d.claim(
    "costs",
    alpha * (1 - t) - beta * t,
    (alpha + beta) * (alpha / (alpha + beta) - t),
    "If a false alarm costs alpha and a miss beta, saying yes is cheaper from t = alpha / (alpha + beta) on.",
)


@d.network("a dense layer with one sigmoid output")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with probabilities of the library, on both sides of a threshold far from one half."""
    layer = Dense(rng.normal(size=(4, 1)), rng.normal(size=1))
    point, level, step = rng.normal(size=(1, 4)), rng.uniform(0.7, 0.9), rng.uniform(0.3, 0.9)
    logit = layer(point)
    yield Comparison("difference", {z: logit, t: level}, network=sigmoid(logit) - level)
    yield Comparison("odds", {z: logit}, network=sigmoid(logit) / sigmoid(-logit))
    more = layer(point + step * np.eye(4)[:1])  # the first feature grows by a step
    gain = step * layer.W[0, 0]
    yield Comparison("one-unit", {z: logit, a: gain}, network=sigmoid(more) / sigmoid(-more))
    yield Comparison("inverse", {t: sigmoid(logit)[0, 0]}, network=logit)
    at = np.log(level) - np.log1p(-level)
    yield Comparison("same-point", {t: level}, network=sigmoid(np.array(at)))
    yield Comparison("above", {t: level, g: step}, network=level)
    yield Comparison("below", {t: level, g: step}, network=sigmoid(np.array(at - step)))
    direction = layer.W / np.linalg.norm(layer.W)
    yield Comparison(
        "distance",
        {x: point, w: layer.W, b: layer.b[0], a: step},
        network=layer(point + step * direction.T),
    )


if __name__ == "__main__":
    d.show()
