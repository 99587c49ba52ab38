"""Training holds weights, gradients, optimizer state and activations; only the last grow with the batch."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Adam, Dense, Momentum, Network, ReLU, SoftmaxCrossEntropy

d = Derivation("The memory of training")

M = d.size("M", 2, 3)
l = d.index("l", M)
N = d.size("N", 4, 5)
n = d.vector("n", M + 1, low=0)
B = d.positive("B")

P = d.let(
    "P",
    Sum((n[l] + 1) * n[l + 1], (l, 1, M)),
    "A network of dense layers of these widths has this many parameters, each of B bytes.",
)
S = d.let("S", B * P + B * P, "Plain SGD holds every weight and its gradient,")
d.claim("sgd", S, 2 * B * P, "twice the model;")
A = d.let("A", B * P + B * P + (B * P + B * P), "Adam also remembers two moments of each gradient:")
d.claim(
    "adam", A, 4 * B * P, "four times the model, 16 bytes a parameter in single precision, before any data."
)
H = d.let("H", 2 * P + 2 * P, "Mixed precision has weights and gradients of two bytes,")
F = d.let("F", 4 * P + 4 * P + 4 * P, "and keeps a copy of the weights and both moments in four.")
d.claim(
    "mixed-precision",
    H + F,
    16 * P,
    "That is 16 bytes a parameter again: what it saves is activations and time.",
)
C = d.let(
    "C",
    B * Sum(N * n[l], (l, 1, M)),
    "The backward pass needs what went into each layer, for every one of N examples.",
)
d.claim("activations", C, B * N * Sum(n[l], (l, 1, M)), "This part is in proportion to the batch,")
T = d.let("T", A + C, "and all is the sum.")
d.claim(
    "total", T, 4 * B * P + B * N * Sum(n[l], (l, 1, M)), "Halving the batch halves the second term only."
)
d.refuted(
    "model-plus-batch",
    T,
    B * P + B * N * n[1],
    "Model plus data times batch forgets gradients, optimizer state and the hidden activations.",
)


@d.network("the bytes of the library's arrays")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Add up weights, gradients, optimizer state and the input of every dense layer."""
    widths, examples = (4, 7, 5, 3), 6
    dense = [Dense.he(before, after, rng) for before, after in pairwise(widths)]
    layers = (dense[0], ReLU(), dense[1], ReLU(), dense[2])
    network = Network(*layers, loss=SoftmaxCrossEntropy())
    x, y = rng.normal(size=(examples, 4)), np.eye(3)[rng.integers(3, size=examples)]
    gradient = network.backpropagate(x, y)
    weights = sum(w.nbytes for layer in layers for w in layer.parameters.values())
    slopes = sum(g.nbytes for layer in gradient.layers for g in layer.parameters.values())
    adam, momentum = Adam(0.001).start(network), Momentum(0.1, 0.9).start(network)
    moments = sum(state.m.nbytes + state.v.nbytes for seen in adam for state in seen.values())
    velocities = sum(state.v.nbytes for seen in momentum for state in seen.values())
    kept = sum(value.nbytes for value in network.trace(x)[:-1:2])  # what went into each dense layer
    shape = {M: 3, n: np.array(widths, float), N: examples, B: 8.0}
    yield Comparison("sgd", shape, network=float(weights + slopes))
    yield Comparison("sgd", shape, network=float(weights + velocities))
    yield Comparison("adam", shape, network=float(weights + slopes + moments))
    yield Comparison("activations", shape, network=float(kept))
    yield Comparison("total", shape, network=float(weights + slopes + moments + kept))
    halves = sum(2 * w.astype(np.float16).nbytes for layer in layers for w in layer.parameters.values())
    singles = sum(3 * w.astype(np.float32).nbytes for layer in layers for w in layer.parameters.values())
    yield Comparison("mixed-precision", shape, network=float(halves + singles))


if __name__ == "__main__":
    d.show()
