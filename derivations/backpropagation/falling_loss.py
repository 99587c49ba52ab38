"""A falling loss does not show that a gradient is right: many wrong ones point downhill as well."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from sympy import Derivative, Subs, Sum, cosh, exp, log, tanh

from quizapp.derive import Comparison, Derivation, Gradient, Inner, SquaredNorm
from quizapp.network import Dense, MeanSquaredError, Network, SigmoidCrossEntropy, Tanh

d = Derivation("Why a falling loss proves nothing")

n = d.size("n", 3, 4)
D, H = d.size("D", 3), d.size("H", 4)
k = d.index("k", n)
i, j = d.index("i", D), d.index("j", H)
w, u, lam = d.vector("w", n), d.vector("u", n), d.vector("lambda", n, low=0)
r = d.vector("r", n, low=0)
kappa = d.vector("kappa", n, low=0)
t, c = d.real("t"), d.real("c")
eta, mu = d.positive("eta"), d.positive("mu")
y = d.probability("y")
x, b, v, f = d.vector("x", D), d.vector("b", H), d.vector("v", H), d.vector("f", H)
W = d.matrix("W", D, H)
M = d.arbitrary("M")

d.claim(
    "downhill",
    Subs(Derivative(M(w - t * u), t), t, 0),
    -Inner(u, Gradient(M(w), w)),
    "For any smooth loss M: a small step against u lowers it as soon as u has a part along the gradient.",
)
g = d.let("g", Gradient(M(w), w), "So take for u what a program with a mistake computes in place of this.")
d.claim("wrong-factor", Inner(mu * g, g), mu * SquaredNorm(g), "A sum taken for a mean: downhill.")

z = d.let("z", Sum(W[i, j] * x[i], (i, 1, D)) + b[j], "Now a hidden layer,")
a = d.let("a", tanh(z[j]), "bent by tanh,")
s = d.let("s", Sum(v[j] * a[j], (j, 1, H)) + c, "with one output")
p = d.let("p", 1 / (1 + exp(-s)), "that is a probability,")
L = d.let("L", -y * log(p) - (1 - y) * log(1 - p), "judged by cross-entropy.")
d.claim(
    "right",
    Derivative(L, W[i, j]),
    (p - y) * v[j] * (1 - a[j] ** 2) * x[i],
    "The gradient at its first weights: error, weight, slope and input.",
)
G = d.let("G", (p - y) * v[j] * (1 - a[j] ** 2) * x[i], "Call it G.")
d.refuted(
    "slope-forgotten",
    Derivative(L, W[i, j]),
    (p - y) * v[j] * x[i],
    "Without the slope of tanh it is another number.",
)
S = d.let("S", (p - y) * v[j] * x[i], "A program that forgets the slope of tanh takes this for it.")
d.claim(
    "no-slope",
    Inner(S, G),
    (p - y) ** 2 * SquaredNorm(x) * Sum(v[j] ** 2 * (1 - a[j] ** 2), (j, 1, H)),
    "Every entry is the right one divided by a slope,",
)
d.bound(
    "no-slope-downhill",
    0,
    Inner(S, G),
    (p - y) ** 2 * Sum(Sum((v[j] * x[i]) ** 2 / cosh(z[j]) ** 2, (i, 1, D)), (j, 1, H)),
    "and slopes are positive, so none changes its sign: downhill.",
)
B = d.let(
    "B", (p - y) * f[j] * (1 - a[j] ** 2) * x[i], "Another sends the error back by weights f that are not v."
)
d.claim(
    "feedback",
    Inner(B, G),
    (p - y) ** 2 * SquaredNorm(x) * Sum(f[j] * v[j] * (1 - a[j] ** 2) ** 2, (j, 1, H)),
    "Downhill as long as enough of them share their signs with v, although they are other numbers.",
)
d.claim(
    "second-layer",
    Derivative(L, v[j]),
    (p - y) * a[j],
    "And with no first gradient at all, these still descend: the output learns from random features.",
)
Q = d.let(
    "Q",
    Sum(lam[k] * w[k] ** 2, (k, 1, n)) / 2,
    "It is not only the first step. Take any bowl, along its axes,",
)
m = d.let(
    "m",
    w[k] - eta * kappa[k] * Derivative(Q, w[k]),
    "and multiply each entry of its gradient by a wrong factor.",
)
d.claim(
    "one-step",
    Sum(lam[k] * m[k] ** 2, (k, 1, n)) / 2,
    Sum(lam[k] * (1 - eta * kappa[k] * lam[k]) ** 2 * w[k] ** 2, (k, 1, n)) / 2,
    "Each axis shrinks by a factor of its own, now a wrong one.",
)
d.given(
    eta * kappa[k] * lam[k] + r[k],
    2,
    "As for the right gradient, the steps must not be too large: r is what is left to 2, and positive.",
    solve_for=kappa[k],
)
d.bound(
    "keeps-falling",
    Sum(lam[k] * m[k] ** 2, (k, 1, n)) / 2,
    Q,
    Sum(eta * kappa[k] * r[k] * lam[k] ** 2 * w[k] ** 2, (k, 1, n)) / 2,
    "Every step lowers the loss, down to the same minimum: a curve that falls looks like a right gradient.",
)


def loss_along(net: Network, wrong: Any, inputs: Any, target: Any) -> Callable[[Any], Any]:
    """Give the loss as a function of how far the first weights go along a wrong gradient."""
    weights = net.layers[0].parameters["W"]
    return lambda step: net.with_parameters(0, W=weights + step * wrong).loss(inputs, target)


@d.network("a 3-4-1 network with gradients that lack a piece")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Go back through the library's layers with a piece left out, and look where the loss goes."""
    first = Dense(rng.normal(size=(3, 4)), rng.normal(size=4))
    second = Dense(rng.normal(size=(4, 1)), rng.normal(size=1))
    net = Network(first, Tanh(), second, loss=SigmoidCrossEntropy())
    inputs, target = rng.normal(size=(1, 3)), np.array([[rng.uniform(0.1, 0.4)]])
    gradient = net.backpropagate(inputs, target)
    weights, outgoing = first.parameters["W"], second.parameters["W"]
    values = {x: inputs[0], W: weights, b: first.parameters["b"], v: outgoing[:, 0], y: target[0, 0]}
    values |= {c: second.parameters["b"][0]}
    right = gradient.layers[0].dL_dW
    yield Comparison(
        "right",
        values,
        network=right,
        objective=lambda at: net.with_parameters(0, W=at).loss(inputs, target),
        at=weights,
    )
    yield Comparison(
        "second-layer",
        values,
        network=gradient.layers[2].dL_dW[:, 0],
        objective=lambda at: net.with_parameters(2, W=at[:, np.newaxis]).loss(inputs, target),
        at=outgoing[:, 0].copy(),
    )
    back, through = first.forward(inputs)[1], Tanh().forward(first(inputs))[1]
    feedback = rng.normal(size=(1, 4))
    without_slope = back(gradient.layers[2].dL_dx).dL_dW
    with_feedback = back(through(gradient.dL_doutput * feedback).dL_dx).dL_dW
    for label, wrong in (("no-slope", without_slope), ("feedback", with_feedback)):
        yield Comparison(
            label,
            values | {f: feedback[0]},
            network=(wrong * right).sum(),
            objective=loss_along(net, wrong, inputs, target),
            at=0.0,
        )


