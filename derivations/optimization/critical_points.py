"""Where the gradient is 0, the Hessian's eigenvalues tell a minimum from a saddle, unless one is 0."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Integer, Product, Rational, Sum, sqrt

from quizapp.derive import Comparison, Derivation, Expectation
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("Critical points and the Hessian")

n = d.size("n", 3, 4)
i = d.index("i", n)
u, l, c = d.vector("u", n), d.vector("lambda", n), d.vector("c", n, low=0)
mu = d.positive("mu")
x, y, s, r, v, w = d.reals("x y s r v w")

Q = d.let(
    "Q",
    Sum(l[i] * u[i] ** 2, (i, 1, n)) / 2,
    "Near a critical point the loss changes by this, to second order; u is told along eigenvectors.",
)
d.claim(
    "own-curvature",
    Derivative(Q, u[i], 2),
    l[i],
    "Every eigenvalue is the curvature along its eigenvector: with one of each sign, a saddle.",
)
d.given(l[i], mu + c[i], "Let all eigenvalues be at least mu, above 0.", solve_for=l[i])
d.bound(
    "minimum",
    mu / 2 * Sum(u[i] ** 2, (i, 1, n)),
    Q,
    Sum(c[i] * u[i] ** 2, (i, 1, n)) / 2,
    "Then every direction leads up: a minimum.",
)
d.bound(
    "maximum",
    -Q,
    -mu / 2 * Sum(u[i] ** 2, (i, 1, n)),
    Sum(c[i] * u[i] ** 2, (i, 1, n)) / 2,
    "With all signs flipped every direction leads down: a maximum.",
)
half = Rational(1, 2)
up = d.random("s'", n, values={Integer(0): half, Integer(1): half})
A = d.let(
    "A",
    Product(up[i], (i, 1, n)),
    "If a coin decided whether each of n directions leads up or down, this is 1 when all lead up:",
)
d.claim(
    "all-up",
    Expectation(A),
    half**n,
    "rare in many dimensions. It is a picture, no theorem: the eigenvalues of a network share a cause.",
)

f = d.function("f", (x, y), x**2 + y**2 - 3 * x * y, "Looking along the axes is not enough. This function")
d.claim("along-x", Derivative(f(x, y), x, 2), 2, "curves up along one axis")
d.claim("along-y", Derivative(f(x, y), y, 2), 2, "and along the other,")
d.claim("mixed", Derivative(f(x, y), x, y), -3, "but its mixed derivative is larger than both:")
d.claim("diagonal", f(s, s), -(s**2), "on the diagonal it falls.")
d.claim(
    "characteristic",
    (2 - r) ** 2 - (-3) ** 2,
    (r + 1) * (r - 5),
    "The eigenvalues are where the determinant of H - r I is 0: at -1 and 5, so this is a saddle.",
)
d.claim(
    "eigenvectors",
    f((s + r) / sqrt(2), (s - r) / sqrt(2)),
    (-(s**2) + 5 * r**2) / 2,
    "In the directions (1, 1) and (1, -1) nothing is mixed.",
)
d.refuted("axes-decide", f(s, r), f(s, 0) + f(0, r), "What the axes show does not add up to the rest.")

m = d.function(
    "m", (x, y), x**3 - 3 * x * y**2, "An eigenvalue 0 does not decide. At the origin this function"
)
d.claim(
    "monkey-determinant",
    Derivative(m(x, y), x, 2) * Derivative(m(x, y), y, 2) - Derivative(m(x, y), x, y) ** 2,
    -36 * (x**2 + y**2),
    "has a Hessian of zeros,",
)
d.claim("monkey-saddle", m(s, 0), s**3, "and falls on one side and rises on the other;")
k = d.function("k", (x, y), x**4 + y**4, "this one")
d.claim(
    "flat-determinant",
    Derivative(k(x, y), x, 2) * Derivative(k(x, y), y, 2) - Derivative(k(x, y), x, y) ** 2,
    144 * x**2 * y**2,
    "has one too,",
)
d.bound("flat-minimum", 0, k(x, y), x**4 + y**4, "and its minimum there.")

L = d.function(
    "L",
    (v, w),
    (1 - v * w) ** 2,
    "Networks have saddles: two linear layers of one unit each, to learn the factor 1.",
)
d.claim("network-slope", Derivative(L(v, w), v), -2 * (1 - v * w) * w, "Both slopes are 0 at the origin,")
d.claim("network-own", Derivative(L(v, w), v, 2), 2 * w**2, "where the curvature along each weight is 0")
d.claim(
    "network-mixed",
    Derivative(L(v, w), v, w),
    4 * v * w - 2,
    "and the mixed one -2: eigenvalues 2 and -2, a saddle.",
)
d.claim(
    "network-determinant",
    Derivative(L(v, w), v, 2) * Derivative(L(v, w), w, 2) - Derivative(L(v, w), v, w) ** 2,
    4 * (1 - v * w) * (3 * v * w - 1),
    "The minima form a valley, v w = 1, along which the Hessian is singular: it does not decide there.",
)


@d.network("two linear layers, and NumPy's eigenvalues")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Learn the identity from inputs of mean square 1; differentiate backpropagation once more."""
    inputs = rng.normal(size=(5, 1))
    inputs /= np.sqrt((inputs**2).mean())
    net = Network(
        Dense(np.ones((1, 1)), np.zeros(1)), Dense(np.ones((1, 1)), np.zeros(1)), loss=MeanSquaredError()
    )
    at = rng.uniform(0.5, 0.9, size=2) * rng.choice((-1, 1), size=2)

    def moved(weights: np.ndarray) -> Network:
        return net.with_parameters(0, W=weights[[0], None]).with_parameters(1, W=weights[[1], None])

    def slopes(weights: np.ndarray) -> np.ndarray:
        layers = moved(weights).backpropagate(inputs, inputs).layers
        return np.array([layer.dL_dW[0, 0] for layer in layers])

    values = {v: at[0], w: at[1]}
    yield Comparison("network-slope", values, network=slopes(at)[0])
    step = 1e-20j  # a complex step: no digits are lost
    first, second = (slopes(at + step * unit).imag / step.imag for unit in np.eye(2))  # rows of the Hessian
    yield Comparison("network-own", values, network=first[0])
    yield Comparison("network-mixed", values, network=first[1])
    yield Comparison("network-determinant", values, network=first[0] * second[1] - first[1] * second[0])
    hessian, number = np.array([[2, -3], [-3, 2]]), rng.normal()
    yield Comparison("characteristic", {r: number}, network=np.prod(np.linalg.eigvalsh(hessian) - number))
    _, vectors = np.linalg.eigh(hessian)  # columns, up to their sign, in the order of -1 and 5
    place = rng.normal(size=2)
    point = vectors @ place
    yield Comparison("eigenvectors", {s: place[0], r: place[1]}, network=point @ hessian @ point / 2)


if __name__ == "__main__":
    d.show()
