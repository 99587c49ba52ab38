"""Log-sum-exp is a soft maximum: its slope is softmax, and it overshoots the maximum by at most log K."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import log_sum_exp, softmax

d = Derivation("Log-sum-exp")

K = d.size("K", 3, 4)
j, k = d.indices("j k", K)
z, u = d.vectors("z u", K)
g = d.vector("g", K, low=0)
c, t = d.reals("c t")

S = d.let("S", log(Sum(exp(z[j]), (j, 1, K))), "The logarithm of softmax's denominator.")
p = d.let("p", exp(z[k]) / Sum(exp(z[j]), (j, 1, K)), "Softmax of the same scores.")
mean = d.let("m", Sum(p[k] * u[k], (k, 1, K)), "The mean of any numbers u under p.")

d.claim("gradient", Derivative(S, z[k]), p[k], "Chain rule: one over the sum, times the slope of one term.")
d.claim(
    "hessian",
    Derivative(S, z[j], z[k]),
    p[k] * (KroneckerDelta(j, k) - p[j]),
    "The slope of softmax: diag(p) - p p^T.",
)
d.bound(
    "convex",
    0,
    Sum(Sum(u[j] * Derivative(S, z[j], z[k]) * u[k], (j, 1, K)), (k, 1, K)),
    Sum(p[k] * (u[k] - mean) ** 2, (k, 1, K)),
    "A variance, so log-sum-exp is convex, and so is cross-entropy in the logits.",
)
d.claim(
    "shift",
    c + log(Sum(exp(z[j] - c), (j, 1, K))),
    S,
    "Any c may be taken out. With c the largest score no term exceeds 1, and nothing overflows.",
)
d.bound(
    "above-maximum",
    z[k],
    S,
    log(1 + Sum(exp(z[j] - z[k]), (j, 1, k - 1)) + Sum(exp(z[j] - z[k]), (j, k + 1, K))),
    "Take z_k out: the sum has a 1 and more. So S lies above every score, the largest too.",
)
below = d.let("z'", c - g[k], "Now let c be above every score, by gaps g that are positive.")
excess = d.function("phi", t, exp(t) - 1 - t, "By how much the exponential lies above its tangent at 0.")
d.bound(
    "at-most-log-k",
    log(Sum(exp(below[j]), (j, 1, K))),
    c + log(K),
    log(1 + Sum(exp(below[j]) * (excess(g[j]) + g[j]), (j, 1, K)) / Sum(exp(below[j]), (j, 1, K))),
    "K terms of at most exp(c). It holds for every c above the maximum, hence for the maximum.",
)
d.claim("equal-scores", log(Sum(exp(c), (j, 1, K))), c + log(K), "Equal scores reach this bound.")


@d.network("log-sum-exp of five scores")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the library, which shifts; at scores of 1000 the plain formula would overflow."""
    scores = rng.normal(size=5)
    yield Comparison("gradient", {z: scores}, network=softmax(scores), objective=log_sum_exp, at=scores)
    slopes = [softmax(scores + step).imag / 1e-30 for step in 1e-30j * np.eye(5)]  # 5 x (5,)
    yield Comparison("hessian", {z: scores}, network=np.array(slopes), objective=softmax, at=scores)
    yield Comparison("shift", {z: scores}, network=log_sum_exp(scores + 1000) - 1000)
    level = scores.max() + rng.uniform(0.1, 0.3)
    yield Comparison("at-most-log-k", {K: 5, c: level}, network=log_sum_exp(scores))
    yield Comparison("equal-scores", {K: 5, c: level}, network=log_sum_exp(np.full(5, level)))


if __name__ == "__main__":
    d.show()
