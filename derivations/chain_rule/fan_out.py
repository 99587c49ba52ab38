"""What is used in several places receives a gradient from each of them, and these are added."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Subs, Sum, tanh

from quizapp.derive import Comparison, Derivation, Gradient, Inner
from quizapp.network import Dense, Tanh

d = Derivation("The chain rule where paths meet")

D = d.size("D", 3)
K = d.size("K", 4)
i = d.index("i", D)
k = d.index("k", K)
t, p, q, w, s = d.reals("t p q w s")
x = d.vector("x", D)
A, B = d.matrices("A B", K, D)
delta = d.vector("delta", K)
f, g, ell = d.arbitrary("f"), d.arbitrary("g"), d.arbitrary("ell")

y = d.let("y", f(t), "One number t goes into two functions,")
z = d.let("z", g(t), "and nothing is known of either.")
J = d.let("J", ell(y, z), "Both results count in the end.")
d.claim(
    "two-paths",
    Derivative(J, t),
    Derivative(J, y) * Derivative(y, t) + Derivative(J, z) * Derivative(z, t),
    "A small step in t moves both; to first order the two effects add up.",
)
r = d.let("r", ell(t, z), "A skip connection: t itself goes on, besides what g makes of it.")
d.claim(
    "skip",
    Derivative(r, t),
    Subs(Derivative(ell(s, z), s), s, t) + Derivative(r, z) * Derivative(z, t),
    "The slope of the path that does nothing is 1: the gradient arrives along it unchanged.",
)
a = d.let("a", tanh(Sum(A[k, i] * x[i], (i, 1, D))), "Now vectors: every input is used by every output.")
L = d.arbitrary("L", a)
d.claim(
    "vector",
    Derivative(L, x[i]),
    Sum(Derivative(L, a[k]) * Derivative(a[k], x[i]), (k, 1, K)),
    "One term for each output the input is used by: a column of the Jacobian against the errors after it.",
)
M = d.let(
    "M", Inner(delta, A * x + B * x), "Two layers that share their input; delta is the error after their sum."
)
d.claim(
    "shared-input",
    Gradient(M, x),
    A.T * delta + B.T * delta,
    "Each layer returns what its own backward pass gives. Keeping only the last one is the classic mistake.",
)
d.refuted(
    "overwritten",
    Gradient(M, x),
    B.T * delta,
    "What the last layer hands back is its own part only.",
)
h = d.function("h", (p, q), tanh(q * tanh(p * s)), "Two layers of one unit with weights p and q.")
d.claim(
    "shared-weight",
    Derivative(h(w, w), w),
    Subs(Derivative(h(p, w), p), p, w) + Subs(Derivative(h(w, q), q), q, w),
    "One weight for both: take them for two weights, then add what each would receive.",
)


@d.network("layers that share an input, or a weight")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Add what the library's layers hand back, and differentiate the whole numerically."""
    left, right = (Dense(rng.normal(size=(3, 4)), np.zeros(4)) for _ in range(2))
    inputs, upstream = rng.normal(size=(1, 3)), rng.normal(size=(1, 4))
    back_left, back_right = left.forward(inputs)[1], right.forward(inputs)[1]
    yield Comparison(
        "shared-input",
        {A: left.parameters["W"].T, B: right.parameters["W"].T, x: inputs[0], delta: upstream[0]},
        network=(back_left(upstream).dL_dx + back_right(upstream).dL_dx)[0],
        objective=lambda at: (upstream * (left(at) + right(at))).sum(),
        at=inputs,
    )
    z_left, backward = left.forward(inputs)
    through = Tanh().forward(z_left)[1]
    yield Comparison(
        "vector",
        {Gradient(L, a): upstream[0], A: left.parameters["W"].T, x: inputs[0]},
        network=backward(through(upstream).dL_dx).dL_dx[0],
        objective=lambda at: (upstream * Tanh()(left(at))).sum(),
        at=inputs,
    )
    weight, start = rng.uniform(0.6, 1.4), np.array([[rng.uniform(0.5, 1.5)]])
    unit = Dense(np.array([[weight]]), np.zeros(1))
    z_1, back_1 = unit.forward(start)
    a_1, slope_1 = Tanh().forward(z_1)
    z_2, back_2 = unit.forward(a_1)
    a_2, slope_2 = Tanh().forward(z_2)
    later = back_2(slope_2(np.ones_like(a_2)).dL_dx)
    earlier = back_1(slope_1(later.dL_dx).dL_dx)
    yield Comparison(
        "shared-weight",
        {w: weight, s: start[0, 0]},
        network=(later.dL_dW + earlier.dL_dW)[0, 0],
        objective=lambda at: np.tanh(at * np.tanh(at * start[0, 0])),
        at=weight,
    )


if __name__ == "__main__":
    d.show()
