"""A grid costs k to the d evaluations, differences cost 2 d; backpropagation three passes, whatever d is."""

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

import numpy as np
from sympy import Product, Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("What a search costs: grid, differences, backpropagation")

D = d.size("d", 3, 5)
i = d.index("i", D)
M = d.size("M", 2, 3)
l = d.index("l", M)
k, N = d.positive("k"), d.positive("N")
n = d.vector("n", M + 1, low=0)

G = d.let(
    "G",
    Product(k, (i, 1, D)),
    "A grid tries k values of each of d parameters in every combination. In evaluations,",
)
d.claim(
    "grid", G, k**D, "that is a power with d in the exponent: ten values of ten parameters are ten billion."
)
d.claim("one-more-parameter", k * G, k ** (D + 1), "One more parameter makes it k times as many.")
d.refuted(
    "grid-in-proportion",
    G,
    k * D,
    "The grid is not k points for each parameter, but for each combination of the others.",
)
C = d.let(
    "C", Sum(1 + 1, (i, 1, D)), "Central differences take one step forward and one back for each parameter:"
)
d.claim("differences", C, 2 * D, "in proportion to d, and yet d is in the millions.")

P = d.let(
    "P", Sum(n[l] * n[l + 1], (l, 1, M)), "A network of dense layers with n units each has this many weights;"
)
F = d.let(
    "F", N * Sum(n[l] * n[l + 1], (l, 1, M)), "forward, each is multiplied once for each of N examples."
)
B = d.let(
    "B",
    Sum(n[l] * N * n[l + 1] + N * n[l + 1] * n[l], (l, 1, M)),
    "Backward, each layer multiplies twice: for the gradient of its weights, and for that of its inputs.",
)
d.claim("backward", B, 2 * F, "A backward pass costs two forward passes,")
d.claim(
    "three-passes", (F + B) / F, 3, "so that all slopes together cost three, whatever the number of weights."
)
d.claim(
    "saved",
    2 * P * F / (F + B),
    2 * P / 3,
    "Differences take two forward passes a weight; in multiplications, not in seconds, this much is saved.",
)


class Counted(np.ndarray):
    """An array that counts the multiplications of the matrix products it takes part in."""

    total = 0.0

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """Count, compute with plain arrays, and give a counted one."""
        plain = [np.asarray(array) for array in inputs]
        if ufunc is np.matmul:
            Counted.total += float(plain[0].size * plain[1].shape[1])
        result = getattr(ufunc, method)(*plain, **options)
        return result.view(Counted) if isinstance(result, np.ndarray) else result


@d.network("calls and multiplications of the library, counted")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Search grids of one to six parameters; run a 4-5-3-2 network forward and backward on six examples."""
    calls = 0.0

    def loss(point: np.ndarray) -> float:
        nonlocal calls
        calls += 1
        return float((point**2).sum())

    for parameters, values in ((1, 7), (2, 5), (3, 4), (5, 3), (6, 3)):
        calls = 0.0
        min(product(np.linspace(-1, 1, values), repeat=parameters), key=lambda at: loss(np.array(at)))
        yield Comparison("grid", {D: parameters, k: values}, network=calls)
        here = rng.normal(size=parameters)
        calls = 0.0
        for step in 1e-4 * np.eye(parameters):
            loss(here + step)
            loss(here - step)
        yield Comparison("differences", {D: parameters}, network=calls)
    widths, examples = (4, 5, 3, 2), 6
    layers = [
        Dense(rng.normal(size=(before, after)).view(Counted), np.zeros(after).view(Counted))
        for before, after in pairwise(widths)
    ]
    net = Network(*layers, loss=MeanSquaredError())
    inputs, targets = rng.normal(size=(examples, 4)).view(Counted), rng.normal(size=(examples, 2))
    Counted.total = 0.0
    net(inputs)
    forward, Counted.total = Counted.total, 0.0
    net.backpropagate(inputs, targets)
    both = Counted.total
    shape = {M: 3, n: np.array(widths), N: examples}
    yield Comparison("backward", shape, network=both - forward)
    yield Comparison("three-passes", shape, network=both / forward)
    weights = float(sum(layer.W.size for layer in layers))
    yield Comparison("saved", shape, network=2 * weights * forward / both)


if __name__ == "__main__":
    d.show()
