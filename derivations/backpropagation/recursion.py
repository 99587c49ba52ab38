"""Each layer's error comes from the one after it, whatever the functions and however many the layers."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from sympy import Derivative, HadamardProduct

from quizapp.derive import Comparison, Derivation, Elementwise, Gradient
from quizapp.network import Dense, MeanSquaredError, Network, Sigmoid, Tanh

d = Derivation("The recursion of back-propagation")

D, H, J, K = d.size("D", 4), d.size("H", 3), d.size("J", 4), d.size("K", 3)
x, b_1, b_2, b_3 = d.vector("x", D), d.vector("b_1", H), d.vector("b_2", J), d.vector("b_3", K)
W_1, W_2, W_3 = d.matrix("W_1", H, D), d.matrix("W_2", J, H), d.matrix("W_3", K, J)
f_1, f_2, f_3 = d.arbitrary("f_1"), d.arbitrary("f_2"), d.arbitrary("f_3")

z_1 = d.let("z_1", W_1 * x + b_1, "Columns: the first layer weighs its inputs and adds its bias,")
a_1 = d.let(
    "a_1", Elementwise(f_1, z_1), "then applies its function to every sum, whichever smooth function it is."
)
z_2 = d.let("z_2", W_2 * a_1 + b_2, "The second layer receives what came out,")
a_2 = d.let("a_2", Elementwise(f_2, z_2), "and has a function of its own.")
z_3 = d.let("z_3", W_3 * a_2 + b_3, "So has the third,")
a_3 = d.let("a_3", Elementwise(f_3, z_3), "whose values are the outputs.")
L = d.arbitrary("L", a_3)
d.claim(
    "composition",
    a_3,
    Elementwise(f_3, W_3 * Elementwise(f_2, W_2 * Elementwise(f_1, W_1 * x + b_1) + b_2) + b_3),
    "Put one into the other: a network is a function of functions, each with parameters of its own.",
)


def slopes(function: Any, sums: Any) -> Any:
    """Give the derivative of a function at every entry of a vector."""
    return Elementwise(lambda u: Derivative(function(u), u), sums)


delta_3 = d.let(
    "delta_3",
    Gradient(L, z_3),
    "A layer's error is the gradient at its sums: before its function, after its weights.",
)
delta_2 = d.let("delta_2", Gradient(L, z_2), "Likewise of the second layer")
delta_1 = d.let(
    "delta_1", Gradient(L, z_1), "and of the first; the loss L is any smooth function of the outputs."
)
d.claim(
    "output-error",
    delta_3,
    HadamardProduct(Gradient(L, a_3), slopes(f_3, z_3)),
    "Every output depends on its own sum alone: the loss's gradient, entry by entry times the slope.",
)
d.claim(
    "second-error",
    delta_2,
    HadamardProduct(W_3.T * delta_3, slopes(f_2, z_2)),
    "A unit fed every unit after it, so it hears from each; then comes its own slope, taken at its sum.",
)
d.claim(
    "first-error",
    delta_1,
    HadamardProduct(W_2.T * delta_2, slopes(f_1, z_1)),
    "The same rule again, and nothing but the next error is needed: so it holds for any number of layers.",
)
d.refuted(
    "slope-missing",
    delta_2,
    W_3.T * delta_3,
    "This stops at the unit's output; the error wanted is at its sum, one function further back.",
)
d.refuted(
    "slope-at-the-output",
    delta_2,
    HadamardProduct(W_3.T * delta_3, slopes(f_2, a_2)),
    "The function received z_2, so its slope is taken there and not at what it gave.",
)
d.claim(
    "third-weights",
    Gradient(L, W_3),
    delta_3 * a_2.T,
    "A weight's gradient is the error after it times the value before it,",
)
d.claim("second-weights", Gradient(L, W_2), delta_2 * a_1.T, "in every layer alike,")
d.claim("first-weights", Gradient(L, W_1), delta_1 * x.T, "down to the inputs.")
d.claim(
    "third-bias",
    Gradient(L, b_3),
    delta_3,
    "A bias is a weight whose input is 1, so its gradient is the error,",
)
d.claim("second-bias", Gradient(L, b_2), delta_2, "in every layer alike,")
d.claim("first-bias", Gradient(L, b_1), delta_1, "down to the first.")


def loss_in(net: Network, index: int, name: str, inputs: Any, target: Any) -> Callable[[Any], Any]:
    """Give the loss as a function of one block of parameters, for columns."""
    return lambda block: net.with_parameters(index, **{name: block.T}).loss(inputs, target)


@d.network("a 3-4-6-5 network with tanh, sigmoid and tanh")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare every block with the library, whose rows are our columns."""
    dense = [Dense(rng.normal(size=(n, m)), rng.normal(size=m)) for n, m in ((3, 4), (4, 6), (6, 5))]
    net = Network(dense[0], Tanh(), dense[1], Sigmoid(), dense[2], Tanh(), loss=MeanSquaredError())
    inputs, targets = rng.normal(size=(1, 3)), rng.normal(size=(1, 5))
    gradient = net.backpropagate(inputs, targets)
    received = net.trace(inputs)
    errors = [layer.dL_dx[0] for layer in gradient.layers[1::2]]  # (4,), (6,), (5,)
    values = {x: inputs[0], a_1: received[2][0], a_2: received[4][0]}
    values |= dict(zip((delta_1, delta_2, delta_3), errors, strict=True))
    for name, index in (("first", 0), ("second", 2), ("third", 4)):
        weights, bias = net.layers[index].parameters["W"], net.layers[index].parameters["b"]
        yield Comparison(
            f"{name}-weights",
            values,
            network=gradient.layers[index].dL_dW.T,
            objective=loss_in(net, index, "W", inputs, targets),
            at=weights.T.copy(),
        )
        yield Comparison(
            f"{name}-bias",
            values,
            network=gradient.layers[index].dL_db,
            objective=loss_in(net, index, "b", inputs, targets),
            at=bias,
        )


if __name__ == "__main__":
    d.show()
