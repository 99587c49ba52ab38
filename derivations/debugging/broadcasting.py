"""A column minus a row compares every prediction with every target, and teaches the mean of the targets."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import MeanSquaredError

d = Derivation("A squared loss over all pairs")

N = d.size("N", 3, 5)
i, j = d.indices("i j", N)
p, y = d.vectors("p y", N)

L = d.let(
    "L", Sum((p[i] - y[i]) ** 2, (i, 1, N)) / N, "What was meant: each prediction against its own target."
)
M = d.let(
    "M",
    Sum(Sum((p[i] - y[j]) ** 2, (j, 1, N)), (i, 1, N)) / N**2,
    "What a column of N minus a row of N computes: all N squared differences, and their mean.",
)
m_1 = d.let("m_1", Sum(p[i], (i, 1, N)) / N, "The mean prediction,")
m_2 = d.let("m_2", Sum(y[i], (i, 1, N)) / N, "and the mean target;")
v_1 = d.let("v_1", Sum((p[i] - m_1) ** 2, (i, 1, N)) / N, "the variance of the predictions,")
v_2 = d.let("v_2", Sum((y[i] - m_2) ** 2, (i, 1, N)) / N, "and that of the targets.")
d.refuted("same-loss", M, L, "Same number of predictions, same targets, another loss: the pairs are lost.")
d.claim(
    "all-pairs",
    M,
    (m_1 - m_2) ** 2 + v_1 + v_2,
    "Which target belongs to which prediction does not occur any more.",
)
d.claim(
    "right-pull", Derivative(L, p[i]), 2 * (p[i] - y[i]) / N, "The right loss pulls each to its own target,"
)
d.claim(
    "wrong-pull",
    Derivative(M, p[i]),
    2 * (p[i] - m_2) / N,
    "the wrong one pulls all of them to the same mean.",
)
d.bound(
    "floor",
    v_2,
    M,
    (m_1 - m_2) ** 2 + v_1,
    "So it stalls at the variance of the targets, and looks converged.",
)
d.claim(
    "gap",
    M - L,
    2 * Sum((p[i] - m_1) * (y[i] - m_2), (i, 1, N)) / N,
    "What the right loss gains and the wrong one cannot: twice the covariance of predictions and targets.",
)


@d.network("arrays of shape (5, 1) and (5,)")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Let NumPy broadcast, and compare with the library's loss, which refuses other shapes."""
    column, targets = rng.normal(size=(5, 1)), rng.normal(size=5)
    values = {p: column[:, 0], y: targets}

    def wrong(at: np.ndarray) -> np.ndarray:
        return np.asarray(((at[:, np.newaxis] - targets) ** 2).mean())  # (5, 1) - (5,) -> (5, 5)

    right = MeanSquaredError()
    pairs = wrong(column[:, 0])
    yield Comparison("all-pairs", values, network=pairs)
    yield Comparison("gap", values, network=pairs - right(column, targets[:, np.newaxis]))
    yield Comparison(
        "right-pull",
        values,
        network=right.gradient(column, targets[:, np.newaxis])[:, 0],
        objective=lambda at: right(at[:, np.newaxis], targets[:, np.newaxis]),
        at=column[:, 0],
    )
    slopes = np.array([wrong(column[:, 0] + step).imag / 1e-30 for step in 1e-30j * np.eye(5)])
    yield Comparison("wrong-pull", values, network=slopes, objective=wrong, at=column[:, 0])


if __name__ == "__main__":
    d.show()
