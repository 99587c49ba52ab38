"""A dense layer on column vectors: the gradient of its weights is error times input, an outer product."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation, Gradient, Inner, ones
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("A dense layer on column vectors")

D = d.size("D", 3)
H = d.size("H", 4)
N = d.size("N", 5)
i, h = d.index("i", D), d.index("h", H)

x, b = d.vector("x", D), d.vector("b", H)
W = d.matrix("W", H, D)
X, Delta = d.matrix("X", D, N), d.matrix("Delta", H, N)

y = d.let(
    "y",
    W * x + b,
    "Columns: row h of the weights makes output h, so W has as many rows as there are outputs.",
)
d.claim(
    "entry",
    y[h],
    Sum(W[h, i] * x[i], (i, 1, D)) + b[h],
    "One output is one neuron: its row of weights, its bias.",
)
L = d.arbitrary("L", y)
delta = d.let("delta", Gradient(L, y), "The error: how any loss after the layer changes with its output.")
d.claim(
    "weights",
    Gradient(L, W),
    delta * x.T,
    "A weight takes one input to one output: error there times input here.",
)
d.claim(
    "inputs",
    Gradient(L, x),
    W.T * delta,
    "Each input hears from every output it fed, through the same weights.",
)
d.claim("bias", Gradient(L, b), delta, "A bias is a weight whose input is 1.")
Y = d.let("Y", W * X + b * ones(N).T, "A batch has one example a column; the bias is added to each.")
J = d.let(
    "J",
    Inner(Delta, Y),
    "Any loss, to first order: Delta is its gradient at Y, an error for every output and example.",
)
d.claim("batch-weights", Gradient(J, W), Delta * X.T, "The outer products of all the examples, added up.")
d.claim(
    "batch-bias",
    Gradient(J, b),
    Delta * ones(N),
    "The bias is in every column, so its gradient is their sum.",
)
V = d.let("V", W.T, "With one example a row, the weights are written the other way round,")
d.claim("rows", X.T * V + ones(N) * b.T, Y.T, "and all shapes with them: it is the same layer.")
d.claim(
    "rows-weights",
    Gradient(J, W).T,
    X * Delta.T,
    "Then the input comes first in the product, and the error last.",
)


@d.network("a 3-4 dense layer with a squared loss")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare one example and a batch with a layer that takes rows, and so holds the transposes."""
    layer = Dense(rng.normal(size=(3, 4)), rng.normal(size=4))
    net = Network(layer, loss=MeanSquaredError())
    rows, targets = rng.normal(size=(5, 3)), rng.normal(size=(5, 4))
    weights, bias = layer.parameters["W"], layer.parameters["b"]
    inputs, target = rows[:1], targets[:1]
    one = net.backpropagate(inputs, target)
    values = {x: inputs[0], W: weights.T, b: bias, delta: one.dL_doutput[0]}
    yield Comparison("entry", values, network=layer(inputs)[0])
    yield Comparison(
        "weights",
        values,
        network=one.layers[0].dL_dW.T,
        objective=lambda at: net.with_parameters(0, W=at.T).loss(inputs, target),
        at=weights.T.copy(),
    )
    yield Comparison(
        "inputs",
        values,
        network=one.dL_dx[0],
        objective=lambda at: net.loss(at[np.newaxis], target),
        at=inputs[0],
    )
    yield Comparison(
        "bias",
        values,
        network=one.layers[0].dL_db,
        objective=lambda at: net.with_parameters(0, b=at).loss(inputs, target),
        at=bias,
    )
    batch = net.backpropagate(rows, targets)
    values = {X: rows.T, W: weights.T, b: bias, Delta: batch.dL_doutput.T}
    yield Comparison(
        "batch-weights",
        values,
        network=batch.layers[0].dL_dW.T,
        objective=lambda at: net.with_parameters(0, W=at.T).loss(rows, targets),
        at=weights.T.copy(),
    )
    yield Comparison("batch-bias", values, network=batch.layers[0].dL_db)
    yield Comparison("rows", values, network=layer(rows))
    yield Comparison("rows-weights", values, network=rows.T @ batch.dL_doutput)


if __name__ == "__main__":
    d.show()
