"""Back-propagation through a hidden tanh layer and a sigmoid output, one error at a time."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from sympy import Derivative, Sum, exp, log, tanh

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, SigmoidCrossEntropy, Tanh

d = Derivation("Back-propagation in a two-layer network")

D = d.size("D", 3)
H = d.size("H", 4)
i = d.index("i", D)
j = d.index("j", H)
x, b, v = d.vector("x", D), d.vector("b", H), d.vector("v", H)
W = d.matrix("W", D, H)
c = d.real("c")
y = d.probability("y")

z = d.let("z", Sum(W[i, j] * x[i], (i, 1, D)) + b[j], "The hidden layer weighs its inputs,")
d.refuted(
    "bias-multiplied",
    z[j],
    Sum(W[i, j] * x[i], (i, 1, D)) * b[j],
    "The bias is added: it moves the bend, it does not scale the sum.",
)
a = d.let("a", tanh(z[j]), "bends each sum,")
s = d.let("s", Sum(v[j] * a[j], (j, 1, H)) + c, "and the output weighs what comes out.")
p = d.let("p", 1 / (1 + exp(-s)), "The sigmoid makes it a probability.")
L = d.let("L", -y * log(p) - (1 - y) * log(1 - p), "Cross-entropy judges it.")

d.claim("output-error", Derivative(L, s), p - y, "Cross-entropy cancels the slope of the sigmoid.")
d.refuted(
    "slope-kept",
    Derivative(L, s),
    (p - y) * p * (1 - p),
    "With squared error the slope stays; the logarithms of cross-entropy divide it away.",
)
d.claim(
    "second-weights",
    Derivative(L, v[j]),
    (p - y) * a[j],
    "A weight's gradient: error after it times input before it.",
)
d.claim(
    "hidden-error",
    Derivative(L, z[j]),
    (p - y) * v[j] * (1 - a[j] ** 2),
    "The error goes back along the weight it came by, times the slope of tanh.",
)
d.claim(
    "first-weights",
    Derivative(L, W[i, j]),
    (p - y) * v[j] * (1 - a[j] ** 2) * x[i],
    "The same rule one layer down: error after the weight times input before it.",
)
d.refuted(
    "slope-forgotten",
    Derivative(L, W[i, j]),
    (p - y) * v[j] * x[i],
    "Between the sum and the output lies tanh, and its slope is a factor like the others.",
)
d.claim(
    "first-bias",
    Derivative(L, b[j]),
    (p - y) * v[j] * (1 - a[j] ** 2),
    "A bias is a weight whose input is 1.",
)


@d.network("a 3-4-1 network with tanh and a sigmoid output")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare every block of parameters with the library's backward pass."""
    inputs, target = rng.normal(size=(1, 3)), np.array([[rng.uniform(0.1, 0.4)]])
    first = Dense(rng.normal(size=(3, 4)), rng.normal(size=4))
    second = Dense(rng.normal(size=(4, 1)), rng.normal(size=1))
    net = Network(first, Tanh(), second, loss=SigmoidCrossEntropy())
    gradient = net.backpropagate(inputs, target)
    weights, biases = first.parameters["W"], first.parameters["b"]
    values = {
        x: inputs[0],
        W: weights,
        b: biases,
        v: second.parameters["W"][:, 0],
        c: second.parameters["b"][0],
        y: target[0, 0],
    }
    yield Comparison("output-error", values, network=gradient.dL_doutput[0, 0])
    yield Comparison(
        "second-weights",
        values,
        network=gradient.layers[2].dL_dW[:, 0],
        objective=lambda at: net.with_parameters(2, W=at[:, np.newaxis]).loss(inputs, target),
        at=second.parameters["W"][:, 0],
    )
    yield Comparison("hidden-error", values, network=gradient.layers[1].dL_dx[0])
    yield Comparison(
        "first-weights",
        values,
        network=gradient.layers[0].dL_dW,
        objective=lambda at: net.with_parameters(0, W=at).loss(inputs, target),
        at=weights,
    )
    yield Comparison(
        "first-bias",
        values,
        network=gradient.layers[0].dL_db,
        objective=lambda at: net.with_parameters(0, b=at).loss(inputs, target),
        at=biases,
    )


@d.computed("first-weights", "W", "b", "v", "c", "x", "y", "i", "j")
def by_network(given: Mapping[str, Any]) -> float:
    """Let the library go back through the network of an exercise, whatever its sizes."""
    first = Dense(given["W"], given["b"])
    second = Dense(given["v"][:, np.newaxis], np.atleast_1d(given["c"]))
    net = Network(first, Tanh(), second, loss=SigmoidCrossEntropy())
    gradient = net.backpropagate(given["x"][np.newaxis], np.array([[given["y"]]], dtype=float))
    return float(gradient.layers[0].dL_dW[given["i"] - 1, given["j"] - 1])


if __name__ == "__main__":
    d.show()
