"""Adam's averages start at 0 and are too small by 1 - beta^t; divided by it, they are right at once."""

from collections.abc import Iterator

import numpy as np
from sympy import Abs, Sum, sign, sqrt

from quizapp.derive import Comparison, Derivation, Expectation
from quizapp.network import Adam, binary_states

d = Derivation("Adam and its bias correction")

T = d.size("T", 3, 4)
t, i = d.indices("t i", T)
r = d.index("r", T - 1)
mu, s2 = d.real("mu"), d.positive("s")
g = d.random("g", T, mean=mu, variance=s2)
beta_1, beta_2 = d.probability("beta_1"), d.probability("beta_2")
eta, epsilon = d.positive("eta"), d.positive("epsilon")
c, k = d.real("c"), d.positive("k")
M, V, p, q = d.real("m'"), d.positive("v'"), d.positive("p"), d.positive("q")

m = d.let("m", (1 - beta_1) * Sum(beta_1 ** (t - i) * g[i], (i, 1, t)), "A fading average of the gradients,")
v = d.let(
    "v",
    (1 - beta_2) * Sum(beta_2 ** (t - i) * g[i] ** 2, (i, 1, t)),
    "and one of their squares, for each parameter on its own.",
)
d.claim("first", m[1], (1 - beta_1) * g[1], "Both start at 0,")
d.claim(
    "recursion",
    m[r + 1],
    beta_1 * m[r] + (1 - beta_1) * g[r + 1],
    "and keep the share beta of themselves at every step;",
)
d.claim(
    "recursion-squares",
    v[r + 1],
    beta_2 * v[r] + (1 - beta_2) * g[r + 1] ** 2,
    "two numbers a parameter are all the memory.",
)
d.claim(
    "weights",
    (1 - beta_1) * Sum(beta_1 ** (t - i), (i, 1, t)),
    1 - beta_1**t,
    "A geometric sum: the weights of an average should sum to 1, and these do not yet.",
)
d.claim(
    "bias",
    Expectation(m[t]),
    (1 - beta_1**t) * Expectation(g[t]),
    "So when all gradients have one mean, the average is too small by what is missing,",
)
d.claim(
    "bias-squares",
    Expectation(v[t]),
    (1 - beta_2**t) * Expectation(g[t] ** 2),
    "and so is that of the squares,",
)
mhat = d.let("mhat", m[t] / (1 - beta_1**t), "which is put right by dividing by it.")
vhat = d.let(
    "vhat",
    v[t] / (1 - beta_2**t),
    "The two divisors differ: beta_2 is closer to 1, so v needs more correcting, and for longer.",
)
d.step(Expectation(mhat[t]), mu, "Unbiased at every t.")
step = d.let("Delta", -eta * mhat[t] / (sqrt(vhat[t]) + epsilon), "The step; epsilon is outside of the root.")
d.claim(
    "first-step",
    step[1],
    -eta * g[1] / (Abs(g[1]) + epsilon),
    "At first both averages are one gradient: whatever its size, it moves the parameter by eta.",
)
d.claim(
    "uncorrected-first-step",
    -eta * m[1] / sqrt(v[1]),
    -eta * (1 - beta_1) / sqrt(1 - beta_2) * sign(g[1]),
    "Uncorrected, the first step would be larger: with 0.9 and 0.999, more than three times.",
)
d.claim(
    "constant-slope",
    (1 - beta_1) * Sum(beta_1 ** (t - i) * c, (i, 1, t)) / (1 - beta_1**t),
    c,
    "With equal gradients the corrected average is that gradient, at every t,",
)
d.claim(
    "constant-square",
    (1 - beta_2) * Sum(beta_2 ** (t - i) * c**2, (i, 1, t)) / (1 - beta_2**t),
    c**2,
    "and that of the squares its square.",
)
d.claim(
    "scale-free",
    (1 - beta_1)
    * Sum(beta_1 ** (t - i) * k * g[i], (i, 1, t))
    / sqrt((1 - beta_2) * Sum(beta_2 ** (t - i) * (k * g[i]) ** 2, (i, 1, t))),
    m[t] / sqrt(v[t]),
    "Multiply the loss by k: without epsilon the steps stay as they are.",
)
S = d.function(
    "S",
    (M, V),
    -eta * (M / p) / (sqrt(V / q) + epsilon),
    "At some t, with p and q for the two 1 - beta^t, that is",
)
d.claim(
    "another-order",
    -eta / p * M / (sqrt(V) / sqrt(q) + epsilon),
    S(M, V),
    "what libraries compute in another order, correcting the rate and the root;",
)
d.claim(
    "folded-rate",
    -eta * sqrt(q) / p * M / (sqrt(V) + epsilon * sqrt(q)),
    S(M, V),
    "fold both corrections into the rate, and epsilon has to shrink as the root does to keep the step;",
)
d.refuted(
    "folded-rate-same-epsilon",
    -eta * sqrt(q) / p * M / (sqrt(V) + epsilon),
    S(M, V),
    "with the same epsilon it would weigh more in the early steps.",
)
d.refuted(
    "epsilon-inside",
    -eta * g[1] / sqrt(g[1] ** 2 + epsilon),
    step[1],
    "Inside the root epsilon meets a square: 1e-8 there cuts the step for a gradient of 1e-5 to a tenth.",
)


