"""R squared is the share of the variance that a line explains; on other data it can be below zero."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation

d = Derivation("R squared")

N = d.size("N", 4, 5)
n = d.index("n", N)
x, y = d.vectors("x y", N)
c, p, r = d.real("c"), d.positive("p"), d.probability("r")
e, s = d.positive("e"), d.positive("s")

m_x = d.let("m_x", Sum(x[n], (n, 1, N)) / N, "The mean of the inputs,")
m = d.let("m", Sum(y[n], (n, 1, N)) / N, "and of the targets.")
a = d.let(
    "a",
    Sum((x[n] - m_x) * (y[n] - m), (n, 1, N)) / Sum((x[n] - m_x) ** 2, (n, 1, N)),
    "The slope of least squares.",
)
f = d.let("f", m + a * (x[n] - m_x), "The fitted values lie on a line through the means.")
T = d.let("SST", Sum((y[n] - m) ** 2, (n, 1, N)), "The total sum of squares: the error of the mean.")
E = d.let("SSE", Sum((y[n] - f[n]) ** 2, (n, 1, N)), "The error of the fit,")
R = d.let("SSR", Sum((f[n] - m) ** 2, (n, 1, N)), "and how far the fit is from the mean.")

d.step(
    Sum((y[n] - f[n]) * (f[n] - m), (n, 1, N)), 0, "Residuals are at right angles to what the line can say."
)
d.claim("decomposition", T, R + E, "So the cross term is zero; this needs a least-squares fit and an offset.")
d.claim("explained", 1 - E / T, R / T, "R squared: by how much the fit beats the mean, from 0 to 1.")
d.claim(
    "squared-correlation",
    R / T,
    Sum((x[n] - m_x) * (y[n] - m), (n, 1, N)) ** 2
    / (Sum((x[n] - m_x) ** 2, (n, 1, N)) * Sum((y[n] - m) ** 2, (n, 1, N))),
    "With one input it is the square of the correlation, hence the name.",
)
d.refuted(
    "square-missing",
    1 - E / T,
    Sum(f[n] - m, (n, 1, N)) / T,
    "Without the square the numerator is a sum of deviations from the mean, which is 0.",
)
d.claim(
    "constant",
    1 - Sum((y[n] - c) ** 2, (n, 1, N)) / T,
    -N * (c - m) ** 2 / T,
    "Any constant but the mean scores below zero: predictions not fitted to these targets have no floor.",
)
d.given(r, 1 - e / s, "Of any fit, let e be the SSE, s the SST, and r its R squared.", solve_for=e)
d.claim(
    "adjusted",
    1 - (e / (N - p - 1)) / (s / (N - 1)),
    1 - (1 - r) * (N - 1) / (N - p - 1),
    "Divide each sum by its degrees of freedom; p inputs and the offset use up p + 1.",
    where=N - p - 1 > 0,
)
d.refuted(
    "adjusted-upside-down",
    1 - (e / (N - p - 1)) / (s / (N - 1)),
    1 - (N - 1) / ((1 - r) * (N - p - 1)),
    "The unexplained share 1 - r is made larger by the fraction; it does not stand below it.",
    where=N - p - 1 > 0,
)


@d.network("NumPy's straight-line fit to six points")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Fit by singular values, and compare with variances and the correlation that NumPy computes."""
    inputs = rng.uniform(1, 4, size=6)
    targets = 2 + 0.8 * inputs + rng.normal(size=6)
    columns = np.column_stack([inputs, np.ones(6)])  # (6, 2)
    fitted = columns @ np.linalg.lstsq(columns, targets, rcond=None)[0]
    values = {x: inputs, y: targets}
    share = np.corrcoef(targets, fitted)[0, 1] ** 2
    yield Comparison("decomposition", values, network=6 * targets.var())
    yield Comparison("explained", values, network=share)
    yield Comparison("squared-correlation", values, network=share)
    three = np.column_stack([rng.normal(size=(6, 3)), np.ones(6)])  # (6, 4)
    left = targets - three @ np.linalg.lstsq(three, targets, rcond=None)[0]
    yield Comparison(
        "adjusted",
        {N: 6, p: 3, r: 1 - left.var() / targets.var()},
        network=1 - (left @ left) / 2 / targets.var(ddof=1),
    )
    guess = targets.mean() + rng.uniform(0.5, 1.0)
    worse = 1 - ((targets - guess) ** 2).mean() / targets.var()
    yield Comparison("constant", {y: targets, c: guess}, network=worse)


if __name__ == "__main__":
    d.show()
