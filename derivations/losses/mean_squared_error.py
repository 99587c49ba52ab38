"""The gradient of the mean squared error of a linear model is 2/N times the inputs against the residuals."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum

from quizapp.derive import Comparison, Derivation, Gradient, Inner, SquaredNorm
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("Mean squared error")

N = d.size("N", 3, 5)
D = d.size("D", 4)
i, j = d.indices("i j", D)
n = d.index("n", N)
B = d.positive("B")
X, w, y, u = d.matrix("X", N, D), d.vector("w", D), d.vector("y", N), d.vector("u", D)

r = d.let("r", X * w - y, "One residual for each example, a row of X: prediction minus target.")
L = d.let("L", SquaredNorm(r) / N, "The mean of the squared residuals, without a factor of one half.")

d.claim(
    "written-out",
    L,
    Sum((Sum(X[n, j] * w[j], (j, 1, D)) - y[n]) ** 2, (n, 1, N)) / N,
    "Predict each example, subtract its target, square, and take the mean.",
)
d.step(Gradient(L, r), 2 / N * r, "A square's slope is twice what is squared.")
d.claim(
    "expanded",
    L,
    (Inner(w, X.T * X * w) - 2 * Inner(w, X.T * y) + SquaredNorm(y)) / N,
    "Multiplied out, the loss is quadratic in the weights.",
)
d.claim("gradient", Gradient(L, w), 2 / N * X.T * (X * w - y), "Each residual pulls along its own input.")

M = d.let("M", SquaredNorm(r) / (2 * N), "Some halve the loss, to be rid of the 2:")
d.claim(
    "halved",
    Gradient(M, w),
    Gradient(L, w) / 2,
    "the minimum stays where it is, and the same learning rate steps half as far.",
)
d.refuted(
    "two-over-n-missing",
    Gradient(L, w),
    X.T * (X * w - y),
    "Neither the 2 of the square nor the 1/N of the mean may go; with two examples nobody would notice.",
)
d.refuted(
    "sum-for-mean",
    Gradient(L, w),
    2 * X.T * (X * w - y),
    "This is the gradient of the sum: with it the right learning rate depends on the number of examples.",
)
d.refuted(
    "ragged-batch",
    Gradient(L, w),
    2 / B * X.T * (X * w - y),
    "A last batch that is smaller than the others is divided by its own size, not by the usual one.",
    where=B > N,
)
H = d.let(
    "H", 2 / N * X.T * X, "What multiplies w in the gradient: the curvature, which no target has a part in."
)
d.claim(
    "hessian",
    Derivative(L, w[i], w[j]),
    H[i, j],
    "The gradient is linear in w, so its slope is the same everywhere.",
)
d.bound(
    "convex",
    0,
    Inner(u, H * u),
    2 / N * SquaredNorm(X * u),
    "In any direction u the curvature is a squared length: the loss is a bowl, flat where X u = 0.",
)


@d.network("a linear model with 5 examples of 3 inputs")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with a dense layer without bias, and its curvature with what one step does to its gradient."""
    inputs, targets = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
    net = Network(Dense(rng.normal(size=(3, 1)), np.zeros(1)), loss=MeanSquaredError())
    weights = net.layers[0].parameters["W"]

    def gradient(W: np.ndarray) -> np.ndarray:
        return net.with_parameters(0, W=W).backpropagate(inputs, targets).layers[0].dL_dW

    values = {X: inputs, w: weights[:, 0], y: targets[:, 0]}
    yield Comparison("written-out", values, network=net.loss(inputs, targets))
    yield Comparison(
        "halved",
        values,
        network=gradient(weights) / 2,
        objective=lambda W: net.with_parameters(0, W=W).loss(inputs, targets) / 2,
        at=weights,
    )
    yield Comparison("expanded", values, network=net.loss(inputs, targets))
    yield Comparison(
        "gradient",
        values,
        network=gradient(weights),
        objective=lambda W: net.with_parameters(0, W=W).loss(inputs, targets),
        at=weights,
    )
    steps = [gradient(weights + step[:, np.newaxis]) - gradient(weights) for step in np.eye(3)]  # 3 x (3, 1)
    yield Comparison(
        "hessian",
        {X: inputs},
        network=np.hstack(steps),
        objective=lambda W: gradient(W[:, np.newaxis])[:, 0],
        at=weights[:, 0],
    )


if __name__ == "__main__":
    d.show()
