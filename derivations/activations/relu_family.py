"""ReLU passes a gradient on or blocks it; leaky ReLU lets a fraction through."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Max, Piecewise

from quizapp.derive import Comparison, Derivation
from quizapp.network import LeakyReLU, ReLU

d = Derivation("ReLU and leaky ReLU")

z = d.real("z")
alpha = d.probability("alpha")

relu = d.function("relu", z, Max(0, z), "The positive part.")
leaky = d.function("leaky", z, Piecewise((z, z > 0), (alpha * z, True)), "A small slope where ReLU has none.")

d.claim(
    "relu-derivative",
    Derivative(relu(z), z),
    Piecewise((1, z > 0), (0, z < 0)),
    "Each piece is a line. At zero there is no derivative; frameworks use 0.",
)
d.claim(
    "leaky-derivative",
    Derivative(leaky(z), z),
    Piecewise((1, z > 0), (alpha, z < 0)),
    "The slope for negative inputs is small and positive, so the unit can recover.",
)
d.claim("leaky-max", leaky(z), Max(alpha * z, z), "Below one, the slope decides which of the two lines is higher.")
d.claim(
    "leaky-from-relu",
    leaky(z),
    relu(z) - alpha * relu(-z),
    "The positive part, and a fraction of the negative one.",
)


@d.network("a layer of rectified units")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare on both sides of the kink, and never at it."""
    slope = rng.uniform(0.05, 0.3)
    for at in (np.array([rng.uniform(0.5, 2)]), np.array([rng.uniform(-2, -0.5)])):
        for label, layer in (("relu-derivative", ReLU()), ("leaky-derivative", LeakyReLU(slope))):
            a, backward = layer.forward(at)  # (1,) -> (1,)
            yield Comparison(
                label,
                {z: at[0], alpha: slope},
                network=backward(np.ones_like(a)).dL_dx[0],
                scale=1,
            )
        yield Comparison("leaky-max", {z: at[0], alpha: slope}, network=LeakyReLU(slope)(at)[0])


if __name__ == "__main__":
    d.show()
