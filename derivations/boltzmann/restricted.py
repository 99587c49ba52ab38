"""A restricted Boltzmann machine: free energy, conditional probabilities, and what its gradient compares."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Product, Sum, exp, log

from quizapp.derive import Comparison, Derivation, Series, StateSum
from quizapp.network import BoltzmannGradient, RestrictedBoltzmannMachine, binary_states

d = Derivation("The restricted Boltzmann machine")

V = d.size("V", 2)
H = d.size("H", 3)
i = d.index("i", V)
j = d.index("j", H)
W, b, c = d.matrix("W", V, H), d.vector("b", V), d.vector("c", H)
v, u, h = d.states("v", V), d.states("u", V), d.states("h", H)
g = d.states("g", H)

E = d.function(
    "E",
    (v, h),
    -Sum(b[i] * v[i], (i, 1, V))
    - Sum(c[j] * h[j], (j, 1, H))
    - Sum(Sum(v[i] * W[i, j] * h[j], (j, 1, H)), (i, 1, V)),
    "Low energy means likely; connections run only between visible and hidden units.",
)
F = d.let("F", -log(StateSum(exp(-E(v, h)), h)), "Free energy: all hidden states summed out.")
Z = d.let("Z", StateSum(exp(-E(u, h)), u, h), "The partition function sums over every state of the machine.")
q = d.let(
    "q",
    1 / (1 + exp(-c[j] - Sum(W[i, j] * v[i], (i, 1, V)))),
    "A sigmoid of what a hidden unit receives.",
)
l = d.let("ell", -F - log(Z), "The log-likelihood of one visible state.")

d.claim(
    "free-energy",
    F,
    -Sum(b[i] * v[i], (i, 1, V)) - Sum(log(1 + exp(c[j] + Sum(W[i, j] * v[i], (i, 1, V)))), (j, 1, H)),
    "Hidden units do not see each other, so the sum over their states is a product of sums.",
)
d.claim(
    "conditional",
    StateSum(h[j] * exp(-E(v, h)), h) / StateSum(exp(-E(v, h)), h),
    q[j],
    "The chance that a hidden unit is on, given the visible ones, is a sigmoid.",
)
d.claim(
    "independent",
    exp(-E(v, h)) / StateSum(exp(-E(v, g)), g),
    Product(q[j] ** h[j] * (1 - q[j]) ** (1 - h[j]), (j, 1, H)),
    "Given v, the chance of a whole hidden state is a product: its units are independent coins.",
)
d.claim(
    "partition",
    Z,
    StateSum(
        exp(Sum(b[i] * u[i], (i, 1, V))) * Product(1 + exp(c[j] + Sum(W[i, j] * u[i], (i, 1, V))), (j, 1, H)),
        u,
    ),
    "One layer can be summed out by hand; over the other, 2^V terms remain.",
)
d.claim(
    "gradient",
    Derivative(l, W[i, j]),
    v[i] * q[j] - StateSum(u[i] * h[j] * exp(-E(u, h)), u, h) / Z,
    "How often two units are on together in the data, minus how often in the model.",
)


@d.network("a machine of 3 visible and 4 hidden units, every state enumerated")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the library's exact likelihood and its gradient."""
    machine = RestrictedBoltzmannMachine(rng.normal(size=(3, 4)), rng.normal(size=3), rng.normal(size=4))
    seen = np.array([[1.0, 0.0, 1.0]])
    values = {W: machine.W, b: machine.b, c: machine.c, v: seen[0]}
    yield Comparison("free-energy", values, network=machine.free_energy(seen)[0])
    yield Comparison("conditional", values, network=machine.hidden_probabilities(seen)[0])
    states = binary_states(4)
    chance = np.where(states == 1, machine.hidden_probabilities(seen), 1 - machine.hidden_probabilities(seen))
    yield Comparison("independent", {**values, h: states[7]}, network=chance[7].prod())
    yield Comparison(
        "partition", {W: machine.W, b: machine.b, c: machine.c}, network=np.exp(machine.log_partition())
    )
    yield Comparison(
        "gradient",
        values,
        network=-machine.gradient(seen).dL_dW,
        objective=lambda at: -RestrictedBoltzmannMachine(at, machine.b, machine.c).loss(seen),
        at=machine.W,
    )


@d.plot("The angle between CD-k and the gradient", x="steps k", y="degrees")
def angles(rng: np.random.Generator) -> Iterator[Series]:
    """Enumerate every chain: this is CD-k on average, without sampling noise.

    With these biases, flipping all units changes no energy: every valley has a twin, and with large weights
    a chain hardly ever gets there from the data.
    """
    directions, seen = rng.normal(size=(5, 4)), rng.integers(0, 2, size=(6, 5)).astype(float)
    steps = np.arange(1, 21)
    for name, scale in (("weights around 1", 1.0), ("around 2", 2.0), ("around 4", 4.0)):
        W = scale * directions
        machine = RestrictedBoltzmannMachine(W, -W.sum(axis=1) / 2, -W.sum(axis=0) / 2)
        exact = flat(machine.gradient(seen))
        estimates = [flat(machine.mean_contrastive_divergence(seen, k=int(k))) for k in steps]
        yield Series(name, steps, [angle(estimate, exact) for estimate in estimates])


def flat(gradient: BoltzmannGradient) -> np.ndarray:
    """Give all of a gradient as one vector."""
    return np.concatenate([gradient.dL_dW.ravel(), gradient.dL_db, gradient.dL_dc])


def angle(one: np.ndarray, other: np.ndarray) -> float:
    """Give the angle between two vectors in degrees, without losing the digits of a small one."""
    u, w = one / np.linalg.norm(one), other / np.linalg.norm(other)
    return float(np.degrees(2 * np.arctan2(np.linalg.norm(u - w), np.linalg.norm(u + w))))


if __name__ == "__main__":
    d.show()
