"""On a quadratic bowl, gradient descent multiplies the error by one minus rate times curvature a step."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Identity

from quizapp.derive import Comparison, Derivation, Gradient, Inner, SquaredNorm
from quizapp.network import SGD

d = Derivation("Gradient descent on a quadratic bowl")

t = d.size("t", 3, 4, 7)
x, x_0 = d.reals("x x_0")
eta, lam = d.positive("eta"), d.positive("lambda")
mu, ell = d.positive("mu"), d.positive("ell")

f = d.function(
    "f", x, lam / 2 * x**2, "A bowl with curvature lambda; its minimum is at 0, so x is the error."
)
d.step(
    x - eta * Derivative(f(x), x),
    (1 - eta * lam) * x,
    "One step multiplies the error by a factor that does not depend on where we are.",
)
d.claim(
    "error",
    (1 - eta * lam) ** t * x_0 - eta * lam * ((1 - eta * lam) ** t * x_0),
    (1 - eta * lam) ** (t + 1) * x_0,
    "So t steps multiply it by the t-th power, and one more step by one power more.",
)
d.claim(
    "step-limit",
    1 - (1 - eta * lam) ** 2,
    eta * lam * (2 - eta * lam),
    "The factor is below one in size just when this is positive: for rates below 2 over the curvature.",
)
y = d.let("y", (1 - eta * lam) * x, "A step leads to y. What it lowers the loss by")
d.claim(
    "drop",
    f(x) - f(y),
    eta * lam * (2 - eta * lam) * f(x),
    "is a share of what is left: for a tiny rate a tiny share, however much is left.",
)
d.claim(
    "gap",
    f(x),
    Derivative(f(x), x) ** 2 / (2 * lam),
    "The slope tells what is left without the rate, but not without the curvature.",
)
best = d.let(
    "eta'",
    2 / (mu + ell),
    "With curvatures from mu to ell, balance the slowest against the fastest direction.",
)
d.claim("best-step", 1 - best * mu, (ell - mu) / (ell + mu), "The flat direction shrinks by this factor,")
d.step(
    best * ell - 1,
    (ell - mu) / (ell + mu),
    "and the steep one by the same, with the sign flipped in each step.",
)

d.claim(
    "no-better-step",
    (ell * (1 - eta * mu) + mu * (eta * ell - 1)) / (ell + mu),
    (ell - mu) / (ell + mu),
    "No rate does better: an average of both factors is always this, so one is at least as large.",
)

n = d.size("n", 3, 4)
A, z, m, v = d.matrix("A", n, n), *d.vectors("z m v", n)
H = d.let(
    "H", A + A.T, "In many dimensions the bowl has a symmetric matrix of curvatures, and its minimum is at m:"
)
B = d.let("B", Inner(z - m, H * (z - m)) / 2, "a bowl around m.")
d.claim(
    "matrix-error",
    z - eta * Gradient(B, z) - m,
    (Identity(n) - eta * H) * (z - m),
    "A step multiplies the error by I - eta H, and t steps by its power t.",
)
c = d.let("c", Inner(v, H * v) / SquaredNorm(v), "Along an eigenvector v of H, whose eigenvalue is this,")
d.claim(
    "along-an-eigenvector",
    Inner(v, (Identity(n) - eta * H) * v),
    (1 - eta * c) * SquaredNorm(v),
    "it is that of a bowl with this curvature: the largest limits the rate, the smallest sets the pace.",
)


@d.network("SGD on a quadratic")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Take five steps with the library's optimizer; the rate makes it overshoot, and still converge."""
    curvature, start = rng.uniform(2, 3), rng.uniform(1, 2)
    rate = 1.7 / curvature
    at, optimizer = np.array([start]), SGD(rate)
    for _ in range(5):
        before = at[0]
        at = optimizer.update(at, curvature * at)
    small, large = rng.uniform(0.5, 1), rng.uniform(4, 7)
    yield Comparison("step-limit", {eta: rate, lam: curvature}, network=1 - (at[0] / before) ** 2)
    yield Comparison(
        "drop",
        {eta: rate, lam: curvature, x: before},
        network=curvature / 2 * (before**2 - at[0] ** 2),
    )
    slope = curvature * before
    yield Comparison("gap", {lam: curvature, x: before}, network=slope * slope / (2 * curvature))
    balanced = SGD(2 / (small + large)).update(np.ones(2), np.array([small, large]))
    yield Comparison("best-step", {mu: small, ell: large}, network=balanced[0])
    moved = SGD(rate).update(np.ones(2), np.array([small, large]))
    average = (large * moved[0] - small * moved[1]) / (large + small)
    yield Comparison("no-better-step", {mu: small, ell: large}, network=average)
    root, point, center = rng.normal(size=(4, 4)), *rng.normal(size=(2, 4))
    curved = root + root.T
    stepped = SGD(rate).update(point, curved @ (point - center))
    yield Comparison("matrix-error", {A: root, z: point, m: center, eta: rate}, network=stepped - center)
    _, directions = np.linalg.eigh(curved)  # columns
    along = rng.uniform(1, 2) * directions[:, 1]
    stretched = SGD(rate).update(along, curved @ along)
    yield Comparison("along-an-eigenvector", {A: root, v: along, eta: rate}, network=along @ stretched)
    yield Comparison("error", {t: 4, eta: rate, lam: curvature, x_0: start}, network=at[0])


if __name__ == "__main__":
    d.show()
