"""Ridge regression always has one solution, and shrinks most where the data say least."""

from collections.abc import Iterator

import numpy as np
from sympy import Identity

from quizapp.derive import Comparison, Derivation, Gradient, Inner, SquaredNorm
from quizapp.network import L2, Dense, MeanSquaredError, Network

d = Derivation("Ridge regression")

N = d.size("N", 3)
D = d.size("D", 2)
X, y, w, u = d.matrix("X", N, D), d.vector("y", N), d.vector("w", D), d.vector("u", D)
lam, s = d.positive("lambda"), d.positive("s")

J = d.let(
    "J", SquaredNorm(X * w - y) + lam * SquaredNorm(w), "Summed squared error, and lambda without a half."
)
A = d.let("A", X.T * X + lam * Identity(D), "X^T X, with lambda added on the diagonal.")
best = d.let("w'", A.I * X.T * y, "The solution of A w = X^T y.")

d.claim("gradient", Gradient(J, w), 2 * (A * w - X.T * y), "Both squares give a 2; w occurs in both terms.")
d.bound(
    "invertible",
    0,
    Inner(u, A * u),
    SquaredNorm(X * u) + lam * SquaredNorm(u),
    "Positive for every u but 0, so A has an inverse even where X has too few rows or repeated columns.",
)
d.claim(
    "stationary",
    X.T * (y - X * best),
    lam * best,
    "The gradient is 0 there: the residual keeps some of the inputs.",
)
d.claim(
    "excess",
    J,
    SquaredNorm(X * best - y)
    + lam * SquaredNorm(best)
    + SquaredNorm(X * (w - best))
    + lam * SquaredNorm(w - best),
    "Complete the square: any other w costs more.",
)
d.step(A * X.T, X.T * (X * X.T + lam * Identity(N)), "X^T can be pushed through to the other side.")
d.claim(
    "dual",
    X.T * (X * X.T + lam * Identity(N)).I * y,
    best,
    "So one may invert N x N instead of D x D: the weights are a combination of the examples.",
)
d.claim(
    "shrinkage",
    s / (s**2 + lam) * s,
    1 - lam / (s**2 + lam),
    "Where X stretches by s, least squares is multiplied by this: near 1 for large s, near 0 for small.",
)
d.refuted(
    "same-shrinkage",
    s / (s**2 + lam) * s,
    1 / (1 + lam),
    "All directions shrink alike only where X stretches all of them by 1.",
)


@d.network("ridge regression with 5 examples of 3 inputs")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with least squares on data with one row more for each weight, and with the library."""
    inputs, targets = rng.normal(size=(5, 3)), rng.normal(size=5)
    strength = rng.uniform(0.3, 0.9)
    longer = np.vstack([inputs, np.sqrt(strength) * np.eye(3)])  # (5 + 3, 3)
    solution = np.linalg.lstsq(longer, np.append(targets, np.zeros(3)), rcond=None)[0]
    values = {X: inputs, y: targets, lam: strength}
    yield Comparison("dual", values, network=solution)
    yield Comparison(
        "stationary", {**values, best: solution}, network=inputs.T @ (targets - inputs @ solution)
    )
    at = rng.normal(size=(3, 1))
    # The library takes the mean over the 5 examples, and half of its lambda.
    net = Network(Dense(at, np.zeros(1)), loss=MeanSquaredError(), penalty=L2(2 * strength / 5))
    column = targets[:, np.newaxis]
    yield Comparison(
        "gradient",
        {**values, w: at[:, 0]},
        network=5 * net.backpropagate(inputs, column).layers[0].dL_dW,
        objective=lambda W: 5 * net.with_parameters(0, W=W).loss(inputs, column),
        at=at,
    )
    yield Comparison("excess", {**values, w: at[:, 0]}, network=5 * net.loss(inputs, column))
    _, stretch, directions = np.linalg.svd(inputs)
    plain = directions @ np.linalg.lstsq(inputs, targets, rcond=None)[0]
    ratio = (directions @ solution) / plain
    for direction in range(3):
        yield Comparison("shrinkage", {s: stretch[direction], lam: strength}, network=ratio[direction])


if __name__ == "__main__":
    d.show()
