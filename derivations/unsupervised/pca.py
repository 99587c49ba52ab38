"""The top eigenvector of the covariance keeps the most variance, and so loses the least."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum, sqrt

from quizapp.derive import Comparison, Derivation, Gradient, Inner, Series, SquaredNorm, ones
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("Principal components")

N = d.size("N", 3)
D = d.size("D", 2, 3)
k, i = d.indices("k i", D)
X, w, a, v = d.matrix("X", N, D), d.vector("w", D), d.vector("a", D), d.vector("v", D)
lam, c = d.real("lambda"), d.positive("c")
g, l = d.vector("g", D, low=0), d.vector("l", D, low=0)

m = d.let("m", X.T * ones(N) / N, "The mean of the N examples, the rows of X.")
S = d.let(
    "S",
    (X.T - m * ones(N).T) * (X - ones(N) * m.T) / N,
    "Their covariance; many divide by N - 1, which changes no direction.",
)
d.claim(
    "centred",
    X.T * X / N,
    S + m * m.T,
    "Unless the mean is taken off first, it is in the sum, and may well be the largest part.",
)
d.refuted("not-centred", X.T * X / N, S, "That holds only if every feature has mean 0: centre first.")
d.claim(
    "variance",
    SquaredNorm((X - ones(N) * m.T) * w) / N,
    Inner(w, S * w),
    "Project every example on w: this is how far the results scatter.",
)
G = d.let(
    "G",
    Inner(w, S * w) - lam * (SquaredNorm(w) - 1),
    "The most of it for a w of length 1, which a multiplier enforces.",
)
d.claim(
    "stationary",
    Gradient(G, w),
    2 * (S * w - lam * w),
    "It is 0 just where w is an eigenvector of the covariance, with lambda as eigenvalue and variance.",
)
q = d.let("q", a / sqrt(SquaredNorm(a)), "Let q have length 1, and v be an example, centred.")
d.claim(
    "reconstruction",
    SquaredNorm(v - Inner(q, v) * q),
    SquaredNorm(v) - Inner(q, v) ** 2,
    "Pythagoras: what is lost is what is not kept. So most variance and least error are one wish.",
)
d.claim(
    "explained",
    1 - Sum(l[i], (i, k + 1, D)) / Sum(l[i], (i, 1, D)),
    Sum(l[i], (i, 1, k)) / Sum(l[i], (i, 1, D)),
    "Each eigenvalue l is the variance along its own direction: k of them keep this share of the whole.",
)
d.given(l[k], c - g[k], "Let c be the largest eigenvalue, and q told along the eigenvectors.", solve_for=l[k])
d.bound(
    "largest",
    Sum(l[k] * q[k] ** 2, (k, 1, D)),
    c,
    Sum(g[k] * q[k] ** 2, (k, 1, D)),
    "Every other direction mixes the eigenvalues, with weights that sum to 1: none scatters more.",
)


@d.network("a linear autoencoder with one hidden unit, and singular values, on 5 examples of 3 features")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Project, encode and decode by dense layers; no covariance matrix is formed."""
    points = rng.normal(size=(5, 3)) * np.array([3.0, 1.5, 0.7]) + rng.normal(size=3)
    yield Comparison("centred", {X: points}, network=points.T @ points / 5)
    centred = points - points.mean(axis=0)  # (5, 3)
    direction, multiplier = rng.normal(size=3), rng.uniform(0.5, 2)
    values = {X: points, w: direction, lam: multiplier}
    layer = Dense(direction[:, np.newaxis], rng.normal(size=1))
    yield Comparison("variance", values, network=layer(points).var())
    spread = Network(Dense(direction[:, np.newaxis], np.zeros(1)), loss=MeanSquaredError())
    pull = spread.backpropagate(centred, np.zeros((5, 1))).layers[0].dL_dW[:, 0]  # the mean square's gradient
    yield Comparison(
        "stationary",
        values,
        network=pull - 2 * multiplier * direction,
        objective=lambda at: ((centred @ at) ** 2).mean() - multiplier * (at @ at - 1),
        at=direction,
    )
    unit = direction / np.linalg.norm(direction)
    coder = Network(Dense(unit[:, np.newaxis], np.zeros(1)), Dense(unit[np.newaxis], np.zeros(3)))
    lost = ((centred[:1] - coder(centred[:1])) ** 2).sum()
    yield Comparison("reconstruction", {v: centred[0], a: direction}, network=lost)
    U, s, Vt = np.linalg.svd(centred, full_matrices=False)
    eigenvalues = s**2 / 5
    yield Comparison("largest", {c: eigenvalues[0]}, network=((centred @ unit) ** 2).mean())
    kept = [((U[:, :r] * s[:r] @ Vt[:r]) ** 2).sum() / (centred**2).sum() for r in (1, 2, 3)]
    yield Comparison("explained", {l: eigenvalues}, network=np.array(kept))


@d.plot("Turning a direction over a long thin cloud", x="angle in degrees", y="variance")
def turning(rng: np.random.Generator) -> Iterator[Series]:
    """What is kept and what is lost add up to the same at every angle."""
    points = rng.normal(size=(200, 2)) * np.array([3, 1])
    points = (points - points.mean(axis=0)) @ np.array([[0.8, 0.6], [-0.6, 0.8]])
    angles = np.linspace(0, 180, 91)
    directions = np.vstack([np.cos(np.radians(angles)), np.sin(np.radians(angles))])  # (2, 91)
    kept = (points @ directions).var(axis=0)  # (200, 91) -> (91,)
    yield Series("kept", angles, kept)
    yield Series("lost", angles, points.var(axis=0).sum() - kept)


if __name__ == "__main__":
    d.show()
