"""The gradient of the mean squared error of a linear model is 2/N times the inputs against the residuals."""

from collections.abc import Iterator

import numpy as np

from quizapp.derive import Comparison, Derivation, Gradient, SquaredNorm
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("Mean squared error")

N = d.size("N", 3, 5)
D = d.size("D", 4)
X, w, y = d.matrix("X", N, D), d.vector("w", D), d.vector("y", N)

r = d.let("r", X * w - y, "One residual for each example: prediction minus target.")
L = d.let("L", SquaredNorm(r) / N, "The mean of the squared residuals.")

d.claim("gradient", Gradient(L, w), 2 / N * X.T * (X * w - y), "Each residual pulls along its own input.")


@d.network("a linear model with 5 examples of 3 inputs")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with a dense layer without bias."""
    inputs, targets = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
    net = Network(Dense(rng.normal(size=(3, 1)), np.zeros(1)), loss=MeanSquaredError())
    weights = net.layers[0].parameters["W"]
    yield Comparison(
        "gradient",
        {X: inputs, w: weights[:, 0], y: targets[:, 0]},
        network=net.backpropagate(inputs, targets).layers[0].dL_dW,
        objective=lambda W: net.with_parameters(0, W=W).loss(inputs, targets),
        at=weights,
    )


if __name__ == "__main__":
    d.show()
