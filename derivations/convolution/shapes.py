"""A kernel of k fits floor((n + 2p - k) / s) + 1 times; its weights do not grow with the image."""

from collections.abc import Iterator

import numpy as np
from sympy import KroneckerDelta, Mod, Product, Sum, floor

from quizapp.derive import Comparison, Derivation
from quizapp.network import Convolution, Dense

d = Derivation("Sizes of a convolution: output, parameters, receptive field")

n = d.size("n", 7, 8)
p = d.size("p", 1, 2)
s = d.size("s", 1, 2, 3)
k = d.size("k", 3, 4)
i = d.index("i", n + 2 * p - k + 1)
o = d.let(
    "o",
    Sum(KroneckerDelta(Mod(i - 1, s), 0), (i, 1, n + 2 * p - k + 1)),
    "Of n inputs with p zeros at each end, n + 2p - k + 1 can start a kernel of k; take every s-th.",
)
d.claim(
    "output-size",
    o,
    floor((n + 2 * p - k) / s) + 1,
    "One at the start, and one more for every whole stride that fits behind it.",
)
d.refuted(
    "without-plus-one",
    o,
    floor((n + 2 * p - k) / s),
    "Strides are the gaps between places, and there is one place more than gaps.",
)

C, F = d.size("C", 2, 3), d.size("F", 4, 5)
c, f = d.index("c", C), d.index("f", F)
a, b = d.indices("a b", k)
P = d.let(
    "P",
    Sum(1 + Sum(1, (c, 1, C), (a, 1, k), (b, 1, k)), (f, 1, F)),
    "Each of F filters has one bias, and k times k weights for every one of C channels.",
)
d.claim("parameters", P, (k**2 * C + 1) * F, "The size of the image does not occur.")
d.refuted(
    "one-channel-each",
    P,
    (k**2 + 1) * F,
    "A filter reads all channels: its kernel is a block of C slices, not one.",
)

H, W = d.size("H", 3, 4), d.size("W", 5)
y, x = d.index("y", H), d.index("x", W)
D = d.let(
    "D",
    Sum(1 + C * H * W, (f, 1, F), (y, 1, H), (x, 1, W)),
    "A dense layer from C channels of H times W to F as large has a bias and C H W weights for each output.",
)
d.claim(
    "dense-parameters", D, (C * H * W + 1) * F * H * W, "The image counts twice: it is fourth order in H."
)
d.claim(
    "multiplications",
    Sum(C * k**2, (f, 1, F), (y, 1, H), (x, 1, W)),
    k**2 * C * F * H * W,
    "Computing is another matter: the kernel is multiplied at every one of H W places.",
)

M = d.size("M", 3, 4)
l, m = d.indices("l m", M)
u, t = d.vector("u", M, low=0), d.vector("t", M, low=0)
r = d.vector("r", M + 1)
d.given(r[1], 1, "An input sees itself. Layer l has kernels of u and strides of t:")
d.given(
    r[l + 1],
    r[l] + (u[l] - 1) * Product(t[m], (m, 1, l - 1)),
    "its u - 1 further entries lie as far apart in the input as all the strides before it say.",
    solve_for=r[l + 1],
)
d.claim(
    "receptive-field",
    r[M + 1],
    1 + Sum((u[l] - 1) * Product(t[m], (m, 1, l - 1)), (l, 1, M)),
    "Add them up: strides multiply what every later layer sees.",
)
d.refuted(
    "kernel-times-depth",
    r[M + 1],
    Sum(u[l], (l, 1, M)),
    "Neighbouring places overlap, and strides spread them: kernels do not simply add up.",
)


@d.network("the library's convolutions, counted and probed")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Count outputs and parameters, and look which inputs one output has a gradient with respect to."""
    for size, edge, step, width in ((7, 1, 2, 3), (9, 3, 2, 4), (8, 2, 3, 4)):
        layer = Convolution(rng.normal(size=(5, 3, width, width)), rng.normal(size=5), step, edge)
        image = rng.normal(size=(1, 3, size, size))
        shape = {n: size, p: edge, s: step, k: width, C: 3, F: 5}
        yield Comparison("output-size", shape, network=float(layer(image).shape[2]))
        yield Comparison("parameters", shape, network=float(layer.W.size + layer.b.size))
    dense = Dense.he(3 * 4 * 5, 7 * 4 * 5, rng)
    sizes = {C: 3, F: 7, H: 4, W: 5}
    yield Comparison("dense-parameters", sizes, network=float(dense.W.size + dense.b.size))
    same = Convolution(rng.normal(size=(7, 3, 3, 3)), np.zeros(7), padding=1)
    places = same(rng.normal(size=(1, 3, 4, 5)))[0].size
    yield Comparison("multiplications", {**sizes, k: 3}, network=float(places * same.W[0].size))
    for widths, steps in (((3, 3, 3), (1, 2, 1)), ((3, 5, 2, 3), (2, 1, 3, 1))):
        backwards, signal = [], rng.normal(size=(1, 1, 1, 60))
        for width, step in zip(widths, steps, strict=True):
            layer = Convolution(rng.uniform(1, 2, size=(1, 1, 1, width)), np.zeros(1), step)
            signal, backward = layer.forward(signal)
            backwards.append(backward)
        gradient = np.zeros_like(signal)
        gradient[..., 1] = 1
        for backward in reversed(backwards):
            gradient = backward(gradient).dL_dx
        seen = {M: len(widths), u: np.array(widths, float), t: np.array(steps, float)}
        yield Comparison("receptive-field", seen, network=float(np.count_nonzero(gradient)))


if __name__ == "__main__":
    d.show()
