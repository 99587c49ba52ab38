"""The least-squares line has slope covariance over variance and passes through the means."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum

from quizapp.derive import Comparison, Derivation

d = Derivation("The least-squares line")

N = d.size("N", 3, 4, 5)
n = d.index("n", N)
x, y = d.vectors("x y", N)
a, b = d.reals("a b")

m_x = d.let("m_x", Sum(x[n], (n, 1, N)) / N, "The mean of the inputs,")
m_y = d.let("m_y", Sum(y[n], (n, 1, N)) / N, "and of the targets.")
v = d.let(
    "v", Sum((x[n] - m_x) ** 2, (n, 1, N)) / N, "The variance of the inputs, which must not all be equal."
)
c = d.let("c", Sum((x[n] - m_x) * (y[n] - m_y), (n, 1, N)) / N, "Their covariance with the targets.")
L = d.let("L", Sum((a * x[n] + b - y[n]) ** 2, (n, 1, N)) / N, "The mean squared error of the line a x + b.")

d.step(Derivative(L, b), 2 * (a * m_x + b - m_y), "The slope in the offset is twice the mean residual.")
d.claim(
    "completed",
    L,
    v * (a - c / v) ** 2 + (a * m_x + b - m_y) ** 2 + Sum((y[n] - m_y) ** 2, (n, 1, N)) / N - c**2 / v,
    "Complete the squares: only the first two terms depend on the line.",
)
slope = d.let("a'", c / v, "The first square vanishes at this slope,")
offset = d.let("b'", m_y - slope * m_x, "and the second at this offset.")
d.claim("through-means", slope * m_x + offset, m_y, "The best line passes through the point of means.")
d.claim(
    "no-mean-residual",
    Sum(slope * x[n] + offset - y[n], (n, 1, N)),
    0,
    "Its residuals cancel,",
)
d.claim(
    "uncorrelated",
    Sum((slope * x[n] + offset - y[n]) * x[n], (n, 1, N)),
    0,
    "and have no correlation left with the input: nothing linear remains to be explained.",
)


@d.network("NumPy's straight-line fit to six points")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the fit that NumPy finds, and with the error of another line."""
    inputs = rng.uniform(1, 4, size=6)
    targets = 2 - 0.7 * inputs + rng.normal(size=6)
    (first, second) = np.polynomial.polynomial.polyfit(inputs, targets, 1)
    line = second * inputs + first
    values = {x: inputs, y: targets}
    yield Comparison("through-means", values, network=second * inputs.mean() + first)
    yield Comparison("no-mean-residual", values, network=(line - targets).sum(), scale=1)
    yield Comparison("uncorrelated", values, network=((line - targets) * inputs).sum(), scale=1)
    other = rng.normal(size=2)
    error = np.mean((other[0] * inputs + other[1] - targets) ** 2)
    yield Comparison("completed", {**values, a: other[0], b: other[1]}, network=error)


if __name__ == "__main__":
    d.show()
