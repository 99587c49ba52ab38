"""The partition function has one term a state, and the slope of its logarithm is an average."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Product, Sum, exp, log

from quizapp.derive import Comparison, Derivation, StateSum
from quizapp.network import BoltzmannMachine, binary_states

d = Derivation("The partition function")

n = d.size("n", 3, 4)
i, j = d.indices("i j", n)
U, b, x, y = d.matrix("U", n, n), d.vector("b", n), d.vector("x", n), d.vector("y", n)
u = d.states("u", n)
c = d.real("c")

W = d.let(
    "W", (1 - KroneckerDelta(i, j)) * (U[i, j] + U[j, i]), "Symmetric, with 0 on the diagonal.", order=(i, j)
)
E = d.function(
    "E",
    (x,),
    -Sum(Sum(x[i] * W[i, j] * x[j], (j, 1, n)), (i, 1, n)) / 2 - Sum(b[i] * x[i], (i, 1, n)),
    "The energy of a state: every pair once, and every bias.",
)
Z = d.let("Z", StateSum(exp(-E(u)), u), "The partition function makes probabilities sum to one.")
p = d.function("p", (x,), exp(-E(x)) / Z, "The probability of a state.")

d.claim("terms", StateSum(1, u), 2**n, "One term for each state, and the number doubles with every unit.")
d.claim(
    "ratio",
    p(x) / p(y),
    exp(E(y) - E(x)),
    "Two states of one machine can be compared without Z: only the difference of energies counts.",
)
d.claim(
    "shift",
    exp(-E(x) - c) / StateSum(exp(-E(u) - c), u),
    p(x),
    "So a constant added to every energy changes nothing.",
)
d.claim(
    "log-slope",
    Derivative(log(Z), b[i]),
    StateSum(u[i] * p(u), u),
    "The slope of log Z is an average under the model: how often unit i is on. Learning needs this sum.",
)
free = d.let("Z_0", StateSum(exp(Sum(b[i] * u[i], (i, 1, n))), u), "Take all connections away,")
d.claim(
    "product",
    free,
    Product(1 + exp(b[i]), (i, 1, n)),
    "and the sum of 2^n terms is a product of n: the units no longer depend on each other.",
)


@d.network("a machine of four units, every state enumerated")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the library's probabilities, and with a machine that has no connections."""
    pairs, bias = rng.normal(size=(4, 4)), rng.normal(size=4)
    machine = BoltzmannMachine.from_pairs(pairs + pairs.T, bias, visible=4)
    states, chance = binary_states(4), machine.probabilities()
    values = {U: pairs, b: bias, x: states[11], y: states[6]}
    yield Comparison("terms", {n: 4}, network=float(len(states)))
    yield Comparison("ratio", values, network=chance[11] / chance[6])
    yield Comparison("shift", values, network=chance[11])
    yield Comparison(
        "log-slope",
        {U: pairs, b: bias},
        network=chance @ states,
        objective=lambda at: BoltzmannMachine(machine.W, at, 4).log_partition(),
        at=bias,
    )
    apart = BoltzmannMachine(np.zeros((4, 4)), bias, visible=4)
    yield Comparison("product", {b: bias}, network=np.exp(apart.log_partition()))


if __name__ == "__main__":
    d.show()
