"""Both halves of a k-means step lower the summed squared distance, so it ends, at best in a local minimum."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation, Gradient, Series
from quizapp.network import SGD, Dense, MeanSquaredError, Network

d = Derivation("k-means")

N = d.size("N", 3, 4)
D = d.size("D", 2, 3)
K = d.size("K", 3, 4)
n, o = d.indices("n o", N)
i = d.index("i", D)
k = d.index("k", K)
X, c, u = d.matrix("X", N, D), d.vector("c", D), d.vector("u", D)
g, r, s = d.vector("g", K, low=0), d.vector("r", K, low=0), d.positive("s")

m = d.let("m", Sum(X[n, i], (n, 1, N)) / N, "The mean of the N examples of one cluster, the rows of X.")
J = d.let(
    "J", Sum(Sum((X[n, i] - c[i]) ** 2, (i, 1, D)), (n, 1, N)), "Their squared distances to a centre c."
)
V = d.let("V", Sum(Sum((X[n, i] - m[i]) ** 2, (i, 1, D)), (n, 1, N)), "The same with their mean as centre.")

d.claim(
    "gradient",
    Gradient(J, c),
    2 * N * (c - m),
    "Every example pulls with twice its difference: in all it is 0 at the mean, and only there.",
)
d.claim(
    "split",
    J,
    V + N * Sum((c[i] - m[i]) ** 2, (i, 1, D)),
    "Put the mean in between: the cross terms sum to 0.",
)
d.bound(
    "update-step",
    V,
    J,
    N * Sum((c[i] - m[i]) ** 2, (i, 1, D)),
    "So moving each centre to the mean of its cluster never raises the sum.",
)
d.claim(
    "pairs",
    V,
    Sum(Sum(Sum((X[n, i] - X[o, i]) ** 2, (i, 1, D)), (n, 1, N)), (o, 1, N)) / (2 * N),
    "The same without any centre: what a tight cluster means is that its members are near each other.",
)
d.claim(
    "online",
    (N * m[i] + u[i]) / (N + 1),
    m[i] + (u[i] - m[i]) / (N + 1),
    "One member more, u: a gradient step with a rate that falls as the count grows.",
)
e = d.let("e", s + g[k], "The squared distances of one example to K centres, of which s is the smallest.")
d.given(Sum(r[k], (k, 1, K)), 1, "However the example is shared out among the clusters,")
d.bound(
    "assignment-step",
    s,
    Sum(r[k] * e[k], (k, 1, K)),
    Sum(r[k] * g[k], (k, 1, K)),
    "giving it whole to its nearest centre costs no more.",
)


def lloyd(points: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Assign every point to its nearest centre, (N, D) and (K, D) -> (N,), and move the centres, (K, D)."""
    squares = ((points[:, np.newaxis] - centres) ** 2).sum(axis=2)  # (N, 1, D) - (K, D) -> (N, K)
    nearest = squares.argmin(axis=1)  # (N,)
    moved = [
        points[nearest == at].mean(axis=0) if (nearest == at).any() else centre
        for at, centre in enumerate(centres)
    ]
    return nearest, np.array(moved)


@d.network("a gradient step on the centre, and one step of k-means on 40 points")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Let a dense layer with an input of 0 be the centre: its bias is trained by squared error."""
    points, centre = rng.normal(size=(5, 3)), rng.normal(size=3)
    values = {X: points, c: centre}
    network = Network(Dense(np.zeros((1, 3)), centre), loss=MeanSquaredError())
    nothing = np.zeros((5, 1))
    scale = network.loss(nothing, points) / ((points - centre) ** 2).sum()  # the library takes a mean
    yield Comparison(
        "gradient",
        values,
        network=network.backpropagate(nothing, points).layers[0].dL_db / scale,
        objective=lambda at: ((points - at) ** 2).sum(),
        at=centre,
    )
    yield Comparison("split", values, network=((points - centre) ** 2).sum())
    best = ((points - points.mean(axis=0)) ** 2).sum()
    yield Comparison("update-step", values, network=best)
    yield Comparison("pairs", {X: points}, network=best)
    middle = points.mean(axis=0)
    stepped = SGD(1 / 6).update(middle, middle - centre)  # the gradient of half the squared distance
    yield Comparison("online", {X: points, u: centre}, network=stepped)
    centres, shares = rng.normal(size=(4, 3)), rng.dirichlet(np.ones(4))
    squares = ((points[0] - centres) ** 2).sum(axis=1)  # (4, 3) -> (4,)
    nearest, _ = lloyd(points[:1], centres)
    yield Comparison(
        "assignment-step",
        {r: shares, s: squares.min(), g: squares - squares.min()},
        network=squares[nearest[0]],
    )


@d.plot("Six starts on four clouds", x="step", y="squared distance over the number of points")
def starts(rng: np.random.Generator) -> Iterator[Series]:
    """Every curve falls; not all of them fall to the same place."""
    middles = np.array([[0, 0], [4, 0], [0, 4], [4, 4]])
    points = (middles[:, np.newaxis] + rng.normal(size=(4, 15, 2)) / 2).reshape(60, 2)
    for start in range(6):
        centres = points[rng.choice(60, size=4, replace=False)]
        falling = []
        for _ in range(9):
            nearest, moved = lloyd(points, centres)
            falling.append(((points - centres[nearest]) ** 2).sum() / 60)
            centres = moved
        yield Series(f"start {start + 1}", np.arange(9), falling)


if __name__ == "__main__":
    d.show()
