"""MAML's gradient passes through the inner step: identity minus rate times Hessian, times the slope there."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from sympy import Derivative, Identity

from quizapp.derive import Comparison, Derivation, Gradient, SquaredNorm
from quizapp.network import SGD, Dense, MeanSquaredError, Network

d = Derivation("MAML: a gradient through a gradient step")

N, Q = d.size("N", 3), d.size("Q", 3)
D = d.size("D", 2)
X, Z, y, t, w = d.matrix("X", N, D), d.matrix("Z", Q, D), d.vector("y", N), d.vector("t", Q), d.vector("w", D)
alpha, a = d.positive("alpha"), d.positive("a")
x, b = d.reals("x b")

S = d.let("S", SquaredNorm(X * w - y) / 2, "The loss on a task's few labelled examples, its support.")
d.step(Gradient(S, w), X.T * (X * w - y), "Its gradient; the Hessian is X^T X.")
v = d.let("w'", w - alpha * (X.T * (X * w - y)), "The inner step: adapt w to the task at the rate alpha.")
J = d.let(
    "J", SquaredNorm(Z * v - t) / 2, "The outer loss: other examples, the queries, at the adapted weights."
)
d.claim(
    "meta-gradient",
    Gradient(J, w),
    (Identity(D) - alpha * X.T * X) * Z.T * (Z * v - t),
    "Chain rule through the step: its derivative is the identity minus alpha times the Hessian.",
)
d.refuted(
    "first-order",
    Gradient(J, w),
    Z.T * (Z * v - t),
    "The first-order version takes the step for a constant shift: cheaper, but another direction.",
)

f = d.function("f", x, a / 2 * (x - b) ** 2, "In one dimension: a task of curvature a with its minimum at b.")
u = d.let("x'", x - alpha * a * (x - b), "One inner step.")
d.step(u - b, (1 - alpha * a) * (x - b), "It multiplies the distance to b by 1 - alpha a,")
d.claim(
    "adapted",
    f(u),
    (1 - alpha * a) ** 2 * f(x),
    "so the loss after adapting is this much of the loss before,",
)
d.claim(
    "slope",
    Derivative(f(u), x),
    (1 - alpha * a) ** 2 * a * (x - b),
    "and MAML cares least for a task that the inner step solves anyway.",
)
d.refuted("slope-first-order", Derivative(f(u), x), (1 - alpha * a) * a * (x - b), "One factor is missing.")


@d.network("a linear model adapted by one step of SGD")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Adapt on five examples, take the loss on four others, and differentiate the whole numerically."""
    inputs, queries = rng.normal(size=(5, 3)), rng.normal(size=(4, 3))
    targets, answers = rng.normal(size=(5, 1)), rng.normal(size=(4, 1))
    start, rate = rng.normal(size=(3, 1)), rng.uniform(0.05, 0.15)
    model = Network(Dense(start, np.zeros(1)), loss=MeanSquaredError())

    def adapted(at: np.ndarray) -> np.ndarray:
        here = model.with_parameters(0, W=at)
        slope = here.backpropagate(inputs, targets).layers[0].dL_dW  # of the mean: 2/5 of that of S
        return SGD(rate).update(at, 5 / 2 * slope)

    def outer(at: np.ndarray) -> Any:
        return 4 / 2 * model.with_parameters(0, W=adapted(at)).loss(queries, answers)

    there = model.with_parameters(0, W=adapted(start))
    upstream = 4 / 2 * there.backpropagate(queries, answers).layers[0].dL_dW  # (3, 1)
    through = upstream - rate * inputs.T @ (inputs @ upstream)  # (3, 1)
    values = {X: inputs, y: targets[:, 0], Z: queries, t: answers[:, 0], w: start[:, 0], alpha: rate}
    yield Comparison("meta-gradient", values, network=through[:, 0], objective=outer, at=start)
    curvature, place, goal = rng.uniform(1, 3), rng.normal(), rng.normal()

    def after(at: np.ndarray) -> np.ndarray:
        gap = SGD(rate).update(at, curvature * (at - goal)) - goal  # (1,)
        return curvature / 2 * gap * gap

    task = {a: curvature, alpha: rate, x: place, b: goal}
    yield Comparison("adapted", task, network=after(np.array([place]))[0])
    yield Comparison("slope", task, network=after(np.array([place + 1e-30j]))[0].imag / 1e-30)


if __name__ == "__main__":
    d.show()
