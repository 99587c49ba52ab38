"""ELU and SELU bend smoothly only on one side of zero; softsign has no corner although it uses |z|."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from sympy import Abs, Derivative, Limit, Piecewise, Subs, exp, tanh

from quizapp.derive import Comparison, Derivation
from quizapp.network import ELU, SELU, Elementwise, Sigmoid, Softsign

d = Derivation("ELU, SELU and softsign")

z = d.real("z")
alpha, lam, t = d.positive("alpha"), d.positive("lambda"), d.positive("t")

elu = d.function(
    "elu",
    z,
    Piecewise((z, z > 0), (alpha * (exp(z) - 1), True)),
    "ReLU, with a curve to minus alpha for its dead half.",
)
d.claim(
    "elu-derivative",
    Derivative(elu(z), z),
    Piecewise((1, z > 0), (alpha * exp(z), z < 0)),
    "On the left an exponential is its own slope.",
)
d.claim(
    "elu-from-output",
    Derivative(elu(z), z),
    elu(z) + alpha,
    "There the slope follows from the output, as for sigmoid and tanh.",
    where=z < 0,
)
d.bound("elu-floor", -alpha, elu(z), alpha * exp(z), "The output never falls below minus alpha.", where=z < 0)
d.claim(
    "elu-jump",
    Subs(Derivative(elu(z), z), z, t) - Subs(Derivative(elu(z), z), z, -t),
    1 - alpha * exp(-t),
    "How much the slope rises across zero, from a distance t on the left to as far on the right.",
)
d.claim(
    "elu-corner",
    Limit(1 - alpha * exp(-t), t, 0),
    1 - alpha,
    "As t vanishes a jump remains: only for alpha = 1 is there a derivative at zero.",
)
d.refuted(
    "elu-smooth",
    Limit(1 - alpha * exp(-t), t, 0),
    0,
    "ELU is not smooth for every alpha, and the alpha of SELU is 1.67.",
)
d.claim(
    "elu-bend",
    Subs(Derivative(elu(z), (z, 2)), z, t) - Subs(Derivative(elu(z), (z, 2)), z, -t),
    -alpha * exp(-t),
    "The second derivative jumps by alpha whatever alpha is: ELU is never smooth twice.",
)
selu = d.function(
    "selu", z, lam * elu(z), "SELU is a multiple of ELU, with constants that are derived elsewhere."
)
d.claim(
    "selu-derivative",
    Derivative(selu(z), z),
    Piecewise((lam, z > 0), (lam * alpha * exp(z), z < 0)),
    "It reaches zero with lambda alpha = 1.758 and leaves it with lambda = 1.051: no derivative there.",
)
softsign = d.function("softsign", z, z / (1 + Abs(z)), "Like tanh, but it nears its ends slowly.")
d.claim(
    "softsign-derivative",
    Derivative(softsign(z), z),
    1 / (1 + Abs(z)) ** 2,
    "Quotient rule on either side; both slopes tend to 1 at zero, so there is no corner.",
)
d.claim("softsign-odd", softsign(-z), -softsign(z), "Outputs are centred at zero.")
d.claim(
    "softsign-end",
    1 - softsign(t),
    1 / (1 + t),
    "What is missing to 1 shrinks as one over the distance;",
)
d.claim("tanh-end", 1 - tanh(t), 2 / (exp(2 * t) + 1), "for tanh it shrinks exponentially.")


def first(unit: Elementwise, at: Any) -> Any:
    """Give the output of a unit, the only entry of its array."""
    return unit(at)[0]


@d.network("layers of ELU, SELU and softsign units")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare on both sides of zero, with an alpha that is not 1."""
    slope = rng.uniform(1.3, 2)
    units: tuple[tuple[str, Elementwise, dict[Any, float]], ...] = (
        ("elu", ELU(slope), {alpha: slope}),
        ("selu", SELU(), {alpha: 1.6732632423543772, lam: 1.0507009873554805}),
        ("softsign", Softsign(), {}),
    )
    for at in (np.array([rng.uniform(0.5, 2)]), np.array([rng.uniform(-2, -0.5)])):
        for name, unit, constants in units:
            a, backward = unit.forward(at)  # (1,) -> (1,)
            yield Comparison(
                f"{name}-derivative",
                {z: at[0], **constants},
                network=backward(np.ones_like(a)).dL_dx[0],
                objective=partial(first, unit),
                at=at,
            )
        yield Comparison("softsign-odd", {z: at[0]}, network=Softsign()(-at)[0])
    left, right = -rng.uniform(0.5, 2, size=1), rng.uniform(0.5, 2, size=1)
    yield Comparison("elu-from-output", {z: left[0], alpha: slope}, network=ELU(slope).slope(left)[0])
    yield Comparison("elu-floor", {z: left[0], alpha: slope}, network=-slope)
    jump = ELU(slope).slope(right) - ELU(slope).slope(-right)
    yield Comparison("elu-jump", {t: right[0], alpha: slope}, network=jump[0])
    yield Comparison("softsign-end", {t: right[0]}, network=1 - Softsign()(right)[0])
    yield Comparison("tanh-end", {t: right[0]}, network=2 * Sigmoid()(-2 * right)[0])


if __name__ == "__main__":
    d.show()
