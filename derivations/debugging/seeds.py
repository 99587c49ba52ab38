"""The mean of n runs is as uncertain as one run over n, and sharing seeds removes what the seeds share."""

from collections.abc import Iterator

import numpy as np
from sympy import Max, Rational, Sum

from quizapp.derive import Comparison, Derivation, Expectation, Variance
from quizapp.network import binary_states

d = Derivation("Comparing models over seeds")

n = d.size("n", 3)
i = d.index("i", n)
A, B = d.reals("A B")
v, s = d.positive("v"), d.positive("s")
u = d.random("u", n, mean=0, variance=v)
o = d.random("o", n, mean=0, variance=v)
e = d.random("e", n, mean=0, variance=s)
f = d.random("f", n, mean=0, variance=s)
g = d.random("g", 3, values={1: Rational(1, 2), -1: Rational(1, 2)})

a = d.let(
    "a", A + u[i] + e[i], "A run's score: the model's, what the seed does to both models, and the rest."
)
b = d.let(
    "b", B + u[i] + f[i], "The other model with the same seed, as the same split and order of the data,"
)
c = d.let("c", B + o[i] + f[i], "and with a seed of its own.")
d.claim("run", Variance(a[i]), v + s, "One run is as uncertain as both together.")
d.claim(
    "mean-of-runs",
    Variance(Sum(a[i], (i, 1, n)) / n),
    (v + s) / n,
    "Independent runs average out: four times the runs halve the standard error.",
)
d.refuted(
    "runs-over-their-number-squared",
    Variance(Sum(a[i], (i, 1, n)) / n),
    (v + s) / n**2,
    "It is the variance that falls as 1/n; its root, the standard error, falls as one over the root of n.",
)
d.claim(
    "separate-seeds",
    Variance(a[i] - c[i]),
    2 * (v + s),
    "A difference of two runs has the uncertainty of both.",
)
d.claim(
    "same-seeds",
    Variance(a[i] - b[i]),
    2 * s,
    "With the same seed the shared part cancels. Then average over n seeds.",
)
d.claim(
    "best-of-three",
    Expectation(Max(g[1], g[2], g[3])),
    Rational(3, 4),
    "Three tosses of plus or minus 1 have mean 0, the best of them has not: it is 1 in seven cases of eight.",
)


@d.network("every outcome of small experiments, enumerated")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Let every deviation be plus or minus its root mean square, all combinations equally likely."""
    signs = 2 * binary_states(9) - 1  # (512, 9)
    seed, own, other = np.sqrt(rng.uniform(1, 3)), np.sqrt(rng.uniform(0.2, 0.8)), rng.normal()
    values = {n: 3, v: seed**2, s: own**2}
    shared, first, second = seed * signs[:, :3], own * signs[:, 3:6], own * signs[:, 6:]
    runs = shared + first  # (512, 3)
    yield Comparison("run", values, network=np.full(3, runs[:, 0].var()))
    yield Comparison("mean-of-runs", values, network=runs.mean(axis=1).var())
    paired = runs - (other + shared + second)
    yield Comparison("same-seeds", values, network=paired.var(axis=0))
    apart = runs - (other + seed * np.roll(signs[:, :3], 1, axis=1) + second)  # another run's seed
    yield Comparison("separate-seeds", values, network=apart.var(axis=0))
    yield Comparison("best-of-three", {}, network=signs[:, :3].max(axis=1).mean())


if __name__ == "__main__":
    d.show()
