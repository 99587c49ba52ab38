"""Training on a second task forgets the first; old data or an anchor end up between the two optima."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Rational

from quizapp.derive import Comparison, Derivation, Inner, Series, SquaredNorm
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("Catastrophic forgetting")

N = d.size("N", 3)
D = d.size("D", 4)
T = d.size("T", 4, 5)
t, s = d.index("t", T), d.index("s", T - 1)
X, y, w, g = d.matrix("X", N, D), d.vector("y", N), d.vector("w", D), d.vector("g", D)
v = d.vector("v", T)
a, b, u = d.reals("a b u")
h, k, eta, lam = d.positive("h"), d.positive("k"), d.positive("eta"), d.positive("lambda")
half = Rational(1, 2)

d.claim(
    "interference",
    half * SquaredNorm(X * (w - eta * g) - y),
    half * SquaredNorm(X * w - y) - eta * Inner(X.T * (X * w - y), g) + half * eta**2 * SquaredNorm(X * g),
    "A step along g, another task's gradient, hurts the old task where the two gradients point apart.",
)
A = d.function("A", u, h * (u - a) ** 2 / 2, "In short: one weight. The old task is best at a,")
B = d.function("B", u, k * (u - b) ** 2 / 2, "the new one at b.")
d.given(v[1], a, "Training on the new task starts where the old one ended,")
d.given(v[s + 1], v[s] - eta * k * (v[s] - b), "and sees nothing but the new task.", solve_for=v[s + 1])
d.claim(
    "drift",
    v[t],
    b + (1 - eta * k) ** (t - 1) * (a - b),
    "The distance to b shrinks by the same factor at each step: in the end nothing of a is left,",
)
d.claim(
    "forgotten",
    A(v[t]),
    (1 - (1 - eta * k) ** (t - 1)) ** 2 * A(b),
    "and the old loss climbs to its value at b, however good the new one gets.",
)
m = d.let("m", (h * a + k * b) / (h + k), "With old data mixed in, one descends on both losses;")
d.claim("replay", Derivative(A(u) + B(u), u), (h + k) * (u - m), "their sum is best between a and b, at m.")
J = d.function(
    "J", u, B(u) + lam * h * (u - a) ** 2 / 2, "Without old data, a spring can pull the weight to a:"
)
d.claim(
    "anchored",
    Derivative(J(u), u),
    (k + lam * h) * (u - (k * b + lam * h * a) / (k + lam * h)),
    "as stiff as the old curvature h it meets at the same m, for lambda = 1. That is the idea of EWC.",
)


@d.network("a linear model of the library, trained on one task and then on another")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Step along any direction; then train one weight on one example, and compare the loss of the other."""
    inputs, targets = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
    weights, direction, rate = rng.normal(size=(3, 1)), rng.normal(size=(3, 1)), rng.uniform(0.05, 0.2)
    net = Network(Dense(weights, np.zeros(1)), loss=MeanSquaredError())
    moved = net.with_parameters(0, W=weights - rate * direction)
    yield Comparison(
        "interference",
        {X: inputs, y: targets[:, 0], w: weights[:, 0], g: direction[:, 0], eta: rate},
        network=5 * moved.loss(inputs, targets) / 2,
    )
    # One example x with target x b has the loss x^2 (u - b)^2: its curvature k is 2 x^2.
    old, new = rng.uniform(0.8, 1.2, size=(2, 1, 1))
    first, second = rng.uniform(1, 2), rng.uniform(-2, -1)
    step = rng.uniform(0.1, 0.2)
    at = Network(Dense(np.array([[first]]), np.zeros(1)), loss=MeanSquaredError())
    places, losses = [], []
    for _ in range(4):
        places.append(at.layers[0].parameters["W"][0, 0])
        losses.append(at.loss(old, first * old))
        gradient = at.backpropagate(new, second * new).layers[0].dL_dW
        at = at.with_parameters(0, W=at.layers[0].parameters["W"] - step * gradient)
    values = {
        T: 4,
        a: first,
        b: second,
        h: 2 * old[0, 0] ** 2,
        k: 2 * new[0, 0] ** 2,
        eta: step,
    }
    yield Comparison("drift", values, network=np.array(places))
    yield Comparison("forgotten", values, network=np.array(losses))
    both_x, both_y = np.vstack([old, new]), np.vstack([first * old, second * new])
    here = np.array([[rng.uniform(-1, 1)]])
    mixed = at.with_parameters(0, W=here)
    yield Comparison(
        "replay",
        {**values, u: here[0, 0]},
        network=2 * mixed.backpropagate(both_x, both_y).layers[0].dL_dW,
        objective=lambda W: 2 * at.with_parameters(0, W=W).loss(both_x, both_y),
        at=here,
    )


@d.plot("Two tasks, one after the other", x="steps on the second task", y="loss")
def tasks(_rng: np.random.Generator) -> Iterator[Series]:
    """Start at the optimum of the first task, h = k = 1, one apart."""
    steps = np.arange(31)
    left = 0.85**steps
    yield Series("first task", steps, (1 - left) ** 2 / 2)
    yield Series("second task", steps, left**2 / 2)


if __name__ == "__main__":
    d.show()
