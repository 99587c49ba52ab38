"""A temperature divides the logits: it keeps their order, divides the gradient, and sets the uncertainty."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Subs, Sum, exp, log

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import Dense, Network, SoftmaxCrossEntropy, log_softmax, softmax

d = Derivation("The temperature of a softmax")

K = d.size("K", 3, 4)
i, j, k = d.indices("i j k", K)
z, y = d.vectors("z y", K)
T, b = d.positive("T"), d.real("b")

p = d.let("p", exp(z[k] / T) / Sum(exp(z[j] / T), (j, 1, K)), "Softmax of the logits divided by T.")
L = d.let("L", -Sum(y[k] * log(p[k]), (k, 1, K)), "Cross-entropy of these probabilities.")
H = d.let("H", -Sum(p[k] * log(p[k]), (k, 1, K)), "Entropy of the prediction, in nats.")
m = d.let("m", Sum(p[k] * z[k], (k, 1, K)), "The logit one gets on average when drawing classes from p.")
d.given(Sum(y[k], (k, 1, K)), 1, "The target is a distribution: one-hot, or smoothed.")

d.claim(
    "odds",
    log(p[k] / p[j]),
    (z[k] - z[j]) / T,
    "The denominators cancel: T divides every log-odds by the same number, so no T changes the ranking.",
)
d.step(
    Derivative(p[k], z[j]),
    p[k] * (KroneckerDelta(j, k) - p[j]) / T,
    "The Jacobian of softmax, and 1/T from the chain rule.",
)
d.claim(
    "logit-gradient",
    Derivative(L, z[k]),
    (p[k] - y[k]) / T,
    "Summed against -y / p: probability minus target, divided by T.",
)
d.refuted(
    "factor-forgotten",
    Derivative(L, z[k]),
    p[k] - y[k],
    "The logits stand inside as z / T, so the chain rule leaves a factor 1/T.",
)
d.claim(
    "temperature-gradient",
    Derivative(L, T),
    (Sum(y[k] * z[k], (k, 1, K)) - m) / T**2,
    "It is 0 where the right class has, on average, the logit that the model expects: fit T to that.",
)
d.claim(
    "entropy-slope",
    Derivative(H, T),
    Sum(p[k] * (z[k] - m) ** 2, (k, 1, K)) / T**3,
    "The variance of the logits under p: heating makes a prediction less sure, unless all logits agree.",
)

r = d.let(
    "r",
    exp(b * z[k]) / Sum(exp(b * z[j]), (j, 1, K)),
    "Written with b = 1/T, so that an infinite temperature is b = 0.",
)
d.step(Subs(r[k], b, 0), 1 / K, "Infinitely hot, all classes are equal:")
d.claim(
    "first-order",
    Subs(Derivative(r[k], b), b, 0),
    (z[k] - Sum(z[i], (i, 1, K)) / K) / K,
    "near it a probability deviates from 1/K by the centred logit over K T.",
)


@d.network("a 4-3 classifier whose last layer divides by T")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Let a dense layer do the division, and differentiate the loss by T through its weights."""
    temperature, x = rng.uniform(1.5, 3), rng.normal(size=(1, 4))
    target = rng.dirichlet(np.ones(3), size=1)  # (1, 3)
    head = Dense.he(4, 3, rng)
    divide = Dense(np.eye(3) / temperature, np.zeros(3))
    network = Network(head, divide, loss=SoftmaxCrossEntropy())
    logits = head(x)  # (1, 4) -> (1, 3)
    values = {z: logits, y: target, T: temperature}
    gradient = network.backpropagate(x, target)
    yield Comparison(
        "logit-gradient",
        values,
        network=gradient.layers[0].dL_db,
        objective=lambda at: SoftmaxCrossEntropy()(at / temperature, target),
        at=logits,
    )
    by_scale = np.trace(gradient.layers[1].dL_dW)  # (3, 3) -> (), with respect to 1/T
    yield Comparison(
        "temperature-gradient",
        values,
        network=-by_scale / temperature**2,
        objective=lambda at: SoftmaxCrossEntropy()(logits / at[0], target),
        at=np.array([temperature]),
    )
    log_p = log_softmax(logits / (temperature + 1e-30j))  # (1, 3)
    yield Comparison("entropy-slope", values, network=-(np.exp(log_p) * log_p).sum().imag / 1e-30)
    log_p = log_softmax(divide(logits))
    yield Comparison("odds", values, network=log_p - log_p.T, axes=(j, k))
    yield Comparison("first-order", {z: logits}, network=softmax(1e-30j * logits).imag / 1e-30)


@d.plot("Heating the logits 2, 1, 0", x="temperature", y="probability", x_log=True)
def heating(rng: np.random.Generator) -> Iterator[Series]:  # noqa: ARG001
    """Three probabilities between certainty and a third each."""
    temperatures = np.geomspace(0.1, 30, 80)
    probabilities = softmax(np.array([2.0, 1.0, 0.0]) / temperatures[:, np.newaxis])  # (80, 3)
    for column, logit in enumerate((2, 1, 0)):
        yield Series(f"logit {logit}", temperatures, probabilities[:, column])


if __name__ == "__main__":
    d.show()
