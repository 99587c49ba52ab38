"""Gradient descent and Newton's method step to the minimum of a quadratic model; its curvature differs."""

from collections.abc import Iterator

import numpy as np
from sympy import Inverse

from quizapp.derive import Comparison, Derivation, Gradient, Inner, SquaredNorm
from quizapp.network import SGD

d = Derivation("Gradient descent and Newton's method as quadratic models")

n = d.size("n", 3)
f, y, r = d.reals("f y r")
g, u, s, x, z = d.vectors("g u s x z", n)
C = d.matrix("C", n, n)
t, b = d.positive("t"), d.positive("b")

m = d.let(
    "m",
    f + Inner(g, u) + SquaredNorm(u) / (2 * t),
    "The loss after a step u, modelled by value, slope, and a round bowl of curvature 1/t.",
)
w = d.let("w", -t * g, "Gradient descent with rate t takes this step,")
d.claim("flat-at-the-step", t * Gradient(m, u), u - w, "where the model is flat,")
d.claim(
    "gradient-descent",
    m,
    f - t / 2 * SquaredNorm(g) + SquaredNorm(u - w) / (2 * t),
    "and smallest: complete the square. The bowl is convex whatever the loss is.",
)

H = d.let(
    "H",
    C.T * C,
    "Newton puts in the loss's own curvature, if H is positive definite: a product C'C with an invertible C.",
)
p = d.let("p", -H * s, "Newton's step s solves H s = -p, where p is the slope.")
q = d.let("q", f + Inner(p, u) + Inner(u, H * u) / 2, "The model, now right to second order,")
d.claim("newton-slope", Gradient(q, u), H * (u - s), "is flat at s and nowhere else,")
d.claim(
    "newton",
    q,
    f - Inner(s, H * s) / 2 + SquaredNorm(C * (u - s)) / 2,
    "and smallest there. With H = I / t this is gradient descent again.",
)
F = d.let("F", SquaredNorm(C * (x - z)) / 2, "A loss that is quadratic, with its minimum at z,")
d.claim(
    "one-step",
    -Gradient(F, x),
    H * (z - x),
    "is its own model: from any x, the step that solves the equation is z - x.",
)
d.claim(
    "newton-solves-a-quadratic",
    x - Inverse(H) * Gradient(F, x),
    z,
    "One step is enough, from anywhere; for another loss it is repeated.",
)
d.refuted(
    "curvature-multiplied",
    x - H * Gradient(F, x),
    z,
    "Steep directions need short steps: the slope is divided by the curvature, not multiplied.",
)

N = d.function(
    "N",
    y,
    f + r * y - b / 2 * y**2,
    "Where the curvature is negative, here -b, the model is flat at y = r / b,",
)
d.claim(
    "negative-curvature",
    N(r / b),
    f + r**2 / (2 * b),
    "where it is largest: Newton's step then climbs, which is why H has to be positive definite.",
)
d.claim("climbs-to-the-top", N(r / b) - N(y), b / 2 * (y - r / b) ** 2, "Every other step leads lower.")


@d.network("the library's SGD, and steps found by solving linear equations")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Evaluate the models at random steps; Newton's step is a solution computed by elimination."""
    value, slope, step = rng.normal(), rng.normal(size=4), rng.normal(size=4)
    rate = rng.uniform(0.2, 0.8)
    taken = SGD(rate).update(np.zeros(4), slope)

    def bowl(move: np.ndarray) -> np.ndarray:
        return value + slope @ move + move @ move / (2 * rate)

    values = {f: value, g: slope, u: step, t: rate}
    yield Comparison("flat-at-the-step", values, network=step - taken)
    lowest = bowl(taken) + ((step - taken) ** 2).sum() / (2 * rate)
    yield Comparison("gradient-descent", values, network=lowest)
    root = rng.normal(size=(4, 4))
    curvature = root.T @ root
    newton = np.linalg.solve(curvature, -slope)

    def model(move: np.ndarray) -> np.ndarray:
        return value + slope @ move + move @ curvature @ move / 2

    values = {f: value, u: step, s: newton, C: root}
    yield Comparison("newton", values, network=model(step))
    yield Comparison("newton-slope", values, network=slope + curvature @ step, objective=model, at=step)
    start, minimum = rng.normal(size=4), rng.normal(size=4)
    downhill = -curvature @ (start - minimum)
    yield Comparison(
        "one-step",
        {C: root, x: start, z: start + np.linalg.solve(curvature, downhill)},
        network=downhill,
        objective=lambda at: -((root @ (at - minimum)) ** 2).sum() / 2,
        at=start,
    )
    yield Comparison(
        "newton-solves-a-quadratic",
        {C: root, x: start, z: minimum},
        network=start + np.linalg.solve(curvature, downhill),
    )
    fall, steep = rng.uniform(1, 2), rng.uniform(0.5, 1)
    top = np.polynomial.Polynomial([value, fall, -steep / 2])
    yield Comparison("negative-curvature", {f: value, r: fall, b: steep}, network=top(top.deriv().roots()[0]))
    other = rng.normal()
    apart = top(top.deriv().roots()[0]) - top(other)
    yield Comparison("climbs-to-the-top", {f: value, r: fall, b: steep, y: other}, network=apart)


if __name__ == "__main__":
    d.show()
