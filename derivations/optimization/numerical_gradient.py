"""A central difference is wrong by h squared over six times the third derivative; a forward one by h over two."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative

from quizapp.derive import Comparison, Derivation

d = Derivation("The numerical gradient and its error")

x = d.real("x")
h = d.positive("h")
c_0, c_1, c_2, c_3 = d.reals("c_0 c_1 c_2 c_3")

f = d.function(
    "f",
    x,
    c_0 + c_1 * x + c_2 * x**2 + c_3 * x**3,
    "Any cubic: near one point a smooth function is one, up to the fourth power of the step.",
)
d.claim(
    "forward",
    (f(x + h) - f(x)) / h,
    Derivative(f(x), x) + h / 2 * Derivative(f(x), (x, 2)) + h**2 / 6 * Derivative(f(x), (x, 3)),
    "One-sided: the error falls only as h.",
)
d.claim(
    "central",
    (f(x + h) - f(x - h)) / (2 * h),
    Derivative(f(x), x) + h**2 / 6 * Derivative(f(x), (x, 3)),
    "Both sides: the even terms cancel, so the error falls as h squared.",
)


@d.network("NumPy's polynomials")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare with differences of a cubic at a step large enough to keep its digits."""
    coefficients = rng.normal(size=4)
    cubic = np.polynomial.Polynomial(coefficients)
    at, step = rng.uniform(0.5, 1.5), 0.25
    values = dict(zip((c_0, c_1, c_2, c_3), coefficients, strict=True)) | {x: at, h: step}
    yield Comparison("forward", values, network=(cubic(at + step) - cubic(at)) / step)
    yield Comparison("central", values, network=(cubic(at + step) - cubic(at - step)) / (2 * step))


if __name__ == "__main__":
    d.show()
