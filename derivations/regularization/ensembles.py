"""The mean of M models keeps their bias, and loses variance only as far as their errors are not shared."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation, Expectation, Series, Variance
from quizapp.network import Dense, binary_states

d = Derivation("Averaging an ensemble")

M = d.size("M", 3, 4)
i = d.index("i", M)
b, t = d.reals("b t")
v, rho = d.positive("v"), d.probability("rho")
g = d.vector("g", M)
c = d.random("c", 1, mean=0, variance=rho * v)
e = d.random("e", M, mean=0, variance=(1 - rho) * v)

f = d.let(
    "f",
    b + c[1] + e[i],
    "What member i says: a bias b, an error c that all members share, and an error of its own.",
)
A = d.let("A", Sum(f[i], (i, 1, M)) / M, "The ensemble's answer is the mean of its members.")

d.step(Variance(f[i]), v, "Every member has variance v, and any two of them the correlation rho.")
d.claim("bias", Expectation(A), b, "What all members get wrong on average, their mean gets wrong too.")
d.claim(
    "variance",
    Variance(A),
    rho * v + (1 - rho) * v / M,
    "Own errors average out, one over M; the shared one is in every member, and stays.",
)
d.bound(
    "floor",
    rho * v,
    rho * v + (1 - rho) * v / M,
    (1 - rho) * v / M,
    "No number of members gets below the shared part.",
)
d.refuted(
    "independent", Variance(A), v / M, "One over M is right for independent errors only, where rho is 0."
)
mean = d.let("gbar", Sum(g[i], (i, 1, M)) / M, "Now any answers g to one question whose answer is t.")
d.claim(
    "ambiguity",
    (mean - t) ** 2,
    Sum((g[i] - t) ** 2, (i, 1, M)) / M - Sum((g[i] - mean) ** 2, (i, 1, M)) / M,
    "The mean is better than the average member by just as much as the members disagree.",
)


@d.network("an ensemble of three dense layers, every combination of errors")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Add or subtract a shared and three own errors to the layers' bias, in all 16 ways."""
    share, spread = rng.uniform(0.2, 0.8), rng.uniform(1, 2)
    x, W = rng.normal(size=(1, 4)), rng.normal(size=(4, 1))
    signs = 2 * binary_states(4) - 1  # (16, 4)
    shared = np.sqrt(share * spread) * signs[:, :1]  # (16, 1)
    errors = shared + np.sqrt((1 - share) * spread) * signs[:, 1:]  # (16, 3)
    members = np.array([[Dense(W, np.array([error]))(x)[0, 0] for error in row] for row in errors])  # (16, 3)
    answers = members.mean(axis=1)  # (16, 3) -> (16,)
    values = {M: 3, v: spread, rho: share}
    yield Comparison("bias", {b: (x @ W)[0, 0]}, network=answers.mean())
    yield Comparison("variance", values, network=answers.var())
    right = rng.normal()
    yield Comparison("ambiguity", {g: members[5], t: right}, network=(answers[5] - right) ** 2)


@d.plot("An ensemble's variance against its size", x="members", y="variance")
def sizes(_: np.random.Generator) -> Iterator[Series]:
    """Draw the formula for members of variance 1 and four correlations."""
    members = np.arange(1, 31)
    for share in (0.0, 0.1, 0.3, 0.6):
        yield Series(f"correlation {share}", members, share + (1 - share) / members)


if __name__ == "__main__":
    d.show()
