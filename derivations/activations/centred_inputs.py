"""Positive inputs give a unit's weights gradients of one sign, and a mean makes the valley narrow."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Sum

from quizapp.derive import Comparison, Derivation, Expectation
from quizapp.network import Dense, MeanSquaredError, Network, binary_states

d = Derivation("Why outputs should be centred")

n = d.size("n", 3, 4, 5)
i, j = d.indices("i j", n)
x = d.vector("x", n, low=0)
w, a = d.vectors("w a", n)
b, y, m = d.reals("b y m")
s, t = d.positive("s"), d.positive("t")

z = d.let("z", Sum(w[i] * x[i], (i, 1, n)) + b, "A unit whose inputs come from sigmoids: all are positive.")
L = d.let("L", (z - y) ** 2 / 2, "Any loss would do; take a squared error.")
delta = d.let("delta", z - y, "The error at the unit's sum.")
G = d.let("G", delta * x[i], "Its gradient for weight i:")
d.step(Derivative(L, w[i]), G[i], "the error times the input.")
d.bound(
    "one-sign",
    0,
    G[i] * G[j],
    delta**2 * x[i] * x[j],
    "Two of them never differ in sign: on one example all weights rise together, or all fall.",
)

X = d.random("X", n, mean=m, variance=s**2)
M = d.let(
    "M",
    m**2 + s**2 * KroneckerDelta(i, j),
    "Over many examples, inputs are independent, with mean m and standard deviation s.",
    order=(i, j),
)
d.claim(
    "second-moments",
    Expectation(X[i] * X[j]),
    M[i, j],
    "The curvature of the squared error in the weights: a mean couples every pair of them.",
)
d.claim(
    "steep",
    Sum(M[i, j], (j, 1, n)),
    s**2 + n * m**2,
    "Along the direction in which all weights rise together it is this large,",
)
d.given(Sum(a[i], (i, 1, n)), 0, "and in a direction a whose entries sum to zero", solve_for=a[n])
d.claim("flat", Sum(M[i, j] * a[j], (j, 1, n)), s**2 * a[i], "the mean is not felt: only s squared is left.")
d.claim(
    "condition",
    (s**2 + n * m**2) / s**2,
    1 + n * m**2 / s**2,
    "Steepest over flattest: 1 with centred inputs, and growing with the width without.",
)


@d.network("a unit with five inputs")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with back-propagation, and with averages over every pattern of high and low inputs."""
    inputs, weights, target = (
        rng.uniform(0.2, 0.9, size=(1, 5)),
        rng.normal(size=(5, 1)),
        rng.normal(size=(1, 1)),
    )
    net = Network(Dense(weights, np.array([0.3])), loss=MeanSquaredError())
    gradient = (
        net.backpropagate(inputs, target).layers[0].dL_dW[:, 0] / 2
    )  # (5, 1) -> (5,); its loss has no half
    values = {x: inputs[0], w: weights[:, 0], b: 0.3, y: target[0, 0]}
    yield Comparison("one-sign", values, network=np.outer(gradient, gradient))
    mean, spread = rng.uniform(0.4, 0.7), rng.uniform(0.2, 0.4)
    patterns = mean + spread * (2 * binary_states(5) - 1)  # (32, 5)
    moments = patterns.T @ patterns / len(patterns)  # (5, 32) @ (32, 5) -> (5, 5)
    known = {n: 5, m: mean, s: spread}
    yield Comparison("second-moments", known, network=moments)
    curvatures = np.linalg.eigvalsh(moments)  # ascending, (5,)
    yield Comparison("steep", known, network=np.full(5, curvatures[-1]))
    yield Comparison("condition", known, network=curvatures[-1] / curvatures[0])


if __name__ == "__main__":
    d.show()
