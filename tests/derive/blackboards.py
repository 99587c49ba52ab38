"""Small derivations that the tests judge, and short ways to look at what came out."""

from collections.abc import Callable
from typing import Any

from sympy import Sum, exp, log

from quizapp.derive import Derivation
from quizapp.derive.judge import judge
from quizapp.derive.report import Evidence, EvidenceKind, Step, Verdict, Witness


def judged(derivation: Derivation, label: str = "claim") -> Step:
    """Judge a whole derivation, with or without a network, and give the step with a label."""
    return next(step for step in judge(derivation, 0) if step.label == label)


def verdict(derivation: Derivation, label: str = "claim") -> Verdict:
    found = judged(derivation, label).verdict
    assert found is not None
    return found


def evidence(step: Step, kind: EvidenceKind) -> Evidence:
    return next(item for item in step.evidence if item.kind is kind)


def witness(step: Step) -> Witness:
    return next(item.witness for item in step.evidence if item.witness is not None)


def softmax(*sizes: int, normalized: bool = True) -> tuple[Derivation, Any]:
    """Give softmax with cross-entropy without its claims, and its symbols."""
    d = Derivation("Softmax")
    K = d.size("K", *sizes)
    j, k = d.indices("j k", K)
    z, y = d.vectors("z y", K)
    p = d.let("p", exp(z[k]) / Sum(exp(z[j]), (j, 1, K)), "Scores become probabilities.")
    L = d.let("L", -Sum(y[k] * log(p[k]), (k, 1, K)), "Negative log-likelihood.")
    if normalized:
        d.given(Sum(y[k], (k, 1, K)), 1, "A distribution.")
    return d, (K, j, k, z, y, p, L)


def sigmoid() -> tuple[Derivation, Any, Callable[[Any], Any]]:
    d = Derivation("Sigmoid")
    z = d.real("z")
    return d, z, d.function("sigma", z, 1 / (1 + exp(-z)), "A smooth step.")
