"""The mean of the devices' gradients is the whole batch's gradient only if all shards are equally large."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, SoftmaxCrossEntropy, Tanh

d = Derivation("Data parallelism and gradient accumulation")

a, b = d.size("a", 3, 5), d.size("b", 4)
i, j = d.index("i", a), d.index("j", b)
g, h = d.vector("g", a), d.vector("h", b)

G = d.let("G", Sum(g[i], (i, 1, a)) / a, "One device has a examples with gradients g, and means them;")
H = d.let("H", Sum(h[j], (j, 1, b)) / b, "another has b examples with gradients h.")
W = d.let(
    "W",
    (Sum(g[i], (i, 1, a)) + Sum(h[j], (j, 1, b))) / (a + b),
    "What is wanted is the mean over the whole batch.",
)
d.claim("weighted", W, (a * G + b * H) / (a + b), "It weighs every device by the number of its examples.")
d.refuted("plain-mean", W, (G + H) / 2, "Shards of different sizes must not count the same.")
d.claim(
    "error",
    (G + H) / 2 - W,
    (b - a) * (G - H) / (2 * (a + b)),
    "The plain mean is wrong by the difference of the sizes times that of the gradients: 0 for equal shards.",
)

M = d.size("M", 3, 4)
m = d.index("m", M)
c = d.size("c", 2)
e = d.index("e", c)
Y = d.matrix("Y", M, c)
V = d.let("V", Sum(Y[m, e], (e, 1, c)) / c, "M shards of c examples each, one row of Y a shard:")
d.claim(
    "equal-shards",
    Sum(V[m], (m, 1, M)) / M,
    Sum(Y[m, e], (m, 1, M), (e, 1, c)) / (M * c),
    "the mean of means is the mean of all. The shards may as well be run one after another: accumulation.",
)
d.refuted(
    "accumulated-without-dividing",
    Sum(V[m], (m, 1, M)),
    Sum(Y[m, e], (m, 1, M), (e, 1, c)) / (M * c),
    "Mean losses that are only added up give a gradient M times too large.",
)

P, u, s = d.positive("P"), d.positive("u"), d.positive("s")
R = d.let(
    "R",
    2 * Sum(P / M, (m, 1, M - 1)),
    "A ring sums pieces of P bytes / M, passed on M - 1 times; then the sums go round once more.",
)
d.claim(
    "ring", R, 2 * P * (M - 1) / M, "Each device sends nearly twice the gradient, however many there are."
)
d.claim(
    "speed-up",
    M * u / (u + s),
    M / (1 + s / u),
    "If a step computes for u seconds and then talks for s, M devices are this many times as fast.",
)


@d.network("the library's gradients of a batch, split in several ways")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Split a batch into three and six examples, and one of twelve into four times three."""
    layers = (Dense.xavier(4, 5, rng), Tanh(), Dense.xavier(5, 3, rng))
    network = Network(*layers, loss=SoftmaxCrossEntropy())
    x, y = rng.normal(size=(12, 4)), np.eye(3)[rng.integers(3, size=12)]

    def slope(start: int, stop: int) -> float:
        return network.backpropagate(x[start:stop], y[start:stop]).layers[0].dL_dW[1, 2]

    single = np.array([slope(n, n + 1) for n in range(12)])
    split = {g: single[:3], h: single[3:9]}
    yield Comparison("weighted", split, network=slope(0, 9))
    yield Comparison("error", split, network=(slope(0, 3) + slope(3, 9)) / 2 - slope(0, 9))
    shards = [slope(start, start + 3) for start in (0, 3, 6, 9)]
    yield Comparison("equal-shards", {Y: single.reshape(4, 3)}, network=np.mean(shards))
    yield Comparison("equal-shards", {Y: single.reshape(4, 3)}, network=slope(0, 12))
    for devices in (3, 4, 5):
        gradients = rng.normal(size=(devices, 4 * devices))  # one row a device
        reduced, sent = ring(gradients)
        np.testing.assert_allclose(reduced, gradients.sum(axis=0) * np.ones((devices, 1)))
        yield Comparison("ring", {M: devices, P: float(gradients[0].nbytes)}, network=sent)
        computing, talking = rng.uniform(3, 5), rng.uniform(1, 2)
        faster = devices * computing / (computing + talking)
        yield Comparison("speed-up", {M: devices, u: computing, s: talking}, network=faster)


def ring(gradients: np.ndarray) -> tuple[np.ndarray, float]:
    """Sum the rows by passing pieces around a ring; give every device's result and the bytes each sent."""
    devices = len(gradients)
    pieces = [np.split(row.copy(), devices) for row in gradients]
    sent = 0.0
    for step in range(2 * (devices - 1)):
        adding = step < devices - 1
        moving = [(n - step) % devices for n in range(devices)]
        messages = [pieces[n][moving[n]].copy() for n in range(devices)]
        for n, message in enumerate(messages):
            there = (n + 1) % devices
            pieces[there][moving[n]] = pieces[there][moving[n]] + message if adding else message
        sent += float(messages[0].nbytes)
    return np.array([np.concatenate(own) for own in pieces]), sent


if __name__ == "__main__":
    d.show()
