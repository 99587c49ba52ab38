"""A convex loss has no minimum but the lowest; without convexity a minimum says nothing of the rest."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Integer, Rational, Subs

from quizapp.derive import Comparison, Derivation, Gradient, Inner, SquaredNorm
from quizapp.network import SGD, Dense, MeanSquaredError, Network

d = Derivation("Convex or not: what a minimum says of the rest")

n = d.size("n", 3, 4)
y, z, b = d.vectors("y z b", n)
C = d.matrix("C", n, n)
r, t = d.positive("r"), d.positive("t")
x, s, eta = d.reals("x s eta")

F = d.let("F", SquaredNorm(C * y - b) / 2, "Least squares, a convex loss, at y")
E = d.let("E", SquaredNorm(C * z - b) / 2, "and at z.")
d.given(r + t, 1, "Mix the two points, in any shares.", solve_for=r)
d.bound(
    "chord",
    SquaredNorm(C * (r * y + t * z) - b) / 2,
    r * F + t * E,
    r * t * SquaredNorm(C * (y - z)) / 2,
    "Between two points the loss is never above the straight line that joins their values,",
)
d.bound(
    "tangent",
    E + Inner(Gradient(E, z), y - z),
    F,
    SquaredNorm(C * (y - z)) / 2,
    "and never below its tangent. Where the gradient is 0, the tangent is level: nothing is lower.",
)

f = d.function("f", x, 3 * x**4 - 4 * x**3 - 12 * x**2, "This function is not convex:")
d.claim("slope", Derivative(f(x), x), 12 * x * (x + 1) * (x - 2), "it is flat at -1, at 0 and at 2.")
d.claim(
    "curvature", Derivative(f(x), x, 2), 12 * (3 * x**2 - 2 * x - 2), "36 at -1, -24 at 0 and 72 at 2: so"
)
d.claim("local", f(Integer(-1)), -5, "a minimum at -1,")
d.claim("barrier", f(Integer(0)) - f(Integer(-1)), 5, "behind it a hill of this height,")
d.claim("global", f(Integer(2)), -32, "and another minimum at 2,")
d.bound(
    "lowest",
    -32,
    f(x),
    (x - 2) ** 2 * (3 * (x + Rational(4, 3)) ** 2 + Rational(8, 3)),
    "which is the lowest of all. Nothing at -1 tells of it.",
)
d.refuted(
    "flat-is-lowest",
    f(Integer(-1)),
    f(Integer(2)),
    "Both are flat and curve upwards: what a test sees at a point is the same.",
)
step = d.function("T", x, x - eta * Derivative(f(x), x), "One step of gradient descent takes x here.")
d.claim("stuck", step(Integer(-1)), -1, "At -1 it stays, whatever the rate,")
d.claim(
    "leaving",
    Subs(Derivative(step(x), x), x, Integer(-1)),
    1 - 36 * eta,
    "and a small distance is multiplied by this: above a rate of 1/18 it grows, so the step leaves.",
)
d.claim(
    "leaving-the-lowest",
    Subs(Derivative(step(x), x), x, Integer(2)),
    1 - 72 * eta,
    "But it leaves the lowest minimum sooner, at 1/36: large steps prefer wide minima, not low ones.",
)

v, w = d.reals("v w")
G = d.function("G", (v, w), (1 - v * w) ** 2, "Two linear layers of one unit, to learn the factor 1,")
d.claim(
    "between-twins",
    G(s, s),
    (1 - s**2) ** 2,
    "are right at (1, 1) and at (-1, -1), and wrong between: a network's loss is not convex.",
)


@d.network("backpropagation and SGD of the library, polynomials of NumPy")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Evaluate the losses at random points and follow SGD near both minima."""
    root, offset = rng.normal(size=(4, 4)), rng.normal(size=4)
    net = Network(Dense(rng.normal(size=(4, 1)), np.zeros(1)), loss=MeanSquaredError())

    def loss(point: np.ndarray) -> float:
        return float(2 * net.with_parameters(0, W=point[:, np.newaxis]).loss(root, offset[:, np.newaxis]))

    one, other, share = rng.normal(size=4), rng.normal(size=4), rng.uniform(0.2, 0.4)
    values = {C: root, b: offset, y: one, z: other, r: 1 - share, t: share}
    yield Comparison("chord", values, network=loss((1 - share) * one + share * other))
    at = net.with_parameters(0, W=other[:, np.newaxis])
    slope = 2 * at.backpropagate(root, offset[:, np.newaxis]).layers[0].dL_dW[:, 0]
    yield Comparison("tangent", values, network=loss(other) + slope @ (one - other))
    curve = np.polynomial.Polynomial([0, 0, -12, -4, 3])
    place, rate = rng.uniform(-1.5, 2.5), rng.uniform(0.01, 0.05)
    yield Comparison("slope", {x: place}, network=curve.deriv()(place))
    yield Comparison("curvature", {x: place}, network=curve.deriv(2)(place))
    low, _, lowest = np.sort(curve.deriv().roots())
    yield Comparison("local", {}, network=curve(low))
    yield Comparison("global", {}, network=curve(lowest))
    for label, start in (("leaving", low), ("leaving-the-lowest", lowest)):
        near = np.array([start + 1e-20j])
        moved = SGD(rate).update(near, curve.deriv()(near))
        yield Comparison(label, {eta: rate}, network=moved[0].imag / 1e-20)
    unit = Dense(np.full((1, 1), place), np.zeros(1))
    ones = np.ones((1, 1))
    yield Comparison(
        "between-twins", {s: place}, network=Network(unit, unit, loss=MeanSquaredError()).loss(ones, ones)
    )


if __name__ == "__main__":
    d.show()
