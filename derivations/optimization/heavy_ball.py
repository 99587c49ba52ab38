"""The best momentum on a bowl replaces the condition number by its square root."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from sympy import sqrt

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import Adam, Momentum

d = Derivation("The best momentum on a quadratic bowl")

x, u, r = d.reals("x u r")
eta, lam = d.positive("eta"), d.positive("lambda")
beta = d.probability("beta")
mu, ell, rho = d.positive("mu"), d.positive("ell"), d.positive("rho")

w = d.let(
    "v", u - x, "The velocity that led from the place u to the place x; the minimum of the bowl is at 0."
)
a = d.let("a", 1 + beta - eta * lam, "With curvature lambda, two numbers describe a step: this one and beta.")
d.claim(
    "two-step",
    x - (beta * w + eta * lam * x),
    a * x - beta * u,
    "The next place is a mixture of the last two. A walk x_t = r^t needs r^2 = a r - beta.",
)
P = d.function(
    "P", r, r**2 - a * r + beta, "The walk shrinks as fast as the larger root of this polynomial in size."
)
d.claim(
    "stable-limit",
    P(-1),
    2 * (1 + beta) - eta * lam,
    "While this is positive, no root lies beyond -1: the largest rate grows from 2 to almost 4 over lambda.",
)
d.step(
    P(a / 2 + sqrt(a**2 - 4 * beta) / 2),
    0,
    "Its roots are real or a complex pair, by the sign of what is under this root.",
    where=a**2 - 4 * beta > 0,
)
d.claim(
    "discriminant",
    a**2 - 4 * beta,
    ((1 - sqrt(beta)) ** 2 - eta * lam) * ((1 + sqrt(beta)) ** 2 - eta * lam),
    "A difference of squares: complex when eta lambda lies between the two numbers, and the walk swings.",
)
omega = d.let(
    "omega",
    sqrt(4 * beta - a**2) / 2,
    "Complex roots have the real part a/2, and this is the imaginary part:",
)
d.step(
    (a / 2) ** 2 - omega**2 - a * (a / 2) + beta,
    0,
    "the real part of their equation; the other cancels at sight.",
)
d.claim(
    "radius",
    sqrt((a / 2) ** 2 + omega**2),
    sqrt(beta),
    "Their size, the factor by which the walk shrinks, is one that no curvature has a part in.",
    where=4 * beta - a**2 > 0,
)

q = d.let(
    "q",
    (sqrt(ell) - sqrt(mu)) / (sqrt(ell) + sqrt(mu)),
    "Let the curvatures reach from mu to ell. With this factor,",
)
best_beta = d.let("beta'", q**2, "the momentum that is its square,")
best_eta = d.let("eta'", 4 / (sqrt(ell) + sqrt(mu)) ** 2, "and this rate,")
d.claim(
    "flat-end",
    best_eta * mu,
    (1 - q) ** 2,
    "the flattest direction is just at one edge of the complex range,",
)
d.claim(
    "steep-end", best_eta * ell, (1 + q) ** 2, "and the steepest at the other, where the roots fall together;"
)
d.step(
    ((1 - q) ** 2 - best_eta * lam) * ((1 + q) ** 2 - best_eta * lam),
    -(best_eta**2) * (lam - mu) * (ell - lam),
    "all between them have complex roots, so every direction shrinks by q a step.",
)
d.claim(
    "square-root",
    (ell - mu) / (ell + mu),
    2 * q / (1 + q**2),
    "Without momentum the best factor was this; q has roots of the curvatures in their place.",
)

low = d.function(
    "P_mu", r, r**2 - (1 + beta - eta * mu) * r + beta, "Nothing does better. The polynomial of the flattest"
)
high = d.function("P_ell", r, r**2 - (1 + beta - eta * ell) * r + beta, "and of the steepest direction:")
d.claim(
    "no-better",
    rho * (mu * (1 + rho) ** 2 - ell * (1 - rho) ** 2),
    ell * low(rho) + mu * high(-rho) + (rho**2 - beta) * (ell * (1 - rho) + mu * (1 + rho)),
    "if no root is larger than rho below 1, all on the right is at least 0, so rho is at least q.",
)


@d.network("the library's Momentum on a bowl, and the eigenvalues of its step")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Stay inside of the range: at its ends the roots are double, and half of the digits are lost."""
    flat, steep = rng.uniform(0.5, 1), rng.uniform(6, 9)
    inside = rng.uniform(2, 4)
    root = (np.sqrt(steep) - np.sqrt(flat)) / (np.sqrt(steep) + np.sqrt(flat))
    keep, rate = root**2, 4 / (np.sqrt(steep) + np.sqrt(flat)) ** 2
    optimizer, before = Momentum(rate, keep), np.array([rng.uniform(1, 2)])
    here, state = optimizer.update(before, inside * before, optimizer.initial_state(before))
    after, _ = optimizer.update(here, inside * here, state)
    values = {beta: keep, eta: rate, lam: inside}
    yield Comparison("two-step", {**values, x: here[0], u: before[0]}, network=after)
    yield Comparison(
        "stable-limit", values, network=np.linalg.det(-np.eye(2) - transition(keep, rate * inside))
    )
    step = transition(keep, rate * inside)
    size = np.abs(np.linalg.eigvals(step)).max()
    yield Comparison("radius", values, network=size)
    trace, product = np.trace(step), np.linalg.det(step)
    yield Comparison("discriminant", values, network=trace**2 - 4 * product)
    bowl = {mu: flat, ell: steep}
    yield Comparison("flat-end", bowl, network=rate * flat)
    yield Comparison("steep-end", bowl, network=rate * steep)
    yield Comparison("square-root", bowl, network=2 / (1 / size + size))


