"""Tanh is a rescaled sigmoid centred at zero, with a slope of one minus its square."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, cosh, exp

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import Sigmoid, Tanh

d = Derivation("Tanh")

z = d.real("z")
sigma = d.function("sigma", z, 1 / (1 + exp(-z)), "The sigmoid, to compare with.")
tau = d.function(
    "tanh", z, (exp(z) - exp(-z)) / (exp(z) + exp(-z)), "Hyperbolic sine over hyperbolic cosine."
)

d.claim("from-sigmoid", tau(z), 2 * sigma(2 * z) - 1, "Divide above and below by the exponential of z.")
d.claim("odd", tau(-z), -tau(z), "Swapping z for -z flips the numerator: outputs are centred at zero.")
d.claim("derivative", Derivative(tau(z), z), 1 - tau(z) ** 2, "Quotient rule; again the output is enough.")
d.claim(
    "sech",
    1 - tau(z) ** 2,
    1 / cosh(z) ** 2,
    "Hyperbolic cosine squared minus sine squared is 1; this is sech squared.",
)
d.bound(
    "at-most-one",
    1 - tau(z) ** 2,
    1,
    tau(z) ** 2,
    "What is missing to one is a square; at zero nothing is missing.",
)


@d.network("a layer of tanh units")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare at a large input as well, where 1 - z² would be far off, which small ones hide."""
    for at in (np.array([rng.uniform(0.5, 2)]), np.array([-6.0])):
        a, backward = Tanh().forward(at)  # (1,) -> (1,)
        yield Comparison(
            "derivative",
            {z: at[0]},
            network=backward(np.ones_like(a)).dL_dx[0],
            objective=lambda x: Tanh()(x)[0],
            at=at,
        )
        yield Comparison("sech", {z: at[0]}, network=backward(np.ones_like(a)).dL_dx[0])
        yield Comparison("from-sigmoid", {z: at[0]}, network=a[0])
        yield Comparison("from-sigmoid", {z: at[0]}, network=2 * Sigmoid()(2 * at)[0] - 1)


@d.plot("Tanh and its slope", x="z", y="value")
def curves(_: np.random.Generator) -> Iterator[Series]:
    """Draw the library's unit, and the sigmoid's slope to compare with: a quarter as high, twice as wide."""
    at = np.linspace(-5, 5, 129)
    yield Series("sigmoid's slope", at, Sigmoid().slope(at), guide=True)
    yield Series("tanh", at, Tanh()(at))
    yield Series("slope", at, Tanh().slope(at))


if __name__ == "__main__":
    d.show()
