"""L2 regularization shrinks every weight by the same fraction in each step of gradient descent."""

from collections.abc import Iterator

import numpy as np

from quizapp.derive import Comparison, Derivation, Gradient, SquaredNorm
from quizapp.network import L2, SGD, Dense, MeanSquaredError, Network

d = Derivation("L2 regularization is weight decay")

D = d.size("D", 3, 4)
w = d.vector("w", D)
eta, lam = d.positive("eta"), d.positive("lambda")
L = d.arbitrary("L", w)

J = d.let(
    "J", L + lam / 2 * SquaredNorm(w), "The loss plus half of lambda times the squared length of the weights."
)
d.claim(
    "gradient",
    Gradient(J, w),
    Gradient(L, w) + lam * w,
    "The half cancels the two: the penalty pulls each weight to zero in proportion to its size.",
)
d.claim(
    "update",
    w - eta * Gradient(J, w),
    (1 - eta * lam) * w - eta * Gradient(L, w),
    "Collect what multiplies w: first shrink, then follow the loss.",
)

F = d.let("F", L + lam * SquaredNorm(w), "The other convention leaves out the half.")
d.claim(
    "full-penalty",
    w - eta * Gradient(F, w),
    (1 - 2 * eta * lam) * w - eta * Gradient(L, w),
    "The same lambda then shrinks twice as much, so ask which penalty is meant.",
)
d.refuted(
    "without-rate",
    w - eta * Gradient(J, w),
    (1 - lam) * w - eta * Gradient(L, w),
    "The penalty is part of the gradient, so the rate multiplies it too.",
)
d.refuted(
    "half-lost",
    w - eta * Gradient(F, w),
    (1 - eta * lam) * w - eta * Gradient(L, w),
    "This is the step for the penalty with the half.",
)


@d.network("a linear model trained by SGD, with the penalty in the loss")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare one penalized step with one step that decays the weights."""
    inputs, targets = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
    rate, strength = rng.uniform(0.05, 0.2), rng.uniform(0.3, 0.9)
    layer = Dense(rng.normal(size=(3, 1)), np.zeros(1))
    plain = Network(layer, loss=MeanSquaredError())
    penalized = Network(layer, loss=MeanSquaredError(), penalty=L2(strength))
    weights = layer.parameters["W"]
    slope = plain.backpropagate(inputs, targets).layers[0].dL_dW
    values = {w: weights[:, 0], Gradient(L, w): slope[:, 0], eta: rate, lam: strength}
    yield Comparison(
        "gradient",
        values,
        network=penalized.backpropagate(inputs, targets).layers[0].dL_dW,
        objective=lambda at: penalized.with_parameters(0, W=at).loss(inputs, targets),
        at=weights,
    )
    stepped = SGD(rate).step(penalized, penalized.backpropagate(inputs, targets))
    yield Comparison("update", values, network=stepped.layers[0].parameters["W"])
    doubled = Network(layer, loss=MeanSquaredError(), penalty=L2(2 * strength))
    faster = SGD(rate).step(doubled, doubled.backpropagate(inputs, targets))
    yield Comparison("full-penalty", values, network=faster.layers[0].parameters["W"])


if __name__ == "__main__":
    d.show()
