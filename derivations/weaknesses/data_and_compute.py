"""To halve an error that falls as a power of the data takes a fixed multiple; training costs 6 p n."""

from collections.abc import Iterator

import numpy as np
from sympy import Sum

from quizapp.derive import Comparison, Derivation, Series, Variance
from quizapp.network import Dense, binary_states

d = Derivation("What data and compute buy")

N = d.size("N", 3, 4)
i = d.index("i", N)
mu, v = d.real("mu"), d.positive("v")
y = d.random("y", N, mean=mu, variance=v)
B, alpha, k = d.positive("B"), d.positive("alpha"), d.positive("k")
n, p = d.positive("n"), d.positive("p")

d.claim(
    "mean",
    Variance(Sum(y[i], (i, 1, N)) / N),
    v / N,
    "The simplest estimate, a mean of N examples: its squared error falls as 1/N.",
)
L = d.function("L", n, B / n**alpha, "Large networks are measured to follow a power too, of a small alpha.")
d.claim(
    "more-data", L(k * n), L(n) / k**alpha, "With k times the data the reducible error shrinks by k^alpha:"
)
d.claim(
    "halving",
    L(2 ** (1 / alpha) * n),
    L(n) / 2,
    "so to halve it takes 2^(1/alpha) times as many, whatever one has already.",
)
d.refuted(
    "in-proportion",
    L(k * n),
    L(n) / k,
    "Twice the data do not halve the error, unless alpha is 1.",
)
F = d.function(
    "F", (p, n), 2 * p * n, "A weight costs a product and a sum for each example, forward; p weights,"
)
C = d.function("C", (p, n), F(p, n) + 2 * F(p, n), "and backward twice that: weights' and inputs' gradients.")
d.claim("compute", C(p, n), 6 * p * n, "Six operations for each weight and each example, or token.")
d.claim(
    "both-larger",
    C(k * p, k * n),
    k**2 * C(p, n),
    "Let the data grow with the model, and compute grows with the square.",
)


class Counted(np.ndarray):
    """An array that counts the products and sums of the matrix products it takes part in."""

    total = 0.0

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: np.ndarray, **options: object) -> object:
        """Count, compute with plain arrays, and give a counted one."""
        plain = [np.asarray(array) for array in inputs]
        if ufunc is np.matmul:
            Counted.total += 2.0 * plain[0].size * plain[1].shape[1]
        result = getattr(ufunc, method)(*plain, **options)
        return result.view(Counted) if isinstance(result, np.ndarray) else result


@d.network("means over every sample, and operations counted")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Average each of 32 samples of five; count what a dense layer of the library multiplies and adds."""
    spread = rng.uniform(0.5, 1.5)
    samples = spread * (2 * binary_states(5) - 1)  # (32, 5): every sample of five signs
    yield Comparison("mean", {N: 5, v: spread**2}, network=samples.mean(axis=1).var())
    layer = Dense(rng.normal(size=(4, 3)).view(Counted), np.zeros(3).view(Counted))
    inputs = rng.normal(size=(7, 4)).view(Counted)
    Counted.total = 0.0
    output, back = layer.forward(inputs)
    back(np.ones_like(output))
    yield Comparison("compute", {p: 12, n: 7}, network=Counted.total)


@d.plot("Error against examples", x="examples", y="error", x_log=True, y_log=True)
def curves(_rng: np.random.Generator) -> Iterator[Series]:
    """Draw a mean's error, and two powers as small as those of large networks."""
    examples = np.logspace(0, 6, 13)
    for power in (1.0, 0.35, 0.1):
        yield Series(f"alpha = {power:g}", examples, examples**-power)


if __name__ == "__main__":
    d.show()
