"""A dense layer has one weight for every pair of input and output, and one bias for every output."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, Network, ReLU

d = Derivation("Counting parameters")

D, H, K = d.size("D", 3, 4), d.size("H", 5), d.size("K", 4, 6)
M = d.size("M", 3)
i, j, k = d.index("i", D), d.index("j", H), d.index("k", K)
l = d.index("l", M)
n = d.vector("n", M + 1, low=0)

P = d.let("P", Sum(1 + Sum(1, (i, 1, D)), (j, 1, H)), "Each of H units has a bias, and D weights of its own.")
d.claim("layer", P, (D + 1) * H, "The bias counts as one more input.")
d.refuted("bias-per-weight", P, 2 * D * H, "The bias belongs to the unit and not to each of its connections.")
Q = d.let("Q", Sum(1 + Sum(1, (j, 1, H)), (k, 1, K)), "The next layer takes these H outputs to K.")
d.claim("two-layers", P + Q, (D + 1) * H + (H + 1) * K, "Layers add up; activation functions hold nothing.")
d.refuted(
    "biases-forgotten", P + Q, D * H + H * K, "These are the weights alone: H and K biases are missing."
)
d.claim(
    "share-of-the-first",
    P / (P + Q),
    (D + 1) * H / ((D + 1) * H + (H + 1) * K),
    "With many inputs and few classes nearly all parameters are in the first layer.",
)
T = d.let("T", Sum(n[l] * n[l + 1] + n[l + 1], (l, 1, M)), "Any number of layers, with n units each:")
d.claim("many-layers", T, Sum((n[l] + 1) * n[l + 1], (l, 1, M)), "one such product for every pair in a row.")
d.claim(
    "batch-free",
    (D + 1) * H - D * H,
    H,
    "What a bias adds to a layer. The size of the batch is nowhere: weights are shared by all examples.",
)


@d.network("networks of the library, their arrays counted")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Count the entries of every weight and bias."""
    first, second = Dense.he(7, 5, rng), Dense.he(5, 3, rng)
    net = Network(first, ReLU(), second)
    values = {D: 7, H: 5, K: 3}
    yield Comparison("layer", values, network=entries(Network(first)))
    yield Comparison("two-layers", values, network=entries(net))
    yield Comparison("share-of-the-first", values, network=entries(Network(first)) / entries(net))
    yield Comparison("batch-free", values, network=float(first.b.size))
    widths = (6, 4, 7, 3)
    deep = Network(*(Dense.he(before, after, rng) for before, after in pairwise(widths)))
    yield Comparison("many-layers", {M: 3, n: np.array(widths)}, network=entries(deep))


def entries(net: Network) -> float:
    """Count the numbers that training may change."""
    return float(sum(array.size for layer in net.layers for array in layer.parameters.values()))


if __name__ == "__main__":
    d.show()
