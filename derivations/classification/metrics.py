"""F1 is the harmonic mean of precision and recall; precision depends on how rare the positives are."""

from collections.abc import Iterator

import numpy as np

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import Dense, sigmoid

d = Derivation("Precision, recall and F1")

h, b, m, n = d.positive("h"), d.positive("b"), d.positive("m"), d.positive("n")
beta = d.positive("beta")
q, r, f = d.probability("q"), d.probability("r"), d.probability("f")

P = d.let("P", h / (h + b), "Precision: of h hits and b false alarms, the share that is right.")
R = d.let("R", h / (h + m), "Recall: of the positives, h found and m missed, the share that is found.")
F = d.let("F", 2 * P * R / (P + R), "F1, the harmonic mean of both.")

d.claim("counts", F, 2 * h / (2 * h + b + m), "In counts. The negatives left alone do not occur in it.")
d.step(1 / F, (1 / P + 1 / R) / 2, "Harmonic: the mean of the reciprocals.")
d.step(
    (P + R) / 2 - F,
    (P - R) ** 2 / (2 * (P + R)),
    "It lies below the plain mean, the more so the further precision and recall are apart.",
)
d.refuted(
    "plain-mean",
    F,
    (P + R) / 2,
    "That is the arithmetic mean, of which half comes for nothing to anyone who always says yes.",
)
d.step(
    (1 + beta**2) * P * R / (beta**2 * P + R),
    (1 + beta**2) * h / ((1 + beta**2) * h + b + beta**2 * m),
    "F-beta: a missed positive counts beta squared times as much as a false alarm.",
)

p = d.let(
    "p",
    n * q * r / (n * q * r + n * (1 - q) * f),
    "Precision again: of n examples the share q is positive; r is the recall, f the false-alarm rate.",
)
d.claim("precision", p, q * r / (q * r + (1 - q) * f), "Bayes: the number of examples cancels, q does not.")
d.refuted(
    "alarm-rate",
    p,
    1 - f,
    "f is a share of the negatives, not of the alarms: few positives among many negatives drown.",
)
d.claim(
    "rarity",
    p / (1 - p),
    q / (1 - q) * (r / f),
    "The odds that an alarm is right: the odds beforehand, times one number that belongs to the classifier.",
)
g = d.let("g", q * r + (1 - q) * (1 - f), "Accuracy, in the same terms.")
d.claim(
    "accuracy",
    1 - g,
    q * (1 - r) + (1 - q) * f,
    "The share of mistakes: always saying no, r = f = 0, makes only q of them.",
)


@d.network("a sigmoid output over 40 examples, counted one by one")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Take each share over exactly the examples that it is about."""
    inputs = rng.normal(size=(40, 3))
    layer = Dense(rng.normal(size=(3, 1)), np.array([0.2]))
    alarm = sigmoid(layer(inputs))[:, 0] >= 0.4  # (40,)
    truth = rng.random(40) < np.where(alarm, 0.7, 0.3)  # (40,)
    truth[[alarm.argmax(), alarm.argmin()]] = True  # one hit and one miss at least,
    truth[[39 - alarm[::-1].argmax(), 39 - alarm[::-1].argmin()]] = False  # one false alarm, one true no
    precision, recall = truth[alarm].mean(), alarm[truth].mean()
    values = {h: (alarm & truth).sum(), b: (alarm & ~truth).sum(), m: (~alarm & truth).sum()}
    yield Comparison("counts", values, network=2 / (1 / precision + 1 / recall))
    rates = {q: truth.mean(), r: recall, f: alarm[~truth].mean()}
    yield Comparison("precision", rates, network=precision)
    yield Comparison("rarity", rates, network=precision / (~truth[alarm]).mean())
    yield Comparison("accuracy", rates, network=(alarm != truth).mean())


@d.plot("A test of recall 0.9 and false alarms 0.05", x="share of positives", y="precision", x_log=True)
def rare(rng: np.random.Generator) -> Iterator[Series]:  # noqa: ARG001
    """Half of all alarms are wrong where one example in nineteen is positive."""
    shares = np.geomspace(0.001, 0.5, 60)
    yield Series("precision", shares, shares * 0.9 / (shares * 0.9 + (1 - shares) * 0.05))
    yield Series("one half", shares[[0, -1]], [0.5, 0.5], guide=True)


if __name__ == "__main__":
    d.show()
