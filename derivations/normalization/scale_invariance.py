"""Weights before batch normalization have no scale: training turns them only, and slower as they grow."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import BatchNorm, Dense, MeanSquaredError, Network

d = Derivation("Batch normalization has no scale")

N = d.size("N", 3)
D = d.size("D", 2)
n = d.index("n", N)
j = d.index("j", D)
X, w = d.matrix("X", N, D), d.vector("w", D)
alpha, eta = d.positive("alpha"), d.positive("eta")
f = d.arbitrary("f")

s = d.let("s", Sum(X[n, j] * w[j], (j, 1, D)), "A unit before normalization, for each example of the batch.")
m = d.let("m", Sum(s[n], (n, 1, N)) / N, "Its mean,")
v = d.let("v", Sum((s[n] - m) ** 2, (n, 1, N)) / N, "and its variance.")
z = d.let("z", (s[n] - m) / sqrt(v), "Normalized, with epsilon = 0.")
L = d.let("L", f(z), "Any loss at all of what comes out.")
g = d.let("g", Derivative(L, w[j]), "The gradient of the weights.")

u = d.let("w'", alpha * w[j], "The same with longer weights:")
t = d.let("s'", Sum(X[n, j] * u[j], (j, 1, D)), "every signal is alpha times as large,")
k = d.let("m'", Sum(t[n], (n, 1, N)) / N, "and so is the mean;")
r = d.let("v'", Sum((t[n] - k) ** 2, (n, 1, N)) / N, "the variance is alpha squared times as large,")
y = d.let("z'", (t[n] - k) / sqrt(r), "and dividing by its root takes alpha away.")
M = d.let("L'", f(y), "The loss of that.")

d.claim("invariance", y[n], z[n], "The outputs are the same, whatever the positive factor.")
d.claim(
    "orthogonal",
    Sum(w[j] * g[j], (j, 1, D)),
    0,
    "The loss does not change along w, so its gradient has no part along w.",
)
d.claim(
    "inverse-scale",
    Derivative(M, u[j]),
    g[j] / alpha,
    "Same loss, but a step of one length turns longer weights less.",
)
d.refuted(
    "longer-weights-longer-gradient",
    Derivative(M, u[j]),
    alpha * g[j],
    "The factor divides: the longer the weights, the shorter their gradient.",
)
d.claim(
    "growth",
    Sum((w[j] - eta * g[j]) ** 2, (j, 1, D)),
    Sum(w[j] ** 2, (j, 1, D)) + eta**2 * Sum(g[j] ** 2, (j, 1, D)),
    "Pythagoras: each step makes the weights longer. Weight decay undoes that, so it sets the pace.",
)


@d.network("a dense layer with batch normalization, 5 examples of 3 inputs")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare gradients and outputs for weights and for longer ones; the columns are what one unit feeds."""
    inputs, targets = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
    weights, factor, rate = rng.normal(size=(3, 1)), rng.uniform(2, 3), rng.uniform(0.2, 0.4)
    norm = BatchNorm(rng.uniform(0.5, 2, size=1), rng.normal(size=1), epsilon=0.0)
    net = Network(Dense(weights, np.zeros(1)), norm, loss=MeanSquaredError())
    longer = net.with_parameters(0, W=factor * weights)
    slope = net.backpropagate(inputs, targets).layers[0].dL_dW
    slower = longer.backpropagate(inputs, targets).layers[0].dL_dW
    unscaled = (longer(inputs) - norm.beta) / norm.gamma
    known = {g: slope[:, 0], w: weights[:, 0]}
    yield Comparison("invariance", {X: inputs, w: weights[:, 0]}, network=unscaled)
    yield Comparison("orthogonal", {w: weights[:, 0]}, network=(weights * slope).sum(), scale=1)
    yield Comparison(
        "inverse-scale",
        {**known, alpha: factor},
        network=slower,
        objective=lambda at: net.with_parameters(0, W=at).loss(inputs, targets),
        at=factor * weights,
    )
    stepped = weights - rate * slope
    yield Comparison("growth", {**known, eta: rate}, network=(stepped**2).sum())


if __name__ == "__main__":
    d.show()
