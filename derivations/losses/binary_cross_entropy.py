"""On a sigmoid output cross-entropy has the gradient p - y; squared error loses it in saturated units."""

from collections.abc import Callable, Iterator

import numpy as np
from sympy import Abs, Derivative, Max, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import MeanSquaredError, Network, Sigmoid, SigmoidCrossEntropy

d = Derivation("Binary cross-entropy")

z, t = d.reals("z t")
y = d.probability("y")

p = d.let("p", 1 / (1 + exp(-z)), "The sigmoid turns the logit into a probability.")
L = d.let("L", -y * log(p) - (1 - y) * log(1 - p), "The negative log-likelihood of the target.")
S = d.let("S", (p - y) ** 2, "The squared error of the same output, for comparison.")

d.refuted(
    "bracket-misplaced",
    L,
    -(y - log(p)) + (1 - y) * log(1 - p),
    "The minus sign belongs to both logarithms, and y multiplies the first one.",
)
d.refuted(
    "sign-missing",
    L,
    y * log(p) + (1 - y) * log(1 - p),
    "This is the log-likelihood: descending on it makes the model worse.",
)
d.step(Derivative(p, z), p * (1 - p), "The slope of the sigmoid.")
d.claim(
    "probability-gradient",
    Derivative(L, p),
    (p - y) / (p * (1 - p)),
    "With respect to the probability itself, both fractions come on one denominator.",
)
d.claim(
    "logit-gradient",
    Derivative(L, z),
    p - y,
    "The logarithm divides by p or 1 - p, and so cancels the slope of the sigmoid.",
)
d.claim(
    "squared-error-gradient",
    Derivative(S, z),
    2 * p * (1 - p) * (p - y),
    "Nothing cancels here: a unit that is sure and wrong has almost no gradient.",
)
d.claim("curvature", Derivative(L, (z, 2)), p * (1 - p), "Never negative: the loss is convex in the logit.")
d.claim(
    "gradient-curvature",
    Derivative(L, (z, 3)),
    p * (1 - p) * (1 - 2 * p),
    "The loss is convex, its gradient is not: p - y bends up where p is below one half, and down above.",
)
d.claim(
    "squared-error-curvature",
    Derivative((1 - p) ** 2, (z, 2)),
    2 * p * (1 - p) ** 2 * (3 * p - 1),
    "With y = 1, squared error bends down where p is below 1/3: sure and wrong, it is flat and not convex.",
)
d.claim(
    "slopes",
    Derivative(S, z),
    2 * p * (1 - p) * Derivative(L, z),
    "For one example the two slopes have the same sign: a small step that lowers one loss lowers the other.",
)
phi = d.function("phi", t, exp(t) - 1 - t, "By how much the exponential lies above its tangent at 0.")
d.bound(
    "squared-error-below",
    (1 - p) ** 2,
    -log(p),
    phi(log(p)) + p**2 * exp(-z),
    "And, for y = 1, cross-entropy is the larger of the two: driving it to 0 takes squared error along.",
)
d.claim(
    "stable",
    L,
    Max(z, 0) - y * z + log(1 + exp(-Abs(z))),
    "Written from the logit, no exponential overflows and no logarithm sees a zero.",
)


def entropy_slope(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    """What reaches p when the gradient at the logit is divided by the slope of the sigmoid there."""
    logit = np.log(p / (1 - p))
    back = Sigmoid().forward(logit)[1](np.ones_like(p)).dL_dx  # the sigmoid's slope
    return SigmoidCrossEntropy().gradient(logit, y) / back


def slope_of(
    gradient: Callable[[np.ndarray, np.ndarray], np.ndarray], logit: np.ndarray, y: np.ndarray
) -> np.ndarray:
    """How a gradient changes with the logit, by a complex step."""
    return gradient(logit + 1e-30j, y).imag / 1e-30


def sigmoid_slope(logit: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The curvature of the loss, whatever the target `y` is, as the sigmoid layer hands it back."""
    return Sigmoid().forward(logit)[1](np.ones_like(y)).dL_dx


@d.network("a sigmoid output")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare where the unit works, and at a logit of -20, sure and wrong."""
    target = np.array([[rng.uniform(0.6, 0.9)]])
    chance = np.array([[rng.uniform(0.1, 0.4)]])
    yield Comparison(
        "probability-gradient",
        {p: chance[0, 0], y: target[0, 0]},
        network=entropy_slope(chance, target),
        objective=lambda at: -(target * np.log(at) + (1 - target) * np.log(1 - at)).sum(),
        at=chance,
    )
    squared = Network(Sigmoid(), loss=MeanSquaredError())
    entropy = SigmoidCrossEntropy()
    for logit in (np.array([[rng.uniform(-3, 3)]]), np.array([[-20.0]])):
        values = {z: logit[0, 0], y: target[0, 0]}
        yield Comparison(
            "logit-gradient",
            values,
            network=entropy.gradient(logit, target),
            objective=lambda at: entropy(at, target),
            at=logit,
        )
        yield Comparison(
            "squared-error-gradient",
            values,
            network=squared.backpropagate(logit, target).dL_dx,
            objective=lambda at: squared.loss(at, target),
            at=logit,
        )
        one = np.ones((1, 1))
        yield Comparison("curvature", {z: logit[0, 0]}, network=slope_of(entropy.gradient, logit, target))
        yield Comparison(
            "gradient-curvature", {z: logit[0, 0]}, network=slope_of(sigmoid_slope, logit, target)
        )
        yield Comparison(
            "squared-error-curvature",
            {z: logit[0, 0]},
            network=slope_of(lambda at, y: squared.backpropagate(at, y).dL_dx, logit, one),
        )
        yield Comparison("slopes", values, network=squared.backpropagate(logit, target).dL_dx)
        yield Comparison("squared-error-below", {z: logit[0, 0]}, network=squared.loss(logit, one))
        yield Comparison("stable", values, network=entropy(logit, target))


if __name__ == "__main__":
    d.show()
