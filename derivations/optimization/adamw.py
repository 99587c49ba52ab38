"""Weight decay and an L2 penalty are one thing for SGD, and two for Adam, which divides the penalty away."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, sign, sqrt

from quizapp.derive import Comparison, Derivation, Gradient, SquaredNorm
from quizapp.network import L2, SGD, Adam, AdamW, Dense, MeanSquaredError, Network

d = Derivation("Decoupled weight decay: AdamW")

D = d.size("D", 3, 4)
w = d.vector("w", D)
eta, lam, rate_free, epsilon = (
    d.positive("eta"),
    d.positive("lambda"),
    d.positive("lambda'"),
    d.positive("epsilon"),
)
beta_1, beta_2 = d.probability("beta_1"), d.probability("beta_2")
L = d.arbitrary("L", w)
g, u, k = *d.reals("g u"), d.positive("k")

J = d.let("J", L + lam / 2 * SquaredNorm(w), "An L2 penalty, with a half, adds lambda w to the gradient.")
d.claim(
    "sgd",
    w - eta * Gradient(J, w),
    (1 - eta * lam) * w - eta * Gradient(L, w),
    "For SGD that is the same as shrinking the weights by 1 - eta lambda before the step.",
)
d.claim(
    "rate-free-decay",
    (1 - rate_free) * w - eta * Gradient(L, w) - (w - eta * Gradient(J, w)),
    (eta * lam - rate_free) * w,
    "A decay without the rate in it equals the penalty only at eta lambda; change eta, and they part.",
)

s = d.function(
    "s",
    (g, u),
    g + lam * u,
    "Now Adam. Of a weight u where the loss has slope g, it sees this with the penalty,",
)
m = d.let("m", (1 - beta_1) * s(g, u), "and averages it from 0,")
v = d.let("v", (1 - beta_2) * s(g, u) ** 2, "like its square.")
A = d.let("Delta", -eta * m / (1 - beta_1) / (sqrt(v / (1 - beta_2)) + epsilon), "Its first step, corrected:")
d.claim(
    "penalized-adam",
    A,
    -eta * s(g, u) / (Abs(s(g, u)) + epsilon),
    "the penalty is divided by its own size together with the slope.",
)
B = d.let(
    "Delta'",
    -eta * lam * u - eta * g / (Abs(g) + epsilon),
    "AdamW decays the weight outside of the division instead.",
)
d.claim(
    "what-decay-adds",
    B + eta * g / (Abs(g) + epsilon),
    -eta * lam * u,
    "So it takes the same share of every weight, whatever the loss does.",
)
d.refuted("the-same-for-adam", A, B, "Inside of the division or outside of it is not the same.")
d.claim(
    "penalty-vanishes",
    -eta * s(g, k * g) / Abs(s(g, k * g)),
    -eta * sign(g),
    "With epsilon 0 and a weight u = k g of the slope's sign, no lambda leaves a trace in Adam's first step,",
)
d.claim(
    "penalty-alone",
    -eta * s(0, u) / Abs(s(0, u)),
    -eta * sign(u),
    "and where the loss is flat, every lambda moves every weight by eta, large or small.",
)


@d.network("a layer whose penalty is in the loss, and one whose optimizer decays it")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Take one step of SGD on three weights, and Adam's first on one whose slope has its sign."""
    rate, strength = rng.uniform(0.05, 0.2), rng.uniform(0.3, 0.9)
    inputs, targets = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
    plain, penalized = networks(rng.normal(size=(3, 1)), strength)
    weights, slope = plain.layers[0].parameters["W"], weight_slope(plain, inputs, targets)
    values = {w: weights[:, 0], Gradient(L, w): slope[:, 0], eta: rate, lam: strength}
    gradient, pulled = (n.backpropagate(inputs, targets) for n in (plain, penalized))
    decayed = SGD(rate, weight_decay=strength).step(plain, gradient)
    yield Comparison("sgd", values, network=decayed.layers[0].parameters["W"])
    other = rng.uniform(0.2, 0.4)
    free = SGD(rate, weight_decay=other / rate).step(plain, gradient)
    steps = [n.layers[0].parameters["W"] for n in (free, SGD(rate).step(penalized, pulled))]
    yield Comparison("rate-free-decay", {**values, rate_free: other}, network=steps[0] - steps[1])

    start = rng.choice((-1, 1)) * rng.uniform(0.5, 2)
    line = rng.normal(size=(5, 1))  # the model is line * weight; it fits at a weight nearer to 0
    lone, bound = networks(np.array([[start]]), strength)
    slope_here = weight_slope(lone, line, 0.8 * start * line)
    small = rng.uniform(0.2, 0.5)
    numbers = {g: slope_here, u: start, eta: rate, lam: strength, epsilon: small}
    first = first_step(Adam(rate, 0.7, 0.9, small), bound, line, 0.8 * start * line)
    yield Comparison("penalized-adam", numbers, network=first)
    first = first_step(Adam(rate, 0.7, 0.9, 0.0), bound, line, 0.8 * start * line)
    yield Comparison(
        "penalty-vanishes", {g: slope_here, k: start / slope_here, eta: rate, lam: strength}, network=first
    )
    flat = first_step(Adam(rate, 0.7, 0.9, 0.0), bound, line, start * line)
    yield Comparison("penalty-alone", {u: start, eta: rate, lam: strength}, network=flat)
    decay = first_step(AdamW(rate, 0.7, 0.9, small, strength), lone, line, start * line)
    yield Comparison("what-decay-adds", numbers, network=decay)


def networks(weights: np.ndarray, strength: float) -> tuple[Network, Network]:
    """A linear model without a penalty, and with one."""
    layer = Dense(weights, np.zeros(1))
    return Network(layer, loss=MeanSquaredError()), Network(
        layer, loss=MeanSquaredError(), penalty=L2(strength)
    )


def weight_slope(network: Network, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """The gradient at its weights."""
    return network.backpropagate(inputs, targets).layers[0].dL_dW


def first_step(optimizer: Adam, network: Network, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """What an optimizer without a past adds to the weights."""
    weights = network.layers[0].parameters["W"]
    slope = weight_slope(network, inputs, targets)
    after, _ = optimizer.update(optimizer.decay(weights), slope, optimizer.initial_state(weights))
    return after - weights


if __name__ == "__main__":
    d.show()
