"""A penalty is a prior: Gaussian weights give L2, Laplace weights give L1."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Product, Sum, exp, log, pi, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import L2, Dense, MeanSquaredError, Network

d = Derivation("Penalties as priors")

N = d.size("N", 3)
D = d.size("D", 2)
n = d.index("n", N)
j = d.index("j", D)
X, y, w = d.matrix("X", N, D), d.vector("y", N), d.vector("w", D)
s, t, b = d.positive("sigma"), d.positive("tau"), d.positive("beta")

f = d.let("f", Sum(X[n, j] * w[j], (j, 1, D)), "The prediction of a linear model for each example.")
p = d.let(
    "p",
    Product(exp(-((y[n] - f[n]) ** 2) / (2 * s**2)) / sqrt(2 * pi * s**2), (n, 1, N)),
    "The likelihood of the targets, with Gaussian noise of width sigma.",
)
g = d.let(
    "g",
    Product(exp(-(w[j] ** 2) / (2 * t**2)) / sqrt(2 * pi * t**2), (j, 1, D)),
    "A prior that takes every weight for Gaussian around 0, of width tau.",
)
h = d.let("h", Product(exp(-Abs(w[j]) / b) / (2 * b), (j, 1, D)), "Another prior: Laplace, of scale beta.")
E = d.let("E", Sum((y[n] - f[n]) ** 2, (n, 1, N)), "The summed squared error.")
C = d.let(
    "C",
    N * log(2 * pi * s**2) / 2 + D * log(2 * pi * t**2) / 2,
    "What normalizes p and g; no weight is in it,",
)
B = d.let("C'", N * log(2 * pi * s**2) / 2 + D * log(2 * b), "and the same for p and h.")

d.claim(
    "gaussian-prior",
    -log(p * g),
    C + (E + s**2 / t**2 * Sum(w[j] ** 2, (j, 1, D))) / (2 * s**2),
    "Bayes: likelihood times prior. The maximum is ridge regression with lambda = sigma^2 / tau^2.",
)
d.claim(
    "mean-loss",
    (E + s**2 / t**2 * Sum(w[j] ** 2, (j, 1, D))) / N,
    E / N + s**2 / (N * t**2) * Sum(w[j] ** 2, (j, 1, D)),
    "With the mean of the squared errors, lambda is N times smaller: more data leave less to the prior.",
)
d.claim(
    "laplace-prior",
    -log(p * h),
    B + (E + 2 * s**2 / b * Sum(Abs(w[j]), (j, 1, D))) / (2 * s**2),
    "The absolute value in the exponent becomes an L1 penalty with lambda = 2 sigma^2 / beta.",
)
d.refuted(
    "upside-down",
    -log(p * g),
    C + (E + t**2 / s**2 * Sum(w[j] ** 2, (j, 1, D))) / (2 * s**2),
    "A wide prior must penalize less, so its width belongs below.",
)


@d.network("a linear model, its densities multiplied out")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Multiply densities as numbers, and compare the posterior's slope with a penalized network."""
    inputs, targets = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
    weights = rng.uniform(0.2, 0.9, size=(3, 1)) * np.array([[1], [-1], [1]])
    noise, width = rng.uniform(0.5, 0.8), rng.uniform(1.2, 1.6)
    values = {X: inputs, y: targets[:, 0], w: weights[:, 0], s: noise}

    def density(x: np.ndarray, scale: float) -> np.ndarray:
        return np.exp(-0.5 * (x / scale) ** 2) / (scale * np.sqrt(2 * np.pi))

    likelihood = density(targets - inputs @ weights, noise).prod()
    posterior = likelihood * density(weights, width).prod()
    yield Comparison("gaussian-prior", {**values, t: width}, network=-np.log(posterior))
    penalized = Network(
        Dense(weights, np.zeros(1)), loss=MeanSquaredError(), penalty=L2(2 * noise**2 / (5 * width**2))
    )
    yield Comparison("mean-loss", {**values, t: width}, network=penalized.loss(inputs, targets))
    laplace = np.prod(np.exp(-np.abs(weights) / width) / (2 * width))
    yield Comparison("laplace-prior", {**values, b: width}, network=-np.log(likelihood * laplace))


if __name__ == "__main__":
    d.show()
