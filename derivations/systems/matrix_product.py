"""A matrix product uses every number it loads many times: work grows as n cubed, traffic as n squared."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense

d = Derivation("Why a matrix product suits a GPU")

N, D, H = d.size("N", 3, 5), d.size("D", 4), d.size("H", 2, 6)
i = d.index("i", N)
n = d.positive("n")
f, w = d.positive("f"), d.positive("w")

F = d.let(
    "F",
    Sum(H * (D + D), (i, 1, N)),
    "A dense layer on N rows: each row has H outputs, which multiply and add D times and wait for no other.",
)
d.claim("operations", F, 2 * N * D * H, "A product of the three sizes,")
Q = d.let(
    "Q",
    4 * (N * D + D * H + N * H),
    "while it reads two matrices and writes one, four bytes a number when each is moved once.",
)
d.claim(
    "intensity",
    F / Q,
    N * D * H / (2 * (N * D + D * H + N * H)),
    "Operations for each byte moved: the arithmetic intensity.",
)
d.bound(
    "one-row",
    D * H / (2 * (D + D * H + H)),
    N * D * H / (2 * (N * D + D * H + N * H)),
    D**2 * H**2 * (N - 1) / (2 * (D + D * H + H) * (N * D + D * H + N * H)),
    "A batch of one row has the lowest: it reads every weight and uses it once.",
)
V = d.let("V", 2 * n**3, "Two square matrices of n rows take this many operations,")
R = d.let("R", 4 * 3 * n**2, "and this many bytes for both and their product.")
d.claim(
    "square",
    V / R,
    n / 6,
    "The intensity grows with n: a thousand rows give 167 operations a byte.",
)
d.refuted(
    "intensity-stays",
    V / R,
    2 * n**2 / (4 * (2 * n + n**2)),
    "That is a matrix times a vector, which stays below a half however large n is.",
)
d.claim(
    "machine-balance",
    (V / f) / (R / w),
    n * w / (6 * f),
    "With f operations and w bytes a second: computing takes longer than moving from n = 6 f / w on.",
)


@d.network("the library's dense layer, its arrays measured")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Count bytes of the arrays in single precision, and operations by passing ones through the layer."""
    for rows, inputs, outputs in ((5, 4, 6), (3, 7, 5), (1, 6, 4)):
        x, layer = np.ones((rows, inputs)), Dense(np.ones((inputs, outputs)), np.zeros(outputs))
        z = layer(x)  # every entry counts the products that were added up in it
        shape = {N: rows, D: inputs, H: outputs}
        moved = sum(array.astype(np.float32).nbytes for array in (x, layer.W, z))
        yield Comparison("operations", shape, network=2 * z.sum())
        yield Comparison("intensity", shape, network=2 * z.sum() / moved)
        alone = layer(x[:1])
        least = sum(array.astype(np.float32).nbytes for array in (x[:1], layer.W, alone))
        yield Comparison("one-row", shape, network=2 * alone.sum() / least)
    for side in (5, 9):
        x = np.ones((side, side))
        done = 2 * Dense(x, np.zeros(side))(x).sum()
        bytes_moved = 3 * x.astype(np.float32).nbytes
        yield Comparison("square", {n: side}, network=done / bytes_moved)
        speed, width = rng.uniform(5, 9), rng.uniform(1, 2)
        times = done / speed, bytes_moved / width
        yield Comparison("machine-balance", {n: side, f: speed, w: width}, network=times[0] / times[1])


if __name__ == "__main__":
    d.show()
