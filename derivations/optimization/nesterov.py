"""Nesterov takes the gradient where the velocity leads; told by those points, no look-ahead is needed."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Momentum, Nesterov, NesterovShifted

d = Derivation("Two forms of Nesterov's momentum")

T = d.size("T", 3, 6)
t, i = d.indices("t i", T)
s = d.index("s", T - 1)
mu, eta, lam = d.probability("mu"), d.positive("eta"), d.positive("lambda")
g, v, b = d.vectors("g v b", T)
theta_0, x, w = d.reals("theta_0 x w")

d.given(
    v[1],
    eta * g[1],
    "From rest, look-ahead and parameters are one point. g_t is the gradient at the look-ahead,",
)
d.given(
    v[s + 1],
    mu * v[s] + eta * g[s + 1],
    "so that g_{s+1} is taken at theta_s - mu v_s. The velocity contains the rate and is subtracted.",
    solve_for=v[s + 1],
)
theta = d.let("theta", theta_0 - Sum(v[i], (i, 1, t)), "Where the parameters are after t steps.")
u = d.let("thetahat", theta[t] - mu * v[t], "The point looked at next: where the velocity alone will lead.")
d.step(
    u[s + 1] - u[s],
    mu * v[s] - v[s + 1] - mu * v[s + 1],
    "What moves it: the step itself, and the change of both glances.",
)
d.claim(
    "shifted",
    u[s + 1],
    u[s] - (mu * v[s + 1] + eta * g[s + 1]),
    "The old velocity drops out: a walk of the looked-at points, each with the gradient at itself.",
)
d.given(b[1], g[1], "Leave the rate out of the velocity, as libraries do;")
d.given(b[s + 1], mu * b[s] + g[s + 1], "with a constant rate b is v over eta.", solve_for=b[s + 1])
d.claim(
    "library-form", u[s + 1], u[s] - eta * (g[s + 1] + mu * b[s + 1]), "The form in which libraries have it."
)
d.claim(
    "behind",
    theta[t],
    u[t] + mu * v[t],
    "A library's parameters are the looked-at points; Nesterov's own lie one glance behind.",
)

f = d.function("f", x, lam / 2 * x**2, "What looking ahead is good for shows on a bowl of curvature lambda.")
y = d.let("y", x - mu * w, "At x, with velocity w, Nesterov looks here.")
d.claim(
    "bowl",
    mu * w + eta * Derivative(f(y), y),
    mu * (1 - eta * lam) * w + eta * lam * x,
    "The steeper the bowl, the more momentum is braked: gamma becomes mu times 1 - eta lambda.",
)
d.refuted(
    "gradient-at-the-start",
    mu * w + eta * Derivative(f(y), y),
    mu * w + eta * Derivative(f(x), x),
    "With the gradient at x itself this is plain momentum, which is not braked.",
)
d.claim(
    "difference",
    mu * w + eta * Derivative(f(x), x) - (mu * w + eta * Derivative(f(y), y)),
    eta * lam * mu * w,
    "What the brake takes off.",
)


@d.network("six steps of both forms in the library, on a bowl")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Walk down a quadratic; the gradients are those met on the way."""
    curvature, kept, rate = rng.uniform(1, 2), rng.uniform(0.6, 0.8), rng.uniform(0.2, 0.4)
    start = rng.uniform(1, 2)
    plain, at = Nesterov(rate, kept), np.array([start])
    state = plain.initial_state(at)
    gradients, velocities, places, ahead = [], [], [], []
    for _ in range(6):
        gradients.append(curvature * plain.look_ahead(at, state))
        at, state = plain.update(at, gradients[-1], state)
        velocities.append(state.v)
        places.append(at)
        ahead.append(plain.look_ahead(at, state))
    shifted, point = NesterovShifted(rate, kept), np.array([start])
    memory = shifted.initial_state(point)
    points, behind = [], []
    for _ in range(6):
        point, memory = shifted.update(point, curvature * point, memory)
        points.append(point)
        behind.append(shifted.behind(point, memory))
    values = {g: np.hstack(gradients), mu: kept, eta: rate, theta_0: start}
    yield Comparison(
        "shifted", {**values, v: np.hstack(velocities), u: np.hstack(ahead)}, network=np.hstack(points)[1:]
    )
    yield Comparison(
        "library-form",
        {**values, u: np.hstack(ahead), b: np.hstack(velocities) / rate},
        network=np.hstack(points)[1:],
    )
    yield Comparison(
        "behind", {u: np.hstack(points), v: np.hstack(velocities), mu: kept}, network=np.hstack(behind)
    )
    yield Comparison(
        "behind", {u: np.hstack(ahead), v: np.hstack(velocities), mu: kept}, network=np.hstack(places)
    )
    here, moving = np.array([rng.uniform(1, 2)]), plain.initial_state(at)
    moving = type(moving)(np.array([rng.uniform(0.5, 1)]))
    looked, _ = plain.update(here, curvature * plain.look_ahead(here, moving), moving)
    rolled, _ = Momentum(rate, kept).update(here, curvature * here, moving)
    numbers = {x: here[0], w: moving.v[0], mu: kept, eta: rate, lam: curvature}
    yield Comparison("bowl", numbers, network=here - looked)
    yield Comparison("difference", numbers, network=looked - rolled)


if __name__ == "__main__":
    d.show()
