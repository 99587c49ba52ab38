"""Hidden units that start equal stay equal, and with zero output weights they do not learn at all."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Subs, Sum, exp, log, tanh

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, SigmoidCrossEntropy, Tanh

d = Derivation("Why weights must not start equal")

D = d.size("D", 3)
H = d.size("H", 4)
i = d.index("i", D)
j = d.index("j", H)
x, u = d.vectors("x u", D)
b, v = d.vectors("b v", H)
W = d.matrix("W", D, H)
c, beta, gamma = d.reals("c beta gamma")
y = d.probability("y")

a = d.let("a", tanh(Sum(W[i, j] * x[i], (i, 1, D)) + b[j]), "A hidden layer of tanh units,")
s = d.let("s", Sum(v[j] * a[j], (j, 1, H)) + c, "one output,")
p = d.let("p", 1 / (1 + exp(-s)), "its probability,")
L = d.let("L", -y * log(p) - (1 - y) * log(1 - p), "and cross-entropy.")
G = d.let(
    "G",
    (p - y) * v[j] * (1 - a[j] ** 2) * x[i],
    "Back-propagation's gradient for the first weights:",
    order=(i, j),
)
d.step(Derivative(L, W[i, j]), G[i, j], "it is the derivative of the loss.")

d.claim(
    "zero-weights",
    Subs(Derivative(L, W[i, j]), v[j], 0),
    0,
    "A unit whose output weight is zero learns nothing: the error comes back along that weight.",
)

d.given(W[i, j], u[i], "Now start every hidden unit with the same weights,", solve_for=W[i, j])
d.given(b[j], beta, "the same bias,", solve_for=b[j])
d.given(v[j], gamma, "and the same output weight.", solve_for=v[j])
A = d.let("A", tanh(Sum(u[i] * x[i], (i, 1, D)) + beta), "All units then give the same output.")
d.claim(
    "equal-units",
    G[i, j],
    (p - y) * gamma * (1 - A**2) * x[i],
    "The right side has no j: every unit gets the same gradient, so they stay copies of one another.",
)


@d.network("a 3-4-1 network whose hidden units start equal")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with back-propagation from equal units, and from zero output weights."""
    inputs, target = rng.normal(size=(1, 3)), np.array([[rng.uniform(0.1, 0.4)]])
    shared, bias, out, offset = rng.normal(size=3), rng.normal(), rng.uniform(0.5, 1), rng.normal()
    first = Dense(np.repeat(shared[:, np.newaxis], 4, axis=1), np.full(4, bias))  # (3, 4)
    net = Network(first, Tanh(), Dense(np.full((4, 1), out), np.full(1, offset)), loss=SigmoidCrossEntropy())
    values = {x: inputs[0], u: shared, beta: bias, gamma: out, c: offset, y: target[0, 0]}
    values |= {W: first.parameters["W"], b: first.parameters["b"], v: np.full(4, out)}
    yield Comparison(
        "equal-units",
        values,
        network=net.backpropagate(inputs, target).layers[0].dL_dW,
        objective=lambda at: net.with_parameters(0, W=at).loss(inputs, target),
        at=first.parameters["W"],
    )


if __name__ == "__main__":
    d.show()
