"""ReLU passes a gradient on or blocks it; leaky ReLU lets a fraction through."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from sympy import Derivative, Max, Min, Piecewise

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import Dense, LeakyReLU, Network, ReLU

d = Derivation("ReLU, leaky ReLU and PReLU")

z = d.real("z")
alpha = d.probability("alpha")
beta = d.real("beta", low=1)
a, b, w, x = d.reals("a b w x")
s, t = d.positive("s"), d.positive("t")

relu = d.function("relu", z, Max(0, z), "The positive part.")
leaky = d.function("leaky", z, Piecewise((z, z > 0), (alpha * z, True)), "A small slope where ReLU has none.")

d.claim(
    "relu-derivative",
    Derivative(relu(z), z),
    Piecewise((1, z > 0), (0, z < 0)),
    "Each piece is a line. At zero there is no derivative; frameworks use 0.",
)
d.claim(
    "unit-gradient",
    Derivative(relu(w * x + b), w),
    Piecewise((x, w * x + b > 0), (0, w * x + b < 0)),
    "A unit below zero gets nothing for its weight; below zero on every example, it is dead.",
)
d.claim(
    "leaky-derivative",
    Derivative(leaky(z), z),
    Piecewise((1, z > 0), (alpha, z < 0)),
    "The slope for negative inputs is small and positive, so the unit can recover.",
)
d.refuted(
    "leaky-negative-slope",
    Derivative(leaky(z), z),
    Piecewise((1, z > 0), (-alpha, z < 0)),
    "The slope on the negative side is not a negative slope: there the output still grows with the input.",
)
d.claim(
    "leaky-max", leaky(z), Max(alpha * z, z), "Below one, the slope decides which of the two lines is higher."
)
d.refuted(
    "leaky-max-negative",
    leaky(z),
    Max(-alpha * z, z),
    "With the slope's sign flipped the left half points up, as in a shallow absolute value.",
)
d.claim(
    "leaky-from-relu",
    leaky(z),
    relu(z) - alpha * relu(-z),
    "The positive part, and a fraction of the negative one.",
)
steep = d.function(
    "steep", z, Piecewise((z, z > 0), (beta * z, True)), "A slope beta above one, on the negative side,"
)
d.claim(
    "steep-min",
    steep(z),
    Min(beta * z, z),
    "makes it the lower of the two lines: the maximum is right only below one.",
)
prelu = d.function(
    "prelu", (z, a), Piecewise((z, z > 0), (a * z, True)), "PReLU learns this slope, which may be any number."
)
d.claim(
    "prelu-slope",
    Derivative(prelu(z, a), a),
    Piecewise((0, z > 0), (z, z < 0)),
    "Only negative inputs are multiplied by it, so only they teach it.",
)
d.given(s + t, 1, "Two shares of one.")
d.bound(
    "subgradient",
    s * z,
    relu(z),
    t * relu(z) + s * relu(-z),
    "Every line through zero with a slope from 0 to 1 stays below: a subgradient. The usual choice is 0.",
)


def prelu_at(at: float, slope: Any) -> Any:
    """Give PReLU at a point as a function of its slope."""
    return at if at > 0 else slope * at


@d.network("a layer of rectified units")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare on both sides of the kink, and never at it."""
    slope = rng.uniform(0.05, 0.3)
    weight, bias = rng.uniform(0.6, 0.9), rng.uniform(0.1, 0.4)
    unit = Network(Dense(np.array([[weight]]), np.array([bias])), ReLU())
    for point in (rng.uniform(0.5, 2), -rng.uniform(1, 2)):
        output, through_unit = unit.forward(np.array([[point]]))  # (1, 1) -> (1, 1)
        yield Comparison(
            "unit-gradient",
            {x: point, w: weight, b: bias},
            network=through_unit(np.ones_like(output))[0].dL_dW[0, 0],
            scale=1,
        )
    for at in (np.array([rng.uniform(0.5, 2)]), np.array([rng.uniform(-2, -0.5)])):
        for label, layer in (("relu-derivative", ReLU()), ("leaky-derivative", LeakyReLU(slope))):
            output, backward = layer.forward(at)  # (1,) -> (1,)
            yield Comparison(
                label,
                {z: at[0], alpha: slope},
                network=backward(np.ones_like(output)).dL_dx[0],
                scale=1,
            )
        yield Comparison("leaky-max", {z: at[0], alpha: slope}, network=LeakyReLU(slope)(at)[0])
        yield Comparison("leaky-from-relu", {z: at[0], alpha: slope}, network=LeakyReLU(slope)(at)[0])
        yield Comparison(
            "prelu-slope",
            {z: at[0], a: slope},
            network=(LeakyReLU(0.75)(at) - LeakyReLU(0.25)(at))[0] / 0.5,  # it is linear in the slope
            objective=partial(prelu_at, at[0]),
            at=slope,
            scale=1,
        )


AROUND_ZERO = np.array([-2, -1, -1e-9, 1e-9, 1, 2])
"""Where the units are drawn: at zero itself there is no slope, and the line jumps."""


@d.plot("ReLU and its slope", x="z", y="value")
def rectified(_: np.random.Generator) -> Iterator[Series]:
    """Draw the library's unit."""
    yield Series("ReLU", AROUND_ZERO, ReLU()(AROUND_ZERO))
    yield Series("slope", AROUND_ZERO, ReLU().slope(AROUND_ZERO))


@d.plot("Leaky ReLU and its slope", x="z", y="value")
def leaking(_: np.random.Generator) -> Iterator[Series]:
    """Draw the library's unit with more leak than is usual, so that it can be seen."""
    unit = LeakyReLU(0.2)
    yield Series("leaky ReLU", AROUND_ZERO, unit(AROUND_ZERO))
    yield Series("slope", AROUND_ZERO, unit.slope(AROUND_ZERO))


if __name__ == "__main__":
    d.show()
