"""Two Gaussian classes with one covariance make logistic regression exactly right."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Determinant, exp, log, pi, sqrt

from quizapp.derive import Comparison, Derivation, Inner
from quizapp.network import Dense, sigmoid

d = Derivation("Gaussian classes give logistic regression")

D = d.size("D", 2)
x, mu, nu = d.vectors("x mu nu", D)
A = d.matrix("A", D, D)
c = d.probability("c")
t, a, b = d.reals("t a b")
s, r = d.positive("s"), d.positive("r")

S = d.let(
    "S", A * A.T, "The covariance that both classes share; written so, it can be any, and A has an inverse."
)
scale = d.let(
    "k", sqrt((2 * pi) ** D * Determinant(S)), "What makes the density integrate to 1, the same for both."
)
p = d.let(
    "p",
    c * exp(-Inner(x - mu, S.I * (x - mu)) / 2) / scale,
    "Class 1 has the share c of all examples and the mean mu;",
)
q = d.let(
    "q", (1 - c) * exp(-Inner(x - nu, S.I * (x - nu)) / 2) / scale, "class 0 has the rest, and the mean nu."
)
w = d.let("w", S.I * (mu - nu), "The direction that separates the means, measured by the spread.")
h = d.let(
    "h",
    -(Inner(mu, S.I * mu) - Inner(nu, S.I * nu)) / 2 + log(c / (1 - c)),
    "The bias: half the difference of squared lengths, and the log-odds of the shares.",
)

d.claim(
    "odds",
    p / q,
    exp(Inner(w, x) + h),
    "The terms quadratic in x are the same in both classes and cancel: what is left is linear.",
)
d.claim(
    "posterior",
    p / (p + q),
    1 / (1 + exp(-Inner(w, x) - h)),
    "Bayes: divide by p. The sigmoid is not chosen for convenience, it follows.",
)
d.step(
    Inner(w, (mu + nu) / 2) + h,
    log(c / (1 - c)),
    "Halfway between the means only the shares decide.",
)
f = d.function(
    "f",
    t,
    (t - b) ** 2 / (2 * r**2) - (t - a) ** 2 / (2 * s**2) + log(r / s),
    "In one dimension with two widths s and r, the log-odds at equal shares",
)
d.claim(
    "two-widths",
    Derivative(f(t), t, 2),
    1 / r**2 - 1 / s**2,
    "have a curvature: unless the widths agree, the boundary is no longer linear.",
)


@d.network("densities of three dimensions against a dense layer")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Evaluate both densities by a triangular solve, and the layer with the weights claimed."""
    point, first, second = rng.normal(size=(3, 3))
    root, share = rng.normal(size=(3, 3)) + 2 * np.eye(3), rng.uniform(0.6, 0.9)
    covariance = root @ root.T

    def log_density(mean: np.ndarray) -> float:
        triangle = np.linalg.cholesky(covariance)
        white = np.linalg.solve(triangle, point - mean)
        return -0.5 * (white @ white) - np.log(np.diagonal(triangle)).sum() - 1.5 * np.log(2 * np.pi)

    joint = np.array([share * np.exp(log_density(first)), (1 - share) * np.exp(log_density(second))])
    values = {x: point, mu: first, nu: second, A: root, c: share}
    yield Comparison("odds", values, network=joint[0] / joint[1])
    yield Comparison("posterior", values, network=joint[0] / joint.sum())
    weights = np.linalg.solve(covariance, first - second)
    bias = -(first + second) @ weights / 2 + np.log(share / (1 - share))
    layer = Dense(weights[:, np.newaxis], np.array([bias]))
    yield Comparison("posterior", values, network=sigmoid(layer(point[np.newaxis])))


if __name__ == "__main__":
    d.show()
