"""Weights of variance 1/n keep a signal's scale through a linear layer; behind ReLU it takes 2/n."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from sympy import Integral, Max, Product, Sum, exp, oo, pi, sqrt

from quizapp.derive import Comparison, Derivation, Series, Variance
from quizapp.network import (
    Dense,
    LeakyReLU,
    ReLU,
    binary_states,
    he_variance,
    lecun_variance,
    xavier_variance,
)

d = Derivation("How initial weights keep the scale of a signal")

n = d.size("n", 3, 4, 5)
i = d.index("i", n)
l = d.size("l", 3, 4)
k = d.index("k", l)
x = d.vector("x", n)
v, s, r, r_v = d.positive("v"), d.positive("s"), d.positive("r"), d.positive("r_v")
u = d.real("u")
n_in, n_out = d.positive("n_in"), d.positive("n_out")
v_L, v_H, v_X, v_A = d.positive("v_L"), d.positive("v_H"), d.positive("v_X"), d.positive("v_A")
alpha = d.probability("alpha")
w = d.random("w", n, mean=0, variance=v)

z = d.let(
    "z", Sum(w[i] * x[i], (i, 1, n)), "One unit: its weights are independent, with mean 0 and variance v."
)
d.claim(
    "forward",
    Variance(z),
    v * Sum(x[i] ** 2, (i, 1, n)),
    "Without cross terms, n inputs add up n variances, so the scale grows with n unless v shrinks.",
)
d.given(n_in * v_L, 1, "LeCun asks that a linear layer keeps the variance.")
d.claim("lecun", v_L, 1 / n_in, "One over the number of inputs.")
d.refuted(
    "lecun-root",
    v_L,
    sqrt(1 / n_in),
    "The root of one over n is the standard deviation, not the variance.",
)
density = exp(-(u**2) / (2 * s**2)) / sqrt(2 * pi * s**2)  # normal, mean 0, standard deviation s
d.claim(
    "relu-half",
    Integral(Max(0, u) ** 2 * density, (u, -oo, oo)),
    s**2 / 2,
    "ReLU throws away the negative half of a symmetric signal, and with it half of the mean square.",
)
d.given(n_in * v_H / 2, 1, "He asks the same of a layer behind ReLU, whose inputs lost that half.")
d.claim("he", v_H, 2 / n_in, "Twice the variance makes up for it.")
d.claim(
    "depth",
    Product(n_in * v / 2, (k, 1, l)),
    (n_in * v / 2) ** l,
    "Every ReLU layer multiplies the mean square by this, and l layers by its power: only 1 survives depth.",
)
d.claim(
    "leaky-half",
    s**2 / 2 + Integral((alpha * u) ** 2 * density, (u, -oo, 0)),
    (1 + alpha**2) * s**2 / 2,
    "Leaky ReLU passes the positive half as well, and keeps alpha squared of the other one,",
)
d.given(n_in * v_A * (1 + alpha**2) / 2, 1, "and the same demand", solve_for=v_A)
d.claim(
    "he-leaky",
    v_A,
    2 / ((1 + alpha**2) * n_in),
    "makes up for the rest: alpha = 0 is He, alpha = 1 is LeCun.",
)
d.given(
    (n_in * v_X + n_out * v_X) / 2,
    1,
    "Xavier wants the same for gradients, which come from n_out units, and settles for the average of both.",
)
d.claim("xavier", v_X, 2 / (n_in + n_out), "Both only hold at once when the layer is square.")
d.claim(
    "uniform-range",
    Integral(u**2 / (2 * r), (u, -r, r)),
    r**2 / 3,
    "Uniform weights between -r and r: for a variance v take r as the square root of 3 v.",
)
d.given(r_v**2 / 3, v, "Solved for the range:")
d.claim("uniform-limit", r_v, sqrt(3 * v), "the root of three times the variance, 1.73 standard deviations.")
d.refuted(
    "lecun-range",
    Integral(u**2 * sqrt(n_in) / 2, (u, -1 / sqrt(n_in), 1 / sqrt(n_in))),
    1 / n_in,
    "Uniform weights up to the root of one over n have only a third of that variance.",
)


@d.network("a dense layer with every choice of signs for its weights")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Enumerate weights of plus and minus one standard deviation; integrate ReLU's square on a fine grid."""
    inputs, variance = rng.normal(size=4), rng.uniform(0.3, 0.8)
    weights = np.sqrt(variance) * (2 * binary_states(4) - 1)  # (16, 4): every unit another choice
    units = Dense(weights.T, np.zeros(16))(inputs[np.newaxis])  # (1, 4) @ (4, 16) -> (1, 16)
    yield Comparison("forward", {x: inputs, v: variance}, network=units.var())
    scale = rng.uniform(0.7, 1.5)
    grid = scale * np.linspace(-12, 12, 24_001)
    normal = np.exp(-(grid**2) / (2 * scale**2)) / np.sqrt(2 * np.pi * scale**2)
    signal = ReLU().value(grid)
    yield Comparison("relu-half", {s: scale}, network=(signal**2 * normal).sum() * (grid[1] - grid[0]))
    leak = rng.uniform(0.1, 0.4)
    signal = LeakyReLU(leak).value(grid)
    yield Comparison(
        "leaky-half", {s: scale, alpha: leak}, network=(signal**2 * normal).sum() * (grid[1] - grid[0])
    )
    yield Comparison("lecun", {n_in: 5}, network=lecun_variance(5, 3))
    yield Comparison("he", {n_in: 5}, network=he_variance(5, 3))
    yield Comparison("xavier", {n_in: 5, n_out: 3}, network=xavier_variance(5, 3))


@d.plot("The signal through ten ReLU layers", x="layer", y="standard deviation of z", y_log=True)
def depth(rng: np.random.Generator) -> Iterator[Series]:
    """Let each layer be a fifth narrower than the one before; were they all square, Xavier would be LeCun."""
    widths = [round(600 * 0.8**layer) for layer in range(11)]
    schemes = {"He": he_variance, "Xavier": xavier_variance, "LeCun": lecun_variance, "0.01": lambda *_: 1e-4}
    for name, variance in schemes.items():
        a = rng.normal(size=(100, widths[0]))  # (N, D)
        spread = []
        for D, H in pairwise(widths):
            z = a @ rng.normal(scale=np.sqrt(variance(D, H)), size=(D, H))  # (N, D) @ (D, H) -> (N, H)
            spread.append(z.std())
            a = ReLU()(z)  # (N, H)
        yield Series(name, np.arange(1, 11), spread)


if __name__ == "__main__":
    d.show()
