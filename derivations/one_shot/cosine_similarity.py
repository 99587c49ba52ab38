"""The cosine moves a vector only sideways; as attention, it classifies by the nearest examples."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, exp, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import softmax

d = Derivation("Cosine similarity")

D = d.size("D", 3)
K = d.size("K", 3)
i, j = d.indices("i j", D)
k, l = d.indices("k l", K)
x, u = d.vectors("q v", D)
S, t = d.matrix("S", K, D), d.vector("t", K)

r = d.let("r", sqrt(Sum(x[i] ** 2, (i, 1, D))), "The length of the query,")
n = d.let("n", sqrt(Sum(u[i] ** 2, (i, 1, D))), "and of what it is compared with; neither is 0.")
c = d.let("c", Sum(x[i] * u[i], (i, 1, D)) / (r * n), "The cosine of the angle between them.")
w = d.let(
    "w",
    Sum(x[i] * S[k, i], (i, 1, D)) / (r * sqrt(Sum(S[k, i] ** 2, (i, 1, D)))),
    "A matching network compares the query with every example of a small support set,",
)
a = d.let("a", exp(w[k]) / Sum(exp(w[l]), (l, 1, K)), "turns the cosines to attention by softmax,")
y = d.let("y", Sum(a[k] * t[k], (k, 1, K)), "and predicts the mean of the examples' labels t.")

d.claim(
    "gradient",
    Derivative(c, x[i]),
    u[i] / (r * n) - c * x[i] / r**2,
    "Product rule: the other vector, less what the length of q takes away.",
)
d.claim(
    "sideways",
    Sum(x[i] * Derivative(c, x[i]), (i, 1, D)),
    0,
    "The cosine does not change with the length of q.",
)
d.claim(
    "attention",
    Derivative(y, w[k]),
    a[k] * (t[k] - y),
    "An example gains attention if its label lies above the prediction and that should rise.",
)
d.claim(
    "query",
    Derivative(y, x[i]),
    Sum(
        a[k] * (t[k] - y) * (S[k, i] / (r * sqrt(Sum(S[k, j] ** 2, (j, 1, D)))) - w[k] * x[i] / r**2),
        (k, 1, K),
    ),
    "Chain rule through every cosine.",
)
d.refuted(
    "length-held",
    Derivative(c, x[i]),
    u[i] / (r * n),
    "The length of q depends on q; without that the step would also make q longer.",
)


@d.network("attention over a support set of 5 examples with 4 numbers each")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with numeric derivatives, and with a backward pass written over the whole support set."""
    query, support, labels = rng.normal(size=4), rng.normal(size=(5, 4)), rng.normal(size=5)

    def cosines(at: np.ndarray) -> np.ndarray:
        return support @ at / np.sqrt((at * at).sum() * (support**2).sum(axis=1))  # (5, 4) @ (4,) -> (5,)

    def predict(at: np.ndarray) -> np.ndarray:
        return softmax(cosines(at)) @ labels

    length = np.linalg.norm(query)
    across = np.eye(4) - np.outer(query, query) / length**2
    jacobian = (support / np.linalg.norm(support, axis=1)[:, np.newaxis]) @ across / length  # (5, 4)
    weights = softmax(cosines(query))
    upstream = weights * (labels - weights @ labels)  # (5,)
    for row in (0, 3):
        yield Comparison("gradient", {x: query, u: support[row]}, network=jacobian[row])
    scores = cosines(query)
    yield Comparison(
        "attention",
        {w: scores, t: labels},
        network=upstream,
        objective=lambda at: softmax(at) @ labels,
        at=scores,
    )
    yield Comparison(
        "query", {x: query, S: support, t: labels}, network=upstream @ jacobian, objective=predict, at=query
    )


if __name__ == "__main__":
    d.show()
