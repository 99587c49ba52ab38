"""Softplus, SiLU, mish and GELU: ReLUs with a rounded corner, and slopes made of what they are made of."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from sympy import Derivative, erf, exp, log, pi, sqrt, tanh

from quizapp.derive import Comparison, Derivation
from quizapp.network import GELU, Elementwise, SiLU, Softplus, Tanh

d = Derivation("Softplus, SiLU, mish and GELU")

z, t = d.reals("z t")
sigma = d.function("sigma", z, 1 / (1 + exp(-z)), "The sigmoid, which goes from 0 to 1.")
softplus = d.function("softplus", z, log(1 + exp(z)), "The area under it, from far left up to z.")
d.claim(
    "softplus-derivative",
    Derivative(softplus(z), z),
    sigma(z),
    "So its slope is the sigmoid: ReLU's step, smoothed.",
)
d.claim(
    "softplus-halves",
    softplus(z) - softplus(-z),
    z,
    "Take z out of the logarithm; ReLU has the same property.",
)
silu = d.function(
    "silu",
    z,
    z * sigma(z),
    "SiLU, or swish with beta = 1: the input, let through by a gate that it opens itself.",
)
d.claim(
    "silu-derivative",
    Derivative(silu(z), z),
    sigma(z) * (1 + z * (1 - sigma(z))),
    "Product rule, with the slope of the sigmoid.",
)
d.claim("silu-halves", silu(z) - silu(-z), z, "Two gates at z and -z add up to one.")
d.claim(
    "silu-sign",
    Derivative(silu(z), z),
    sigma(z) ** 2 * exp(-z) * (1 + z + exp(z)),
    "The last factor rises through zero once: SiLU falls first, then rises. It is not monotonic.",
)
d.claim(
    "silu-lowest",
    silu(z),
    1 + z - Derivative(silu(z), z) / sigma(z),
    "Where the slope is zero, the value is one more than the input.",
)
d.bound(
    "silu-floor",
    sigma(z) * (1 + t + exp(t)) - exp(t),
    silu(z),
    sigma(z) * (exp(t - z) - 1 - (t - z)),
    "For any t, as the exponential lies above its tangent. Choose 1 + t + exp(t) = 0, t = -1.278465: "
    "SiLU is never below -exp(t) = 1 + t = -0.278465.",
)
mish = d.function("mish", z, z * tanh(softplus(z)), "Mish has another gate, the tanh of softplus.")
d.claim(
    "mish-derivative",
    Derivative(mish(z), z),
    tanh(softplus(z)) + z * (1 - tanh(softplus(z)) ** 2) * sigma(z),
    "Product rule, then the chain rule through tanh and softplus.",
)
phi = d.function("phi", z, exp(-(z**2) / 2) / sqrt(2 * pi), "The density of a standard normal,")
Phi = d.function("Phi", z, (1 + erf(z / sqrt(2))) / 2, "and the chance that it is below z.")
d.claim("density", Derivative(Phi(z), z), phi(z), "The one is the slope of the other.")
gelu = d.function("gelu", z, z * Phi(z), "GELU: the input times the chance that noise is below it.")
d.claim("gelu-derivative", Derivative(gelu(z), z), Phi(z) + z * phi(z), "Product rule.")
d.claim("gelu-halves", gelu(z) - gelu(-z), z, "The chances to be below z and below -z add up to one.")
d.claim(
    "gelu-second",
    Derivative(gelu(z), (z, 2)),
    (2 - z**2) * phi(z),
    "The slope of the density is minus z times it. Between the roots of 2 GELU is convex, outside it is not.",
)


def first(unit: Elementwise, at: Any) -> Any:
    """Give the output of a unit, the only entry of its array."""
    return unit(at)[0]


@d.network("layers of softplus, SiLU, mish and GELU units")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare slopes on both sides of zero, and where SiLU is lowest; mish is put together from its parts."""
    for at in (np.array([rng.uniform(0.5, 2.5)]), np.array([rng.uniform(-2.5, -0.5)])):
        values = {z: at[0]}
        units: tuple[tuple[str, Elementwise], ...] = (
            ("softplus", Softplus()),
            ("silu", SiLU()),
            ("gelu", GELU()),
        )
        for name, unit in units:
            a, backward = unit.forward(at)  # (1,) -> (1,)
            yield Comparison(
                f"{name}-derivative",
                values,
                network=backward(np.ones_like(a)).dL_dx[0],
                objective=partial(first, unit),
                at=at,
            )
            yield Comparison(f"{name}-halves", values, network=unit(at)[0] - unit(-at)[0])
        soft, through_soft = Softplus().forward(at)
        gate, through_gate = Tanh().forward(soft)
        by_gate = through_soft(through_gate(at).dL_dx).dL_dx  # the gate's upstream gradient is z
        yield Comparison(
            "mish-derivative",
            values,
            network=(gate + by_gate)[0],
            objective=lambda x: (x * Tanh()(Softplus()(x)))[0],
            at=at,
        )
        yield Comparison("silu-sign", values, network=SiLU().slope(at)[0])
        yield Comparison("silu-lowest", values, network=SiLU()(at)[0])
        bend = GELU().slope(at + 1e-30j).imag[0] / 1e-30  # a complex step through the slope
        yield Comparison("gelu-second", values, network=bend)
    turn = -1.2784645427610738
    yield Comparison("silu-lowest", {z: turn}, network=SiLU()(np.array([turn]))[0])
    yield Comparison("silu-lowest", {z: turn}, network=1 + turn)


if __name__ == "__main__":
    d.show()
