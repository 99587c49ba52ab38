"""A network for regression is linear regression on features it learns, and straight where none bends."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Max, Piecewise, Sum, tanh

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, MeanSquaredError, Network, ReLU, Tanh

d = Derivation("A network as a regressor")

N = d.size("N", 3)
H = d.size("H", 2)
n = d.index("n", N)
h = d.index("h", H)
x, y = d.vectors("x y", N)
w, b, v = d.vectors("w b v", H)
c, q = d.reals("c q")
m, s = d.real("m"), d.positive("s")

a = d.let("a", tanh(x[n] * w[h] + b[h]), "One input, H hidden units: the learned features of an example.")
f = d.let("f", Sum(a[n, h] * v[h], (h, 1, H)) + c, "A linear output, so that any number can come out.")
L = d.let("L", Sum((f[n] - y[n]) ** 2, (n, 1, N)) / N, "The mean squared error.")

d.claim(
    "output-gradient",
    Derivative(L, v[h]),
    2 * Sum((f[n] - y[n]) * a[n, h], (n, 1, N)) / N,
    "As in linear regression, with the features in the place of the inputs.",
)
d.claim(
    "hidden-gradient",
    Derivative(L, w[h]),
    2 * Sum((f[n] - y[n]) * v[h] * (1 - a[n, h] ** 2) * x[n], (n, 1, N)) / N,
    "And the features move too: each error comes back through the output's weight and the slope of tanh.",
)
F = d.function(
    "F", q, Sum(Max(0, q * w[h] + b[h]) * v[h], (h, 1, H)) + c, "With ReLU units one sees what is drawn:"
)
d.claim(
    "pieces",
    Derivative(F(q), q),
    Sum(Piecewise((w[h] * v[h], q * w[h] + b[h] > 0), (0, True)), (h, 1, H)),
    "the slope adds up the units that are on. Past the last bend it never changes: a straight line.",
)
t = d.let("t", (y[n] - m) / s, "Train on standardized targets,")
g = d.let("g", m + s * f[n], "and scale the predictions back:")
d.claim(
    "scaled-error",
    Sum((g[n] - y[n]) ** 2, (n, 1, N)) / N,
    s**2 * Sum((f[n] - t[n]) ** 2, (n, 1, N)) / N,
    "the error in the old unit is s squared times the one that training shows.",
)


@d.network("1-4-1 networks on five examples")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Backpropagate with tanh; compare slopes along a ReLU curve with the gradient of the input."""
    inputs, targets = rng.normal(size=(5, 1)), rng.normal(size=(5, 1))
    hidden = Dense(rng.normal(size=(1, 4)), rng.normal(size=4))
    output = Dense(rng.normal(size=(4, 1)), rng.normal(size=1))
    net = Network(hidden, Tanh(), output, loss=MeanSquaredError())
    curve = {w: hidden.W[0], b: hidden.b, v: output.W[:, 0]}
    values = {**curve, x: inputs[:, 0], y: targets[:, 0], c: output.b[0]}
    gradient = net.backpropagate(inputs, targets)
    yield Comparison(
        "output-gradient",
        values,
        network=gradient.layers[2].dL_dW[:, 0],
        objective=lambda W: net.with_parameters(2, W=W[:, np.newaxis]).loss(inputs, targets),
        at=output.W[:, 0],
    )
    yield Comparison(
        "hidden-gradient",
        values,
        network=gradient.layers[0].dL_dW[0],
        objective=lambda W: net.with_parameters(0, W=W[np.newaxis]).loss(inputs, targets),
        at=hidden.W[0],
    )
    at = 3 * hidden.W[0, 0]  # far out on the side where the first unit is on
    slope = Network(hidden, ReLU(), output)(np.array([[at + 1e-30j]])).imag / 1e-30
    yield Comparison("pieces", {**curve, q: at}, network=slope)
    mean, width = rng.normal(), rng.uniform(1.5, 3)
    old = mean + width * targets
    back = ((mean + width * net(inputs) - old) ** 2).mean()
    yield Comparison("scaled-error", {**values, y: old[:, 0], m: mean, s: width}, network=back)


if __name__ == "__main__":
    d.show()
