"""Two linear layers without an activation function between them are one linear layer."""

from collections.abc import Iterator

import numpy as np

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network

d = Derivation("Linear layers collapse")

D = d.size("D", 3, 4)
H = d.size("H", 5)
K = d.size("K", 4, 3)

x = d.vector("x", D)
W_1, b_1 = d.matrix("W_1", H, D), d.vector("b_1", H)
W_2, b_2 = d.matrix("W_2", K, H), d.vector("b_2", K)

h = d.let("h", W_1 * x + b_1, "The first layer; a column vector goes in.")
y = d.let("y", W_2 * h + b_2, "The second layer takes what the first one gives.")
d.claim(
    "collapse",
    W_2 * (W_1 * x + b_1) + b_2,
    (W_2 * W_1) * x + (W_2 * b_1 + b_2),
    "Multiply out: matrix products are associative and distribute over sums.",
)
W = d.let("W", W_2 * W_1, "So there is one matrix, the first layer's weights on the right,")
b = d.let("b", W_2 * b_1 + b_2, "and one bias, the first one having passed through the second layer.")
d.step(y, W * x + b, "Two layers, one layer.")


@d.network("a 3-5-4 network without activation functions")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare one matrix and one bias with two dense layers, which take rows and so hold the transposes."""
    first, second = Dense.xavier(3, 5, rng), Dense.xavier(5, 4, rng)
    first = first.with_parameters(b=rng.normal(size=5))
    second = second.with_parameters(b=rng.normal(size=4))
    example = rng.normal(size=(1, 3))
    values = {
        x: example[0],
        W_1: first.parameters["W"].T,
        b_1: first.parameters["b"],
        W_2: second.parameters["W"].T,
        b_2: second.parameters["b"],
    }
    output = Network(first, second)(example)  # (1, 3) -> (1, 4)
    yield Comparison("collapse", values, network=output[0])


if __name__ == "__main__":
    d.show()
