"""Logistic regression has the gradient of linear regression, errors against inputs, and one valley."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, SigmoidCrossEntropy

d = Derivation("Logistic regression")

N = d.size("N", 3)
D = d.size("D", 2, 3)
n = d.index("n", N)
i, j = d.indices("i j", D)
X, w, y, u = d.matrix("X", N, D), d.vector("w", D), d.vector("y", N), d.vector("u", D)
t, label = d.real("t"), d.bit("k")

sigma = d.function("sigma", t, 1 / (1 + exp(-t)), "The sigmoid.")
d.step(1 - sigma(t), sigma(-t), "What is left to 1 is the sigmoid on the other side.")
z = d.let("z", Sum(X[n, j] * w[j], (j, 1, D)), "One logit for each example, a row of X.")
p = d.let("p", sigma(z[n]), "The probability of class 1,")
q = d.let("q", sigma(-z[n]), "and of class 0.")
L = d.let(
    "L",
    -Sum(y[n] * log(p[n]) + (1 - y[n]) * log(q[n]), (n, 1, N)) / N,
    "The mean binary cross-entropy of targets 0 or 1, or between.",
)

d.step(
    Derivative(L, z[n]), (p[n] - y[n]) / N, "At each logit: probability minus target, and 1/N from the mean."
)
d.claim(
    "gradient",
    Derivative(L, w[i]),
    Sum(X[n, i] * (p[n] - y[n]), (n, 1, N)) / N,
    "A weight acts on a logit through its input, so each error pulls along its own input: X^T (p - y) / N.",
)
d.refuted(
    "slope-kept",
    Derivative(L, w[i]),
    Sum(X[n, i] * (p[n] - y[n]) * p[n] * q[n], (n, 1, N)) / N,
    "The slope of the sigmoid stays in with squared error; the logarithm of cross-entropy cancels it.",
)
d.step(Derivative(sigma(t), t), sigma(t) * sigma(-t), "The slope of the sigmoid.")
d.claim(
    "hessian",
    Derivative(L, w[i], w[j]),
    Sum(X[n, i] * p[n] * q[n] * X[n, j], (n, 1, N)) / N,
    "Only p depends on w: X^T diag(p q) X / N, with q = 1 - p, whatever the targets are.",
)
d.bound(
    "convex",
    0,
    Sum(Sum(u[i] * Derivative(L, w[i], w[j]) * u[j], (i, 1, D)), (j, 1, D)),
    Sum(p[n] * q[n] * Sum(X[n, i] * u[i], (i, 1, D)) ** 2, (n, 1, N)) / N,
    "Squares with positive weights: no direction bends down, so every valley is the lowest one.",
)
d.refuted(
    "hessian-needs-targets",
    Derivative(L, w[i], w[j]),
    Sum(X[n, i] * y[n] * (1 - y[n]) * X[n, j], (n, 1, N)) / N,
    "With targets of 0 and 1 that would vanish: the curvature comes from p, not from y.",
)
ell = d.let(
    "ell",
    y[n] * log(p[n]) + (1 - y[n]) * log(q[n]),
    "The log-likelihood of one label: of p^y (1 - p)^(1 - y), all other labels being independent.",
)
d.claim(
    "likelihood",
    log(p[n] ** y[n] * q[n] ** (1 - y[n])),
    ell[n],
    "The logarithm of a Bernoulli probability,",
)
d.claim(
    "negative-mean",
    L,
    -Sum(ell[n], (n, 1, N)) / N,
    "so the most likely weights are those of the least cross-entropy.",
)
d.refuted(
    "minus-forgotten",
    L,
    Sum(ell[n], (n, 1, N)) / N,
    "That is the likelihood itself: descending on it makes the labels as unlikely as it can.",
)
d.claim(
    "signed-labels",
    Derivative(log(1 + exp(-(2 * label - 1) * t)), t),
    sigma(t) - label,
    "Labels of -1 and 1, as s = 2 k - 1, give the loss log(1 + exp(-s t)) and the same gradient.",
)
d.step(
    Derivative(log(1 + exp(-(2 * label - 1) * t)), t),
    -(2 * label - 1) * sigma(-(2 * label - 1) * t),
    "Written with s: -s sigma(-s t), which is small once the label is safely met.",
)


@d.network("a dense layer with sigmoid cross-entropy, 5 examples of 3 inputs")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with backpropagation, and the curvature with the complex step on it."""
    inputs, targets = rng.normal(size=(5, 3)), rng.uniform(0.1, 0.9, size=(5, 1))
    net = Network(Dense(rng.normal(size=(3, 1)), np.zeros(1)), loss=SigmoidCrossEntropy())
    weights = net.layers[0].parameters["W"]

    def gradient(W: np.ndarray) -> np.ndarray:
        return net.with_parameters(0, W=W[:, np.newaxis]).backpropagate(inputs, targets).layers[0].dL_dW[:, 0]

    yield Comparison(
        "gradient",
        {X: inputs, w: weights[:, 0], y: targets[:, 0]},
        network=gradient(weights[:, 0]),
        objective=lambda W: net.with_parameters(0, W=W).loss(inputs, targets),
        at=weights,
    )
    tiny = 1e-30j * np.eye(3)
    columns = [gradient(weights[:, 0] + step).imag / 1e-30 for step in tiny]  # 3 x (3,)
    yield Comparison("hessian", {X: inputs, w: weights[:, 0]}, network=np.array(columns))
    logit = np.array([[rng.normal()]])
    for kind in (0.0, 1.0):
        yield Comparison(
            "signed-labels",
            {t: logit[0, 0], label: kind},
            network=SigmoidCrossEntropy().gradient(logit, np.array([[kind]])),
        )


if __name__ == "__main__":
    d.show()
