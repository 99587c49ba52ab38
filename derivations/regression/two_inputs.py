"""A weight of multiple regression is the slope along one input while the other is held still."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum

from quizapp.derive import Comparison, Derivation

d = Derivation("Regression with two inputs")

N = d.size("N", 3, 4)
n = d.index("n", N)
x, u = d.vectors("x u", N)
w, v, b = d.reals("w v b")

m_x = d.let("m_x", Sum(x[n], (n, 1, N)) / N, "The mean of the first input,")
m_u = d.let("m_u", Sum(u[n], (n, 1, N)) / N, "and of the second.")
s_xx = d.let("s_xx", Sum((x[n] - m_x) ** 2, (n, 1, N)), "How much the first input varies,")
s_uu = d.let("s_uu", Sum((u[n] - m_u) ** 2, (n, 1, N)), "how much the second does,")
s_xu = d.let("s_xu", Sum((x[n] - m_x) * (u[n] - m_u), (n, 1, N)), "and how much they vary together.")
y = d.let("y", w * x[n] + v * u[n] + b, "Targets that depend on both, without noise to keep it short.")

d.claim(
    "held-still",
    Derivative(y[n], x[n]),
    w,
    "One unit more of x, with u as it is, adds w: that is what the weight says.",
)
d.claim(
    "omitted",
    Sum((x[n] - m_x) * y[n], (n, 1, N)) / s_xx,
    w + v * s_xu / s_xx,
    "Regress on x alone, and its slope takes over what u did, as far as u goes along with x.",
)
d.refuted(
    "same-slope",
    Sum((x[n] - m_x) * y[n], (n, 1, N)) / s_xx,
    w,
    "Leaving out u changes the weight of x, unless the two are uncorrelated or u has no effect.",
)
r = d.let("r", (x[n] - m_x) - s_xu / s_uu * (u[n] - m_u), "What is left of x after regressing it on u.")
d.claim(
    "left-over",
    Sum(r[n] * y[n], (n, 1, N)) / Sum(r[n] ** 2, (n, 1, N)),
    w,
    "Regress on that instead: the weight is the slope along what u cannot account for.",
)
d.claim(
    "left-over-size",
    Sum(r[n] ** 2, (n, 1, N)),
    s_xx * (1 - s_xu**2 / (s_xx * s_uu)),
    "It shrinks with the squared correlation: near 1 little is left, and the weight is hard to tell.",
)


@d.network("least squares on 6 examples of two correlated inputs")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Fit with and without the second input by singular values."""
    first = rng.normal(size=6)
    second = 0.7 * first + rng.normal(size=6)
    weights = rng.uniform(0.5, 1.5, size=3) * np.array([1, -1, 1])
    values = {x: first, u: second, w: weights[0], v: weights[1], b: weights[2]}
    ones = np.ones(6)
    both = np.column_stack([first, second, ones])  # (6, 3)
    targets = both @ weights
    alone = np.column_stack([first, ones])  # (6, 2)
    yield Comparison("omitted", values, network=np.linalg.lstsq(alone, targets, rcond=None)[0][0])
    yield Comparison("left-over", values, network=np.linalg.lstsq(both, targets, rcond=None)[0][0])
    others = np.column_stack([second, ones])
    rest = first - others @ np.linalg.lstsq(others, first, rcond=None)[0]
    yield Comparison("left-over-size", values, network=rest @ rest)


if __name__ == "__main__":
    d.show()
