"""Momentum adds up past gradients, older ones weighing less, and moves up to 1/(1 - gamma) times as far."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Momentum

d = Derivation("Momentum")

T = d.size("T", 3, 5)
t, i = d.indices("t i", T)
s = d.index("s", T - 1)
gamma, eta = d.probability("gamma"), d.positive("eta")
g, v, b, a = d.vectors("g v b a", T)
eta_var = d.vector("eta'", T, low=0)
c, x_0 = d.reals("c x_0")

d.given(
    v[1],
    eta * g[1],
    "The velocity starts at rest, so the first one is a plain step. Here it contains the rate,",
)
d.given(
    v[s + 1],
    gamma * v[s] + eta * g[s + 1],
    "every later one keeps the share gamma of the one before, and v is subtracted: x moves by -v.",
    solve_for=v[s + 1],
)
d.claim(
    "unrolled",
    v[t],
    eta * Sum(gamma ** (t - i) * g[i], (i, 1, t)),
    "Put each line into the next: a gradient of t - i steps ago was multiplied by gamma that often.",
)

x = d.let("x", x_0 - Sum(v[i], (i, 1, t)), "Where t steps lead.")
d.claim(
    "path",
    x[t],
    x_0 - eta * Sum((1 - gamma ** (t - i + 1)) / (1 - gamma) * g[i], (i, 1, t)),
    "A gradient moves x by a geometric sum: once when it comes, and by gamma less at every step after.",
)

w = d.let(
    "w", eta * Sum(gamma ** (t - i) * c, (i, 1, t)), "On a slope that stays the same, every gradient is c:"
)
d.claim(
    "constant-slope",
    w[t],
    (1 - gamma**t) * eta / (1 - gamma) * c,
    "the weights are a geometric sum, and the velocity grows towards the effective rate times c.",
)
d.claim(
    "effective-rate",
    w[s + 1] - eta / (1 - gamma) * c,
    gamma * (w[s] - eta / (1 - gamma) * c),
    "With this rate, what is missing shrinks by gamma each step; nine tenths give ten times the plain step.",
)
z = d.let(
    "z",
    eta * Sum((-gamma) ** (t - i) * c, (i, 1, t)),
    "Across a ravine, gradients flip their sign at every step; seen from the latest, c, they are",
)
d.claim(
    "ravine",
    z[t],
    (1 - (-gamma) ** t) * eta / (1 + gamma) * c,
    "a sum that cancels: the velocity settles at about half of a plain step instead of ten of them.",
)

d.given(b[1], g[1], "Libraries often leave the rate out of the velocity,")
d.given(b[s + 1], gamma * b[s] + g[s + 1], "and multiply by it when x moves: by -eta b.", solve_for=b[s + 1])
d.claim("rate-outside", eta * b[t], v[t], "With a constant rate that is the same walk.")
u = d.let(
    "u",
    Sum(gamma ** (t - i) * eta_var[i] * g[i], (i, 1, t)),
    "But let the rate change. In the velocity, every gradient keeps the rate of its own time;",
)
d.claim(
    "changing-rate",
    eta_var[t] * b[t] - u[t],
    Sum(gamma ** (t - i) * (eta_var[t] - eta_var[i]) * g[i], (i, 1, t)),
    "outside, all of them get today's: the walks part as soon as a schedule moves.",
)
d.refuted(
    "always-the-same-walk",
    eta_var[t] * b[t],
    u[t],
    "The two forms are equal only while the rate stays what it is.",
)

d.given(a[1], (1 - gamma) * g[1], "A third form averages the gradients instead of adding them up,")
d.given(a[s + 1], gamma * a[s] + (1 - gamma) * g[s + 1], "new ones weighing 1 - gamma.", solve_for=a[s + 1])
d.claim(
    "average",
    a[t],
    (1 - gamma) * b[t],
    "It walks the same way in steps smaller by 1 - gamma, and needs a larger rate.",
)
d.refuted("average-is-the-sum", a[t], b[t], "Averaged, the velocity is smaller by 1 - gamma, a tenth at 0.9.")


@d.network("five steps of the library's Momentum, with the rate inside and outside of the velocity")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Feed arbitrary gradients to both forms, with one rate and with one that changes at every step."""
    gradients, rates = rng.normal(size=5), rng.uniform(0.05, 0.5, size=5)
    kept, rate, start = rng.uniform(0.6, 0.8), rng.uniform(0.2, 0.4), rng.normal()
    values = {g: gradients, gamma: kept, eta: rate}
    places, velocities = walk(Momentum(rate, kept), gradients, start)
    yield Comparison("unrolled", values, network=velocities)
    yield Comparison("path", {**values, x_0: start}, network=places)
    slope = rng.normal()
    _, steady = walk(Momentum(rate, kept), np.full(5, slope), start)
    yield Comparison("constant-slope", {T: 5, c: slope, gamma: kept, eta: rate}, network=steady)
    signs = (-1.0) ** np.arange(5)
    _, swinging = walk(Momentum(rate, kept), slope * signs, start)
    yield Comparison("ravine", {T: 5, c: slope, gamma: kept, eta: rate}, network=signs * swinging)
    _, outside = walk(Momentum(rate, kept, rate_inside=False), gradients, start)
    yield Comparison("rate-outside", {**values, v: velocities}, network=rate * outside)
    _, changing = walk(Momentum(rate, kept), gradients, start, rates)
    yield Comparison(
        "changing-rate", {g: gradients, gamma: kept, eta_var: rates}, network=rates * outside - changing
    )
    _, averages = walk(Momentum(rate, kept, rate_inside=False), (1 - kept) * gradients, start)
    yield Comparison("average", {b: outside, gamma: kept}, network=averages)


def walk(
    optimizer: Momentum, gradients: np.ndarray, start: float, rates: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Give x and the velocity after each step."""
    at, state = np.array([start]), optimizer.initial_state(np.array([start]))
    places, velocities = [], []
    for step, gradient in enumerate(gradients):
        if rates is not None:
            optimizer = optimizer.with_learning_rate(rates[step])
        at, state = optimizer.update(at, np.array([gradient]), state)
        places.append(at[0])
        velocities.append(state.v[0])
    return np.array(places), np.array(velocities)


if __name__ == "__main__":
    d.show()
