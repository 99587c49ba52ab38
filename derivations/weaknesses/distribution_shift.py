"""A shift can be paid for when one knows which: by weights if inputs shift, by log-odds if the classes do."""

from collections.abc import Iterator

import numpy as np
from sympy import Max, Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, ReLU, SoftmaxCrossEntropy, sigmoid, softmax

d = Derivation("Distribution shift")

K = d.size("K", 3, 4)
H = d.size("H", 2)
j, k = d.indices("j k", K)
h = d.index("h", H)
z, l = d.vectors("z l", K)
p, q = d.vectors("p q", K, low=0)
pi, rho, c = d.probability("pi"), d.probability("rho"), d.positive("c")
a, b = d.positive("a"), d.positive("b")
x, w, v = d.real("x"), d.vector("w", H), d.vector("v", H)

r = d.let("r", q[k] / p[k], "Inputs of kind k are a share p_k in training, and q_k where the model is used.")
d.claim(
    "reweighted",
    Sum(p[k] * r[k] * l[k], (k, 1, K)),
    Sum(q[k] * l[k], (k, 1, K)),
    "Weighted like this, a mean over training data is one over the other: if no kind is missing.",
)
d.refuted(
    "same-risk",
    Sum(p[k] * l[k], (k, 1, K)),
    Sum(q[k] * l[k], (k, 1, K)),
    "A mean over the old distribution says nothing of the new one: the loss can be large where p is small.",
)
P = d.let("P", pi * a / (pi * a + (1 - pi) * b), "Bayes: a and b are the densities of x in class 1 and 0.")
Q = d.let("Q", rho * a / (rho * a + (1 - rho) * b), "Let class 1 be a share rho now, where it was pi.")
d.claim(
    "prior-shift",
    log(Q / (1 - Q)),
    log(P / (1 - P)) + log(rho / (1 - rho)) - log(pi / (1 - pi)),
    "The logit moves by the change of the log-odds, the same for every x: no training is needed.",
)
f = d.function("f", x, Sum(v[h] * Max(0, w[h] * x), (h, 1, H)), "A ReLU network without biases")
d.claim(
    "homogeneous", f(c * x), c * f(x), "gives c times the logit for c times the input, far from all data."
)
s = d.let("s", exp(c * z[k]) / Sum(exp(c * z[j]), (j, 1, K)), "The softmax of logits that have grown by c:")
d.claim(
    "overconfident",
    log(s[k] / s[j]),
    c * (z[k] - z[j]),
    "every lead grows by c, and so does the certainty, without any new evidence.",
)


@d.network("a classifier of the library, on kinds of inputs with shares of their own")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Average losses over both shares, turn a prior, and scale an input."""
    new = rng.dirichlet(np.ones(5))
    logits, loss = rng.normal(size=(5, 3)), SoftmaxCrossEntropy()
    labels = np.eye(3)[[0, 1, 2, 0, 1]]
    losses = np.array([loss(logits[[kind]], labels[[kind]]) for kind in range(5)])
    yield Comparison("reweighted", {q: new, l: losses}, network=np.average(losses, weights=new))
    was, now, logit = rng.uniform(0.1, 0.4), rng.uniform(0.5, 0.8), rng.normal()
    likely = sigmoid(np.array(logit)) / was, sigmoid(np.array(-logit)) / (1 - was)
    joint = now * likely[0], (1 - now) * likely[1]
    yield Comparison(
        "prior-shift",
        {P: sigmoid(np.array(logit)), pi: was, rho: now},
        network=np.log(joint[0] / sum(joint)) - np.log(joint[1] / sum(joint)),
    )
    growth, at = rng.uniform(3, 9), rng.uniform(0.3, 0.9)
    inner, outer = rng.normal(size=(1, 3)), rng.normal(size=(3, 1))
    net = Network(Dense(inner, np.zeros(3)), ReLU(), Dense(outer, np.zeros(1)))
    yield Comparison(
        "homogeneous", {w: inner[0], v: outer[:, 0], c: growth, x: at}, network=net(np.array([[growth * at]]))
    )
    scores = rng.normal(size=4)
    sure = np.log(softmax(growth * scores))
    yield Comparison("overconfident", {z: scores, c: growth}, network=sure[:, np.newaxis] - sure, axes=(k, j))


if __name__ == "__main__":
    d.show()
