"""Standardizing a feature gives it mean 0 and variance 1, whatever unit it was measured in."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum, sqrt

from quizapp.derive import Comparison, Derivation

d = Derivation("Standardizing a feature")

N = d.size("N", 3, 4, 5)
n, l = d.indices("n l", N)
D = d.size("D", 4)
k = d.index("k", D)
x, X = d.vector("x", N), d.matrix("X", N, D)
c, s = d.real("c"), d.positive("s")
M = d.size("M", 3, 5)
i = d.index("i", M)
y = d.vector("y", M)

mu = d.let("mu", Sum(x[n], (n, 1, N)) / N, "The mean of one feature over the training set.")
var = d.let("v", Sum((x[n] - mu) ** 2, (n, 1, N)) / N, "Its variance.")
z = d.let(
    "z",
    (x[n] - mu) / sqrt(var),
    "The standardized feature: subtract the mean, divide by the standard deviation.",
)
m = d.let("m", Sum(X[n, k], (k, 1, D)) / D, "For contrast: one example's mean over its D features.")
x_new = d.let("x'", s * x[n] + c, "The same feature in another unit, as Fahrenheit for Celsius.")
mu_new = d.let("mu'", Sum(x_new[n], (n, 1, N)) / N, "Its mean,")
var_new = d.let("v'", Sum((x_new[n] - mu_new) ** 2, (n, 1, N)) / N, "and its variance.")

d.claim("zero-mean", Sum(z[n], (n, 1, N)) / N, 0, "Deviations from the mean cancel.")
d.refuted(
    "per-example",
    Sum(X[n, k] - m[n], (n, 1, N)) / N,
    0,
    "Subtracting from each example the mean of its own features leaves every feature off centre.",
)
d.claim(
    "unit-variance",
    Sum(z[n] ** 2, (n, 1, N)) / N,
    1,
    "The squared deviations were divided by their own mean.",
)
d.step(
    Sum((x[n] - mu) ** 2 / var**2, (n, 1, N)) / N,
    1 / var,
    "Divided by the variance instead, the feature would keep a variance, the inverse of its old one.",
)
d.refuted(
    "divided-by-the-variance",
    Sum(((x[n] - mu) / var) ** 2, (n, 1, N)) / N,
    1,
    "Its unit is that of the feature, squared, so it cannot cancel the unit.",
)
d.claim(
    "invariance",
    (x_new[n] - mu_new) / sqrt(var_new),
    z[n],
    "Shift and unit cancel, as long as the unit does not flip the sign.",
)
q = d.let("q", (y[i] - mu) / sqrt(var), "Other data, as a test set, get the statistics of the training set,")
r = d.let("r", Sum(y[i], (i, 1, M)) / M, "and whatever their mean is,")
d.claim(
    "kept-shift",
    Sum(q[i], (i, 1, M)) / M,
    (r - mu) / sqrt(var),
    "how far it lies from the training set's stays visible, in training deviations.",
)
d.refuted(
    "test-set-centred",
    Sum(q[i], (i, 1, M)) / M,
    0,
    "Only the data that the statistics came from must have mean 0.",
)


@d.network("five examples of one feature, standardized with NumPy")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with NumPy's mean and standard deviation, in another unit."""
    feature = rng.normal(3, 2, size=5)
    scale, shift = rng.uniform(1.5, 2), rng.normal()
    moved = scale * feature + shift
    yield Comparison(
        "invariance", {x: feature, s: scale, c: shift}, network=(moved - moved.mean()) / moved.std()
    )
    standardized = (feature - feature.mean()) / feature.std()
    yield Comparison("unit-variance", {N: 5}, network=standardized.var())
    later = rng.normal(5, 2, size=4)
    scaled = (later - feature.mean()) / feature.std()
    yield Comparison("kept-shift", {x: feature, y: later}, network=scaled.mean())


if __name__ == "__main__":
    d.show()
