"""The policy gradient is supervised learning on the actions tried, weighted by how well they paid."""

from collections.abc import Iterator

import numpy as np
from sympy import Derivative, KroneckerDelta, Sum, exp, log

from quizapp.derive import Comparison, Derivation, Series
from quizapp.network import Dense, Network, Softmax, SoftmaxCrossEntropy, softmax

d = Derivation("The policy gradient of a softmax")

K = d.size("K", 3, 4)
j, k, a = d.indices("j k a", K)
z, R = d.vectors("z R", K)
b = d.real("b")

p = d.let("p", exp(z[k]) / Sum(exp(z[j]), (j, 1, K)), "The policy: how likely each of K actions is.")
J = d.let("J", Sum(p[k] * R[k], (k, 1, K)), "The expected reward, which is to be raised.")

d.claim(
    "score",
    Derivative(log(p[a]), z[k]),
    KroneckerDelta(a, k) - p[k],
    "Log-likelihood of the action taken: one-hot minus probability, as if the action were a label.",
)
d.claim(
    "gradient",
    Derivative(J, z[k]),
    p[k] * (R[k] - J),
    "An action becomes more likely if it pays more than the policy does on average.",
)
d.refuted(
    "reward-alone",
    Derivative(J, z[k]),
    p[k] * R[k],
    "The probabilities share a denominator: what one action gains the others lose.",
)
d.claim(
    "sampled",
    Sum(p[a] * R[a] * Derivative(log(p[a]), z[k]), (a, 1, K)),
    Derivative(J, z[k]),
    "On average over the actions taken, reward times score is the gradient: no reward is differentiated.",
)
d.claim(
    "baseline",
    Sum(p[a] * (R[a] - b) * Derivative(log(p[a]), z[k]), (a, 1, K)),
    Derivative(J, z[k]),
    "The score has mean 0, so any number may be taken off the reward: less noise, the same mean.",
)


@d.network("a policy of three actions as a dense layer with softmax")
def agree(rng: np.random.Generator) -> Iterator[Comparison]:
    """Backpropagate rewards through a softmax layer, and actions taken as labels of a classifier."""
    state, rewards, offset = rng.normal(size=(1, 4)), rng.normal(size=3), rng.uniform(0.5, 2)
    head = Dense(rng.normal(size=(4, 3)), rng.normal(size=3))
    logits = head(state)  # (1, 4) -> (1, 3)
    values = {z: logits, R: rewards, b: offset}
    _, backward = Network(head, Softmax()).forward(state)
    expected = backward(rewards[np.newaxis])[0].dL_db  # (3,), the reward is the upstream gradient
    yield Comparison(
        "gradient",
        values,
        network=expected,
        objective=lambda at: softmax(at) @ rewards,
        at=logits[0],
    )
    # A classifier that is told every action in turn: minus the gradient of its cross-entropy is the score.
    classifier = Network(head, loss=SoftmaxCrossEntropy())
    scores = np.array(
        [-classifier.backpropagate(state, label[np.newaxis]).layers[0].dL_db for label in np.eye(3)]
    )
    yield Comparison("score", values, network=scores, axes=(a, k))
    chances = softmax(logits)[0]
    yield Comparison("sampled", values, network=(chances * rewards) @ scores)
    yield Comparison("baseline", values, network=(chances * (rewards - offset)) @ scores)


@d.plot("Learning which of three actions pays 1, not 0", x="episode", y="expected reward")
def learning(rng: np.random.Generator) -> Iterator[Series]:
    """One sampled action an episode; all rewards are raised by 5, which the baseline takes off again."""
    rewards = np.array([5.0, 6.0, 5.0])
    for name, rate in (("no baseline", 0.0), ("running mean as baseline", 0.1)):
        logits, level, path = np.zeros(3), 0.0 if rate == 0 else 5.0, []
        for _ in range(400):
            chances = softmax(logits)
            action = rng.choice(3, p=chances)
            logits = logits + 0.1 * (rewards[action] - level) * (np.eye(3)[action] - chances)
            level += rate * (rewards[action] - level)
            path.append(softmax(logits) @ rewards - 5)
        yield Series(name, np.arange(400), path)


if __name__ == "__main__":
    d.show()
