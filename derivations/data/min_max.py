"""Min-max scaling puts a feature between 0 and 1 in any unit, and lets one outlier squeeze all the rest."""

from collections.abc import Iterator

import numpy as np
from sympy import Max, Min

from quizapp.derive import Comparison, Derivation

d = Derivation("Min-max scaling")

n = d.index("n", 3)
x = d.vector("x", 3)
s, t, c = d.positive("s"), d.positive("t"), d.real("c")

lo = d.let(
    "a",
    Min(x[1], x[2], x[3]),
    "The smallest value of one feature over the examples, of which there are three here.",
)
hi = d.let("b", Max(x[1], x[2], x[3]), "The largest; the two must differ.")
u = d.let("u", (x[n] - lo) / (hi - lo), "How far each value is on the way from one to the other.")
y = d.let("x'", s * x[n] + c, "The same feature in another unit, as Fahrenheit for Celsius.")
low, high = (
    d.let("a'", Min(y[1], y[2], y[3]), "Its smallest,"),
    d.let("b'", Max(y[1], y[2], y[3]), "and its largest value."),
)

d.claim("smallest", Min(u[1], u[2], u[3]), 0, "The smallest value has no way behind it,", where=hi > lo)
d.claim(
    "largest", Max(u[1], u[2], u[3]), 1, "and the largest all of it: so the rest lies between.", where=hi > lo
)
d.claim(
    "invariance",
    (y[n] - low) / (high - low),
    u[n],
    "Shift and unit cancel, as long as the unit does not flip the sign.",
    where=hi > lo,
)
d.claim(
    "outlier",
    (x[n] - lo) / (hi + t - lo),
    u[n] * (hi - lo) / (hi - lo + t),
    "A new largest value, farther out by t, squeezes all the others by one factor, small if t is large.",
    where=hi > lo,
)
d.refuted(
    "smallest-kept",
    (x[n] - lo) / hi,
    u[n],
    "Divided by the largest value instead of by the range, the largest does not become 1.",
    where=hi > lo,
)


@d.network("three temperatures, scaled with NumPy")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Interpolate between the extremes, in one unit and in another, and with an outlier added."""
    feature = rng.normal(20, 5, size=3)
    scale, shift, beyond = rng.uniform(1.5, 2), rng.normal(), rng.uniform(50, 90)
    scaled = np.interp(feature, [feature.min(), feature.max()], [0, 1])
    moved = scale * feature + shift
    values = {x: feature, s: scale, c: shift}
    yield Comparison("smallest", values, network=scaled.min(), scale=1)
    yield Comparison("largest", values, network=scaled.max())
    yield Comparison("invariance", values, network=np.interp(moved, [moved.min(), moved.max()], [0, 1]))
    longer = np.append(feature, feature.max() + beyond)
    squeezed = (longer - longer.min()) / np.ptp(longer)
    yield Comparison("outlier", {x: feature, t: beyond}, network=squeezed[:3])


if __name__ == "__main__":
    d.show()
