"""An L1 penalty takes lambda off the size of every weight, and makes small ones exactly 0."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Derivative, Max, sign

from quizapp.derive import Comparison, Derivation

d = Derivation("The soft threshold")

v, w = d.reals("v w")
lam, eta = d.positive("lambda"), d.positive("eta")

J = d.function(
    "J",
    w,
    (w - v) ** 2 / 2 + lam * Abs(w),
    "The data want the weight v; the penalty is lambda times its size.",
)
S = d.function("S", v, sign(v) * Max(Abs(v) - lam, 0), "Go from v towards 0 by lambda, and stop there.")
R = d.function("R", w, (w - v) ** 2 / 2 + lam / 2 * w**2, "The same with an L2 penalty, for comparison.")

d.claim(
    "slope",
    Derivative(J(w), w),
    w - v + lam * sign(w),
    "The pull of the penalty does not fade as the weight gets small; at 0 it turns around.",
)
d.claim("subtract", S(v), v - lam, "A large weight is moved by lambda,", where=(v > 0, v > lam))
d.bound(
    "positive",
    J(S(v)),
    J(w),
    (w - S(v)) ** 2 / 2 + 2 * lam * Max(0, -w),
    "and that is the best weight: the slope is 0 there.",
    where=(v > 0, v > lam),
)
d.claim("exact-zero", S(v), 0, "A small one becomes exactly 0,", where=(v < lam, v > -lam))
d.bound(
    "zero",
    J(S(v)),
    J(w),
    w**2 / 2 + Max(0, w) * Max(0, lam - v) + Max(0, -w) * Max(0, lam + v),
    "and that is the best weight: the data pull less than lambda, so the slope leads to 0 from both sides.",
    where=(v < lam, v > -lam),
)
d.bound(
    "negative",
    J(S(v)),
    J(w),
    (w - S(v)) ** 2 / 2 + 2 * lam * Max(0, w),
    "The mirror image.",
    where=(v < 0, v < -lam),
)
d.claim(
    "squared-penalty",
    R(w),
    (1 + lam) * (w - v / (1 + lam)) ** 2 / 2 + R(v / (1 + lam)),
    "L2 divides instead of subtracting: its best weight v / (1 + lambda) is 0 only for v = 0.",
)
d.claim(
    "subgradient-step",
    w - eta * Derivative(J(w), w),
    (1 - eta) * w - eta * (lam - v),
    "Plain gradient descent steps over 0, and back again: it is the threshold that gives zeros.",
    where=w > 0,
)
d.refuted(
    "l1-divides",
    S(v),
    v / (1 + lam),
    "Dividing is what L2 does, and it makes nothing 0.",
    where=(v > 0, v > lam),
)


@d.network("bisection on the slope")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Find where the slope changes its sign: there is the best weight."""
    strength = rng.uniform(0.5, 0.9)
    rate = rng.uniform(0.1, 0.3)

    def cost(weight: np.ndarray, wanted: float) -> np.ndarray:
        return 0.5 * (weight - wanted) ** 2 + strength * np.abs(weight)

    def minimizer(wanted: float) -> float:
        low, high = -10.0, 10.0
        for _ in range(80):
            middle = (low + high) / 2
            uphill = middle - wanted + strength * np.sign(middle) > 0
            low, high = (low, middle) if uphill else (middle, high)
        return high

    for label, wanted in (("positive", 1.3), ("zero", 0.4), ("zero", -0.2), ("negative", -1.1)):
        lowest = cost(np.array(minimizer(wanted)), wanted)
        for weight in rng.normal(size=3):
            yield Comparison(label, {v: wanted, w: weight, lam: strength}, network=lowest)
    yield Comparison("subtract", {v: 1.3, lam: strength}, network=minimizer(1.3))
    yield Comparison("exact-zero", {v: 0.4, lam: strength}, network=minimizer(0.4), scale=1)
    yield Comparison("exact-zero", {v: -0.2, lam: strength}, network=minimizer(-0.2), scale=1)
    for side in (-1, 1):
        at = np.array(side * rng.uniform(0.2, 0.4))
        rise = (cost(at + 0.1, 1.3) - cost(at - 0.1, 1.3)) / 0.2  # exact for a square
        yield Comparison("slope", {v: 1.3, w: at, lam: strength}, network=rise)
    weight = rng.uniform(0.2, 0.4)
    stepped = weight - rate * (weight - 0.4 + strength)
    yield Comparison("subgradient-step", {v: 0.4, w: weight, lam: strength, eta: rate}, network=stepped)


if __name__ == "__main__":
    d.show()
