"""A Boltzmann machine: each unit is a coin whose bias is a sigmoid, and learning compares two averages."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Subs, Sum, exp, log

from quizapp.derive import Comparison, Derivation, StateSum
from quizapp.network import BoltzmannMachine, binary_states

d = Derivation("The Boltzmann machine")

n = d.size("n", 3, 4)
i, j = d.indices("i j", n)
U, b, x = d.matrix("U", n, n), d.vector("b", n), d.vector("x", n)
u = d.states("u", n)

W = d.let(
    "W",
    (1 - KroneckerDelta(i, j)) * (U[i, j] + U[j, i]),
    "Symmetric, with 0 on the diagonal: no unit is connected to itself. U is any matrix.",
    order=(i, j),
)
E = d.function(
    "E",
    (x,),
    -Sum(Sum(x[i] * W[i, j] * x[j], (j, 1, n)), (i, 1, n)) / 2 - Sum(b[i] * x[i], (i, 1, n)),
    "The half makes every pair count once. States are 0 or 1; as a formula the energy takes any numbers.",
)
z = d.let("z", b[i] + Sum(W[i, j] * x[j], (j, 1, n)), "What unit i receives from the others, and its bias.")
Z = d.let("Z", StateSum(exp(-E(u)), u), "The partition function: a sum over all 2^n states.")
l = d.let("ell", -E(x) - log(Z), "The log-likelihood of one state x, low energy being likely.")

d.step(Derivative(E(x), x[i], 2), 0, "No unit is connected to itself, so the energy is linear in each one.")
off = d.let("E_0", Subs(E(x), x[i], 0), "The energy with unit i off,")
on = d.let("E_1", Subs(E(x), x[i], 1), "and with it on.")
d.claim("energy-gap", off[i] - on[i], z[i], "Switching a unit on lowers the energy by what it receives.")
d.claim(
    "conditional",
    exp(-on[i]) / (exp(-off[i]) + exp(-on[i])),
    1 / (1 + exp(-z[i])),
    "Two states differ in unit i alone; Z and all else cancel: the chance that it is on is a sigmoid.",
)
d.claim(
    "weight-gradient",
    Derivative(l, U[i, j]),
    (1 - KroneckerDelta(i, j)) * (x[i] * x[j] - StateSum(u[i] * u[j] * exp(-E(u)), u) / Z),
    "How often two different units are on together: in the data, minus in the model left to itself.",
)
d.claim(
    "bias-gradient",
    Derivative(l, b[i]),
    x[i] - StateSum(u[i] * exp(-E(u)), u) / Z,
    "The same for one unit alone. At the maximum the model's averages are those of the data.",
)


@d.network("a fully visible machine of four units, every state enumerated")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the library's exact likelihood, and with conditional frequencies counted in its states."""
    pairs, bias = rng.normal(size=(4, 4)), rng.normal(size=4)

    def build(pairs: np.ndarray, bias: np.ndarray) -> BoltzmannMachine:
        return BoltzmannMachine.from_pairs(pairs + pairs.T, bias, visible=4)

    machine = build(pairs, bias)
    seen = np.array([[1.0, 0.0, 1.0, 1.0]])
    values = {U: pairs, b: bias}
    yield Comparison("conditional", {**values, x: seen[0]}, network=machine.unit_probabilities(seen)[0])
    states, chance = binary_states(4), machine.probabilities()
    counted, gaps = [], []
    for unit in range(4):
        others = np.arange(4) != unit
        same = (states[:, others] == seen[0, others]).all(axis=1)  # two of 16
        on = states[:, unit] == 1
        counted.append(chance[same & on].sum() / chance[same].sum())
        gaps.append((machine.energy(states[same & ~on]) - machine.energy(states[same & on]))[0])
    yield Comparison("conditional", {**values, x: seen[0]}, network=np.array(counted))
    yield Comparison("energy-gap", {**values, x: seen[0]}, network=np.array(gaps))
    seen = rng.uniform(0.2, 0.9, size=(1, 4))  # the formulas hold between 0 and 1, where no square can hide
    gradient = machine.gradient(seen)
    yield Comparison(
        "weight-gradient",
        {**values, x: seen[0]},
        network=-gradient.dL_dW,
        objective=lambda at: -build(at, bias).loss(seen),
        at=pairs,
    )
    yield Comparison(
        "bias-gradient",
        {**values, x: seen[0]},
        network=-gradient.dL_db,
        objective=lambda at: -build(pairs, at).loss(seen),
        at=bias,
    )


if __name__ == "__main__":
    d.show()
