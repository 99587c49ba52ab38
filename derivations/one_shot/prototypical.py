"""A prototypical network chooses the nearest class mean: a linear classifier of the embedding."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, PrototypicalLoss, softmax

d = Derivation("Prototypical networks")

D = d.size("D", 3)
K = d.size("K", 3, 4)
M = d.size("M", 3)
i = d.index("i", D)
j, k = d.indices("j k", K)
m = d.index("m", M)
q, c, y = d.vector("q", D), d.matrix("c", K, D), d.vector("y", K)
x = d.matrix("x", M, D)

d.given(Sum(y[k], (k, 1, K)), 1, "The target is a distribution, usually one-hot.")
z = d.let(
    "z",
    -Sum((q[i] - c[k, i]) ** 2, (i, 1, D)),
    "Score of a class: minus the squared distance from the query to its prototype c.",
)
p = d.let("p", exp(z[k]) / Sum(exp(z[j]), (j, 1, K)), "Softmax of the scores.")
L = d.let("L", -Sum(y[k] * log(p[k]), (k, 1, K)), "Cross-entropy.")
b = d.let(
    "b",
    2 * Sum(q[i] * c[k, i], (i, 1, D)) - Sum(c[k, i] ** 2, (i, 1, D)),
    "Scores of a dense layer with weights 2 c and bias minus the squared length of c.",
)

d.claim(
    "linear",
    exp(b[k]) / Sum(exp(b[j]), (j, 1, K)),
    p[k],
    "Written out, each distance has the same squared length of q, which softmax ignores.",
)
d.step(Derivative(L, z[k]), p[k] - y[k], "Softmax with cross-entropy.")
d.claim(
    "query",
    Derivative(L, q[i]),
    2 * Sum((p[k] - y[k]) * c[k, i], (k, 1, K)),
    "The query itself cancels, as p and y have one total: it leaves prototypes it likes too much.",
)
d.claim(
    "prototype",
    Derivative(L, c[k, i]),
    2 * (p[k] - y[k]) * (q[i] - c[k, i]),
    "A prototype moves on the line to the query: closer if its class is right, away if not.",
)
mean = d.let(
    "n", Sum(x[m, i], (m, 1, M)) / M, "A prototype is the mean of the M support embeddings of its class,"
)
total = d.let(
    "T",
    Sum(Sum((x[m, i] - q[i]) ** 2, (m, 1, M)), (i, 1, D)),
    "for that is where the summed squared distance is least:",
)
d.bound(
    "mean-is-best",
    Sum(Sum((x[m, i] - mean[i]) ** 2, (m, 1, M)), (i, 1, D)),
    total,
    M * Sum((q[i] - mean[i]) ** 2, (i, 1, D)),
    "any other point q has M times its squared distance from the mean in addition.",
)
d.refuted(
    "pulled-by-the-wrong",
    Derivative(L, c[k, i]),
    2 * (y[k] - p[k]) * (q[i] - c[k, i]),
    "With this sign, descent would take the right prototype away from the query.",
)


@d.network("an episode of three classes with two examples each")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the library, whose prototypes are means of examples."""
    examples, query = rng.normal(size=(6, 4)), rng.normal(size=(1, 4))
    labels, target = np.eye(3)[[0, 1, 2, 0, 1, 2]], rng.dirichlet(np.ones(3), size=1)
    loss = PrototypicalLoss()
    means = loss.prototypes(examples, labels)
    values = {q: query, c: means, y: target}
    gradient = loss.gradient(examples, labels, query, target)
    yield Comparison(
        "query",
        values,
        network=gradient.dL_dquery,
        objective=lambda at: loss(examples, labels, at, target),
        at=query,
    )
    # Both examples of a class move together, as their prototype does.
    both = gradient.dL_dsupport[:3] + gradient.dL_dsupport[3:]
    yield Comparison(
        "prototype",
        values,
        network=both,
        objective=lambda at: loss(np.vstack([at, at]), labels, query, target),
        at=means,
    )
    layer = Dense(2 * means.T, -(means**2).sum(axis=1))
    yield Comparison("linear", values, network=softmax(layer(query)))
    support = examples[[0, 3]]
    total_distance = ((support - support.mean(axis=0)) ** 2).sum()
    yield Comparison("mean-is-best", {x: support, q: query}, network=total_distance)


if __name__ == "__main__":
    d.show()
