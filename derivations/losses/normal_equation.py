"""Least squares projects the targets onto what the inputs can express."""

from collections.abc import Iterator

import numpy as np
from sympy import Trace

from quizapp.derive import Comparison, Derivation, Gradient, SquaredNorm
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("The normal equation")

N = d.size("N", 3, 4)
D = d.size("D", 2)
X, y, w = d.matrix("X", N, D), d.vector("y", N), d.vector("w", D)

L = d.let(
    "L", SquaredNorm(X * w - y), "The squared error; examples are rows, and no two columns say the same."
)
best = d.let(
    "w'", (X.T * X).I * X.T * y, "What solves X^T X w = X^T y; the inverse exists at full column rank."
)
P = d.let("P", X * (X.T * X).I * X.T, "The matrix that turns targets into fitted values.")

d.claim(
    "gradient", Gradient(L, w), 2 * (X.T * X * w - X.T * y), "It is zero where w solves the normal equation,"
)
d.claim("solution", X.T * X * best, X.T * y, "which the inverse does.")
d.claim("orthogonal", X.T * (y - X * best), 0, "There the residual is at right angles to every column of X.")
d.claim(
    "pythagoras",
    L,
    SquaredNorm(X * best - y) + SquaredNorm(X * (w - best)),
    "So the error of any other w has two sides of a right triangle.",
)
d.bound(
    "minimum",
    SquaredNorm(X * best - y),
    L,
    SquaredNorm(X * (w - best)),
    "No weights do better, and equally good ones give the same fitted values.",
)
d.claim("fitted", X * best, P * y, "Put the solution in: the fitted values are linear in the targets.")
d.refuted(
    "fits-everything",
    P * y,
    y,
    "The inverse of X^T X is not that of X: with more examples than weights there is none, and P is not 1.",
)
d.claim("idempotent", P * P, P, "Projecting twice is projecting once: the inverse cancels X^T X.")
d.claim("symmetric", P.T, P, "X^T X is symmetric, and so is its inverse.")
d.claim(
    "trace",
    Trace(P),
    D,
    "A cyclic shift under the trace leaves X^T X times its inverse, the identity of size D.",
)


@d.network("least squares on 5 examples of 3 inputs")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Solve by singular values, which need no inverse, and ask backpropagation for the slope there."""
    inputs, targets = rng.normal(size=(5, 3)), rng.normal(size=5)
    solution, _, rank, _ = np.linalg.lstsq(inputs, targets, rcond=None)
    other = rng.normal(size=3)
    left, _, _ = np.linalg.svd(inputs, full_matrices=False)  # (5, 3)
    projector = left @ left.T  # (5, 3) @ (3, 5) -> (5, 5)
    values = {X: inputs, y: targets}
    yield Comparison("fitted", values, network=inputs @ solution)
    yield Comparison("idempotent", values, network=projector)
    yield Comparison("symmetric", values, network=projector)
    yield Comparison("trace", {D: 3}, network=float(rank))
    net = Network(Dense(solution[:, np.newaxis], np.zeros(1)), loss=MeanSquaredError())
    slope = net.backpropagate(inputs, targets[:, np.newaxis]).layers[0].dL_dW
    yield Comparison(
        "orthogonal", values, network=-slope * 5 / 2, scale=float(np.abs(inputs.T @ targets).max())
    )
    yield Comparison("solution", values, network=inputs.T @ targets)
    at = net.with_parameters(0, W=other[:, np.newaxis])
    yield Comparison(
        "gradient",
        {**values, w: other},
        network=5 * at.backpropagate(inputs, targets[:, np.newaxis]).layers[0].dL_dW[:, 0],
        objective=lambda W: ((inputs @ W - targets) ** 2).sum(),
        at=other,
    )
    yield Comparison("pythagoras", {**values, w: other}, network=5 * at.loss(inputs, targets[:, np.newaxis]))


if __name__ == "__main__":
    d.show()
