"""A neuron's weights point across its boundary, and its bias moves that boundary away from the origin."""

from collections.abc import Iterator

import numpy as np
from sympy import Integer, Rational, Sum, exp, sqrt

from quizapp.derive import Comparison, Derivation, Gradient, Inner, SquaredNorm
from quizapp.network import Dense, Network, Sigmoid

d = Derivation("One neuron and its boundary")

D = d.size("D", 3, 4)
i = d.index("i", D)
w, x, u = d.vectors("w x u", D)
b, t, lam = d.reals("b t lambda")

s = d.let("s", Inner(w, x) + b, "The inputs are weighted and added up, then the bias is added.")
sigma = d.function("sigma", t, 1 / (1 + exp(-t)), "One activation; the geometry is the same for any other.")
y = d.let("y", sigma(s), "The output depends on the inputs through this one number.")
d.claim("output", y, 1 / (1 + exp(-Sum(w[i] * x[i], (i, 1, D)) - b)), "Written out, input by input.")
d.claim(
    "steepest",
    Gradient(y, x),
    y * (1 - y) * w,
    "Chain rule: the output changes fastest along w, and not at all at right angles to it.",
)
d.claim(
    "along-weights",
    Inner(w, x + t * w) + b,
    s + t * SquaredNorm(w),
    "A step of t times w changes the sum by t times the squared length of w.",
)
G = d.let(
    "G",
    SquaredNorm(u - x) / 2 + lam * (Inner(w, u) + b),
    "Which point u of the boundary is nearest to x? Half the squared distance, with a multiplier.",
)
d.step(Gradient(G, u), u - x + lam * w, "It vanishes at u = x minus lambda w: go straight along w.")
q = d.let("q", x - s / SquaredNorm(w) * w, "The multiplier follows from a sum that has to become 0.")
d.claim("foot", Inner(w, q) + b, 0, "So q is on the boundary.")
d.claim(
    "squared-distance",
    SquaredNorm(x - q),
    s**2 / SquaredNorm(w),
    "The step has length |s| times that of w, divided by the square of the latter.",
)
v = d.let("v", w / sqrt(SquaredNorm(w)), "The direction of w, as a vector of length 1,")
delta = d.let(
    "delta", s / sqrt(SquaredNorm(w)), "and how far x is along it, which is negative on the side of zeros."
)
d.step(SquaredNorm(v), 1, "Divided by its length.")
d.claim("signed-distance", x - delta * v, q, "Walk back by the signed distance and you are at q.")
d.claim(
    "distance",
    delta**2,
    SquaredNorm(x - q),
    "Its size is the distance. Doubling all parameters changes nothing, thanks to the length of w.",
)
d.claim(
    "origin",
    s - Inner(w, x),
    b,
    "At the origin only the bias is left: without one the boundary passes there.",
)
d.claim(
    "origin-output",
    sigma(Integer(0)),
    Rational(1, 2),
    "The output at the boundary is one half, not zero: it is the sum that vanishes at the origin.",
)
d.refuted(
    "output-at-origin",
    sigma(Integer(0)),
    0,
    "So a neuron without a bias need not give 0 there, although its boundary passes through the origin.",
)
d.given(Inner(w, u) + b, 0, "Let u be any point of the boundary.", solve_for=b)
d.bound(
    "nearest",
    SquaredNorm(x - q),
    SquaredNorm(x - u),
    SquaredNorm(q - u),
    "Pythagoras: the step to q is at right angles to the boundary, so any other point is farther.",
)


@d.network("a sigmoid neuron with 4 inputs, and least squares for the nearest point")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Find the nearest point as the shortest step that solves the condition, without the formula for it."""
    layer = Dense(rng.normal(size=(4, 1)), rng.normal(size=1))
    neuron = Network(layer, Sigmoid())
    weights, bias = layer.parameters["W"][:, 0], layer.parameters["b"][0]
    at = rng.normal(size=(1, 4))
    total = layer(at)[0, 0]  # (1, 4) -> (1, 1)
    output, backward = neuron.forward(at)
    values = {w: weights, b: bias, x: at[0]}
    yield Comparison("output", values, network=output[0, 0])
    yield Comparison(
        "steepest",
        values,
        network=backward(np.ones_like(output))[0].dL_dx[0],
        objective=lambda inputs: neuron(inputs[np.newaxis])[0, 0],
        at=at[0],
    )
    step = rng.uniform(0.5, 2)
    yield Comparison("along-weights", values | {t: step}, network=layer(at + step * weights)[0, 0])
    shortest = np.linalg.lstsq(weights[np.newaxis], np.array([-total]), rcond=None)[0]  # (1, 4), (1,) -> (4,)
    nearest = at[0] + shortest
    yield Comparison("signed-distance", values, network=nearest)
    yield Comparison("squared-distance", values, network=(shortest**2).sum())
    yield Comparison("distance", values, network=(total / np.sqrt((weights**2).sum())) ** 2)
    yield Comparison("foot", values, network=layer(nearest[np.newaxis])[0, 0], scale=1)
    yield Comparison("origin", values, network=layer(np.zeros((1, 4)))[0, 0])
    unbiased = Network(Dense(layer.parameters["W"], np.zeros(1)), Sigmoid())
    yield Comparison("origin-output", {}, network=unbiased(np.zeros((1, 4)))[0, 0])
    sideways = np.cross(rng.normal(size=3), weights[:3])  # at right angles to the first three weights
    other = nearest + np.append(sideways, 0)
    yield Comparison("nearest", values | {u: other}, network=(shortest**2).sum())


if __name__ == "__main__":
    d.show()
