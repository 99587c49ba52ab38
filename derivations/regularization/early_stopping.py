"""Stopping gradient descent early shrinks weights as an L2 penalty does, one strength for each curvature."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Rational, Subs, Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import SGD

d = Derivation("Early stopping")

t = d.size("t", 3, 4, 7)
k = d.index("k", t)
w, b = d.reals("w b")
eta, lam, alpha = d.positive("eta"), d.positive("lambda"), d.positive("alpha")

f = d.function(
    "f", w, lam / 2 * (w - b) ** 2, "A bowl of curvature lambda along one direction, with its minimum at b."
)
W = d.let("w_t", (1 - (1 - eta * lam) ** t) * b, "Where gradient descent is after t steps from 0:")
d.claim(
    "descent",
    W - eta * lam * (W - b),
    (1 - (1 - eta * lam) ** (t + 1)) * b,
    "each step multiplies the distance to b by 1 - eta lambda, from the distance b at the start.",
)
d.step(
    Derivative(f(w) + alpha / 2 * w**2, w),
    (lam + alpha) * (w - lam / (lam + alpha) * b),
    "With the penalty alpha / 2 w^2 the minimum is not at b, but at lambda / (lambda + alpha) times b.",
)
a = d.function(
    "a",
    lam,
    (1 - eta * lam) ** t / (eta * Sum((1 - eta * lam) ** k, (k, 0, t - 1))),
    "The penalty that shrinks as much as t steps do, in which the geometric sum is left as it is.",
)
d.claim(
    "strength",
    a(lam),
    lam * (1 - eta * lam) ** t / (1 - (1 - eta * lam) ** t),
    "The same with the sum carried out.",
)
d.claim(
    "equivalent",
    lam / (lam + a(lam)) * b,
    W,
    "With this strength, stopping and penalty lead to the same weight.",
)
d.claim(
    "flat",
    Subs(a(lam), lam, 0),
    1 / (eta * t),
    "Where the bowl is flat, the strength is 1 / (eta t): longer training, weaker penalty.",
)
d.claim(
    "not-one-penalty",
    Subs(Derivative(a(lam), lam), lam, 0),
    -Rational(1, 2) - 1 / (2 * t),
    "It falls with the curvature, so no single alpha serves all directions: the two are alike, not equal.",
)
d.refuted(
    "one-strength",
    a(lam),
    1 / (eta * t),
    "That is the flat limit; steep directions are fitted long before, and penalized less.",
)


@d.network("descent on a bowl with three curvatures, in a turned basis")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Take seven steps from 0 and find the ridge strength of every direction from the shrinkage there."""
    basis, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    curvature = np.array([0.3, 0.9, 2.0])
    hessian = basis * curvature @ basis.T  # (3, 3)
    goal, rate = rng.normal(size=3), rng.uniform(0.2, 0.4)
    at, optimizer = np.zeros(3), SGD(rate)
    path = [at]
    for _ in range(7):
        at = optimizer.update(at, hessian @ (at - goal))
        path.append(at)
    along, wanted = [basis.T @ place for place in path], basis.T @ goal
    for direction in range(3):
        values = {eta: rate, lam: curvature[direction], b: wanted[direction]}
        yield Comparison("descent", {t: 6, **values}, network=along[7][direction])
        ratio = along[7][direction] / wanted[direction]
        penalty = curvature[direction] * (1 - ratio) / ratio
        ridge = np.linalg.solve(hessian + penalty * np.eye(3), hessian @ goal)
        yield Comparison("equivalent", {t: 7, **values}, network=(basis.T @ ridge)[direction])
        yield Comparison("strength", {t: 7, **values}, network=penalty)
    flat = strength(0j + 1e-30j, rate)  # a complex step from curvature 0: the slope is the imaginary part
    yield Comparison("flat", {t: 7, eta: rate}, network=flat.real)
    yield Comparison("not-one-penalty", {t: 7}, network=flat.imag / 1e-30)


def strength(curvature: complex, rate: float) -> complex:
    """What is left of the way after seven steps, over rate times what all steps together had before them."""
    left, before = 1 + 0j, 0j
    for _ in range(7):
        before += left
        left -= rate * curvature * left
    return left / (rate * before)


if __name__ == "__main__":
    d.show()
