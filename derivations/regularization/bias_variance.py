"""The expected squared error splits into squared bias, variance and noise."""

from collections.abc import Iterator

import numpy as np

from quizapp.derive import Comparison, Derivation, Expectation, Series, Variance
from quizapp.network import binary_states

d = Derivation("Bias, variance and noise")

N = d.size("N", 3)
k = d.index("k", N)
t = d.vector("t", N)
mu, v, s = d.real("mu"), d.positive("v"), d.positive("s")
f = d.random("f", N, mean=mu, variance=v)
e = d.random("e", N, mean=0, variance=s)

y = d.let("y", t[k] + e[k], "A new observation is the true value and noise that nobody can predict.")
d.step(Expectation(y[k]), t[k], "The noise has mean zero, so on average the observation is the truth.")
d.claim(
    "decomposition",
    Expectation((y[k] - f[k]) ** 2),
    (t[k] - Expectation(f[k])) ** 2 + Variance(f[k]) + Variance(e[k]),
    "The prediction depends on the training set, the noise does not, so all cross terms average to zero.",
)
d.refuted(
    "without-noise",
    Expectation((y[k] - f[k]) ** 2),
    (t[k] - Expectation(f[k])) ** 2 + Variance(f[k]),
    "Without the noise this is the error against the truth, which nobody can measure.",
)
x, c = d.real("x"), d.real("c")
u = d.random("u", 1, mean=x, variance=v)
d.claim(
    "shrunk",
    Expectation((c * u[1] - x) ** 2),
    (1 - c) ** 2 * x**2 + c**2 * v,
    "Multiply an estimate without bias by c: the variance falls with the square, and a bias comes in.",
)
best = d.let("c'", x**2 / (x**2 + v), "Here the slope by c is 0; it is below 1.")
d.claim(
    "biased-is-better",
    Expectation((best * u[1] - x) ** 2),
    v * x**2 / (x**2 + v),
    "So some bias always pays: this is less than the error v of the estimate without bias.",
)


@d.network("least squares on every one of 32 training sets")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Fit a line without offset to data that has one: predictions are biased, and vary with the noise."""
    inputs = rng.uniform(1, 2, size=5)
    truth = 0.5 + 0.7 * inputs  # (5,)
    noise = 0.3
    targets = truth + noise * (2 * binary_states(5) - 1)  # (5,) + (32, 5) -> (32, 5)
    slopes = targets @ inputs / (inputs @ inputs)  # (32, 5) @ (5,) -> (32,)
    tests = np.array([0.5, 3.0, 4.0])
    predictions = slopes[:, np.newaxis] * tests  # (32, 1) * (3,) -> (32, 3)
    values = 0.5 + 0.7 * tests  # (3,)
    errors = [(values + sign * noise - predictions) ** 2 for sign in (-1, 1)]  # 2 x (32, 3)
    for at in range(3):
        yield Comparison(
            "decomposition",
            {
                t: np.full(3, values[at]),
                mu: predictions[:, at].mean(),
                v: predictions[:, at].var(),
                s: noise**2,
            },
            network=np.full(3, np.mean([error[:, at].mean() for error in errors])),
        )
    design = np.column_stack([inputs, np.ones(5)])  # (5, 2)
    unbiased = (np.linalg.pinv(design) @ targets.T)[0]  # (2, 5) @ (5, 32) -> (32,)
    spread, factor = unbiased.var(), rng.uniform(0.3, 0.9)
    shrunk = ((factor * unbiased - 0.7) ** 2).mean()
    yield Comparison("shrunk", {x: 0.7, v: spread, c: factor}, network=shrunk)
    ridge = (0.49 / (0.49 + spread) * unbiased - 0.7) ** 2
    yield Comparison("biased-is-better", {x: 0.7, v: spread}, network=ridge.mean())


@d.plot("Bias and variance against degree", x="degree", y="expected squared error")
def degrees(rng: np.random.Generator) -> Iterator[Series]:
    """Fit polynomials to a wave; predictions are linear in the targets, so the averages are exact."""
    inputs, tests = np.sort(rng.uniform(-1, 1, size=15)), np.linspace(-0.9, 0.9, 50)
    noise, degree = 0.3, np.arange(10)
    bias, variance = [], []
    for highest in map(int, degree):
        fit = np.linalg.pinv(np.vander(inputs, highest + 1))  # (15, P) -> (P, 15)
        weights = np.vander(tests, highest + 1) @ fit  # (50, P) @ (P, 15) -> (50, 15)
        bias.append(((weights @ np.sin(3 * inputs) - np.sin(3 * tests)) ** 2).mean())
        variance.append(noise**2 * (weights**2).sum(axis=1).mean())
    yield Series("noise", degree[[0, -1]], [noise**2, noise**2], guide=True)
    yield Series("bias squared", degree, bias)
    yield Series("variance", degree, variance)
    yield Series("their sum with noise", degree, np.add(bias, variance) + noise**2)


if __name__ == "__main__":
    d.show()
