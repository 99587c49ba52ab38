"""A cosine schedule leaves and arrives flat, halfway on average; step decay and warm-up count from 0."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Integral, Sum, cos, floor, pi, sin

from quizapp.derive import Comparison, Derivation
from quizapp.network import CosineDecay, StepDecay, WarmUp

d = Derivation("Learning-rate schedules")

T = d.size("T", 3, 5)
t = d.index("t", T)
n = d.size("n", 3, 4)
e = d.index("e", n)
p = d.size("p", 2, 3)
e_0, e_1 = d.positive("eta_0"), d.positive("eta_T")
gamma = d.probability("gamma")
x = d.real("x", low=0)

eta = d.function(
    "eta",
    x,
    e_1 + (e_0 - e_1) / 2 * (1 + cos(pi * x / T)),
    "Half a cosine from eta_0 to eta_T in T steps; x counts the steps taken, so the first has x = 0.",
)
d.claim("cosine-start", eta(0), e_0, "cos 0 = 1.")
d.claim("cosine-end", eta(T), e_1, "cos pi = -1: reached after T steps,")
d.claim(
    "cosine-last-step",
    eta(T - 1),
    e_1 + (e_0 - e_1) / 2 * (1 - cos(pi / T)),
    "so that the last of T steps, with x = T - 1, still has a little more.",
)
d.claim("cosine-halfway", eta(T / 2), (e_0 + e_1) / 2, "cos pi/2 = 0.")
d.claim(
    "cosine-slope",
    Derivative(eta(x), x),
    -pi / (2 * T) * (e_0 - e_1) * sin(pi * x / T),
    "The sine is 0 at both ends: the rate falls slowly, then fast, then slowly.",
)
d.claim(
    "cosine-mean", Integral(eta(x), (x, 0, T)) / T, (e_0 + e_1) / 2, "As much above the middle as below it."
)
d.claim(
    "cosine-mean-of-steps",
    Sum(eta(t - 1), (t, 1, T)) / T,
    (e_0 + e_1) / 2 + (e_0 - e_1) / (2 * T),
    "Steps 0 to T - 1 contain the start and not the end, and are on average a little faster.",
)

S = d.function("S", x, e_0 * gamma ** floor(x / p), "Step decay multiplies by gamma after every p steps.")
d.claim("step-decay", S(e + p), gamma * S(e), "p steps later the rate is lower by one factor gamma,")
d.claim("before-the-first-drop", S(p - 1), e_0, "and the first p steps, x = 0 to p - 1, have the full rate:")
d.claim("first-drop", S(p), gamma * e_0, "step p is the first smaller one.")

w = d.function("w", x, (x + 1) / n * e_0, "A linear warm-up over n steps adds the same amount at every step.")
d.claim("warm-up-start", w(0), e_0 / n, "Counted like this the first step is not wasted on a rate of 0,")
d.claim("warm-up-rise", w(e) - w(e - 1), e_0 / n, "every further one adds as much,")
d.claim("warm-up-end", w(n - 1), e_0, "and the n-th has the full rate.")
d.refuted(
    "warm-up-off-by-one",
    (n - 1) / n * e_0,
    w(n - 1),
    "Counted as x / n, the n-th step would still be below the full rate, and the first would not move.",
)


@d.network("the library's schedules")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Ask each for its rates; the cosine from 0.1 to 0.001 over ten steps passes 0.0505."""
    top, end, steps = rng.uniform(0.1, 0.4), rng.uniform(0.001, 0.02), int(rng.integers(4, 8)) * 2
    cosine = CosineDecay(top, end, steps)
    values = {T: steps, e_0: top, e_1: end}
    yield Comparison("cosine-start", values, network=cosine(0))
    yield Comparison("cosine-end", values, network=cosine(steps))
    yield Comparison("cosine-last-step", values, network=cosine(steps - 1))
    yield Comparison("cosine-halfway", values, network=cosine(steps // 2))
    rates = [cosine(step) for step in range(steps)]
    yield Comparison("cosine-mean-of-steps", values, network=np.mean(rates))
    usual = CosineDecay(0.1, 0.001, 10)
    yield Comparison("cosine-halfway", {T: 10, e_0: 0.1, e_1: 0.001}, network=usual(5))
    factor, every = rng.uniform(0.6, 0.8), int(rng.integers(3, 6))
    decay = StepDecay(top, factor, every)
    known = {p: every, n: 7, e_0: top, gamma: factor}
    yield Comparison("step-decay", known, network=np.array([decay(step + every) for step in range(1, 8)]))
    yield Comparison("before-the-first-drop", known, network=decay(every - 1))
    yield Comparison("first-drop", known, network=decay(every))
    length = int(rng.integers(3, 7))
    warm = WarmUp(length, cosine)
    ramp = {n: length, e_0: top}
    yield Comparison("warm-up-start", ramp, network=warm(0))
    yield Comparison("warm-up-end", ramp, network=warm(length - 1))
    yield Comparison("warm-up-end", ramp, network=warm(length) + top - cosine(1))


if __name__ == "__main__":
    d.show()
