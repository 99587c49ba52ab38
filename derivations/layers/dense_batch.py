"""The three gradients of a dense layer on a batch, one example a row."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, Trace

from quizapp.derive import Comparison, Derivation, Gradient, ones
from quizapp.network import Dense

d = Derivation("A dense layer on a batch")

N = d.size("N", 5)
D = d.size("D", 3)
H = d.size("H", 4)
n, i, h = d.index("n", N), d.index("i", D), d.index("h", H)
X, W, b = d.matrix("X", N, D), d.matrix("W", D, H), d.vector("b", H)
Delta = d.matrix("Delta", N, H)

Y = d.let("Y", X * W + ones(N) * b.T, "Every row is an example; the bias is added to each.")
L = d.let(
    "L",
    Trace(Delta.T * Y),
    "Any loss, to first order: Delta is its gradient with respect to Y, held fixed.",
)

d.claim("weights", Gradient(L, W), X.T * Delta, "Inputs against upstream gradients, summed over the batch.")
d.claim("inputs", Gradient(L, X), Delta * W.T, "Each output sends its gradient back along its weights.")
d.claim(
    "bias", Gradient(L, b), Delta.T * ones(N), "The bias is in every row, so its gradient is the sum of them."
)

d.claim(
    "one-weight",
    Derivative(L, W[i, h]),
    Sum(X[n, i] * Delta[n, h], (n, 1, N)),
    "For a single weight: its input times the gradient at its output, example by example.",
)
d.refuted(
    "mean-for-sum",
    Gradient(L, b),
    Delta.T * ones(N) / N,
    "A mean has the right shape and is N times too small; where the loss is a mean, Delta already knows.",
)


@d.network("a 3-4 dense layer with a batch of 5")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare all three with the layer's backward pass, for a random upstream gradient."""
    x, upstream = rng.normal(size=(5, 3)), rng.normal(size=(5, 4))
    layer = Dense(rng.normal(size=(3, 4)), rng.normal(size=4))
    weights, bias = layer.parameters["W"], layer.parameters["b"]
    gradient = layer.forward(x)[1](upstream)
    values = {X: x, W: weights, b: bias, Delta: upstream}
    yield Comparison(
        "weights",
        values,
        network=gradient.dL_dW,
        objective=lambda at: (upstream * layer.with_parameters(W=at)(x)).sum(),
        at=weights,
    )
    yield Comparison("one-weight", values, network=gradient.dL_dW)
    yield Comparison(
        "inputs",
        values,
        network=gradient.dL_dx,
        objective=lambda at: (upstream * layer(at)).sum(),
        at=x,
    )
    yield Comparison(
        "bias",
        values,
        network=gradient.dL_db,
        objective=lambda at: (upstream * layer.with_parameters(b=at)(x)).sum(),
        at=bias,
    )


if __name__ == "__main__":
    d.show()
