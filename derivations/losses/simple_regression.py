"""The least-squares line has slope covariance over variance and passes through the means."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, MeanSquaredError, Network

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

d.claim(
    "slope-gradient",
    Derivative(L, a),
    2 * Sum((a * x[n] + b - y[n]) * x[n], (n, 1, N)) / N,
    "Each residual, prediction minus target, counts as much as its input is large,",
)
d.claim(
    "offset-gradient",
    Derivative(L, b),
    2 * Sum(a * x[n] + b - y[n], (n, 1, N)) / N,
    "and for the offset, whose input is always 1, all count alike.",
)
d.refuted(
    "input-forgotten",
    Derivative(L, a),
    2 * Sum(a * x[n] + b - y[n], (n, 1, N)) / N,
    "The chain rule ends with the input x: without it both parameters would take the same step.",
)
d.refuted(
    "sign-flipped",
    Derivative(L, b),
    2 * Sum(y[n] - a * x[n] - b, (n, 1, N)) / N,
    "With target minus prediction the minus of the inner derivative is lost: descent would climb.",
)
d.claim(
    "completed",
    L,
    v * (a - c / v) ** 2 + (a * m_x + b - m_y) ** 2 + Sum((y[n] - m_y) ** 2, (n, 1, N)) / N - c**2 / v,
    "Complete the squares: only the first two terms depend on the line.",
)
slope = d.let("a'", c / v, "The first square vanishes at this slope,")
offset = d.let("b'", m_y - slope * m_x, "and the second at this offset.")
d.claim(
    "best-slope",
    slope,
    Sum((x[n] - m_x) * (y[n] - m_y), (n, 1, N)) / Sum((x[n] - m_x) ** 2, (n, 1, N)),
    "The 1/N of covariance and variance cancel.",
)
d.refuted(
    "wrong-variance",
    slope,
    Sum((x[n] - m_x) * (y[n] - m_y), (n, 1, N)) / Sum((y[n] - m_y) ** 2, (n, 1, N)),
    "Dividing by the variance of the targets is the regression of x on y, another line.",
)
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
    yield Comparison("best-slope", values, network=second)
    other = rng.normal(size=2)
    column, truth = inputs[:, np.newaxis], targets[:, np.newaxis]
    net = Network(Dense(other[:1, np.newaxis], other[1:]), loss=MeanSquaredError())
    gradient = net.backpropagate(column, truth).layers[0]
    at = {**values, a: other[0], b: other[1]}
    yield Comparison(
        "slope-gradient",
        at,
        network=gradient.dL_dW,
        objective=lambda W: net.with_parameters(0, W=W).loss(column, truth),
        at=other[:1, np.newaxis],
    )
    yield Comparison(
        "offset-gradient",
        at,
        network=gradient.dL_db,
        objective=lambda offset: net.with_parameters(0, b=offset).loss(column, truth),
        at=other[1:],
    )
    error = np.mean((other[0] * inputs + other[1] - targets) ** 2)
    yield Comparison("completed", at, network=error)


if __name__ == "__main__":
    d.show()
