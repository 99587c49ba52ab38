"""The contrastive loss draws a matching pair together and pushes any other pair out to the margin."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Max, Sum, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import ContrastiveLoss

d = Derivation("The contrastive loss")

D = d.size("D", 3, 4)
i = d.index("i", D)
a, b = d.vectors("a b", D)
m = d.positive("m")

r = d.let("r", sqrt(Sum((a[i] - b[i]) ** 2, (i, 1, D))), "The distance of two embeddings, not squared.")
P = d.let("P", r**2 / 2, "The loss of a matching pair,")
Q = d.let("Q", Max(0, m - r) ** 2 / 2, "and of a pair that does not match: it costs until it is m apart.")

d.step(
    Derivative(r, a[i]),
    (a[i] - b[i]) / r,
    "The distance grows fastest along the line from b to a; at distance 0 there is none.",
)
d.claim("matching", Derivative(P, a[i]), a[i] - b[i], "A spring: the pull grows with the distance.")
d.claim(
    "push",
    Derivative(Q, a[i]),
    -(m - r) * (a[i] - b[i]) / r,
    "The force is what is missing to the margin; its direction is the unit vector away from b.",
    where=m > r,
)
d.claim(
    "other",
    Derivative(Q, b[i]),
    (m - r) * (a[i] - b[i]) / r,
    "The other of the two is pushed the opposite way.",
    where=m > r,
)
d.claim(
    "far-enough",
    Derivative(Q, a[i]),
    0,
    "Beyond the margin nothing is pushed: only hard pairs teach.",
    where=m < r,
)
d.claim(
    "force",
    Sum(Derivative(Q, a[i]) ** 2, (i, 1, D)),
    (m - r) ** 2,
    "So the push does not fade as the pair gets close, unlike that of a squared distance.",
    where=m > r,
)
d.refuted(
    "no-unit-vector",
    Derivative(Q, a[i]),
    -(m - r) * (a[i] - b[i]),
    "The slope of the distance is a unit vector; without its division the push fades where r goes to 0.",
    where=m > r,
)


@d.network("two embeddings of four dimensions")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the library's loss, inside the margin and beyond it."""
    first, gap = rng.normal(size=(1, 4)), rng.normal(size=(1, 4))
    gap = gap / np.linalg.norm(gap)
    near, far = first - 0.7 * gap, first - 1.9 * gap
    loss = ContrastiveLoss(margin := rng.uniform(1.0, 1.5))
    alike, different = np.ones(1), np.zeros(1)
    values = {a: first, b: near, m: margin}
    yield Comparison(
        "matching",
        values,
        network=loss.gradient(first, near, alike).dL_dfirst,
        objective=lambda at: loss(at, near, alike),
        at=first,
    )
    push = loss.gradient(first, near, different)
    yield Comparison(
        "push", values, network=push.dL_dfirst, objective=lambda at: loss(at, near, different), at=first
    )
    yield Comparison(
        "other", values, network=push.dL_dsecond, objective=lambda at: loss(first, at, different), at=near
    )
    yield Comparison("force", values, network=(push.dL_dfirst**2).sum())
    yield Comparison(
        "far-enough",
        {**values, b: far},
        network=loss.gradient(first, far, different).dL_dfirst,
        objective=lambda at: loss(at, far, different),
        at=first,
        scale=1,
    )


if __name__ == "__main__":
    d.show()
