"""Squared error is best at the mean, absolute error at a median; Huber and log-cosh cap an outlier's pull."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Derivative, Max, Min, Piecewise, Sum, cosh, exp, log, sign, tanh

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import Huber, MeanSquaredError

d = Derivation("Squared, absolute, Huber and log-cosh error")

N = d.size("N", 3, 4)
n = d.index("n", N)
y = d.vector("y", N)
c, e = d.reals("c e")
delta = d.positive("delta")

m = d.let("m", Sum(y[n], (n, 1, N)) / N, "The mean of the targets, to be predicted by one number c.")
d.claim(
    "mean",
    Sum((y[n] - c) ** 2, (n, 1, N)),
    Sum((y[n] - m) ** 2, (n, 1, N)) + N * (c - m) ** 2,
    "Complete the square: only the last term depends on c, so the mean is best for squared error.",
)
d.step(Derivative(m, y[n]), 1 / N, "But one target that runs away takes the mean along with it.")
d.claim(
    "absolute-slope",
    Derivative(Sum(Abs(y[n] - c), (n, 1, N)), c),
    Sum(sign(c - y[n]), (n, 1, N)),
    "Targets below c minus targets above: it changes its sign at a median, however far the outlier is.",
)

rho = d.function(
    "rho",
    e,
    Piecewise((e**2 / 2, Abs(e) <= delta), (delta * (Abs(e) - delta / 2), True)),
    "Huber: a square near zero, then a line that continues it with the same value and slope.",
)
d.claim(
    "huber-slope",
    Derivative(rho(e), e),
    Max(-delta, Min(delta, e)),
    "The error, cut off at delta: near zero as for a square, far out as for an absolute value.",
)
d.refuted(
    "huber-jump",
    rho(e),
    delta * Abs(e),
    "Without the half of delta the line does not meet the square: the loss jumps at delta.",
    where=e > delta,
)
d.claim(
    "huber-far",
    rho(e),
    delta * e - delta**2 / 2,
    "Far out one more unit of error costs delta, no more.",
    where=e > delta,
)
d.claim("log-cosh-slope", Derivative(log(cosh(e)), e), tanh(e), "Smooth everywhere, and never above 1.")
d.claim(
    "log-cosh-stable",
    log(cosh(e)),
    Abs(e) + log(1 + exp(-2 * Abs(e))) - log(2),
    "So it tends to the absolute error less log 2; written like this nothing overflows.",
)


@d.network("the library's losses, and five targets with a median of their own")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare near zero and far out, and predict five targets by one number."""
    threshold, zero = rng.uniform(0.6, 0.9), np.zeros((1, 1))
    huber = Huber(threshold)
    for error in (rng.uniform(0.1, 0.5), rng.uniform(1.1, 3.0), -rng.uniform(1.1, 3.0)):
        outputs = np.array([[error]])
        yield Comparison(
            "huber-slope",
            {e: error, delta: threshold},
            network=huber.gradient(outputs, zero),
            objective=lambda at: huber(at, zero),
            at=outputs,
        )
        yield Comparison("log-cosh-stable", {e: error}, network=np.log(np.cosh(error)))
        yield Comparison(
            "log-cosh-slope",
            {e: error},
            network=np.tanh(error),
            objective=lambda at: np.log(np.cosh(at)),
            at=np.array(error),
        )
    far = rng.uniform(1.1, 3.0)
    yield Comparison("huber-far", {e: far, delta: threshold}, network=huber(np.array([[far]]), zero))
    targets, guess = rng.normal(size=5), rng.normal()
    summed = 5 * MeanSquaredError()(np.full((5, 1), guess), targets[:, np.newaxis])
    yield Comparison("mean", {y: targets, c: guess}, network=summed)
    yield Comparison("absolute-slope", {y: targets, c: guess}, network=np.sign(guess - targets).sum())


@d.plot("Four losses", x="error", y="loss")
def losses(_rng: np.random.Generator) -> Iterator[Series]:
    """Draw them to an error of 3, Huber with delta = 1."""
    error = np.linspace(-3, 3, 121)
    yield Series("squared, halved", error, error**2 / 2)
    yield Series("absolute", error, np.abs(error))
    yield Series("Huber", error, np.where(np.abs(error) <= 1, error**2 / 2, np.abs(error) - 0.5))
    yield Series("log-cosh", error, np.log(np.cosh(error)))


if __name__ == "__main__":
    d.show()