@d.network("a linear model with 4 inputs, trained with wrong factors")
def train(rng: np.random.Generator) -> Iterator[Comparison]:
    """Follow a wrong gradient for 20 steps; inputs at right angles make each weight an axis of the bowl."""
    columns = np.linalg.qr(rng.normal(size=(7, 4)))[0] * rng.uniform(1, 3, size=4)  # (7, 4)
    best = rng.normal(size=(4, 1))
    targets, net = (
        columns @ best,
        Network(Dense(rng.normal(size=(4, 1)), np.zeros(1)), loss=MeanSquaredError()),
    )
    curvatures, rate = 2 * (columns**2).sum(axis=0) / 7, rng.uniform(0.1, 0.5)
    factors = rng.uniform(0.3, 1.7, size=4) / (rate * curvatures)
    for step in range(20):
        weights = net.layers[0].parameters["W"]
        values = {w: (weights - best)[:, 0], lam: curvatures, eta: rate, kappa: factors}
        slope = net.backpropagate(columns, targets).layers[0].dL_dW
        net = net.with_parameters(0, W=weights - rate * factors[:, np.newaxis] * slope)
        after = net.loss(columns, targets)
        if step % 7 == 0:
            yield Comparison("one-step", values, network=after)
            yield Comparison("keeps-falling", values | {r: 2 - rate * factors * curvatures}, network=after)


if __name__ == "__main__":
    d.show()
