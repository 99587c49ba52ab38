"""Below a rate of 2 over the largest curvature, gradient descent never raises the loss; noise can."""

from collections.abc import Iterator

import numpy as np
from sympy import Identity

from quizapp.derive import Comparison, Derivation, Expectation, Gradient, Inner, SquaredNorm
from quizapp.network import SGD, binary_states

d = Derivation("When a step lowers the loss, and why it can rise")

n = d.size("n", 3, 4)
x, b, e = d.vector("x", n), d.vector("b", n), d.vector("e", n)
C = d.matrix("C", n, n)
ell, eta, s = d.positive("ell"), d.positive("eta"), d.positive("s")
c = d.random("c", n, mean=0, variance=s)

A = d.let(
    "A",
    ell * Identity(n) - C.T * C,
    "The curvature is at most ell in every direction: ell I - A is a square.",
)
f = d.let("f", Inner(x, A * x) / 2 - Inner(b, x), "A loss with this curvature everywhere.")
g = d.let("g", A * x - b, "What should be its gradient,")
d.claim("gradient", Gradient(f, x), g, "since A is symmetric.")
y = d.let("y", x - eta * g, "One step of gradient descent leads here, where the loss is")
after = d.let("f'", Inner(y, A * y) / 2 - Inner(b, y), "the same function at y.")
d.claim(
    "expansion",
    after,
    f - eta * SquaredNorm(g) + eta**2 / 2 * Inner(g, A * g),
    "The slope promises, the curvature takes back. Any smooth loss has this, with A from a point on the way.",
)
d.bound(
    "descent",
    after,
    f - eta * (1 - ell * eta / 2) * SquaredNorm(g),
    eta**2 / 2 * SquaredNorm(C * g),
    "With at most ell of curvature the loss falls for every rate below 2 / ell; 1 / ell promises the most.",
)
d.claim(
    "best-promise",
    1 / (2 * ell) - eta * (1 - ell * eta / 2),
    ell / 2 * (eta - 1 / ell) ** 2,
    "The promise is a parabola in the rate: highest at 1 / ell, and back to 0 at 2 / ell.",
)

h = d.let(
    "h",
    ell / 2 * SquaredNorm(e),
    "Where the curvature is ell in every direction, e is the distance to the minimum,",
)
k = d.let(
    "k", ell / 2 * SquaredNorm(e - eta * ell * e), "and a step along the slope ell e leads to this loss."
)
d.claim(
    "rise",
    k - h,
    eta * ell**2 * (ell * eta / 2 - 1) * SquaredNorm(e),
    "The loss rises with every rate above 2 / ell.",
)
d.refuted(
    "limit-at-one-over-curvature",
    k - h,
    eta * ell**2 * (ell * eta - 1) * SquaredNorm(e),
    "At 1 / ell the loss does not begin to rise: there, one step reaches the minimum.",
)
q = d.let(
    "q",
    ell / 2 * SquaredNorm(e - eta * (ell * e + c)),
    "A minibatch adds noise to the gradient, with mean 0 and variance s in every entry.",
)
d.claim(
    "noise",
    Expectation(q),
    k + ell * eta**2 / 2 * n * s,
    "On average it raises the loss by this, however good the rate: close to the minimum it wins.",
)


@d.network("SGD on a random quadratic")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Take steps below and above the limit, with every choice of signs for the noise."""
    root, offset, at = rng.normal(size=(4, 4)), rng.normal(size=4), rng.normal(size=4)
    most = rng.uniform(2, 3)
    matrix = most * np.eye(4) - root.T @ root

    def loss(point: np.ndarray) -> np.ndarray:
        return point @ matrix @ point / 2 - offset @ point

    slope = matrix @ at - offset
    for rate in (0.6 / most, 1.7 / most):
        stepped = loss(SGD(rate).update(at, slope))
        values = {x: at, b: offset, C: root, ell: most, eta: rate}
        yield Comparison("gradient", values, network=slope, objective=loss, at=at)
        yield Comparison("expansion", values, network=stepped)
        yield Comparison("descent", values, network=stepped)
    error, rate = rng.normal(size=4), 2.6 / most
    deviation = rng.uniform(0.5, 1)

    def bowl(points: np.ndarray) -> np.ndarray:
        return most / 2 * (points**2).sum(axis=-1)

    bare = SGD(rate).update(error, most * error)
    yield Comparison("rise", {e: error, ell: most, eta: rate}, network=bowl(bare) - bowl(error))
    noise = deviation * (2 * binary_states(4) - 1)  # (16, 4)
    noisy = SGD(rate).update(np.tile(error, (16, 1)), most * error + noise)  # (16, 4)
    yield Comparison(
        "noise", {k: bowl(bare), n: 4, ell: most, eta: rate, s: deviation**2}, network=bowl(noisy).mean()
    )


if __name__ == "__main__":
    d.show()
