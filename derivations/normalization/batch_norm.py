"""Batch normalization passes no gradient back for what it undoes: a common shift and a common stretch."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Sum, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import BatchNorm

d = Derivation("Batch normalization, backward")

N = d.size("N", 3, 4)
n, l = d.indices("n l", N)
x, delta = d.vectors("x delta", N)
gamma, beta = d.reals("gamma beta")
eps, c = d.positive("epsilon"), d.real("c")

mu = d.let("mu", Sum(x[n], (n, 1, N)) / N, "One unit over a batch of N examples: its mean,")
v = d.let("v", Sum((x[n] - mu) ** 2, (n, 1, N)) / N, "and its variance, divided by N, not N - 1.")
z = d.let("z", (x[n] - mu) / sqrt(v + eps), "The normalized unit, with epsilon inside the root.")
a = d.let("a", gamma * z[n] + beta, "A learnt scale and shift give back what normalizing takes away.")
d.claim("output-mean", Sum(a[n], (n, 1, N)) / N, beta, "The shift is the mean of what comes out,")
d.claim(
    "output-variance",
    Sum((a[n] - beta) ** 2, (n, 1, N)) / N,
    gamma**2 * v / (v + eps),
    "and the scale its deviation, but for epsilon: the layer before has no say in either.",
)
L = d.let(
    "L", Sum(delta[n] * a[n], (n, 1, N)), "Any loss, to first order: delta is its gradient at the output."
)

d.step(Derivative(mu, x[n]), 1 / N, "Every example moves the mean,")
d.step(
    Derivative(v, x[n]),
    2 * (x[n] - mu) / N,
    "and the variance; through the mean it does not, as deviations cancel.",
)
d.claim(
    "coupling",
    Derivative(z[l], x[n]),
    (KroneckerDelta(l, n) - 1 / N - z[l] * z[n] / N) / sqrt(v + eps),
    "So an input reaches every output of the batch in three ways: directly, by the mean, by the variance.",
)
d.claim(
    "gradient",
    Derivative(L, x[n]),
    gamma
    / (N * sqrt(v + eps))
    * (N * delta[n] - Sum(delta[l], (l, 1, N)) - z[n] * Sum(delta[l] * z[l], (l, 1, N))),
    "Sum over the outputs: the upstream gradient, less its mean, less its part along the normalized unit.",
)
d.refuted(
    "fixed-statistics",
    Derivative(L, x[n]),
    gamma * delta[n] / sqrt(v + eps),
    "Taking mean and variance for constants loses two of the three ways.",
)
d.claim(
    "scale-gradient",
    Derivative(L, gamma),
    Sum(delta[n] * z[n], (n, 1, N)),
    "The scale is shared by the batch.",
)
d.claim("shift-gradient", Derivative(L, beta), Sum(delta[n], (n, 1, N)), "So is the shift.")
d.claim("no-shift", Sum(Derivative(L, x[n]), (n, 1, N)), 0, "A common shift of the inputs changes nothing.")
d.claim(
    "almost-no-stretch",
    Sum(z[n] * Derivative(L, x[n]), (n, 1, N)),
    gamma * Sum(delta[n] * z[n], (n, 1, N)) / sqrt(v + eps) * eps / (v + eps),
    "A common stretch changes only what epsilon lets through: nothing at epsilon = 0.",
)
d.bound(
    "shorter",
    Sum(Derivative(L, x[n]) ** 2, (n, 1, N)),
    gamma**2 / (v + eps) * Sum(delta[n] ** 2, (n, 1, N)),
    gamma**2
    / (v + eps)
    * (Sum(delta[n], (n, 1, N)) ** 2 / N + (1 + eps / (v + eps)) * Sum(delta[n] * z[n], (n, 1, N)) ** 2 / N),
    "Both parts that are taken away make the gradient shorter than dividing by the deviation alone would.",
)
d.claim(
    "blind",
    Derivative(Sum(c * a[n], (n, 1, N)), x[n]),
    0,
    "The same upstream gradient for all examples gives 0, in much wrong code too: no test is a plain sum.",
)


@d.network("a batch-normalization layer with five examples of three units")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare each unit of the layer by itself; epsilon is large enough to be seen."""
    batch, upstream = rng.normal(2, 1.5, size=(5, 3)), rng.normal(size=(5, 3))
    layer = BatchNorm(rng.uniform(0.5, 2, size=3), rng.normal(size=3), epsilon=0.1)
    output, backward = layer.forward(batch)
    gradient = backward(upstream)
    for unit in range(3):
        scale = layer.gamma[unit]
        values = {x: batch[:, unit], delta: upstream[:, unit], gamma: scale, beta: layer.beta[unit], eps: 0.1}

        def loss(at: np.ndarray, unit: int = unit) -> np.ndarray:
            moved = batch.astype(at.dtype)
            moved[:, unit] = at
            return (upstream * layer(moved))[:, unit].sum()

        slope = gradient.dL_dx[:, unit]
        yield Comparison("output-mean", values, network=output[:, unit].mean())
        yield Comparison("output-variance", values, network=output[:, unit].var())
        yield Comparison("gradient", values, network=slope, objective=loss, at=batch[:, unit])
        yield Comparison("scale-gradient", values, network=gradient.parameters["gamma"][unit])
        yield Comparison("shift-gradient", values, network=gradient.parameters["beta"][unit])
        yield Comparison("no-shift", values, network=slope.sum(), scale=1)
        normalized = (output[:, unit] - layer.beta[unit]) / scale
        yield Comparison("almost-no-stretch", values, network=normalized @ slope)
        jacobian = np.stack([backward(np.outer(row, np.ones(3))).dL_dx[:, unit] for row in np.eye(5)]) / scale
        yield Comparison("coupling", values, network=jacobian)
        same = backward(np.full_like(upstream, 0.7)).dL_dx[:, unit]
        yield Comparison("blind", {**values, c: 0.7}, network=same, scale=1)


if __name__ == "__main__":
    d.show()
