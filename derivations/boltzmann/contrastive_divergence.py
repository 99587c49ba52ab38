"""Contrastive divergence rests where the model is right, but on the way there it is not the gradient."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, exp, log

from quizapp.derive import Comparison, Derivation, StateSum
from quizapp.network import RestrictedBoltzmannMachine, binary_states

d = Derivation("Contrastive divergence")

V = d.size("V", 2, 3)
H = d.size("H", 1)
i = d.index("i", V)
a, b = d.vectors("a b", V)
c = d.real("c")
v, u, w = d.states("v", V), d.states("u", V), d.states("w", V)
h, g = d.states("h", H), d.states("g", H)

E = d.function(
    "E",
    (v, h),
    -Sum(b[i] * v[i], (i, 1, V)) - c * h[1] - Sum(v[i] * a[i] * h[1], (i, 1, V)),
    "The energy of a restricted machine; one hidden unit, with weights a, is enough to see it.",
)
Z = d.let("Z", StateSum(exp(-E(u, h)), u, h), "Its partition function.")
p = d.function("p", (v,), StateSum(exp(-E(v, h)), h) / Z, "The chance of a visible state.")
T = d.function(
    "T",
    (u, v),
    StateSum(
        exp(-E(v, h)) / StateSum(exp(-E(v, g)), g) * exp(-E(u, h)) / StateSum(exp(-E(w, h)), w),
        h,
    ),
    "One round of Gibbs sampling, from v to u: draw all of h given v, then all of u given h.",
)
d.claim("stationary", StateSum(p(v) * T(u, v), v), p(u), "A state drawn from the model stays so distributed.")

s = d.function(
    "s",
    (v,),
    StateSum(h[1] * exp(-E(v, h)), h) / StateSum(exp(-E(v, h)), h),
    "How likely the hidden unit is on, given v.",
)
C = d.let(
    "C",
    v[i] * s(v) - StateSum(T(u, v) * u[i] * s(u), u),
    "CD-1 on average: the data's term, minus the same one round later. No Z is needed.",
)
l = d.let("ell", log(p(v)), "The log-likelihood of the example.")
d.claim(
    "rest",
    StateSum(p(v) * C[i], v),
    0,
    "If the data are what the model believes, a round changes nothing, and so does CD-1.",
)
d.claim(
    "bias",
    C[i] - Derivative(l, a[i]),
    StateSum((p(u) - T(u, v)) * u[i] * s(u), u),
    "It is off by what the model believes and a single round from the data has not reached.",
)
d.refuted(
    "gradient",
    C[i],
    Derivative(l, a[i]),
    "Averaging over more chains removes noise, not this difference.",
)


@d.network("a machine of 3 visible units and 1 hidden unit, every chain enumerated")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the library's average of CD-1, and with its exact gradient."""
    machine = RestrictedBoltzmannMachine(rng.normal(size=(3, 1)), rng.normal(size=3), rng.normal(size=1))
    seen = np.array([[1.0, 0.0, 1.0]])
    values = {H: 1, a: machine.W[:, 0], b: machine.b, c: machine.c[0]}
    short, exact = -machine.mean_contrastive_divergence(seen).dL_dW, -machine.gradient(seen).dL_dW  # (3, 1)
    yield Comparison("bias", {**values, v: seen[0]}, network=(short - exact)[:, 0])
    states = binary_states(3)
    chance = np.exp(-machine.free_energy(states) - machine.log_partition())  # (8,)
    yield Comparison("stationary", {**values, u: states[6]}, network=chance[6])


if __name__ == "__main__":
    d.show()
