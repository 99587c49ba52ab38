"""Through n sigmoids a gradient shrinks at least by 4 to the n, unless large weights make it explode."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Integer, Max, Product, Rational, Subs, Sum, exp, tanh

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, ReLU, Sigmoid, Tanh

d = Derivation("Vanishing and exploding gradients")

n = d.size("n", 3, 4, 5)
i, j = d.indices("i j", n)
z = d.vector("z", n)
t, x, w_1, w_2, w_3 = d.reals("t x w_1 w_2 w_3")

sigma = d.function("sigma", t, 1 / (1 + exp(-t)), "The sigmoid.")
s = d.function("s", t, sigma(t) * sigma(-t), "Its slope, as a product of two positive numbers.")
d.claim("slope", Derivative(sigma(t), t), s(t), "The second factor is one minus the first.")
d.bound(
    "quarter",
    s(t),
    Rational(1, 4),
    (sigma(t) - Rational(1, 2)) ** 2,
    "A quarter minus the slope is a square.",
)
d.refuted(
    "slope-near-one",
    Subs(Derivative(sigma(t), t), t, 0),
    1,
    "The outputs fill the interval from 0 to 1; the slopes do not, not even where they are largest.",
)
d.bound(
    "chain",
    Product(s(z[i]), (i, 1, n)),
    Rational(1, 4) ** n,
    Sum(
        Product(s(z[j]), (j, 1, i - 1)) * (sigma(z[i]) - Rational(1, 2)) ** 2 * Rational(1, 4) ** (n - i),
        (i, 1, n),
    ),
    "Replace the slopes by a quarter one at a time: each exchange adds a square times what is positive.",
)
d.bound("tanh", 1 - tanh(t) ** 2, 1, tanh(t) ** 2, "The slope of tanh is at most one, and one only at zero.")
rho = d.function("rho", t, Max(0, t), "ReLU, where it is differentiable,")
d.claim(
    "relu",
    Derivative(rho(t), t) ** 2,
    Derivative(rho(t), t),
    "has slopes that are their own squares, 0 or 1: along a path of active units nothing shrinks.",
)
u_1 = d.let("u_1", sigma(w_1 * x), "But weights are factors too. Take three units in a row:")
u_2 = d.let("u_2", sigma(w_2 * u_1), "the second,")
u_3 = d.let("u_3", sigma(w_3 * u_2), "and the third.")
d.claim(
    "with-weights",
    Derivative(u_3, x),
    w_1 * s(w_1 * x) * w_2 * s(w_2 * u_1) * w_3 * s(w_3 * u_2),
    "Each unit multiplies by its weight and by its slope, so a factor can be larger than one.",
)
g = d.function(
    "g", (t, w_1), sigma(w_1 * (t - Rational(1, 2))), "A unit with a bias of minus half its weight"
)
d.claim(
    "fixed-point",
    g(Rational(1, 2), w_1),
    Rational(1, 2),
    "takes one half to one half, however often it is repeated,",
)
d.claim(
    "factor",
    Subs(Derivative(g(t, w_1), t), t, Rational(1, 2)),
    w_1 / 4,
    "and each time a gradient is multiplied by a quarter of its weight:",
)
d.claim(
    "explodes",
    Subs(Derivative(g(t, Integer(8)), t), t, Rational(1, 2)) ** n,
    2**n,
    "with weight 8 it doubles in every layer.",
)


@d.network("chains of units of one input each")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Send a gradient of 1 back through chains, and through five units that sit on their fixed point."""
    for at in (np.array([[rng.uniform(0.5, 2)]]), np.array([[rng.uniform(-2, -0.5)]])):
        slope = {
            unit: unit.forward(at)[1](np.ones((1, 1))).dL_dx[0, 0] for unit in (Sigmoid(), Tanh(), ReLU())
        }
        yield Comparison("slope", {t: at[0, 0]}, network=slope[Sigmoid()])
        yield Comparison("quarter", {t: at[0, 0]}, network=slope[Sigmoid()])
        yield Comparison("tanh", {t: at[0, 0]}, network=slope[Tanh()])
        yield Comparison("relu", {t: at[0, 0]}, network=slope[ReLU()] ** 2, scale=1)
    sums = rng.normal(size=(1, 4))
    slopes = Sigmoid().forward(sums)[1](np.ones((1, 4))).dL_dx
    yield Comparison("chain", {n: 4, z: sums[0]}, network=slopes.prod())
    weights = rng.uniform(1, 3, size=3) * np.array([1, -1, 1])
    units = [part for w in weights for part in (Dense(np.array([[w]]), np.zeros(1)), Sigmoid())]
    net, start = Network(*units), np.array([[rng.uniform(0.4, 0.9)]])
    output, backward = net.forward(start)
    yield Comparison(
        "with-weights",
        dict(zip((w_1, w_2, w_3), weights, strict=True)) | {x: start[0, 0]},
        network=backward(np.ones_like(output))[0].dL_dx[0, 0],
        objective=lambda inputs: net(inputs[np.newaxis, np.newaxis])[0, 0],
        at=start[0, 0],
    )
    weight = rng.uniform(5, 9)
    unit, half = Network(Dense(np.array([[weight]]), np.array([-weight / 2])), Sigmoid()), np.array([[0.5]])
    output, backward = unit.forward(half)
    yield Comparison("fixed-point", {w_1: weight}, network=output[0, 0])
    yield Comparison("factor", {w_1: weight}, network=backward(np.ones_like(output))[0].dL_dx[0, 0])
    doubling = [part for _ in range(5) for part in (Dense(np.array([[8.0]]), np.array([-4.0])), Sigmoid())]
    output, backward = Network(*doubling).forward(half)
    yield Comparison("explodes", {n: 5}, network=backward(np.ones_like(output))[0].dL_dx[0, 0])


if __name__ == "__main__":
    d.show()
