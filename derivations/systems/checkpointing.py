"""Checkpointing n layers holds n / s + s activations, least at s = sqrt(n), for one more forward pass."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Rational, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import Array, Dense, LayerGradient, MeanSquaredError, Network

d = Derivation("Gradient checkpointing")

n, s = d.positive("n"), d.positive("s")
F = d.positive("F")

K = d.let(
    "K",
    n / s + s,
    "Cut n layers into pieces of s. Keep the input of each piece, and recompute one piece at a time.",
)
d.claim(
    "slope",
    Derivative(K, s),
    (s**2 - n) / s**2,
    "Short pieces have many inputs, long ones much to recompute: the number falls until s is the root of n,",
)
d.claim(
    "best", K, 2 * sqrt(n) + (s - sqrt(n)) ** 2 / s, "where it is least, since the last term is a square."
)
b = d.let("b", sqrt(n), "At this length")
d.claim("at-the-best", (n / b + b) / n, 2 / sqrt(n), "it is this share of all n activations.")
U = d.let("U", F + 2 * F, "A backward pass costs two forward passes F,")
V = d.let("V", F + F + 2 * F, "and here the forward pass is done twice.")
d.claim(
    "time",
    V / U,
    Rational(4, 3),
    "A third more time.",
)
d.refuted(
    "twice-the-time",
    V / U,
    2,
    "Only the forward pass is done twice, and it is a third of a step.",
)


class Counter:
    """How many layer outputs are held at the moment, the most there ever were, and how many were computed."""

    def __init__(self) -> None:
        self.held = self.most = self.computed = 0

    def hold(self, more: int) -> None:
        """Hold some more, or with a negative number fewer."""
        self.held += more
        self.most = max(self.most, self.held)


@d.network("the library's layers, run forward in pieces and recomputed on the way back")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Count what is held and what is computed; the gradients are those of an ordinary backward pass."""
    for pieces, length in ((4, 3), (3, 5), (5, 2)):
        layers = [Dense.xavier(4, 4, rng) for _ in range(pieces * length)]
        network = Network(*layers, loss=MeanSquaredError())
        x = rng.normal(size=(5, 4))
        counter = Counter()
        targets = rng.normal(size=(5, 4))
        gradients = checkpointed(layers, x, targets, length, counter)
        for found, expected in zip(gradients, network.backpropagate(x, targets).layers, strict=True):
            np.testing.assert_allclose(found.dL_dW, expected.dL_dW, rtol=1e-12, atol=1e-12)
        total = pieces * length
        chain = {n: float(total), s: float(length)}
        yield Comparison("best", chain, network=float(counter.most))
        yield Comparison("slope", chain, network=1 - total / length**2)
        yield Comparison("time", {F: 1.0}, network=(counter.computed + 2 * total) / (3 * total))
    for side in (3, 4):
        yield Comparison("at-the-best", {n: float(side**2)}, network=2 * side / side**2)


def checkpointed(
    layers: list[Dense], x: Array, targets: Array, length: int, counter: Counter
) -> list[LayerGradient]:
    """Give the gradient of every layer, keeping the input of each piece of `length` layers."""
    inputs, value = [], x
    for number, layer in enumerate(layers):
        if number % length == 0:
            inputs.append(value)
            counter.hold(1)
        value = layer(value)
        counter.computed += 1
    gradients: list[LayerGradient] = []
    upstream = MeanSquaredError().gradient(value, targets)
    for start in range(len(layers) - length, -1, -length):
        value, backwards = inputs.pop(), []
        for layer in layers[start : start + length]:
            value, backward = layer.forward(value)
            backwards.append(backward)
            counter.hold(1)
            counter.computed += 1
        for backward in reversed(backwards):
            gradients.append(backward(upstream))
            upstream = gradients[-1].dL_dx
            counter.hold(-1)
        counter.hold(-1)
    return gradients[::-1]


if __name__ == "__main__":
    d.show()
