"""On a constant slope AdaGrad's steps shrink as one over the root of t; RMSProp's settle at the rate."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Sum, sign, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import AdaGrad, RMSProp

d = Derivation("AdaGrad and RMSProp")

T = d.size("T", 3, 5)
t, i = d.indices("t i", T)
s = d.index("s", T - 1)
g = d.vector("g", T)
eta, epsilon, rho = d.positive("eta"), d.positive("epsilon"), d.probability("rho")
c, k = d.real("c"), d.positive("k")

G = d.let(
    "G",
    Sum(g[i] ** 2, (i, 1, t)),
    "AdaGrad adds up the squares of all gradients, for each parameter on its own,",
)
Delta = d.let(
    "Delta",
    -eta / (sqrt(G[t]) + epsilon) * g[t],
    "and divides by their root; epsilon, outside of it, keeps off 0.",
)
d.claim(
    "accumulated", G[s + 1], G[s] + g[s + 1] ** 2, "One number a parameter has to be kept; it never falls."
)
A = d.let("A", Sum(c**2, (i, 1, t)), "On a slope that stays the same every gradient is c,")
d.claim("sum-of-equals", A[t], t * c**2, "so that t squares are added up.")
d.claim(
    "adagrad-step",
    -eta / (sqrt(A[t]) + epsilon) * c,
    -eta * c / (sqrt(t) * Abs(c) + epsilon),
    "The root of a square is a size; epsilon matters less and less as the sum grows.",
)
d.claim(
    "adagrad-constant",
    -eta / sqrt(A[t]) * c,
    -eta / sqrt(t) * sign(c),
    "Without epsilon the steps fall as one over the root of t. How steep the slope is cancels.",
)

v = d.let(
    "v",
    (1 - rho) * Sum(rho ** (t - i) * g[i] ** 2, (i, 1, t)),
    "RMSProp averages instead: a square of t - i steps ago weighs rho to that power.",
)
d.claim("first-average", v[1], (1 - rho) * g[1] ** 2, "That is what comes of starting at 0")
d.claim(
    "running-average",
    v[s + 1],
    rho * v[s] + (1 - rho) * g[s + 1] ** 2,
    "and keeping the share rho of the average at every step.",
)
d.claim(
    "weights",
    (1 - rho) * Sum(rho ** (t - i), (i, 1, t)),
    1 - rho**t,
    "The weights do not sum to 1: what is missing is the 0 at the start.",
)
d.claim(
    "average-of-equals",
    (1 - rho) * Sum(rho ** (t - i) * c**2, (i, 1, t)),
    (1 - rho**t) * c**2,
    "So on a slope that stays the same, the average is still below the square,",
)
B = d.let("B", (1 - rho**t) * c**2, "and no correction is made for it:")
d.claim(
    "rmsprop-step",
    -eta / (sqrt(B[t]) + epsilon) * c,
    -eta * c / (sqrt(1 - rho**t) * Abs(c) + epsilon),
    "the steps are these, and without epsilon",
)
d.claim(
    "rmsprop-constant",
    -eta / sqrt(B[t]) * c,
    -eta / sqrt(1 - rho**t) * sign(c),
    "the first step is the largest, by one over the root of 1 - rho, and later ones settle at eta.",
)
d.refuted(
    "rmsprop-starts-at-the-rate",
    -eta / sqrt(B[t]) * c,
    -eta * sign(c),
    "Nothing corrects the average for its start at 0, so the early steps are longer than eta.",
)

inside = d.let(
    "p",
    c / sqrt(c**2 + epsilon),
    "Some texts have epsilon inside the root; after one step of AdaGrad the share is this,",
)
outside = d.let("q", c / (Abs(c) + epsilon), "and this with epsilon outside.")
d.refuted("inside-is-outside", inside, outside, "The place of epsilon makes them two algorithms.")
d.claim(
    "epsilon-matters-outside",
    k * epsilon / (Abs(k * epsilon) + epsilon),
    k / (k + 1),
    "Outside, epsilon has the unit of a gradient: it halves the step for a gradient of its own size.",
)
d.claim(
    "epsilon-matters-inside",
    k * sqrt(epsilon) / sqrt((k * sqrt(epsilon)) ** 2 + epsilon),
    k / sqrt(k**2 + 1),
    "Inside, it has the unit of a square, and sets in at gradients as large as its root: 1e-4 for 1e-8.",
)


@d.network("five steps of the library's AdaGrad and RMSProp")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Feed arbitrary gradients, then equal ones of three sizes; epsilon is not small."""
    rate, small, keep = rng.uniform(0.1, 0.4), rng.uniform(0.1, 0.5), rng.uniform(0.6, 0.8)
    gradients = rng.normal(size=(5, 3))
    _, sums = walk(AdaGrad(rate, small), gradients)
    _, averages = walk(RMSProp(rate, keep, small), gradients)
    for one in range(3):
        seen = {g: gradients[:, one], rho: keep}
        yield Comparison("accumulated", {**seen, G: sums[:, one]}, network=sums[1:, one])
        yield Comparison("first-average", seen, network=averages[0, one])
        yield Comparison("running-average", {**seen, v: averages[:, one]}, network=averages[1:, one])
    _, weights = walk(RMSProp(rate, keep, small), np.ones((5, 1)))
    yield Comparison("weights", {T: 5, rho: keep}, network=weights[:, 0])
    slopes = np.array([rng.uniform(0.5, 2), -rng.uniform(2, 9), rng.uniform(100, 200)])
    same = np.tile(slopes, (5, 1))  # (5, 3)
    steps, sums = walk(AdaGrad(rate, small), same)
    bare, _ = walk(AdaGrad(rate, 0.0), same)
    slow, averages = walk(RMSProp(rate, keep, small), same)
    quick, _ = walk(RMSProp(rate, keep, 0.0), same)
    for one, slope in enumerate(slopes):
        values = {T: 5, c: slope, eta: rate, epsilon: small, rho: keep}
        yield Comparison("sum-of-equals", values, network=sums[:, one])
        yield Comparison("adagrad-step", values, network=steps[:, one])
        yield Comparison("adagrad-constant", values, network=bare[:, one])
        yield Comparison("average-of-equals", values, network=averages[:, one])
        yield Comparison("rmsprop-step", values, network=slow[:, one])
        yield Comparison("rmsprop-constant", values, network=quick[:, one])
    factor = rng.uniform(2, 4)
    first, _ = walk(AdaGrad(rate, small), np.array([[factor * small]]))
    yield Comparison("epsilon-matters-outside", {k: factor, epsilon: small}, network=-first[0, 0] / rate)


def walk(optimizer: AdaGrad | RMSProp, gradients: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the steps and what is remembered after each, one parameter a column."""
    at = np.zeros(gradients.shape[1])
    state = optimizer.initial_state(at)
    steps, remembered = [], []
    for gradient in gradients:
        after, state = optimizer.update(at, gradient, state)
        steps.append(after - at)
        remembered.append(state.v)
    return np.array(steps), np.array(remembered)


if __name__ == "__main__":
    d.show()
