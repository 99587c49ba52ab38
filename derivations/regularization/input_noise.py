"""Noise on the inputs of a linear model is, on average, an L2 penalty."""

from collections.abc import Iterator

import numpy as np

from quizapp.derive import Comparison, Derivation, Expectation, Gradient, SquaredNorm
from quizapp.network import binary_states

d = Derivation("Input noise is an L2 penalty")

N = d.size("N", 3)
D = d.size("D", 2, 3)
X, y, w = d.matrix("X", N, D), d.vector("y", N), d.vector("w", D)
v = d.positive("v")
E = d.random("E", N, D, mean=0, variance=v)

L = d.let("L", SquaredNorm(y - X * w), "The summed squared error; examples are rows.")
noisy = SquaredNorm(y - (X + E) * w)  # the same, with noise of mean 0 and variance v on every input

d.step(
    Expectation(SquaredNorm(E * w)),
    N * v * SquaredNorm(w),
    "Each of the N outputs gets independent noise of variance v times the squared length of w.",
)
d.claim(
    "penalty",
    Expectation(noisy),
    L + N * v * SquaredNorm(w),
    "Every input has noise E of mean 0 and variance v: the cross terms average to zero.",
)
d.claim(
    "gradient",
    Gradient(Expectation(noisy), w),
    Gradient(L, w) + 2 * N * v * w,
    "So the noise pulls weights to zero. This is exact for linear models only: bends would add terms.",
)
d.refuted(
    "one-example",
    Expectation(noisy),
    L + v * SquaredNorm(w),
    "The loss is a sum, and every one of the N examples brings its own noise.",
)


@d.network("every pattern of noise of one size on 4 examples of 3 inputs")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Average over all 4096 ways to add or subtract the same amount."""
    inputs, targets, weights = rng.normal(size=(4, 3)), rng.normal(size=4), rng.normal(size=3)
    size = rng.uniform(0.3, 0.6)
    noise = size * (2 * binary_states(12).reshape(-1, 4, 3) - 1)  # (4096, 4, 3)

    def average(at: np.ndarray) -> np.ndarray:
        return ((targets - (inputs + noise) @ at) ** 2).sum(axis=1).mean()  # (4096, 4) -> ()

    values = {X: inputs, y: targets, w: weights, v: size**2}
    yield Comparison("penalty", values, network=average(weights))
    residuals = (inputs + noise) @ weights - targets  # (4096, 4)
    slope = 2 * (residuals[:, :, np.newaxis] * (inputs + noise)).sum(axis=1).mean(
        axis=0
    )  # (4096, 4, 3) -> (3,)
    yield Comparison("gradient", values, network=slope, objective=average, at=weights)


if __name__ == "__main__":
    d.show()
