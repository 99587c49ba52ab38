"""Least squares looks better on its training data than it is, by twice the noise for each weight."""

from collections.abc import Iterator

import numpy as np

from quizapp.derive import Comparison, Derivation, Expectation, Series, SquaredNorm
from quizapp.network import binary_states

d = Derivation("Training error and test error")

N = d.size("N", 3)
D = d.size("D", 2)
X, w = d.matrix("X", N, D), d.vector("w", D)
s = d.positive("s")
e = d.random("e", N, mean=0, variance=s)
u = d.random("u", N, mean=0, variance=s)

P = d.let("P", X * (X.T * X).I * X.T, "Least squares projects the targets on what D inputs can express.")
y = d.let("y", X * w + e, "N training targets: the truth, and noise of variance s.")
t = d.let("t", X * w + u, "The same inputs measured again: the truth, and other noise.")
d.claim(
    "train",
    Expectation(SquaredNorm(y - P * y)) / N,
    s * (1 - D / N),
    "The truth is fitted exactly, and of N directions of the noise D are fitted as well.",
)
d.claim(
    "test",
    Expectation(SquaredNorm(t - P * y)) / N,
    s * (1 + D / N),
    "The new noise is all there, and the old one that was fitted now is in the way.",
)
d.claim(
    "gap",
    s * (1 + D / N) - s * (1 - D / N),
    2 * s * D / N,
    "The generalization gap: the price of D weights, which only more data or less noise brings down.",
)
d.refuted(
    "no-gap",
    Expectation(SquaredNorm(t - P * y)),
    Expectation(SquaredNorm(y - P * y)),
    "The weights were chosen to make the training error small, so it is no measurement.",
)


@d.network("least squares on every one of 32 training sets, tested on every one of 32 others")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Noise of two values makes all averages exact."""
    inputs, weights, noise = rng.normal(size=(5, 3)), rng.normal(size=3), rng.uniform(0.3, 0.9)
    sets = inputs @ weights + noise * (2 * binary_states(5) - 1)  # (5,) + (32, 5) -> (32, 5)
    fitted = inputs @ np.linalg.lstsq(inputs, sets.T, rcond=None)[0]  # (5, 3) @ (3, 32) -> (5, 32)
    values = {N: 5, D: 3, s: noise**2}
    train = ((sets.T - fitted) ** 2).mean()
    test = ((sets.T[:, :, np.newaxis] - fitted[:, np.newaxis]) ** 2).mean()  # over (5, 32, 32)
    yield Comparison("train", values, network=train)
    yield Comparison("test", values, network=test)
    yield Comparison("gap", values, network=test - train)


@d.plot("Ten weights, noise of variance 1", x="training examples", y="expected squared error", x_log=True)
def learning_curve(rng: np.random.Generator) -> Iterator[Series]:  # noqa: ARG001
    """Both errors meet at the noise, which no model can predict."""
    counts = np.geomspace(10, 1000, 60)
    yield Series("training", counts, 1 - 10 / counts)
    yield Series("test", counts, 1 + 10 / counts)
    yield Series("noise", counts[[0, -1]], [1, 1], guide=True)


if __name__ == "__main__":
    d.show()
