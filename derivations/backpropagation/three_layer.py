"""Back-propagation through a sigmoid, a tanh and a softmax layer: three errors give six gradients."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from sympy import Derivative, Sum, exp, log, tanh

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, Sigmoid, SoftmaxCrossEntropy, Tanh

d = Derivation("Back-propagation in a three-layer classifier")

D, H, J, K = d.size("D", 4), d.size("H", 3), d.size("J", 4), d.size("K", 3)
i, h, j = d.index("i", D), d.index("h", H), d.index("j", J)
k, m = d.indices("k m", K)
x, b, c, o, y = d.vector("x", D), d.vector("b", H), d.vector("c", J), d.vector("o", K), d.vector("y", K)
U, V, W = d.matrix("U", D, H), d.matrix("V", H, J), d.matrix("W", J, K)

z = d.let("z", Sum(x[i] * U[i, h], (i, 1, D)) + b[h], "Rows: a weight's first index is where it comes from.")
a = d.let("a", 1 / (1 + exp(-z[h])), "The first layer is bent by the sigmoid,")
s = d.let("s", Sum(a[h] * V[h, j], (h, 1, H)) + c[j], "the second receives its outputs")
q = d.let("q", tanh(s[j]), "and is bent by tanh,")
r = d.let("r", Sum(q[j] * W[j, k], (j, 1, J)) + o[k], "and the third gives one score for each class.")
L = d.arbitrary("L", r)
gamma = d.let(
    "gamma", Derivative(L, r[k]), "Whatever the loss, going back begins with its gradient at the scores."
)
p = d.let("p", exp(r[k]) / Sum(exp(r[m]), (m, 1, K)), "Here softmax makes them probabilities,")
E = d.let("E", -Sum(y[k] * log(p[k]), (k, 1, K)), "and cross-entropy compares these with the target,")
d.given(Sum(y[k], (k, 1, K)), 1, "which is a distribution.")
d.claim(
    "output-error", Derivative(E, r[k]), p[k] - y[k], "Softmax and cross-entropy cancel: this is gamma here."
)
d.refuted(
    "target-minus-output",
    Derivative(E, r[k]),
    y[k] - p[k],
    "Raising the right score lowers the loss, so its gradient is negative: output minus target.",
)
beta = d.let(
    "beta",
    Sum(W[j, k] * gamma[k], (k, 1, K)) * (1 - q[j] ** 2),
    "Take it back along the weights, times the slope of tanh in terms of its output:",
)
d.claim("second-error", Derivative(L, s[j]), beta[j], "that is the gradient at the second layer's sums.")
alpha = d.let(
    "alpha",
    Sum(V[h, j] * beta[j], (j, 1, J)) * a[h] * (1 - a[h]),
    "Once more, with the slope of the sigmoid in terms of its output, not of its sum:",
)
d.claim("first-error", Derivative(L, z[h]), alpha[h], "that is the gradient at the first layer's sums.")
d.claim(
    "third-weights", Derivative(L, W[j, k]), q[j] * gamma[k], "Value before the weight times error after it,"
)
d.claim("second-weights", Derivative(L, V[h, j]), a[h] * beta[j], "in each layer,")
d.claim("first-weights", Derivative(L, U[i, h]), x[i] * alpha[h], "with the inputs as the first values.")
d.claim("third-bias", Derivative(L, o[k]), gamma[k], "A bias has the constant 1 before it,")
d.claim("second-bias", Derivative(L, c[j]), beta[j], "in each layer,")
d.claim("first-bias", Derivative(L, b[h]), alpha[h], "so its gradient is the error.")


def loss_in(net: Network, index: int, name: str, inputs: Any, target: Any) -> Callable[[Any], Any]:
    """Give the loss as a function of one block of parameters."""
    return lambda block: net.with_parameters(index, **{name: block}).loss(inputs, target)


@d.network("a 3-4-7-6 classifier with sigmoid and tanh layers")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Backpropagate one example with a smoothed target, and differentiate all six blocks numerically."""
    dense = [Dense(rng.normal(size=(n, w)), rng.normal(size=w)) for n, w in ((3, 4), (4, 7), (7, 6))]
    net = Network(dense[0], Sigmoid(), dense[1], Tanh(), dense[2], loss=SoftmaxCrossEntropy())
    inputs, target = rng.normal(size=(1, 3)), rng.dirichlet(np.ones(6), size=1)
    gradient = net.backpropagate(inputs, target)
    values = {x: inputs[0], y: target[0]}
    for weights, bias, layer in zip((U, V, W), (b, c, o), dense, strict=True):
        values |= {weights: layer.parameters["W"], bias: layer.parameters["b"]}
    yield Comparison("output-error", values, network=gradient.dL_doutput[0])
    values |= {gamma: gradient.dL_doutput[0]}
    yield Comparison("second-error", values, network=gradient.layers[3].dL_dx[0])
    yield Comparison("first-error", values, network=gradient.layers[1].dL_dx[0])
    for name, index in (("first", 0), ("second", 2), ("third", 4)):
        yield Comparison(
            f"{name}-weights",
            values,
            network=gradient.layers[index].dL_dW,
            objective=loss_in(net, index, "W", inputs, target),
            at=net.layers[index].parameters["W"],
        )
        yield Comparison(
            f"{name}-bias",
            values,
            network=gradient.layers[index].dL_db,
            objective=loss_in(net, index, "b", inputs, target),
            at=net.layers[index].parameters["b"],
        )


if __name__ == "__main__":
    d.show()