@d.network("the library's Adam on every sequence of four gradients")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Give each of 16 parameters another sequence of a mean plus or minus a deviation."""
    first, second = rng.uniform(0.6, 0.75), rng.uniform(0.85, 0.95)
    rate, small, mean, deviation = (
        rng.uniform(0.1, 0.3),
        rng.uniform(0.2, 0.5),
        rng.uniform(0.5, 1),
        rng.uniform(1, 2),
    )
    gradients = mean + deviation * (2 * binary_states(4) - 1)  # (16, 4)
    optimizer = Adam(rate, first, second, small)
    steps, averages, squares = walk(optimizer, gradients)  # (16, 4) each
    shares = {beta_1: first, beta_2: second}
    one = 5  # one sequence, with gradients of both signs
    values = {**shares, g: gradients[one], eta: rate, epsilon: small}
    yield Comparison("first", values, network=averages[one, 0])
    yield Comparison("recursion", {**values, m: averages[one]}, network=averages[one, 1:])
    yield Comparison("recursion-squares", {**values, v: squares[one]}, network=squares[one, 1:])
    yield Comparison("first-step", values, network=steps[one, 0])
    for time in (1, 2, 3):
        late = {
            M: averages[one, time],
            V: squares[one, time],
            p: 1 - first ** (time + 1),
            q: 1 - second ** (time + 1),
        }
        yield Comparison("another-order", {**values, **late}, network=steps[one, time])
        yield Comparison("folded-rate", {**values, **late}, network=steps[one, time])
    moments = {**shares, T: 4, mu: mean, s2: deviation**2}
    yield Comparison("bias", moments, network=averages.mean(axis=0))
    yield Comparison("bias-squares", moments, network=squares.mean(axis=0))
    _, weights, _ = walk(optimizer, np.ones((1, 4)))
    yield Comparison("weights", {**shares, T: 4}, network=weights[0])
    free = Adam(rate, first, second, epsilon=0.0)
    scaled, _, _ = walk(free, 1e4 * gradients[[one]])
    correction = (1 - first ** np.arange(1, 5)) / np.sqrt(1 - second ** np.arange(1, 5))
    yield Comparison("scale-free", values, network=-scaled[0] / rate * correction)
    slope = rng.uniform(2, 3)
    even, state = np.zeros(1), optimizer.initial_state(np.zeros(1))
    corrected = []
    for _ in range(4):
        even, state = optimizer.update(even, np.array([slope]), state)
        corrected.append(optimizer.corrected(state))
    yield Comparison("constant-slope", {T: 4, c: slope}, network=np.array([a[0] for a, _ in corrected]))
    yield Comparison("constant-square", {T: 4, c: slope}, network=np.array([b[0] for _, b in corrected]))


def walk(optimizer: Adam, gradients: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give steps, averages and averages of squares for one parameter a row of gradients, a column a step."""
    at = np.zeros(len(gradients))
    state = optimizer.initial_state(at)
    steps, averages, squares = [], [], []
    for gradient in gradients.T:
        after, state = optimizer.update(at, gradient, state)
        steps.append(after - at)
        averages.append(state.m)
        squares.append(state.v)
        at = np.zeros(len(gradients))
    return np.stack(steps, axis=1), np.stack(averages, axis=1), np.stack(squares, axis=1)


if __name__ == "__main__":
    d.show()
