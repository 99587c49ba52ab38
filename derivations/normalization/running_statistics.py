"""Running statistics forget their start geometrically, and need N/(N-1) for a batch's variance to be fair."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation, Expectation, Variance
from quizapp.network import RunningStatistics, binary_states

d = Derivation("The running statistics of batch normalization")

T = d.size("T", 3, 4)
t, i = d.indices("t i", T)
s = d.index("s", T - 1)
rho = d.probability("rho")
m, r = d.vectors("m r", T)
r_0, c = d.reals("r_0 c")

d.given(r[1], rho * r_0 + (1 - rho) * m[1], "A running mean starts at some value, 0 in most libraries,")
d.given(
    r[s + 1],
    rho * r[s] + (1 - rho) * m[s + 1],
    "keeps the share rho of itself at every batch, and takes the rest from the batch's mean.",
    solve_for=r[s + 1],
)
d.claim(
    "unrolled",
    r[t],
    rho**t * r_0 + (1 - rho) * Sum(rho ** (t - i) * m[i], (i, 1, t)),
    "So after t batches it is an average that fades, and a rest of the start.",
)
w = d.let(
    "w",
    rho**t * r_0 + (1 - rho) * Sum(rho ** (t - i) * c, (i, 1, t)),
    "If the batches all had one mean c,",
)
d.claim(
    "forgotten-start",
    w[t] - c,
    rho**t * (r_0 - c),
    "what is missing shrinks by rho a batch: with 0.9, a tenth is left after 22 batches.",
)

N = d.size("N", 3, 4)
n = d.index("n", N)
mean, var = d.real("mu"), d.positive("V")
x = d.random("x", N, mean=mean, variance=var)
a = d.let("a", Sum(x[n], (n, 1, N)) / N, "A batch is a sample of N. Its mean,")
v = d.let("v", Sum((x[n] - a) ** 2, (n, 1, N)) / N, "and its variance, divided by N.")
d.claim(
    "noisy-mean",
    Variance(a),
    var / N,
    "The mean of a batch scatters: the smaller the batch, the noisier what training divides by.",
)
d.claim(
    "too-small",
    Expectation(v),
    (N - 1) / N * var,
    "Measured from its own mean, a batch looks narrower than the population,",
)
d.refuted("fair-as-it-is", Expectation(v), var, "as one degree of freedom went into the mean,")
d.claim(
    "corrected",
    N / (N - 1) * Expectation(v),
    var,
    "so the running variance collects it with this factor, though the batch is normalized without.",
)


@d.network("the library's running statistics over four batches of five examples")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Collect batches one by one; for the expectations, go through every sample of three from two values."""
    keep = rng.uniform(0.6, 0.9)
    batches = rng.normal(2, 1.5, size=(4, 5, 1))
    start = RunningStatistics(rng.normal(size=1), np.ones(1))
    seen, means = start, []
    for batch in batches:
        seen = seen.after(batch, keep=keep)
        means.append(seen.mean[0])
    values = {m: batches.mean(axis=1)[:, 0], rho: keep, r_0: start.mean[0]}
    yield Comparison("unrolled", values, network=np.array(means))
    level = rng.uniform(2, 3)
    same, steady = start, []
    for _ in range(4):
        same = same.after(np.array([[level - 1], [level], [level + 1]]), keep=keep)
        steady.append(same.mean[0] - level)
    yield Comparison("forgotten-start", {**values, T: 4, c: level}, network=np.array(steady))
    middle, spread = rng.uniform(1, 2), rng.uniform(2, 3)
    samples = middle + spread * (2 * binary_states(3) - 1)  # (8, 3), all equally likely
    moments = {N: 3, mean: middle, var: spread**2}
    yield Comparison("noisy-mean", moments, network=samples.mean(axis=1).var())
    yield Comparison("too-small", moments, network=samples.var(axis=1).mean())
    empty = RunningStatistics(np.zeros(1), np.zeros(1))
    fair = [empty.after(sample[:, None], keep=0.0).variance[0] for sample in samples]
    yield Comparison("corrected", moments, network=np.mean(fair))


if __name__ == "__main__":
    d.show()
