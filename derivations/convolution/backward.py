"""A convolution is a dense layer with a sparse, shared matrix, so its gradients are sums over all places."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Convolution, Dense

d = Derivation("The convolution layer and its gradients")

P = d.size("P", 4, 5)
m = d.size("m", 3)
n = P + m - 1
r = d.index("r", n)
i = d.index("i", m)
p = d.index("p", P)
q = d.index("q", P - 1)
k = d.index("k", P + 2 * m - 2)
x = d.vector("x", n)
w = d.vector("w", m)
b = d.real("b")
delta = d.vector("delta", P)

z = d.let(
    "z",
    Sum(w[i] * x[p + i - 1], (i, 1, m)) + b,
    "One kernel of m weights slides over the inputs to P places, in steps of one, without padding or flip.",
)
L = d.let(
    "L",
    Sum(delta[p] * z[p], (p, 1, P)),
    "Any loss, to first order: delta is its gradient with respect to z, held fixed.",
)
d.claim(
    "kernel",
    Derivative(L, w[i]),
    Sum(delta[p] * x[p + i - 1], (p, 1, P)),
    "A weight is used at every place, so its gradient is a sum over the places: error times input there.",
)
d.refuted(
    "kernel-at-one-place",
    Derivative(L, w[i]),
    delta[1] * x[i],
    "The first place alone is not enough: the others use the same weight.",
)
d.claim("bias", Derivative(L, b), Sum(delta[p], (p, 1, P)), "The bias is added at every place as well.")
e = d.let(
    "e",
    Sum(delta[p] * KroneckerDelta(k, p + m - 1), (p, 1, P)),
    "Lay m - 1 zeros before and after the errors.",
)
d.claim(
    "input",
    Derivative(L, x[r]),
    Sum(w[m + 1 - i] * e[r + i - 1], (i, 1, m)),
    "What an input did, it did through all the weights that passed over it, the last one first: the flip.",
)
d.refuted(
    "not-flipped",
    Derivative(L, x[r]),
    Sum(w[i] * e[r + i - 1], (i, 1, m)),
    "Without the flip the error goes back to the wrong inputs, unless the kernel is symmetric.",
)

T = d.let(
    "T",
    Sum(w[i] * KroneckerDelta(r, p + i - 1), (i, 1, m)),
    "The same as a matrix: row p has the kernel from column p on, and zeros elsewhere.",
    order=(p, r),
)
d.claim(
    "as-a-matrix",
    z[p],
    Sum(T[p, r] * x[r], (r, 1, n)) + b,
    "So it is a dense layer, most of whose weights are 0 and the others shared,",
)
d.claim(
    "transposed",
    Derivative(L, x[r]),
    Sum(T[p, r] * delta[p], (p, 1, P)),
    "and the gradient goes back through the transpose, as through every dense layer.",
)

y = d.let(
    "y",
    Sum(w[i] * x[q + i], (i, 1, m)) + b,
    "Shift the input: what stood at r + 1 stands at r.",
)
d.claim("equivariant", y[q], z[q + 1], "The output shifts along: convolution is equivariant.")
d.refuted("invariant", y[q], z[q], "It does not stay as it was: that would take pooling over all places.")


@d.network("the library's convolution of a row of six, and a dense layer with its matrix")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Backpropagate a random upstream gradient through a kernel of three weights."""
    row, kernel, offset, upstream = rng.normal(size=6), rng.normal(size=3), rng.normal(), rng.normal(size=4)
    layer = Convolution(kernel[None, None, None, :], np.array([offset]))
    image = row[None, None, None, :]  # (1, 1, 1, 6)
    output, backward = layer.forward(image)  # (1, 1, 1, 4)
    gradient = backward(upstream[None, None, None, :])
    values = {x: row, w: kernel, b: offset, delta: upstream}
    yield Comparison(
        "kernel",
        values,
        network=gradient.dL_dW[0, 0, 0],
        objective=lambda at: (upstream * layer.with_parameters(W=at[None, None, None, :])(image)).sum(),
        at=kernel,
    )
    yield Comparison("bias", values, network=gradient.dL_db[0])
    yield Comparison("input", values, network=gradient.dL_dx[0, 0, 0])
    yield Comparison("as-a-matrix", values, network=output[0, 0, 0])
    matrix = np.array([np.concatenate([np.zeros(k), kernel, np.zeros(3 - k)]) for k in range(4)])  # (4, 6)
    dense = Dense(matrix.T, np.full(4, offset))
    _, through = dense.forward(row[None, :])
    yield Comparison("transposed", values, network=through(upstream[None, :]).dL_dx[0])
    moved = layer(np.roll(image, -1, axis=-1))[0, 0, 0, :3]
    yield Comparison("equivariant", values, network=moved)


if __name__ == "__main__":
    d.show()
