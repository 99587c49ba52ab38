"""Going back one layer at a time costs as much as the depth; starting over for each layer, its square."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation, Inner
from quizapp.network import Dense, Network, Tanh

d = Derivation("The chain rule as dynamic programming")

D, H, J, K = d.size("D", 3), d.size("H", 5), d.size("J", 4), d.size("K", 6)
T = d.size("T", 3, 4, 5, 6, 7)
i, j = d.indices("i j", T)
n = d.positive("n")
J_1, J_2, J_3 = d.matrix("J_1", H, D), d.matrix("J_2", J, H), d.matrix("J_3", K, J)
v_0, delta_3 = d.vector("v_0", D), d.vector("delta_3", K)

P = d.let(
    "P",
    J_3 * J_2 * J_1,
    "Three layers: the Jacobian of all is the product, with the first layer on the right.",
)
delta_2 = d.let(
    "delta_2", J_3.T * delta_3, "Reverse mode takes the error at the output back through the last layer,"
)
delta_1 = d.let("delta_1", J_2.T * delta_2, "then through the one before,")
delta_0 = d.let("delta_0", J_1.T * delta_1, "then through the first: each error comes from the one after it.")
d.claim("reverse-mode", delta_0, P.T * delta_3, "The same as by the whole product, which was never computed.")
d.claim(
    "middle-error",
    delta_1,
    (J_3 * J_2).T * delta_3,
    "Every error in between is met on the way, so one pass serves the gradients of all layers.",
)
v_1 = d.let("v_1", J_1 * v_0, "Forward mode takes a direction at the input through the first layer,")
v_2 = d.let("v_2", J_2 * v_1, "through the second,")
v_3 = d.let("v_3", J_3 * v_2, "and through the last.")
d.claim("forward-mode", v_3, P * v_0, "One pass gives all outputs, but for one direction of the input.")
d.claim(
    "from-either-end",
    Inner(delta_3, v_3),
    Inner(delta_0, v_0),
    "Both contract the same Jacobian. A loss is one output: one pass from its end gives every slope.",
)
C_1 = d.let(
    "C_1",
    Sum(n**2, (i, 1, T)),
    "Now count, for T layers of width n: each matrix times a vector takes n squared multiplications.",
)
d.claim("reuse", C_1, n**2 * T, "Each error is kept for the layer below: linear in the depth.")
C_2 = d.let(
    "C_2",
    Sum(Sum(n**2, (j, i, T)), (i, 1, T)),
    "Forget them, and for every layer i all steps from layer T down to i are taken again.",
)
d.claim(
    "start-over",
    C_2,
    n**2 * T * (T + 1) / 2,
    "One to T, added up: quadratic in the depth, for the same errors.",
)
d.claim(
    "no-cache",
    Sum(Sum(n**2, (j, 1, i)), (i, 1, T)),
    C_2,
    "Forgetting the activations costs as much: each is computed again from the first layer on.",
)
d.claim("waste", C_2 / C_1, (T + 1) / 2, "A network of 99 layers would wait 50 times as long.")
d.refuted(
    "waste-as-depth",
    C_2 / C_1,
    T,
    "Only the first layer needs all the steps; the last one needs a single one, so half is saved.",
)
C_3 = d.let(
    "C_3",
    (T - 1) * n**3 + n**2,
    "Matrices first: one product less than layers, of n cubed each, then the error.",
)
d.claim(
    "vector-first",
    C_3 - C_1,
    n**2 * (n - 1) * (T - 1),
    "So begin at the vector: each product is n times cheaper.",
)
C_4 = d.let("C_4", n * C_1, "Forward mode needs a pass of its own for each of the n inputs.")
d.claim("forward-cost", C_4 / C_1, n, "For a loss, reverse mode is cheaper by the number of inputs.")


class Counter:
    """Multiplies matrices and counts the multiplications of numbers."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Give left @ right."""
        self.count += left.size * (right.size // len(right))
        return left @ right


def jacobian(layer: Network, at: np.ndarray) -> np.ndarray:
    """Take every unit error back through a layer: the rows of its Jacobian, (K, D)."""
    width = layer(at).shape[1]
    _, backward = layer.forward(np.repeat(at, width, axis=0))  # the same input once for each output
    return backward(np.eye(width))[0].dL_dx


@d.network("a 3-5-4-6 tanh network")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare products of Jacobians with the library's own way back."""
    widths = (3, 5, 4, 6)
    layers = [Network(Dense(rng.normal(size=s), rng.normal(size=s[1])), Tanh()) for s in pairwise(widths)]
    inputs, values = rng.normal(size=(1, 3)), {}
    net = Network(*(part for layer in layers for part in layer.layers))
    for name, layer, at in zip((J_1, J_2, J_3), layers, net.trace(inputs)[::2], strict=False):
        values[name] = jacobian(layer, at)
    output, backward = net.forward(inputs)
    error, direction = rng.normal(size=output.shape), rng.normal(size=3)
    values |= {delta_3: error[0], v_0: direction}
    gradients = backward(error)
    yield Comparison(
        "reverse-mode",
        values,
        network=gradients[0].dL_dx[0],
        objective=lambda at: (error * net(at[np.newaxis])).sum(),
        at=inputs[0],
    )
    yield Comparison("middle-error", values, network=gradients[2].dL_dx[0])
    along = net(inputs + 1e-30j * direction).imag[0] / 1e-30  # (1, 6): the derivative along the direction
    yield Comparison("forward-mode", values, network=along)
    yield Comparison("from-either-end", values, network=(error[0] * along).sum())


@d.network("a counter of multiplications, for 5 layers of width 4")
def count(rng: np.random.Generator) -> Iterator[Comparison]:
    """Take an error back in each way and count what it took."""
    jacobians, error = rng.normal(size=(5, 4, 4)), rng.normal(size=4)
    values = {T: 5, n: 4}
    reuse, start_over, no_cache, matrices, forward = (Counter() for _ in range(5))
    current = error
    for matrix in jacobians[::-1]:
        current = reuse(matrix.T, current)
    for first in range(5):
        again, signal = error, error
        for matrix in jacobians[first:][::-1]:
            again = start_over(matrix.T, again)
        for matrix in jacobians[: first + 1]:
            signal = no_cache(matrix, signal)
    product = jacobians[4].T
    for matrix in jacobians[3::-1]:
        product = matrices(matrix.T, product)
    matrices(product, error)
    directions = np.eye(4)
    for matrix in jacobians:
        directions = forward(matrix, directions)
    yield Comparison("reuse", values, network=float(reuse.count))
    yield Comparison("start-over", values, network=float(start_over.count))
    yield Comparison("no-cache", values, network=float(no_cache.count))
    yield Comparison("waste", values, network=start_over.count / reuse.count)
    yield Comparison("vector-first", values, network=float(matrices.count - reuse.count))
    yield Comparison("forward-cost", values, network=forward.count / reuse.count)


if __name__ == "__main__":
    d.show()
