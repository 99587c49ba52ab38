"""A small pack for the tests of the command line: one derivation and one card that shows it."""

from pathlib import Path

DERIVATION = '''"""The sigmoid's slope is its output times one minus its output."""

import numpy as np
from sympy import Derivative, exp

from quizapp.derive import Comparison, Derivation
from quizapp.network import Sigmoid

d = Derivation("Sigmoid")
z = d.real("z")
sigma = d.function("sigma", z, 1 / (1 + exp(-z)), "The sigmoid.")
d.claim("derivative", Derivative(sigma(z), z), sigma(z) * (1 - sigma(z)), "Quotient rule.")


@d.network("one saturated unit")
def agree(rng):
    at = np.array([20.0])
    a, backward = Sigmoid().forward(at)
    slope = backward(np.ones_like(a)).dL_dx[0]
    yield Comparison("derivative", {z: 20.0}, network=slope, objective=lambda x: Sigmoid()(x)[0], at=at)
'''

CARD = r"""---
id: sigmoid
tags: [activation]
level: 1
derivation: activations/sigmoid
---
# What is the slope of the sigmoid?

Its output times one minus its output.

$$
\frac{d}{d z} \sigma(z) = \sigma(z) \left(1 - \sigma(z)\right)
$$ (derivative)

## Key points
- The output is enough.

## Common mistakes
- Writing a plus sign.
"""


def write_pack(root: Path, *, derivation: str = DERIVATION, card: str = CARD) -> Path:
    """Write the pack into root and return it."""
    for path, text in (
        (root / "derivations" / "activations" / "sigmoid.py", derivation),
        (root / "content" / "activations" / "sigmoid.md", card),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root
