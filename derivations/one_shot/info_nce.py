"""InfoNCE has to find the right partner: its gradient is the mean partner minus the right one."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Sum, exp, log

from quizapp.derive import Comparison, Derivation
from quizapp.network import InfoNCE, log_softmax

d = Derivation("InfoNCE")

D = d.size("D", 3)
K = d.size("K", 3, 4)
i = d.index("i", D)
j, r = d.indices("j r", K)
q, k = d.vector("q", D), d.matrix("k", K, D)
t = d.positive("tau")

s = d.let(
    "s",
    Sum(q[i] * k[j, i], (i, 1, D)) / t,
    "Scores: the query against each of K keys, over a temperature tau.",
)
p = d.let("p", exp(s[j]) / Sum(exp(s[j]), (j, 1, K)), "Softmax: which key belongs to the query?")
L = d.let(
    "L", -log(p[r]), "Cross-entropy for the right key r; the others, from the same batch, are negatives."
)

d.step(
    Derivative(L[r], s[j]),
    p[j] - KroneckerDelta(j, r),
    "Softmax with cross-entropy: probability minus one-hot target.",
)
d.claim(
    "query",
    Derivative(L[r], q[i]),
    (Sum(p[j] * k[j, i], (j, 1, K)) - k[r, i]) / t,
    "The query moves from the keys it is confused with to the right one; a small tau is picky.",
)
d.claim(
    "keys",
    Derivative(L[r], k[j, i]),
    (p[j] - KroneckerDelta(j, r)) * q[i] / t,
    "The right key is drawn to the query, each other key is pushed from it as far as it was taken for right.",
)
d.claim(
    "temperature",
    t * Derivative(L[r], t),
    s[r] - Sum(p[j] * s[j], (j, 1, K)),
    "The slope by log tau: the right score less the mean. A query that is right asks for a smaller tau.",
)


@d.network("a query with five keys, each in turn the right one")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with the library, whose first key is the right one: put each key first, and back again."""
    query, keys, temperature = rng.normal(size=(1, 4)), rng.normal(size=(5, 4)), rng.uniform(0.4, 0.8)
    loss = InfoNCE(temperature)
    orders = [np.r_[right, np.delete(np.arange(5), right)] for right in range(5)]
    gradients = [loss.gradient(query, keys[order]) for order in orders]
    values = {q: query, k: keys, t: temperature}
    yield Comparison(
        "query",
        values,
        network=np.vstack([gradient.dL_dquery for gradient in gradients]),
        objective=lambda at: np.array([loss(at[np.newaxis], keys[order]) for order in orders]),
        at=query[0],
    )
    backs = [gradient.dL_dkey[np.argsort(order)] for gradient, order in zip(gradients, orders, strict=True)]
    yield Comparison(
        "keys",
        values,
        network=np.array(backs),  # (5, 5, 4)
        objective=lambda at: np.array([loss(query, at[order]) for order in orders]),
        at=keys,
    )
    sharper = [InfoNCE(temperature * 1.001)(query, keys[order]) for order in orders]
    softer = [InfoNCE(temperature / 1.001)(query, keys[order]) for order in orders]
    slopes = (np.array(sharper) - softer) / (2 * np.log(1.001))
    assert np.allclose(slopes, temperature_slopes(query @ keys.T / temperature), atol=1e-5)
    yield Comparison("temperature", values, network=temperature_slopes(query @ keys.T / temperature))


def temperature_slopes(scores: np.ndarray) -> np.ndarray:
    """Complex step by log tau through the cross-entropy of all scores, (1, K) -> (K,)."""
    step = np.exp(-1e-30j)
    return np.array([-log_softmax(scores * step)[0, right].imag / 1e-30 for right in range(scores.size)])


if __name__ == "__main__":
    d.show()
