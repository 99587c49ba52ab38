"""The usual losses are negative log-likelihoods: the noise you assume chooses the loss."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Derivative, Product, Sum, exp, log, pi, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import MeanSquaredError, SigmoidCrossEntropy, SoftmaxCrossEntropy, sigmoid, softmax

d = Derivation("Losses as likelihoods")

N = d.size("N", 3)
K = d.size("K", 3, 4)
n = d.index("n", N)
k = d.index("k", K)
y, f = d.vectors("y f", N)
s, beta = d.positive("sigma"), d.positive("beta")
p = d.probability("p")
t = d.bit("t")
q, h = d.vector("q", K, low=0, high=1), d.vector("h", K)

G = d.let(
    "G",
    -log(Product(exp(-((y[n] - f[n]) ** 2) / (2 * s**2)) / sqrt(2 * pi * s**2), (n, 1, N))),
    "Independent examples multiply their densities. Here: Gaussian noise of width sigma around f.",
)
d.claim(
    "gaussian",
    G,
    Sum((y[n] - f[n]) ** 2, (n, 1, N)) / (2 * s**2) + N * log(s) + N * log(2 * pi) / 2,
    "The logarithm makes a sum of squared errors, and constants that no prediction changes.",
)
d.claim(
    "gaussian-gradient",
    Derivative(G, f[n]),
    (f[n] - y[n]) / s**2,
    "So maximal likelihood is least squares; sigma sets the scale only.",
)
d.claim(
    "noise-gradient",
    s * Derivative(G, s),
    N - Sum((y[n] - f[n]) ** 2, (n, 1, N)) / s**2,
    "The slope by log sigma, which is no constant if sigma is learnt: best is sigma^2 = mean square.",
)
A = d.let(
    "A",
    -log(Product(exp(-Abs(y[n] - f[n]) / beta) / (2 * beta), (n, 1, N))),
    "Laplace noise has heavier tails.",
)
d.claim(
    "laplace",
    A,
    Sum(Abs(y[n] - f[n]), (n, 1, N)) / beta + N * log(2 * beta),
    "Absolute error: an outlier counts by its distance, not by its square.",
)
d.claim(
    "bernoulli",
    -log(p**t * (1 - p) ** (1 - t)),
    -t * log(p) - (1 - t) * log(1 - p),
    "A coin that shows 1 with probability p, its outcome t as exponent: binary cross-entropy.",
)
d.claim(
    "categorical",
    -log(Product(q[k] ** h[k], (k, 1, K))),
    -Sum(h[k] * log(q[k]), (k, 1, K)),
    "A die that shows face k with probability q_k, its outcome a one-hot h as exponents: cross-entropy.",
)


@d.network("the library's losses against densities multiplied out")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Turn each loss of the library into a likelihood's logarithm by its scale and constants."""
    outputs, targets, width = rng.normal(size=(4, 1)), rng.normal(size=(4, 1)), rng.uniform(0.5, 0.8)
    values = {y: targets[:, 0], f: outputs[:, 0], s: width}
    loss = MeanSquaredError()
    constants = 4 * np.log(width * np.sqrt(2 * np.pi))
    yield Comparison("gaussian", values, network=4 * loss(outputs, targets) / (2 * width**2) + constants)
    yield Comparison(
        "gaussian-gradient", values, network=4 * loss.gradient(outputs, targets) / (2 * width**2)
    )
    error = 4 * loss(outputs, targets)
    yield Comparison(
        "noise-gradient",
        values,
        network=4 - error / width**2,
        objective=lambda at: error / (2 * np.exp(2 * at)) + 4 * at,
        at=np.log(width),
    )
    densities = np.exp(-np.abs(targets - outputs) / width) / (2 * width)
    laplace = {y: targets[:, 0], f: outputs[:, 0], beta: width}
    yield Comparison("laplace", laplace, network=-np.log(densities).sum())
    logit, logits = np.array([[rng.uniform(0.5, 2)]]), rng.normal(size=(1, 5))
    for face in (0.0, 1.0):
        binary = SigmoidCrossEntropy()(logit, np.array([[face]]))
        yield Comparison("bernoulli", {p: sigmoid(logit), t: face}, network=binary)
    shown = rng.dirichlet(np.ones(5), size=1)  # (1, 5): shares of many throws, as one-hot would hide a square
    many = SoftmaxCrossEntropy()(logits, shown)
    yield Comparison("categorical", {q: softmax(logits), h: shown}, network=many)


if __name__ == "__main__":
    d.show()
