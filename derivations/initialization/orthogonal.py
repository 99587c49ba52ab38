"""An orthogonal matrix keeps every length and every angle, forward and backward, at any depth."""

from collections.abc import Iterator

import numpy as np
from sympy import KroneckerDelta, Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, orthogonal

d = Derivation("Orthogonal initialization")

n = d.size("n", 3)
i, j, k = d.indices("i j k", n)
u, x, y = d.vectors("u x y", n)
c = d.real("c")

Q = d.let(
    "Q",
    KroneckerDelta(i, j) - 2 * u[i] * u[j] / Sum(u[k] ** 2, (k, 1, n)),
    "A mirror, at right angles to any u. Every orthogonal matrix is a product of mirrors.",
    order=(i, j),
)
d.claim(
    "orthogonal",
    Sum(Q[k, i] * Q[k, j], (k, 1, n)),
    KroneckerDelta(i, j),
    "Its columns have length 1 and stand at right angles to each other: Q^T Q = I.",
)
z = d.let("z", Sum(Q[i, j] * x[j], (j, 1, n)), "Send a signal through it,")
t = d.let("t", Sum(Q[i, j] * y[j], (j, 1, n)), "and a second one.")
d.claim(
    "length",
    Sum(z[i] ** 2, (i, 1, n)),
    Sum(x[i] ** 2, (i, 1, n)),
    "The length of every signal stays as it is, not only its mean over many weights.",
)
d.claim(
    "angle",
    Sum(z[i] * t[i], (i, 1, n)),
    Sum(x[i] * y[i], (i, 1, n)),
    "So do inner products, and with them angles: signals do not collapse into one direction.",
)
back = d.let("delta", Sum(Q[i, j] * y[i], (i, 1, n)), "A gradient y comes back through the transpose,")
d.claim(
    "gradient-length",
    Sum(back[j] ** 2, (j, 1, n)),
    Sum(y[i] ** 2, (i, 1, n)),
    "which is orthogonal too: it neither vanishes nor explodes.",
)


@d.network("six linear layers of width 5 with orthogonal weights")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Send two signals forward and a gradient back through random orthogonal layers."""
    net = Network(*[Dense(orthogonal(5, 5, rng), np.zeros(5)) for _ in range(6)])
    signals = rng.normal(size=(2, 5))
    outputs, backward = net.forward(signals)
    yield Comparison("length", {n: 5, x: signals[0]}, network=(outputs[0] ** 2).sum())
    yield Comparison("angle", {n: 5, x: signals[0], y: signals[1]}, network=outputs[0] @ outputs[1])
    upstream = rng.normal(size=(2, 5))
    returned = backward(upstream)[0].dL_dx
    yield Comparison("gradient-length", {n: 5, y: upstream[1]}, network=(returned[1] ** 2).sum())
    W = orthogonal(5, 5, rng)
    yield Comparison("orthogonal", {n: 5}, network=W.T @ W, scale=1)


if __name__ == "__main__":
    d.show()
