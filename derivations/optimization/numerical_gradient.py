"""A central difference errs by h squared, a forward one by h; round-off forbids steps that are too small."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from sympy import Derivative, Rational, sqrt

from quizapp.derive import Comparison, Derivation, Series

d = Derivation("The numerical gradient and its error")

x = d.real("x")
h = d.positive("h")
c_0, c_1, c_2, c_3 = d.reals("c_0 c_1 c_2 c_3")

f = d.function(
    "f",
    x,
    c_0 + c_1 * x + c_2 * x**2 + c_3 * x**3,
    "Any cubic: near one point a smooth function is one, up to the fourth power of the step.",
)
d.claim(
    "forward",
    (f(x + h) - f(x)) / h,
    Derivative(f(x), x) + h / 2 * Derivative(f(x), (x, 2)) + h**2 / 6 * Derivative(f(x), (x, 3)),
    "One-sided: the error falls only as h.",
)
d.refuted(
    "forward-exact",
    (f(x + h) - f(x)) / h,
    Derivative(f(x), x),
    "However small the step, the difference is not the derivative; and round-off grows as the step shrinks.",
)
d.claim(
    "central",
    (f(x + h) - f(x - h)) / (2 * h),
    Derivative(f(x), x) + h**2 / 6 * Derivative(f(x), (x, 3)),
    "Both sides: the even terms cancel, so the error falls as h squared.",
)

epsilon, F, M, A = d.positive("epsilon"), d.positive("F"), d.positive("M"), d.positive("A")
s_1, s_2 = d.positive("s_1"), d.positive("s_2")
r_1 = d.let(
    "r_1", 1 - s_1, "Values of size F are rounded: one by r_1 times epsilon F, where r_1 is at most 1,"
)
r_2 = d.let("r_2", s_2 - 1, "the other by r_2 times epsilon F, where r_2 is at least -1.")
d.bound(
    "round-off",
    (r_1 - r_2) * epsilon * F / (2 * h),
    epsilon * F / h,
    (s_1 + s_2) * epsilon * F / (2 * h),
    "Divided by 2 h, that is small only for large steps: a smaller step is not always a better one.",
)
E = d.let(
    "E",
    M * h**2 / 6 + epsilon * F / h,
    "With M for the size of the third derivative, a central difference is wrong by at most this.",
)
k = d.let(
    "k",
    (3 * epsilon * F / M) ** Rational(1, 3),
    "The best step is a cube root of epsilon: nearly 1e-5 in double precision.",
)
d.claim(
    "central-slope",
    Derivative(E, h),
    M * (h**3 - k**3) / (3 * h**2),
    "Below k the error falls, above it rises,",
)
d.claim(
    "central-least-error",
    E,
    M * k**2 / 2 + M * (h - k) ** 2 * (h + 2 * k) / (6 * h),
    "and at k it is least: nothing after the first term is negative.",
)
d.claim(
    "central-at-best",
    M * k**2 / 6 + epsilon * F / k,
    (9 * M * epsilon**2 * F**2) ** Rational(1, 3) / 2,
    "What is left there: some 1e-11 in double precision, so two thirds of the digits are right.",
)
D = d.let(
    "E'",
    A * h / 2 + 2 * epsilon * F / h,
    "One-sided, with A for the size of the second derivative, it is this,",
)
q = d.let("q", 2 * sqrt(epsilon * F / A), "and the best step a square root: nearly 1e-8.")
d.claim(
    "forward-slope",
    Derivative(D, h),
    A * (h**2 - q**2) / (2 * h**2),
    "Again the error falls below q and rises above it,",
)
d.claim(
    "forward-least-error",
    D,
    A * q + A * (h - q) ** 2 / (2 * h),
    "and what is left is of the size of q itself: half of the digits are lost.",
)

d.claim(
    "forward-at-best",
    A * q / 2 + 2 * epsilon * F / q,
    2 * sqrt(epsilon * F * A),
    "In double precision some 1e-8, a thousand times more than from both sides.",
)


@d.network("NumPy's polynomials")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with differences of a cubic at a step large enough to keep its digits."""
    coefficients = rng.normal(size=4)
    cubic = np.polynomial.Polynomial(coefficients)
    at, step = rng.uniform(0.5, 1.5), 0.25
    values = dict(zip((c_0, c_1, c_2, c_3), coefficients, strict=True)) | {x: at, h: step}
    yield Comparison("forward", values, network=(cubic(at + step) - cubic(at)) / step)
    yield Comparison("central", values, network=(cubic(at + step) - cubic(at - step)) / (2 * step))
    unit = 2.0**-24  # single precision, to which exact values are rounded here
    for step in (0.3, 0.01, 3e-4):
        ends = np.array([cubic(at + step), cubic(at - step)])
        apart = ends.astype(np.float32) - ends  # (2,) - (2,) -> (2,), in double precision
        known = {F: np.abs(ends).max(), epsilon: unit, h: step}
        yield Comparison("round-off", known, network=abs(apart[0] - apart[1]) / (2 * step))
    size, third, second = rng.uniform(1, 9, size=3)
    for step in (0.002, 0.02):
        known = {epsilon: unit, F: size, M: third, A: second, h: step}

        def central(h: Any) -> Any:
            return third * h * h / 6 + unit * size / h

        def forward(h: Any) -> Any:
            return second * h / 2 + 2 * unit * size / h

        centre, side = (3 * unit * size / third) ** (1 / 3), 2 * np.sqrt(unit * size / second)
        yield Comparison("central-at-best", known, network=central(centre))
        yield Comparison("forward-at-best", known, network=forward(side))
        slopes = third * step / 3 - unit * size / step**2, second / 2 - 2 * unit * size / step**2
        yield Comparison("central-slope", known, network=slopes[0], objective=central, at=step)
        yield Comparison("central-least-error", known, network=central(step))
        yield Comparison("forward-slope", known, network=slopes[1], objective=forward, at=step)
        yield Comparison("forward-least-error", known, network=forward(step))


@d.plot("Error against step size", x="step h", y="relative error", x_log=True, y_log=True)
def errors(rng: np.random.Generator) -> Iterator[Series]:
    """Differentiate exp, whose slope is its value, at many places: the mean shows the trend of round-off."""
    places = rng.uniform(0.5, 2, size=200)
    slopes = np.exp(places)
    steps = np.geomspace(1e-14, 1e-1, 66)
    ahead, behind = (np.exp(places + sign * steps[:, np.newaxis]) for sign in (1, -1))  # (66, 1) + (200,)
    forward = (ahead - slopes) / steps[:, np.newaxis]  # (66, 200), as exp is its own slope
    central = (ahead - behind) / (2 * steps[:, np.newaxis])  # (66, 200)
    for name, found in (("forward", forward), ("central", central)):
        yield Series(name, steps, np.abs(found / slopes - 1).mean(axis=1))
    fine = steps[steps < 1e-6]
    yield Series("round-off / h", fine, np.finfo(float).eps / fine, guide=True)


if __name__ == "__main__":
    d.show()
