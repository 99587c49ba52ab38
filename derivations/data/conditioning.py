"""A linear model has the roundest bowl for features of mean 0 and variance 1: one learning rate suits all."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Sum

from quizapp.derive import Comparison, Derivation
from quizapp.network import Dense, MeanSquaredError, Network

d = Derivation("Normalized features make a round bowl")

N = d.size("N", 3, 4)
n = d.index("n", N)
x, y = d.vectors("x y", N)
w, b, a = d.reals("w b a")
mu, s = d.real("mu"), d.positive("s")
p, q = d.positive("p"), d.positive("q")
rho = d.real("rho", low=-1, high=1)

L = d.let(
    "L",
    Sum((w * x[n] + b - y[n]) ** 2, (n, 1, N)) / (2 * N),
    "Half the mean squared error of one feature with a weight and a bias.",
)
m = d.let("m", Sum(x[n], (n, 1, N)) / N, "The feature's mean,")
v = d.let("v", Sum((x[n] - m) ** 2, (n, 1, N)) / N, "and its variance.")

d.step(Derivative(L, b, 2), 1, "The curvature along the bias,")
d.claim(
    "weight-curvature",
    Derivative(L, w, 2),
    v + m**2,
    "along the weight: it has the unit of the feature, squared,",
)
d.claim(
    "coupling",
    Derivative(L, w, b),
    m,
    "and between them: a feature that is not centred acts like a second bias.",
)
d.claim(
    "determinant",
    Derivative(L, b, 2) * Derivative(L, w, 2) - Derivative(L, w, b) ** 2,
    v,
    "The product of the two main curvatures of the bowl. Their sum is 1 + v + m^2.",
)
d.claim(
    "ratio",
    p / q + 2 + q / p,
    (p + q) ** 2 / (p * q),
    "How stretched a bowl of main curvatures p and q is follows from sum and product: 4 at best.",
)
d.bound(
    "roundest",
    4,
    (1 + s + mu**2) ** 2 / s,
    ((1 - s) ** 2 + 2 * mu**2 * (1 + s) + mu**4) / s,
    "For a feature of mean mu and variance s: it is 4 at mean 0 and variance 1, and only there.",
)
d.claim(
    "correlated",
    a**2 + 2 * rho * a * b + b**2,
    (1 + rho) * (a + b) ** 2 / 2 + (1 - rho) * (a - b) ** 2 / 2,
    "Two standardized features of correlation rho: curvatures 1 + rho and 1 - rho, which no scaling removes.",
)


@d.network("a dense layer with one input, before and after standardizing")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Read the curvatures off backpropagation, and the shape of the bowl off their eigenvalues."""
    raw, targets = rng.normal(20, 5, size=(6, 1)), rng.normal(size=(6, 1))
    standardized = (raw - raw.mean()) / raw.std()
    for feature in (raw, standardized):
        net = Network(Dense(np.zeros((1, 1)), np.zeros(1)), loss=MeanSquaredError())

        def slope(
            weight: float, bias: float, net: Network = net, feature: np.ndarray = feature
        ) -> np.ndarray:
            at = net.with_parameters(0, W=np.array([[weight]]), b=np.array([bias]))
            gradient = at.backpropagate(feature, targets).layers[0]
            return np.array([gradient.dL_dW[0, 0], gradient.dL_db[0]]) / 2

        hessian = np.array([slope(1.0, 0.0) - slope(0.0, 0.0), slope(0.0, 1.0) - slope(0.0, 0.0)])
        small, large = np.linalg.eigvalsh(hessian)
        values = {x: feature[:, 0]}
        yield Comparison("weight-curvature", values, network=hessian[0, 0])
        yield Comparison("coupling", values, network=hessian[0, 1], scale=1)
        yield Comparison("determinant", values, network=np.linalg.det(hessian))
        spread, middle = feature.var(), feature.mean()
        yield Comparison("ratio", {p: large, q: small}, network=(1 + spread + middle**2) ** 2 / spread)
        yield Comparison("roundest", {mu: middle, s: spread}, network=4.0)
    pair = rng.normal(size=2)
    features = rng.normal(size=(6, 2)) @ np.array([[1, 0.5], [0, 1]])
    features = (features - features.mean(axis=0)) / features.std(axis=0)
    correlation = np.corrcoef(features.T)[0, 1]
    yield Comparison(
        "correlated",
        {rho: correlation, a: pair[0], b: pair[1]},
        network=((features @ pair) ** 2).mean(),
    )


if __name__ == "__main__":
    d.show()
