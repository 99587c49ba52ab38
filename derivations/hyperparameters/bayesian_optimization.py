"""Expected improvement rewards a good prediction and an uncertain one, and a Gaussian process gives both."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Integral, erf, exp, oo, pi, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import normal_cdf, normal_density

d = Derivation("Bayesian optimization")

v, n, rho = d.positive("v"), d.positive("n"), d.probability("rho")
f, y, t, z = d.reals("f y t z")
b, mu, sigma = d.real("b"), d.real("mu"), d.positive("sigma")

Q = d.let(
    "Q",
    ((v + n) * f**2 - 2 * rho * v * f * y + v * y**2) / (v * (v + n) - (rho * v) ** 2),
    "Loss f at a new setting, and y seen at another, with noise n: Gaussian, variance v, correlation rho.",
)
m = d.let("m", rho * v / (v + n) * y, "Then f is expected here: what was seen, as far as the two are alike,")
s = d.let("s", v - (rho * v) ** 2 / (v + n), "with this variance: less than before, most so close by.")
d.claim(
    "posterior",
    Q,
    (f - m) ** 2 / s + y**2 / (v + n),
    "Complete the square in f: given y, f is Gaussian with mean m and variance s.",
)

phi = d.function("phi", z, exp(-(z**2) / 2) / sqrt(2 * pi), "The density of a standard normal,")
Phi = d.function("Phi", z, (1 + erf(z / sqrt(2))) / 2, "and the area under it.")
I = d.let(
    "I",
    (b - mu) * Phi((b - mu) / sigma) + sigma * phi((b - mu) / sigma),
    "By how much a trial should beat the best loss b so far, if mean and width are predicted to be these.",
)
d.claim(
    "improvement",
    Integral((b - mu - sigma * t) * phi(t), (t, -oo, (b - mu) / sigma)),
    I,
    "It is the mean of what lies below b; a trial that is worse than b costs nothing.",
)
d.claim("exploit", Derivative(I, mu), -Phi((b - mu) / sigma), "A lower prediction is worth more,")
d.claim("explore", Derivative(I, sigma), phi((b - mu) / sigma), "and so is a wider one: it might be good.")
d.refuted(
    "mean-only",
    I,
    b - mu,
    "The predicted gain alone would never try a setting that looks worse than the best.",
)


@d.network("a Gaussian process with one observation, and the mean over a fine grid")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Invert the covariance as a matrix, and average the improvement over a million outcomes."""
    spread, noise, alike = rng.uniform(1, 2), rng.uniform(0.1, 0.4), rng.uniform(0.3, 0.9)
    covariance = np.array([[spread, alike * spread], [alike * spread, spread + noise]])
    pair = rng.normal(size=2)
    quadratic = pair @ np.linalg.solve(covariance, pair)
    seen = {v: spread, n: noise, rho: alike, f: pair[0], y: pair[1]}
    yield Comparison("posterior", seen, network=quadratic)
    best, mean, width = rng.normal(), rng.normal(), rng.uniform(0.5, 1.5)

    def improvement(at: np.ndarray) -> np.ndarray:
        gap = (best - at[0]) / at[1]
        return at[1] * (gap * normal_cdf(gap) + normal_density(gap))

    values = {b: best, mu: mean, sigma: width}
    grid = (np.arange(-900_000, 900_000) + 0.5) / 100_000  # the density is 0 beyond 9
    gains = np.maximum(0, best - mean - width * grid) * np.exp(-(grid**2) / 2) / np.sqrt(2 * np.pi)
    yield Comparison("improvement", values, network=gains.sum() / 100_000)
    at = np.array([mean, width])
    slopes = [improvement(at + 1e-30j * axis).imag / 1e-30 for axis in np.eye(2)]
    yield Comparison("exploit", values, network=slopes[0])
    yield Comparison("explore", values, network=slopes[1])


if __name__ == "__main__":
    d.show()
