"""Where a constraint holds, an extremum is where its slope balances that of the objective."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Max, Min, Rational, Sum, cos, exp, log, sin, sqrt

from quizapp.derive import Comparison, Derivation, Gradient, SquaredNorm
from quizapp.network import clip_by_norm, softmax

d = Derivation("Equality constraints: the multiplier of Lagrange")

n = d.size("n", 3, 4)
i, k = d.indices("i k", n)
x, y, t, l, q, r, s = d.reals("x y t lambda q r s")
z, c = d.vectors("z c", n)
p = d.vector("p", n, low=0)
R = d.positive("R")

d.claim(
    "least-is-minus-greatest",
    Min(q, r, s),
    -Max(-q, -r, -s),
    "To maximize is to minimize the negative: minima are enough.",
)

f = d.function("f", (x, y), 4 * x**2 - y, "Find the extrema of this")
h = d.function("h", (x, y), x**2 + y**2 - 1, "where this is 0, on the unit circle.")
Lag = d.function(
    "Lambda",
    (x, y),
    f(x, y) + l * h(x, y),
    "Along the circle h stays 0; at an extremum f must stay too, so their slopes are parallel: this is flat.",
)
d.claim("stationary-x", Derivative(Lag(x, y), x), 2 * x * (4 + l), "Either x = 0, or lambda = -4.")
d.claim(
    "stationary-y",
    Derivative(Lag(x, y), y),
    2 * l * y - 1,
    "On the circle, x = 0 means y = 1 or -1, and lambda = 1/2 or -1/2; lambda = -4 means y = -1/8.",
)
d.claim("at-the-top", f(0, 1), -1, "Compare the values there. At the top of the circle,")
d.claim("at-the-bottom", f(0, -1), 1, "at the bottom,")
d.claim(
    "at-the-sides",
    f(sqrt(Rational(63, 64)), -Rational(1, 8)),
    Rational(65, 16),
    "and at the two points with y = -1/8.",
)
d.refuted(
    "unconstrained-slope",
    Derivative(f(x, y), y),
    0,
    "On the circle an extremum need not be flat: f still falls where the constraint forbids to go.",
)
d.bound(
    "greatest",
    f(cos(t), sin(t)),
    Rational(65, 16),
    4 * (sin(t) + Rational(1, 8)) ** 2,
    "No point of the circle has more than 65/16,",
)
d.bound(
    "least",
    -1,
    f(cos(t), sin(t)),
    ((1 - sin(t)) ** 2 + cos(t) ** 2) / 2 + 4 * cos(t) ** 2,
    "and none less than -1.",
)

F = d.let("F", SquaredNorm(z - c) / 2, "Networks have constraints. Come as near to c as possible")
rho = d.let(
    "rho",
    sqrt(SquaredNorm(c)),
    "with max-norm, where weights c that are longer than R have to be of length R:",
)
kappa = d.let("kappa", rho / R - 1, "this multiplier is positive for them,")
d.claim(
    "max-norm",
    Gradient(F + kappa * (SquaredNorm(z) - R**2) / 2, z),
    rho / R * (z - R / rho * c),
    "and the slopes balance at c, scaled to the length R.",
)
Z = d.let("Z", Sum(exp(z[i]), (i, 1, n)), "And the outputs of a classifier sum to 1. With this,")
E = d.let(
    "E",
    Sum(z[i] * p[i], (i, 1, n))
    - Sum(p[i] * log(p[i]), (i, 1, n))
    - (log(Z) - 1) * (Sum(p[i], (i, 1, n)) - 1),
    "the average score plus the entropy, under that constraint,",
)
d.claim(
    "softmax",
    Derivative(E, p[k]),
    log(exp(z[k]) / Z) - log(p[k]),
    "is flat where p is the softmax of the scores z.",
)


@d.network("points on the circle, the library's clipping and softmax")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Put the constraint in and find roots; project by the library's clipping."""
    angle = rng.uniform(0, 6)
    onto = 4 * np.cos(angle) ** 2 - np.sin(angle)
    yield Comparison("greatest", {t: angle}, network=onto)
    upright = np.polynomial.Polynomial([4, -1, -4])  # 4 (1 - y^2) - y, with the constraint put in
    yield Comparison("at-the-sides", {}, network=upright(upright.deriv().roots()[0]))
    yield Comparison("at-the-top", {}, network=upright(1.0))
    yield Comparison("at-the-bottom", {}, network=upright(-1.0))
    three = np.sort(rng.normal(size=3))
    for turn in range(3):
        order = dict(zip((q, r, s), np.roll(three, turn), strict=True))
        yield Comparison("least-is-minus-greatest", order, network=three[0])
    point, other = rng.normal(size=(2, 4))
    limit = rng.uniform(0.4, 0.6) * float(np.linalg.norm(point))
    (short,) = clip_by_norm([point], limit)
    slope = np.linalg.norm(point) / limit * (other - short)
    yield Comparison("max-norm", {c: point, z: other, R: limit}, network=slope)
    scores, shares = rng.normal(size=4), rng.dirichlet(np.ones(4))
    yield Comparison("softmax", {z: scores, p: shares}, network=np.log(softmax(scores[None, :])[0] / shares))


if __name__ == "__main__":
    d.show()
