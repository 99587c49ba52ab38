"""With more weights than examples descent finds the shortest fit; noise is worst near equal numbers."""

from collections.abc import Iterator

import numpy as np
from sympy import Identity

from quizapp.derive import Comparison, Derivation, Expectation, Gradient, Series, SquaredNorm, Variance
from quizapp.network import SGD

d = Derivation("Fitting everything")

N = d.size("N", 2)
D = d.size("D", 3)
X, y, u, a = d.matrix("X", N, D), d.vector("y", N), d.vector("u", D), d.vector("a", N)
s, v, lam, eta, b = d.positive("s"), d.positive("v"), d.positive("lambda"), d.positive("eta"), d.real("b")
e = d.random("e", 1, mean=0, variance=v)

best = d.let(
    "w'",
    X.T * (X * X.T).I * y,
    "More weights than examples: X is wide. These weights are made of the examples alone.",
)
d.claim("fits", X * best, y, "They fit every target, noise included: training error 0.")
w = d.let("w", best + (Identity(D) - X.T * (X * X.T).I * X) * u, "So do all of these, for any u.")
d.step(X * w, y, "What u adds is at right angles to every example.")
d.claim(
    "shortest",
    SquaredNorm(w),
    SquaredNorm(best) + SquaredNorm(w - best),
    "By Pythagoras w' is the shortest weight vector that fits.",
)
L = d.let("L", SquaredNorm(X * u - y) / 2, "Half of the summed squared error.")
d.step(Gradient(L, u), X.T * (X * u - y), "Its gradient is a combination of the examples,")
d.claim(
    "stays",
    X.T * a - eta * (X.T * (X * (X.T * a) - y)),
    X.T * (a - eta * (X * X.T * a - y)),
    "so gradient descent from 0 stays among such combinations: of all fits it can only reach w'.",
)

c = d.let(
    "c",
    (b * s + e[1]) / s,
    "Along one singular direction, X stretches by s: the fit divides the target by s,",
)
d.step(Expectation(c), b, "which is right on average,")
d.claim(
    "spike",
    Variance(c),
    v / s**2,
    "and divides the noise too. Near N = D some s is close to 0; with D far above N it is not.",
)
r = d.let("r", s * (b * s + e[1]) / (s**2 + lam), "Ridge divides by more.")
d.claim("tamed", Variance(r), v * s**2 / (s**2 + lam) ** 2, "So the peak goes away,")
d.bound(
    "tamed-limit",
    Variance(r),
    v / (4 * lam),
    v * (s**2 - lam) ** 2 / (4 * lam * (s**2 + lam) ** 2),
    "whatever s is.",
)


@d.network("gradient descent on three examples of five inputs")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Descend from 0 until nothing moves, and compare with the formula; spread noise over directions."""
    inputs, targets = rng.normal(size=(3, 5)), rng.normal(size=3)
    rate = float(1 / np.linalg.norm(inputs, 2) ** 2)
    weights, optimizer = np.zeros(5), SGD(rate)
    for _ in range(20_000):
        weights = optimizer.update(weights, inputs.T @ (inputs @ weights - targets))
    values = {X: inputs, y: targets}
    yield Comparison("fits", values, network=inputs @ weights)
    _, stretch, directions = np.linalg.svd(inputs)  # (3,), (5, 5)
    across = directions[3:].T @ rng.normal(size=2)  # (5, 2) @ (2,) -> (5,)
    yield Comparison("shortest", {**values, u: across}, network=((weights + across) ** 2).sum())
    start = rng.normal(size=3)
    step = SGD(rate).update(inputs.T @ start, inputs.T @ (inputs @ (inputs.T @ start) - targets))
    yield Comparison("stays", {**values, a: start, eta: rate}, network=step)
    noise, strength = rng.uniform(0.5, 1), rng.uniform(0.3, 0.9)
    plain = directions[:3] @ np.linalg.pinv(inputs)  # (3, 5) @ (5, 3) -> (3, 3)
    ridge = directions[:3] @ np.linalg.solve(inputs.T @ inputs + strength * np.eye(5), inputs.T)  # (3, 3)
    for at in range(3):
        along = {s: stretch[at], v: noise, lam: strength}
        yield Comparison("spike", along, network=noise * (plain[at] ** 2).sum())
        yield Comparison("tamed", along, network=noise * (ridge[at] ** 2).sum())


@d.plot("Test error against the number of weights", x="weights", y="test error", x_log=True, y_log=True)
def descent(rng: np.random.Generator) -> Iterator[Series]:
    """Fit 20 examples by the first D of 200 inputs, with and without ridge; the error peaks at D = 20."""
    truth = rng.normal(size=200) / np.sqrt(200)
    widths = np.array([2, 5, 10, 15, 18, 20, 22, 25, 30, 40, 60, 100, 200])
    errors = np.zeros((2, widths.size))
    for _ in range(100):
        inputs = rng.normal(size=(20, 200))
        targets = inputs @ truth + 0.3 * rng.normal(size=20)
        for at, width in enumerate(map(int, widths)):
            left, stretch, right = np.linalg.svd(inputs[:, :width], full_matrices=False)
            for row, strength in enumerate((0.0, 5.0)):
                fit = np.zeros(200)
                fit[:width] = (stretch / (stretch**2 + strength) * (left.T @ targets)) @ right
                errors[row, at] += ((fit - truth) ** 2).sum() / 100
    yield Series("no penalty", widths, errors[0])
    yield Series("ridge", widths, errors[1])


if __name__ == "__main__":
    d.show()
