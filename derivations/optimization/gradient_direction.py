"""Partial derivatives make the gradient; no direction of its length climbs faster, so we step against it."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Subs, Sum

from quizapp.derive import Comparison, Derivation, Gradient, Inner, SquaredNorm
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("Partial derivatives, and the direction of steepest ascent")

x, y, w, b, t = d.reals("x y w b t")
n = d.size("n", 3, 4)
i, j = d.indices("i j", n)
v, u = d.vectors("v u", n)

L = d.let("L", (w * x + b - y) ** 2, "A line w x + b misses one target y by this much, squared.")
d.claim(
    "partial-weight",
    Derivative(L, w),
    2 * x * (w * x + b - y),
    "Hold all but w still: outer derivative times inner, and the inner one is x.",
)
d.refuted(
    "without-inner-derivative",
    Derivative(L, w),
    2 * (w * x + b - y),
    "The bracket changes by x when w changes by 1, and this factor is missing.",
)
d.claim(
    "partial-bias", Derivative(L, b), 2 * (w * x + b - y), "Hold all but b still: the inner derivative is 1."
)

f = d.arbitrary("f")
g = d.let(
    "g", Gradient(f(v), v), "The gradient of any smooth f of n numbers: all partial derivatives in a column."
)
d.claim(
    "directional",
    Subs(Derivative(f(v + t * u), t), t, 0),
    Inner(g, u),
    "Walk from v along u: the slope adds up the partial derivatives, each weighed by its share of u.",
)
a = d.vector("a", n)
d.bound(
    "cauchy-schwarz",
    Inner(a, u) ** 2,
    SquaredNorm(a) * SquaredNorm(u),
    Sum((a[i] * u[j] - a[j] * u[i]) ** 2, (i, 1, n), (j, 1, n)) / 2,
    "For a gradient a and a direction u: what is missing are squares, all 0 only if u is in proportion to a.",
)
d.claim(
    "against",
    Inner(a, -a),
    -SquaredNorm(a),
    "Along minus the gradient it falls, and by the bound nothing of this length falls faster.",
)
d.refuted(
    "with-the-gradient",
    Inner(a, a),
    -SquaredNorm(a),
    "Along the gradient itself it rises: hence the minus sign.",
)


@d.network("the library's dense unit with squared error, and random directions")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Backpropagate a line of one weight, and compare slopes along random directions."""
    weight, bias, at, target = rng.normal(size=4)
    net = Network(Dense(np.array([[weight]]), np.array([bias])), loss=MeanSquaredError())
    gradient = net.backpropagate(np.array([[at]]), np.array([[target]])).layers[0]
    values = {w: weight, b: bias, x: at, y: target}
    yield Comparison(
        "partial-weight",
        values,
        network=gradient.dL_dW[0, 0],
        objective=lambda w: (w * at + bias - target) ** 2,
        at=weight,
    )
    yield Comparison(
        "partial-bias",
        values,
        network=gradient.dL_db[0],
        objective=lambda b: (weight * at + b - target) ** 2,
        at=bias,
    )
    slopes, direction = rng.normal(size=(2, 4))
    pair = {a: slopes, u: direction}
    yield Comparison("cauchy-schwarz", pair, network=(slopes @ direction) ** 2)
    yield Comparison("against", pair, network=-(slopes**2).sum())


if __name__ == "__main__":
    d.show()
