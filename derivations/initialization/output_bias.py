"""With the log of the class frequencies as bias, a classifier starts at the entropy of its labels."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import SoftmaxCrossEntropy, sigmoid, softmax

d = Derivation("The bias of the last layer")

K = d.size("K", 3, 4)
j, k = d.indices("j k", K)
f = d.vector("f", K, low=0, high=1)
b, z = d.vectors("b z", K)
c = d.real("c")
q = d.probability("q")
t = d.real("t")

d.given(Sum(f[k], (k, 1, K)), 1, "The share of each class in the training data.")
p = d.let(
    "p",
    exp(log(f[k])) / Sum(exp(log(f[j])), (j, 1, K)),
    "Small weights leave softmax of the bias, here log f.",
)
d.claim("prior", p[k], f[k], "Exponential and logarithm cancel: the first prediction is the class frequency.")
H = d.let("H", -Sum(f[k] * log(p[k]), (k, 1, K)), "The mean loss over the data is then")
d.claim("start", H, -Sum(f[k] * log(f[k]), (k, 1, K)), "the entropy of the labels.")
zero = d.let("L_0", Sum(f[k] * log(K), (k, 1, K)), "With bias zero every example costs log K.")
d.claim(
    "saving",
    zero - H,
    Sum(f[k] * log(f[k] * K), (k, 1, K)),
    "What the bias saves is the divergence of the frequencies from the uniform distribution.",
)
sigma = d.function("sigma", t, 1 / (1 + exp(-t)), "With two classes and one logit,")
d.claim("binary", sigma(log(q / (1 - q))), q, "the bias is the log-odds of the positive class.")
d.refuted("log-alone", sigma(log(q)), q, "The logarithm of the frequency alone is right for softmax only.")


@d.network("the losses of the library at the first step")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Average the loss over data with these frequencies, with and without the bias."""
    shares = rng.dirichlet(np.full(4, 2.0))
    bias = np.log(shares)
    yield Comparison("prior", {f: shares}, network=softmax(bias))
    one_hot, loss = np.eye(4), SoftmaxCrossEntropy()
    with_bias = sum(
        share * loss(bias[np.newaxis], row[np.newaxis]) for share, row in zip(shares, one_hot, strict=True)
    )
    without = sum(
        share * loss(np.zeros((1, 4)), row[np.newaxis]) for share, row in zip(shares, one_hot, strict=True)
    )
    yield Comparison("start", {f: shares}, network=with_bias)
    yield Comparison("saving", {f: shares}, network=without - with_bias)
    rare = rng.uniform(0.02, 0.2)
    yield Comparison("binary", {q: rare}, network=sigmoid(np.array([np.log(rare) - np.log1p(-rare)]))[0])


if __name__ == "__main__":
    d.show()
