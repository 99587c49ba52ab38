"""Greedy layers of a deep belief network raise a lower bound of the log-likelihood, not the thing itself."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import RestrictedBoltzmannMachine, binary_states, log_softmax

d = Derivation("The bound behind greedy layers")

K = d.size("K", 4)
h, k = d.indices("h k", K)
a, c, e = d.vectors("a c e", K)
f = d.vector("f", K, low=0, high=1)
t = d.real("t")

r = d.let(
    "r",
    exp(a[h]) / Sum(exp(a[k]), (k, 1, K)),
    "The prior p(h) over the K states of the hidden layer, none impossible.",
)
q = d.let(
    "q",
    exp(c[h]) / Sum(exp(c[k]), (k, 1, K)),
    "Somebody's guess q(h | v) of the hidden state behind one visible state v, any distribution.",
)
p = d.let("p", Sum(r[h] * f[h], (h, 1, K)), "The chance of v itself; f_h is p(v | h).")
post = d.let("s", r[h] * f[h] / p, "Bayes: the right guess.")
H = d.let("H", -Sum(q[h] * log(q[h]), (h, 1, K)), "The entropy of the guess.")
B = d.let(
    "B",
    Sum(q[h] * (log(r[h]) + log(f[h])), (h, 1, K)) + H,
    "The bound: expected logarithm of prior and likelihood, and the entropy.",
)
phi = d.function(
    "phi", t, exp(t) - 1 - t, "By how much the exponential lies above its tangent at 0: never negative."
)

d.claim(
    "gap",
    log(p) - B,
    Sum(q[h] * log(q[h] / post[h]), (h, 1, K)),
    "What is missing is the divergence of the right guess from q.",
)
d.bound(
    "bound",
    B,
    log(p),
    Sum(q[h] * phi(log(post[h] / q[h])), (h, 1, K)),
    "A divergence is never negative (Jensen), and it is 0 only where q is the right guess.",
)
d.claim(
    "tight",
    Sum(post[h] * (log(r[h]) + log(f[h])), (h, 1, K)) - Sum(post[h] * log(post[h]), (h, 1, K)),
    log(p),
    "With the right guess, bound and log-likelihood agree. A restricted Boltzmann machine starts there.",
)
new = d.let(
    "r'",
    exp(e[h]) / Sum(exp(e[k]), (k, 1, K)),
    "The next layer learns a better prior, while q and f are kept:",
)
d.claim(
    "next-layer",
    Sum(q[h] * (log(new[h]) + log(f[h])), (h, 1, K)) + H - B,
    Sum(q[h] * log(new[h]), (h, 1, K)) - Sum(q[h] * log(r[h]), (h, 1, K)),
    "the bound rises as its fit to the guessed states does. The log-likelihood of v may still fall.",
)


@d.network("a restricted Boltzmann machine of 4 visible and 3 hidden units, enumerated")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Take prior, likelihood and right guess of one state from the machine, and guess wrong as well."""
    machine = RestrictedBoltzmannMachine(rng.normal(size=(4, 3)), rng.normal(size=4), rng.normal(size=3))
    seen, hidden = np.array([[1.0, 0.0, 0.0, 1.0]]), binary_states(3)
    # From the side of the hidden units the machine is one with its roles swapped.
    swapped = RestrictedBoltzmannMachine(machine.W.T, machine.c, machine.b)
    prior = -swapped.free_energy(hidden) - machine.log_partition()  # log p(h), (8,)
    on = machine.visible_probabilities(hidden)  # (8, 4)
    likelihood = np.where(seen == 1, on, 1 - on).prod(axis=1)  # (8, 4) -> (8,)
    chance = machine.hidden_probabilities(seen)  # (1, 3)
    guess = np.where(hidden == 1, chance, 1 - chance).prod(axis=1)  # (8,): it is the right one
    wrong = rng.normal(size=8)
    values = {a: prior, f: likelihood}
    whole = -machine.loss(seen)
    wrong_log = log_softmax(wrong)
    lower = (np.exp(wrong_log) * (prior + np.log(likelihood) - wrong_log)).sum()
    yield Comparison("tight", values, network=whole)
    yield Comparison("bound", values, network=lower)
    divergence = (np.exp(wrong_log) * (wrong_log - np.log(guess))).sum()
    yield Comparison("gap", {**values, c: wrong}, network=divergence)
    yield Comparison("gap", {**values, c: wrong}, network=whole - lower)
    better = rng.normal(size=8)
    risen = (np.exp(wrong_log) * (log_softmax(better) + np.log(likelihood) - wrong_log)).sum()
    yield Comparison("next-layer", {**values, c: wrong, e: better}, network=risen - lower)


if __name__ == "__main__":
    d.show()
