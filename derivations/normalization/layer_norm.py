"""Layer normalization takes its statistics from one example; its gradient has the scale in its sums."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import LayerNorm, RMSNorm

d = Derivation("Layer normalization and RMS normalization")

D = d.size("D", 3, 4)
k, l = d.indices("k l", D)
x, gamma, beta, delta = d.vectors("x gamma beta delta", D)
eps, s, c = d.positive("epsilon"), d.positive("s"), d.real("c")

mu = d.let("mu", Sum(x[k], (k, 1, D)) / D, "One example with D features: the mean over its own features,")
v = d.let("v", Sum((x[k] - mu) ** 2, (k, 1, D)) / D, "and their variance. No other example has a part in it.")
z = d.let("z", (x[k] - mu) / sqrt(v + eps), "Normalized,")
a = d.let("a", gamma[k] * z[k] + beta[k], "then scaled and shifted, each feature by parameters of its own.")
L = d.let(
    "L", Sum(delta[k] * a[k], (k, 1, D)), "Any loss, to first order: delta is its gradient at the output."
)
d.claim("zero-mean", Sum(z[k], (k, 1, D)) / D, 0, "The example is centred,")
d.claim(
    "unit-variance",
    Sum(z[k] ** 2, (k, 1, D)) / D,
    v / (v + eps),
    "and has variance 1, but for epsilon.",
)
d.claim(
    "gradient",
    Derivative(L, x[k]),
    (
        delta[k] * gamma[k]
        - Sum(delta[l] * gamma[l], (l, 1, D)) / D
        - z[k] * Sum(delta[l] * gamma[l] * z[l], (l, 1, D)) / D
    )
    / sqrt(v + eps),
    "As in batch normalization, less the mean and the part along z; but here gamma differs within the sums.",
)
d.refuted(
    "gamma-outside",
    Derivative(L, x[k]),
    gamma[k]
    * (delta[k] - Sum(delta[l], (l, 1, D)) / D - z[k] * Sum(delta[l] * z[l], (l, 1, D)) / D)
    / sqrt(v + eps),
    "In batch normalization gamma is one number for the sum; here it is another one for every term.",
)

y = d.let("x'", s * x[k] + c, "Make the example brighter and add contrast:")
m = d.let("mu'", Sum(y[k], (k, 1, D)) / D, "its mean")
u = d.let("v'", Sum((y[k] - m) ** 2, (k, 1, D)) / D, "and variance move along,")
d.claim(
    "invariance",
    (y[k] - m) / sqrt(u + s**2 * eps),
    z[k],
    "and it is the same again, with an epsilon that was scaled too, or with none.",
)

r = d.let("r", sqrt(Sum(x[k] ** 2, (k, 1, D)) / D + eps), "RMS normalization leaves the mean alone:")
q = d.let("q", x[k] / r, "it divides by the root of the mean square.")
d.claim(
    "mean-square",
    r**2,
    v + mu**2 + eps,
    "That is the same as layer normalization for a mean of 0, and smaller outputs else.",
)
R = d.let("L'", Sum(delta[k] * gamma[k] * q[k], (k, 1, D)), "A loss of that, with the scale,")
d.claim(
    "rms-gradient",
    Derivative(R, x[k]),
    (delta[k] * gamma[k] - q[k] * Sum(delta[l] * gamma[l] * q[l], (l, 1, D)) / D) / r,
    "has the gradient without its mean taken off: one sum less to compute.",
)


@d.network("layer normalization and RMS normalization of three examples with four features")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare each example by itself; epsilon is large enough to be seen."""
    batch, upstream = rng.normal(2, 1.5, size=(3, 4)), rng.normal(size=(3, 4))
    layer = LayerNorm(rng.uniform(0.5, 2, size=4), rng.normal(size=4), epsilon=0.1)
    slope = layer.forward(batch)[1](upstream).dL_dx
    rms = RMSNorm(layer.gamma, epsilon=0.1)
    shorter = rms.forward(batch)[1](upstream).dL_dx
    plain = LayerNorm(np.ones(4), np.zeros(4), epsilon=0.1)(batch)
    factor, shift = rng.uniform(2, 3), rng.normal()
    brighter = LayerNorm(np.ones(4), np.zeros(4), 0.1 * factor**2)(factor * batch + shift)
    for n in range(3):
        values = {x: batch[n], delta: upstream[n], gamma: layer.gamma, beta: layer.beta, eps: 0.1}

        def loss(at: np.ndarray, n: int = n) -> np.ndarray:
            return (upstream[n] * layer(at[None])[0]).sum()

        def rms_loss(at: np.ndarray, n: int = n) -> np.ndarray:
            return (upstream[n] * rms(at[None])[0]).sum()

        yield Comparison("zero-mean", values, network=plain[n].mean(), scale=1)
        yield Comparison("unit-variance", values, network=plain[n].var())
        yield Comparison("gradient", values, network=slope[n], objective=loss, at=batch[n])
        yield Comparison("invariance", {**values, s: factor, c: shift}, network=brighter[n])
        yield Comparison("rms-gradient", values, network=shorter[n], objective=rms_loss, at=batch[n])
    unscaled = RMSNorm(np.ones(4), epsilon=0.1)(batch[:1])[0]
    yield Comparison("mean-square", {x: batch[0], eps: 0.1}, network=(batch[0, 1] / unscaled[1]) ** 2)


if __name__ == "__main__":
    d.show()
