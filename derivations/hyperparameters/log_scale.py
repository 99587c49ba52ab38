"""On a log scale every decade gets the same share of the trials; on a linear one the last gets most."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Rational, log, sqrt

from quizapp.derive import Comparison, Derivation

d = Derivation("Drawing on a logarithmic scale")

a, b, x, u = d.positive("a"), d.positive("b"), d.positive("x"), d.probability("u")
U = d.function(
    "U",
    x,
    (x - a) / (b - a),
    "Draw from a, above 0, up to b: the share of the draws below x when they are uniform,",
)
G = d.function("G", x, log(x / a) / log(b / a), "and when their logarithm is.")

d.claim(
    "draw",
    G(a * (b / a) ** u),
    u,
    "So draw a uniform u, and take a (b/a)^u: the exponent is what is uniform.",
)
d.claim("middle", G(sqrt(a * b)), Rational(1, 2), "Half of the draws lie below the geometric mean.")
d.claim("decade", G(10 * x) - G(x), log(10) / log(b / a), "Every decade gets the same share, wherever it is;")
d.claim(
    "uniform-decade",
    U(10 * x) - U(x),
    9 * x / (b - a),
    "uniform draws give each decade ten times the share of the one below it.",
)
d.claim(
    "density", Derivative(G(x), x), 1 / (x * log(b / a)), "The density falls as 1/x: small values are dense."
)
d.refuted(
    "arithmetic-middle", G((a + b) / 2), Rational(1, 2), "The middle of the range is not that of the draws."
)


@d.network("draws from both scales, evenly spaced in probability")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Put a million draws at even quantiles of both scales, and count."""
    low, high = 10.0 ** rng.uniform(-5, -4), 10.0 ** rng.uniform(-1, 0)
    at = low * 10 ** rng.uniform(0.5, 1.5)
    values = {a: low, b: high, x: at}
    even = (np.arange(1_000_000) + 0.5) / 1_000_000
    logs = low * (high / low) ** even  # (1000000,)
    yield Comparison("middle", values, network=(logs < np.sqrt(low * high)).mean())
    decades = np.log10(high) - np.log10(low)
    yield Comparison("decade", values, network=1 / decades)
    uniform = (min(10 * at, high) - at) / (high - low)
    yield Comparison("uniform-decade", values, network=uniform)
    step = 1e-30j
    slope = (np.log(at + step) - np.log(low)).imag / 1e-30 / (decades * np.log(10))
    yield Comparison("density", values, network=slope)


if __name__ == "__main__":
    d.show()