def transition(keep: float, curved_rate: float) -> np.ndarray:
    """The matrix of one step: it takes the last two places, the latest first, to the next two."""
    return np.array([[1 + keep - curved_rate, -keep], [1, 0]])


CURVATURES = np.array([1.0, 25.0])
RATE, KEPT = 4 / 36, (4 / 6) ** 2
"""The best rate and momentum for these curvatures, whose roots are 1 and 5."""


def walk(optimizer: Any, steps: int) -> np.ndarray:
    """Give the places of an optimizer on the bowl, (steps + 1, 2)."""
    at = np.array([-2.0, 0.6])
    state, places = optimizer.initial_state(at), [at]
    for _ in range(steps):
        at, state = optimizer.update(at, CURVATURES * at, state)
        places.append(at)
    return np.array(places)


def walks(steps: int) -> dict[str, np.ndarray]:
    """Give the path of each optimizer; plain descent is momentum that keeps nothing, at its own best rate."""
    return {
        "descent": walk(Momentum(2 / 26, 0.0), steps),
        "momentum": walk(Momentum(RATE, KEPT), steps),
        "Adam": walk(Adam(0.15), steps),
    }


@d.plot("Paths across a bowl 25 times as steep one way", x="flat direction", y="steep direction")
def paths(_: np.random.Generator) -> Iterator[Series]:
    """Draw level curves of the loss, and where each optimizer goes in 25 steps."""
    around = np.linspace(0, 2 * np.pi, 73)
    for level in (0.5, 2.0):
        radii = np.sqrt(2 * level / CURVATURES)  # (2,)
        yield Series(f"loss {level:g}", radii[0] * np.cos(around), radii[1] * np.sin(around), guide=True)
    for name, places in walks(25).items():
        yield Series(name, places[:, 0], places[:, 1])


@d.plot("Loss along these paths", x="step", y="loss", y_log=True)
def losses(_: np.random.Generator) -> Iterator[Series]:
    """Take 60 steps: a step shrinks a loss by the square of the factor for the place."""
    for name, places in walks(60).items():
        yield Series(name, np.arange(61), (CURVATURES * places**2).sum(axis=1) / 2)


if __name__ == "__main__":
    d.show()
