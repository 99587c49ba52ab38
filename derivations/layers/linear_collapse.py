"""Two linear layers without an activation function between them are one linear layer."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network

d = Derivation("Linear layers collapse")

D = d.size("D", 3, 4)
H = d.size("H", 5)
K = d.size("K", 4, 3)

x = d.vector("x", D)
W_1, b_1 = d.matrix("W_1", H, D), d.vector("b_1", H)
W_2, b_2 = d.matrix("W_2", K, H), d.vector("b_2", K)
t, u_1, u_2, c_1, c_2 = d.reals("t u_1 u_2 c_1 c_2")

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
d.refuted(
    "first-bias-lost",
    y,
    (W_2 * W_1) * x + b_2,
    "The first bias does not vanish: it passes through the second layer.",
)
z = d.let("z", u_2 * (u_1 * t + c_1) + c_2, "With one unit a layer the matrices are numbers:")
d.claim(
    "two-units",
    z,
    u_1 * u_2 * t + (u_2 * c_1 + c_2),
    "the slopes are multiplied, and the result is a line again.",
)
d.claim(
    "two-slopes", Derivative(z, t), u_1 * u_2, "Its slope is the product of both, wherever t is: no bend."
)


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
    slopes, biases, at = rng.uniform(1.5, 3, size=2), rng.normal(size=2), rng.normal()
    units = Network(
        *(Dense(np.array([[slope]]), np.array([bias])) for slope, bias in zip(slopes, biases, strict=True))
    )
    values = {u_1: slopes[0], u_2: slopes[1], c_1: biases[0], c_2: biases[1], t: at}
    yield Comparison("two-units", values, network=units(np.array([[at]]))[0, 0])
    yield Comparison(
        "two-slopes",
        values,
        network=units.forward(np.array([[at]]))[1](np.ones((1, 1)))[0].dL_dx[0, 0],
        objective=lambda point: units(point)[0, 0],
        at=np.array([[at]]),
    )


if __name__ == "__main__":
    d.show()
