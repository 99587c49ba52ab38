"""On a quadratic bowl each step of gradient descent multiplies the error by one minus rate times curvature."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative

from quizapp.derive import Comparison, Derivation
from quizapp.network import SGD

d = Derivation("Gradient descent on a quadratic bowl")

t = d.size("t", 3, 4, 7)
x, x_0 = d.reals("x x_0")
eta, lam = d.positive("eta"), d.positive("lambda")
mu, ell = d.positive("mu"), d.positive("ell")

f = d.function("f", x, lam / 2 * x**2, "A bowl with curvature lambda; its minimum is at 0, so x is the error.")
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
    "The factor is below one in size just when this is positive: when the rate is below 2 over the curvature.",
)
best = d.let("eta'", 2 / (mu + ell), "With curvatures from mu to ell, balance the slowest against the fastest direction.")
d.claim("best-step", 1 - best * mu, (ell - mu) / (ell + mu), "The flat direction shrinks by this factor,")
d.step(best * ell - 1, (ell - mu) / (ell + mu), "and the steep one by the same, with the sign flipped in each step.")


@d.network("SGD on a quadratic")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Take five steps with the library's optimizer; the rate makes it overshoot, and still converge."""
    curvature, start = rng.uniform(2, 3), rng.uniform(1, 2)
    rate = 1.7 / curvature
    at, optimizer = np.array([start]), SGD(rate)
    for _ in range(5):
        at = optimizer.update(at, curvature * at)
    yield Comparison("error", {t: 4, eta: rate, lam: curvature, x_0: start}, network=at[0])


if __name__ == "__main__":
    d.show()
