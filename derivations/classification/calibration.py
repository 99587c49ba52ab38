"""Cross-entropy and squared error are best at the true probability and so reward calibration."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, exp, log

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import SigmoidCrossEntropy, sigmoid

d = Derivation("Calibration and proper scores")

t, q = d.probability("t"), d.probability("q")
z, T, u = d.real("z"), d.positive("T"), d.real("u")

B = d.let(
    "B",
    t * (q - 1) ** 2 + (1 - t) * q**2,
    "Say q, and a share t of the cases turn out true: the mean squared error, or Brier score,",
)
C = d.let("C", -t * log(q) - (1 - t) * log(1 - q), "the mean cross-entropy,")
A = d.let("A", t * (1 - q) + (1 - t) * q, "and the mean absolute error.")
d.claim(
    "brier",
    B,
    (q - t) ** 2 + t * (1 - t),
    "The calibration gap squared, and what no forecast can avoid. Best: q = t.",
)
d.claim(
    "entropy-slope",
    Derivative(C, q),
    (q - t) / (q * (1 - q)),
    "Falling below t and rising above: cross-entropy is best at q = t as well.",
)
d.claim(
    "absolute-slope",
    Derivative(A, q),
    1 - 2 * t,
    "Absolute error is linear in q: it wants 0 or 1, whatever t is, and punishes honesty.",
)
d.refuted(
    "absolute-is-proper",
    Derivative(A, q),
    2 * (q - t),
    "That is the slope of the squared error. No slope of the absolute error vanishes at q = t.",
)
s = d.function("s", u, 1 / (1 + exp(-u)), "Now let the forecast be the sigmoid of a logit.")
d.claim(
    "temperature",
    log(s(z / T) / (1 - s(z / T))),
    z / T,
    "Dividing by a temperature shrinks every log-odds, and turns no yes into a no.",
)
d.claim(
    "temperature-slope",
    Derivative(-t * log(s(z / T)) - (1 - t) * log(1 - s(z / T)), T),
    (t - s(z / T)) * z / T**2,
    "Its slope is 0 where forecast and share agree: so T is fitted by cross-entropy on held-out data.",
)


@d.network("sigmoid cross-entropy on cases of which a share is true")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Let three of seven cases be true, and give all the same logit."""
    truth = np.array([[1.0]] * 3 + [[0.0]] * 4)  # (7, 1)
    logit, heat = rng.uniform(1, 3), rng.uniform(1.5, 3)
    said = sigmoid(np.array(logit))
    entropy = SigmoidCrossEntropy()
    values = {t: 3 / 7, q: said}
    yield Comparison("brier", values, network=((said - truth) ** 2).mean())
    yield Comparison(
        "absolute-slope",
        values,
        network=np.sign(said - truth).mean(),
        objective=lambda at: (at * (1 - truth) + (1 - at) * truth).mean(),
        at=said,
    )
    slope = entropy.gradient(np.full((7, 1), logit), truth).sum() / (said * sigmoid(np.array(-logit)))
    yield Comparison("entropy-slope", values, network=slope)
    warm = np.full((7, 1), logit / heat)
    yield Comparison(
        "temperature-slope",
        {t: 3 / 7, z: logit, T: heat},
        network=-entropy.gradient(warm, truth).sum() * logit / heat**2,
        objective=lambda at: entropy(np.full((7, 1), logit) / at, truth),
        at=np.array(heat),
    )
    cooled = sigmoid(warm[0, 0])
    yield Comparison("temperature", {z: logit, T: heat}, network=np.log(cooled) - np.log1p(-cooled))


@d.plot("What a forecast costs when 0.7 of the cases are true", x="forecast q", y="mean loss")
def costs(_rng: np.random.Generator) -> Iterator[Series]:
    """Draw three scores; two have their lowest point at 0.7."""
    said, share = np.linspace(0.02, 0.98, 97), 0.7
    yield Series("cross-entropy", said, -share * np.log(said) - (1 - share) * np.log(1 - said))
    yield Series("squared error", said, (said - share) ** 2 + share * (1 - share))
    yield Series("absolute error", said, share * (1 - said) + (1 - share) * said)


if __name__ == "__main__":
    d.show()
