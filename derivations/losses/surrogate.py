"""The count of mistakes has no slope, so one descends on a loss that lies above it and has one."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, Max, Piecewise, exp, log

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import Hinge, SigmoidCrossEntropy, sigmoid

d = Derivation("A loss in place of the mistakes")

m = d.real("m", kinks=[0, 1])
g, t = d.positive("g"), d.real("t")

E = d.function(
    "E",
    m,
    Piecewise((1, m <= 0), (0, True)),
    "A mistake or none, by the margin m: the logit, with its sign turned if the label is 0.",
)
L = d.function("L", m, log(1 + exp(-m)), "Cross-entropy of the same margin.")
phi = d.function("phi", t, exp(t) - 1 - t, "By how much the exponential lies above its tangent at 0.")

d.claim("flat", Derivative(E(m), m), 0, "Away from the jump a small change of the logit changes no decision.")
d.claim(
    "slope",
    Derivative(L(m), m),
    -1 / (1 + exp(m)),
    "Cross-entropy always pulls: almost by 1 where it is wrong, and hardly where it is right.",
)
d.claim("at-boundary", L(0), log(2), "Undecided, with p = 1/2, it costs log 2, which is one bit.")
d.bound(
    "wrong-costs-a-bit",
    log(2),
    L(-g),
    log(1 + (phi(g) + g) / 2),
    "Wrong by g it costs more than that: a loss below log 2 is no mistake.",
)
d.refuted(
    "loss-from-mistakes",
    L(m),
    E(m) * log(2),
    "Equal counts of mistakes do not make equal losses: the loss also says how sure the answer was.",
)
h = d.function("h", m, Max(0, 1 - m), "The hinge of a support vector machine is another such loss.")
d.claim(
    "hinge-slope",
    Derivative(h(m), m),
    Piecewise((-1, m < 1), (0, True)),
    "It pulls up to a margin of 1 and then lets go.",
)


@d.network("sigmoid cross-entropy and hinge of one logit")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Compare a right and a wrong answer with the library, whose labels are 0 or 1."""
    one = np.array([[1.0]])
    entropy, hinge = SigmoidCrossEntropy(), Hinge()
    for margin in (rng.uniform(-3, -0.5), rng.uniform(0.2, 0.8), rng.uniform(1.3, 3)):
        logit = np.array([[margin]])
        yield Comparison(
            "slope",
            {m: margin},
            network=entropy.gradient(logit, one),
            objective=lambda at: entropy(at, one),
            at=logit,
        )
        yield Comparison("slope", {m: margin}, network=-entropy.gradient(-logit, 1 - one))
        yield Comparison("hinge-slope", {m: margin}, network=hinge.gradient(logit, one))
        step = np.sign(margin) * 0.1
        decisions = [float(sigmoid(np.array(at)) <= 0.5) for at in (margin, margin + step)]
        yield Comparison("flat", {m: margin}, network=np.diff(decisions)[0] / step, scale=1)
    yield Comparison("at-boundary", {}, network=entropy(np.array([[0.0]]), one))
    yield Comparison("wrong-costs-a-bit", {g: 1.7}, network=entropy(np.array([[-1.7]]), one))


@d.plot("What a margin costs", x="margin m", y="loss")
def costs(_rng: np.random.Generator) -> Iterator[Series]:
    """Draw the mistakes, and the two losses above them."""
    margin = np.linspace(-3, 3, 121)
    yield Series("mistake", margin, np.where(margin <= 0, 1.0, 0.0))
    yield Series("cross-entropy in bits", margin, np.log2(1 + np.exp(-margin)))
    yield Series("hinge", margin, np.maximum(0, 1 - margin))


if __name__ == "__main__":
    d.show()
