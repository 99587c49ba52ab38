"""Weights alone are linear; with a bias a layer is affine, and linear only where the bias is 0."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Max

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, ReLU

d = Derivation("Linear, affine, and neither")

D = d.size("D", 3, 4)
K = d.size("K", 5)
u, v = d.vectors("u v", D)
W, b = d.matrix("W", K, D), d.vector("b", K)
i, k = d.index("i", D), d.index("k", K)
V, x = d.matrix("V", K, D + 1), d.vector("x", D + 1)
c, t, s = d.reals("c t s")
k_pos = d.positive("kappa")

d.claim(
    "additive",
    W * (u + v),
    W * u + W * v,
    "What a linear map makes of a sum is the sum of what it makes of the parts.",
)
p = d.let("p", c * u, "Take a multiple of an input:")
d.claim("homogeneous", W * p, c * (W * u), "it becomes the same multiple of the output.")
f_u = d.let("f_u", W * u + b, "Now with a bias; the word for this is affine.")
f_v = d.let("f_v", W * v + b, "The same layer at another input.")
d.claim(
    "affine-sum",
    W * (u + v) + b - (f_u + f_v),
    -b,
    "One bias on the left, two on the right: additive only if b is 0.",
)
d.claim(
    "affine-multiple",
    W * p + b - c * f_u,
    (1 - c) * b,
    "The bias is not multiplied: homogeneous for every c only if b is 0.",
)
d.claim(
    "affine-mean",
    W * (t * u + (1 - t) * v) + b,
    t * f_u + (1 - t) * f_v,
    "What survives are means, whose weights add up to 1: straight lines stay straight.",
)
d.refuted(
    "affine-is-additive",
    W * (u + v) + b,
    f_u + f_v,
    "A layer with a bias is often called linear, but it would have to add the bias twice.",
)
d.claim(
    "differences", f_u - f_v, W * (u - v), "Differences do not see the bias at all: they are mapped linearly."
)
d.given(x[D + 1], 1, "A trick makes it linear after all: give every input one more entry, always 1,")
d.given(x[i], u[i], "after those it had,", solve_for=x[i])
d.given(V[k, i], W[k, i], "and the weights one more column,", solve_for=V[k, i])
d.given(V[k, D + 1], b[k], "which is the bias.", solve_for=V[k, D + 1])
d.claim("ones-column", V * x, W * u + b, "One product does both: the last column is multiplied by 1.")
relu = d.function("relu", s, Max(0, s), "The simplest layer that is neither.")
d.claim(
    "relu-not-additive",
    relu(s) + relu(-s) - relu(s - s),
    Abs(s),
    "At s = 1 the parts give 1 and 0, their sum 0 gives 0. That, and not a bias, is what no linear map does.",
)
d.claim(
    "relu-scales",
    relu(k_pos * s),
    k_pos * relu(s),
    "Positive factors still come out, so this alone would miss it.",
)
d.claim("relu-flips", relu(-s), relu(s) - s, "A negative factor does not come out: here -1 would have to.")


@d.network("a 3-5 dense layer with and without its bias")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Run the layer at sums, multiples and means of two inputs; rows, so the weights are transposed."""
    weights, bias = rng.normal(size=(3, 5)), rng.normal(size=5)
    first, second = rng.normal(size=(1, 3)), rng.normal(size=(1, 3))
    factor, share = rng.uniform(1.5, 3), rng.uniform(0.2, 0.4)
    linear, affine = Dense(weights, np.zeros(5)), Dense(weights, bias)
    values = {W: weights.T, b: bias, u: first[0], v: second[0], c: factor, t: share}
    yield Comparison("additive", values, network=linear(first + second)[0])
    yield Comparison("homogeneous", values, network=linear(factor * first)[0])
    apart = affine(first + second) - affine(first) - affine(second)  # (1, 5)
    yield Comparison("affine-sum", values, network=apart[0])
    yield Comparison("affine-multiple", values, network=(affine(factor * first) - factor * affine(first))[0])
    yield Comparison("affine-mean", values, network=affine(share * first + (1 - share) * second)[0])
    wide = Dense(np.vstack([weights, bias]), np.zeros(5))
    yield Comparison("ones-column", values, network=wide(np.append(first, 1)[np.newaxis])[0])
    yield Comparison("differences", values, network=(affine(first) - affine(second))[0])
    for at in (np.array([rng.uniform(0.5, 2)]), np.array([rng.uniform(-2, -0.5)])):
        excess = ReLU()(at) + ReLU()(-at) - ReLU()(at - at)  # (1,)
        yield Comparison("relu-not-additive", {s: at[0]}, network=excess[0])
        yield Comparison("relu-scales", {s: at[0], k_pos: factor}, network=ReLU()(factor * at)[0], scale=1)
        yield Comparison("relu-flips", {s: at[0]}, network=ReLU()(-at)[0], scale=1)


if __name__ == "__main__":
    d.show()
