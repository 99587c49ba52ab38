"""The gradient through a division by the length keeps only what is at right angles to the vector."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Sum, sqrt

from quizapp.derive import Comparison, Derivation
from quizapp.network import UnitLength

d = Derivation("Scaling a vector to length one")

D = d.size("D", 3, 4)
i, j = d.indices("i j", D)
x, delta = d.vectors("x delta", D)
alpha = d.positive("alpha")

r = d.let("r", sqrt(Sum(x[i] ** 2, (i, 1, D))), "The length of x, which must not be 0.")
u = d.let("u", x[i] / r, "The vector of length one.")
L = d.let("L", Sum(delta[i] * u[i], (i, 1, D)), "Any loss, to first order: delta is its gradient at u.")
d.step(Derivative(r, x[i]), u[i], "Moving along x changes the length, moving across it does not.")
d.claim("unit", Sum(u[i] ** 2, (i, 1, D)), 1, "The squares sum to the squared length over itself.")
d.claim(
    "jacobian",
    Derivative(u[i], x[j]),
    (KroneckerDelta(i, j) - u[i] * u[j]) / r,
    "Quotient rule, with the slope of the length.",
)
d.claim(
    "gradient",
    Derivative(L, x[j]),
    (delta[j] - u[j] * Sum(delta[i] * u[i], (i, 1, D))) / r,
    "Take from the upstream gradient its part along u, and divide by the length.",
)
d.claim(
    "orthogonal",
    Sum(x[j] * Derivative(L, x[j]), (j, 1, D)),
    0,
    "A longer x gives the same u, so nothing pulls along x.",
)
y = d.let("x'", alpha * x[i], "Now make the vector longer or shorter by a positive factor.")
long = d.let("u'", y[i] / sqrt(Sum(y[j] ** 2, (j, 1, D))), "Its direction,")
M = d.let("L'", Sum(delta[i] * long[i], (i, 1, D)), "and the loss of that.")
d.claim("scale", long[i], u[i], "The factor cancels, so the loss is the same,")
d.claim(
    "slow",
    Derivative(M, y[j]),
    Derivative(L, x[j]) / alpha,
    "but its gradient is not: long vectors turn slowly.",
)
d.refuted(
    "no-projection",
    Derivative(L, x[j]),
    delta[j] / r,
    "The length depends on x too; without that the gradient would also make x longer or shorter.",
)


@d.network("a layer that gives every row length one")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the layer's backward pass, and with its output for a longer row."""
    vector, upstream, factor = rng.normal(size=(1, 4)), rng.normal(size=(1, 4)), rng.uniform(2, 3)
    layer = UnitLength()
    unit, backward = layer.forward(vector)
    values = {x: vector, delta: upstream}
    rows = [backward(row[np.newaxis]).dL_dx for row in np.eye(4)]  # 4 x (1, 4)
    yield Comparison("unit", {D: 4}, network=(unit**2).sum())
    yield Comparison(
        "jacobian",
        {x: vector},
        network=np.vstack(rows),
        objective=lambda at: layer(at[np.newaxis])[0],
        at=vector[0],
    )
    slope = backward(upstream).dL_dx
    yield Comparison(
        "gradient", values, network=slope, objective=lambda at: (upstream * layer(at)).sum(), at=vector
    )
    yield Comparison("orthogonal", values, network=(vector * slope).sum(), scale=1)
    yield Comparison("scale", {x: vector}, network=layer(factor * vector))
    _, longer = layer.forward(factor * vector)
    yield Comparison("slow", {**values, alpha: factor}, network=longer(upstream).dL_dx)


if __name__ == "__main__":
    d.show()
