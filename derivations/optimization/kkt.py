"""An inequality either pushes or is not touched: at the minimum, multiplier times slack is 0."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Max, Min

from quizapp.derive import Comparison, Derivation, Gradient, Inner, SquaredNorm
from quizapp.network import clip_by_value

d = Derivation("Inequalities: the conditions of Karush, Kuhn and Tucker")

n = d.size("n", 3, 4)
b, l, k = d.reals("b l k")
R = d.positive("R")
z, c, a = d.vectors("z c a", n)

F = d.let("F", SquaredNorm(z - c) / 2, "Come as near to c as possible")
g = d.let("g", Inner(a, z) - b, "while this is at most 0, on one side of a plane.")
m = d.let(
    "mu",
    Max(0, Inner(a, c) - b) / SquaredNorm(a),
    "How far c is on the wrong side, in steps of a: never negative, and 0 if c is allowed.",
)
w = d.let("w", c - m * a, "The nearest point is c, or c pushed back to the plane.")
d.claim(
    "stationary",
    Gradient(F + m * g, z),
    z - w,
    "Slopes balance at w: what is minimized pulls out, the constraint pushes back in.",
)
d.refuted(
    "wrong-sign",
    Gradient(F - m * g, z),
    z - w,
    "To minimize under g <= 0, the multiplier of +g is positive; the other sign pushes out.",
)
d.claim("feasible", Inner(a, w) - b, Min(0, Inner(a, c) - b), "The point is allowed,")
d.claim(
    "complementary", m * (Inner(a, w) - b), 0, "and either the point is on the plane, or it is not pushed."
)
d.claim(
    "active",
    m,
    (Inner(a, c) - b) / SquaredNorm(a),
    "The first case: c is not allowed. The constraint is active, and its multiplier is what must be undone,",
    where=Inner(a, c) - b > 0,
)
d.claim("on-the-plane", Inner(a, w), b, "with no slack left.", where=Inner(a, c) - b > 0)
d.claim(
    "inactive",
    w,
    c,
    "The second case: c is allowed, so it is the answer, as if there were no constraint;",
    where=b - Inner(a, c) > 0,
)
d.step(m, 0, "the multiplier is 0, whatever slack is left.", where=b - Inner(a, c) > 0)
d.refuted(
    "always-active",
    Inner(a, w),
    b,
    "That treats the inequality as an equality: a point that is allowed would be moved to the plane.",
)
d.claim(
    "nearest",
    F - SquaredNorm(w - c) / 2,
    SquaredNorm(z - w) / 2 - m * g,
    "With these conditions no allowed z is nearer, as g is not above 0 and the multiplier not below.",
)
V = d.let("V", Max(0, Inner(a, c) - b) ** 2 / (2 * SquaredNorm(a)), "What the constraint costs:")
d.claim("cost", SquaredNorm(w - c) / 2, V, "half the squared distance to the plane.")
d.claim(
    "price",
    Derivative(V, b),
    -m,
    "Allow a little more, and the cost falls at the rate of the multiplier: it is the constraint's price.",
)

u = d.let("u", l + R, "With two constraints, a number k is to stay between l and this:")
alpha = d.let("alpha", Max(0, l - k), "one multiplier for the lower end,")
beta = d.let("beta", Max(0, k - u), "one for the upper.")
x = d.let("x", Min(Max(k, l), u), "The answer is k, clipped.")
d.claim("box", x - k - alpha + beta, 0, "Slopes balance,")
d.step(alpha * beta, 0, "and at most one of the ends pushes, as no number is beyond both.")


@d.network("projection by least squares, the library's clipping by value")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Project on either side of a plane; clip below, between and above the ends."""
    point, normal, other = rng.normal(size=(3, 4))
    for outside in (rng.uniform(0.5, 1), -rng.uniform(0.5, 1)):
        edge = normal @ point - outside
        back = np.linalg.pinv(normal[None, :]) @ [outside]  # the shortest move that reaches the plane
        near = point - back if outside > 0 else point
        given = {c: point, a: normal, b: edge}
        values = given | {z: other}
        yield Comparison("stationary", values, network=other - near)
        yield Comparison("feasible", given, network=normal @ near - edge, scale=1.0)
        apart = ((other - point) ** 2).sum() / 2 - ((near - point) ** 2).sum() / 2
        yield Comparison("nearest", values, network=apart)
        yield Comparison("cost", given, network=((near - point) ** 2).sum() / 2, scale=1.0)
        if outside > 0:
            yield Comparison("active", given, network=np.linalg.norm(back) / np.linalg.norm(normal))
            yield Comparison("on-the-plane", given, network=normal @ near)
        else:
            yield Comparison("inactive", given, network=near)
    low, width = rng.normal(), rng.uniform(0.5, 1)
    middle = low + width / 2
    for number in (middle - width, middle + width / 3, middle + width):
        clipped = clip_by_value(np.array([number - middle]), width / 2)
        yield Comparison("box", {x: middle + clipped[0], k: number, l: low, R: width}, network=0.0, scale=1.0)


if __name__ == "__main__":
    d.show()
