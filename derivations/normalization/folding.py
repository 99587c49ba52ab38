"""At inference batch normalization is affine: it folds into weights and bias of the layer before."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, FixedNorm, MeanSquaredError, Network, RunningStatistics

d = Derivation("Folding batch normalization")

D, N = d.size("D", 3), d.size("N", 3)
j = d.index("j", D)
n = d.index("n", N)
x, w = d.vectors("x w", D)
X = d.matrix("X", N, D)
b, mu, gamma, beta = d.reals("b mu gamma beta")
v, eps = d.positive("v"), d.positive("epsilon")

y = d.let("y", Sum(x[j] * w[j], (j, 1, D)) + b, "One unit of a dense layer.")
a = d.let(
    "a",
    gamma * (y - mu) / sqrt(v + eps) + beta,
    "Normalized with the stored mean and variance, which no longer move.",
)
s = d.let("s", gamma / sqrt(v + eps), "All that is multiplied is one number a unit.")
d.claim("weight", Derivative(a, x[j]), s * w[j], "So this is what an input weighs after normalization,")
d.claim(
    "bias",
    a - Sum(s * w[j] * x[j], (j, 1, D)),
    s * (b - mu) + beta,
    "and this is left of it without its inputs.",
)
u = d.let("w'", s * w[j], "Take them as the weights")
c = d.let("b'", s * (b - mu) + beta, "and the bias of one dense layer:")
d.claim("folded", a, Sum(x[j] * u[j], (j, 1, D)) + c, "it alone does what the two did, for every input.")
d.refuted(
    "mean-forgotten",
    a,
    Sum(x[j] * u[j], (j, 1, D)) + s * b + beta,
    "The stored mean has to go into the bias, scaled like the old bias.",
)
d.refuted(
    "bias-not-scaled",
    a,
    Sum(x[j] * u[j], (j, 1, D)) + b - s * mu + beta,
    "The old bias is normalized along with the rest.",
)

Y = d.let("Y", Sum(X[n, j] * w[j], (j, 1, D)) + b, "While training, the unit over a batch,")
m = d.let("m", Sum(Y[n], (n, 1, N)) / N, "and its mean.")
r = d.let("r", Sum(X[n, j], (n, 1, N)) / N, "With the mean of every input,")
d.claim(
    "bias-cancels",
    Y[n] - m,
    Sum((X[n, j] - r[j]) * w[j], (j, 1, D)),
    "the bias before the normalization is gone: leave it out, beta does its work.",
)


@d.network("a dense layer with fixed normalization, and one dense layer in its place")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Fold four units into new weights; read the bias off at the input 0."""
    layer = Dense(rng.normal(size=(3, 4)), rng.normal(size=4))
    seen = RunningStatistics(rng.normal(size=4), rng.uniform(0.5, 3, size=4))
    norm = FixedNorm(rng.normal(1.5, 0.4, size=4), rng.normal(size=4), seen, epsilon=0.3)
    inputs = rng.normal(size=(5, 3))
    both = Network(layer, norm, loss=MeanSquaredError())
    outputs, at_zero = both(inputs), both(np.zeros((1, 3)))[0]  # (5, 4), (4,)
    for unit in range(4):
        values = {
            w: layer.W[:, unit],
            b: layer.b[unit],
            mu: seen.mean[unit],
            v: seen.variance[unit],
            gamma: norm.gamma[unit],
            beta: norm.beta[unit],
            eps: 0.3,
        }
        slopes = both(np.eye(3))[:, unit] - at_zero[unit]  # (3,)
        yield Comparison("weight", values, network=slopes)
        yield Comparison("bias", {**values, x: inputs[0]}, network=at_zero[unit])
        yield Comparison("folded", {**values, x: inputs[2]}, network=outputs[2, unit])
    bare = layer(inputs)  # (5, 4)
    yield Comparison(
        "bias-cancels",
        {X: inputs, w: layer.W[:, 1]},
        network=(bare - bare.mean(axis=0))[:, 1],
    )


if __name__ == "__main__":
    d.show()
