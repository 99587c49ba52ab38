"""The Jacobian of softmax is a covariance: it moves probability around, and never makes any."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Sum, exp

from quizapp.derive import Comparison, Derivation
from quizapp.network import Softmax, softmax

d = Derivation("The Jacobian of softmax")

K = d.size("K", 3, 4)
i, j, k = d.indices("i j k", K)
z, u = d.vectors("z u", K)
c = d.real("c")

p = d.let("p", exp(z[k]) / Sum(exp(z[j]), (j, 1, K)), "Softmax turns scores into probabilities.")
shifted = d.let("p'", exp(z[k] + c) / Sum(exp(z[j] + c), (j, 1, K)), "The same, with all scores raised by c.")
mean = d.let("m", Sum(p[k] * u[k], (k, 1, K)), "The mean of any numbers u under p.")

d.claim("shift", shifted[k], p[k], "The factor exp(c) cancels: only differences of scores count.")
d.claim(
    "jacobian",
    Derivative(p[k], z[j]),
    p[k] * (KroneckerDelta(k, j) - p[j]),
    "Quotient rule; the numerator depends on z_j only when j = k.",
)
d.refuted(
    "diagonal",
    Derivative(p[k], z[j]),
    p[k] * (1 - p[k]) * KroneckerDelta(k, j),
    "A sigmoid's slope is only the diagonal: the other scores move p_k too, through the denominator.",
)
J = d.let(
    "J",
    p[k] * (KroneckerDelta(k, j) - p[j]),
    "As a matrix: rows are outputs, columns inputs, diag(p) - p p^T.",
    order=(k, j),
)
d.claim("rows", Sum(J[k, j], (j, 1, K)), 0, "So a common shift of all scores moves nothing: J 1 = 0,")
d.claim(
    "columns",
    Sum(J[k, j], (k, 1, K)),
    0,
    "and probabilities keep their sum. So test a Jacobian with weights: the plain sum has no gradient.",
)
d.step(J[k, j], J[j, k], "Both are -p_j p_k when j differs from k: what k loses to j, j would lose to k.")
d.claim(
    "backward",
    Sum(u[k] * J[k, j], (k, 1, K)),
    p[j] * (u[j] - mean),
    "Given the upstream gradient u, no matrix is needed: subtract its mean under p, and multiply by p.",
)
d.bound(
    "covariance",
    0,
    Sum(Sum(u[k] * J[k, j] * u[j], (k, 1, K)), (j, 1, K)),
    Sum(p[k] * (u[k] - mean) ** 2, (k, 1, K)),
    "In any direction u, J gives the variance of u under p: no eigenvalue is negative.",
)


@d.network("a softmax layer with four classes")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the layer's backward pass, and with the variance of many numbers under p."""
    scores, upstream, level = rng.normal(size=(1, 4)), rng.normal(size=(1, 4)), rng.uniform(1, 2)
    _, backward = Softmax().forward(scores)
    full = np.vstack([backward(row[np.newaxis]).dL_dx for row in np.eye(4)])  # 4 x (1, 4) -> (4, 4)
    yield Comparison(
        "jacobian", {z: scores}, network=full, objective=lambda at: softmax(at[np.newaxis])[0], at=scores[0]
    )
    yield Comparison("shift", {z: scores}, network=softmax(scores + level))
    yield Comparison("rows", {K: 4}, network=full.sum(axis=1), scale=1)
    yield Comparison("columns", {K: 4}, network=full.sum(axis=0), scale=1)
    yield Comparison(
        "backward",
        {z: scores, u: upstream},
        network=backward(upstream).dL_dx,
        objective=lambda at: (upstream * softmax(at)).sum(),
        at=scores,
    )


if __name__ == "__main__":
    d.show()
