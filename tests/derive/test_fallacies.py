"""What is said to be false has to fail at a point, and only then is it good."""

from typing import Any

import pytest
from sympy import Abs, Derivative, Rational, exp

from quizapp.derive import Derivation, precision
from quizapp.derive.judge import check_complete, judge, unjudged
from quizapp.derive.report import EvidenceKind, Outline, Report, StepKind, Verdict
from quizapp.derive.tape import DIGITS
from quizapp.errors import DerivationError
from tests.derive.blackboards import judged, sigmoid, verdict, witness


def stated(right: str) -> Derivation:
    d, z, sigma = sigmoid()
    sides = {"slope": sigma(z) * (1 - sigma(z)), "square": 1 - sigma(z) ** 2}
    d.claim("slope", Derivative(sigma(z), z), sides["slope"], "Quotient rule.")
    d.refuted("claim", Derivative(sigma(z), z), sides[right], "That is the slope of tanh.")
    return d


def report(d: Derivation) -> Report:
    steps = tuple(judge(d, 0))
    return Report(outline=Outline(name="a/b", title="", summary="", steps=steps), steps=steps, seconds=0)


def test_false_formula_is_refuted_with_a_point_and_that_is_good() -> None:
    step = judged(stated("square"))
    assert (step.kind, step.verdict, step.good) == (StepKind.FALLACY, Verdict.REFUTED, True)
    assert step.established is Verdict.PROVED
    assert witness(step).where == "z = 20"
    assert report(stated("square")).good


def test_true_formula_said_to_be_false_fails_the_run() -> None:
    step = judged(stated("slope"))
    assert (step.verdict, step.good, step.established) == (Verdict.PROVED, False, Verdict.REFUTED)
    assert not report(stated("slope")).good


def test_fallacy_is_printed_as_unequal_and_may_be_cited() -> None:
    d = stated("square")
    wanted = r"\frac{d}{d z} \sigma(z) \ne 1 - \sigma(z)^{2}"
    assert [step.latex for step in unjudged(d) if step.label == "claim"] == [wanted]
    assert report(d).outline.labels["claim"] == wanted


def test_fallacy_is_only_looked_at_where_it_is_said_to_fail() -> None:
    d = Derivation("Regions")
    x = d.real("x")
    d.refuted("claim", Abs(x), x, "Not for negative numbers.", where=x < 0)
    d.refuted("other", Abs(x), x, "True of positive numbers.", where=x > 0)
    assert judged(d).good
    assert not judged(d, "other").good


def test_no_proof_is_tried_of_what_a_point_refutes() -> None:
    assert [e.kind for e in judged(stated("square")).evidence] == [EvidenceKind.PRECISION]


def test_fallacy_alone_is_not_a_claim() -> None:
    d, z, sigma = sigmoid()
    d.refuted("claim", sigma(z), z, "It is not.")
    with pytest.raises(DerivationError, match="claims nothing"):
        check_complete(d)


def nearly_one(error: Any = 0) -> Derivation:
    d = Derivation("Cancellation")
    x = d.real("x")
    p = d.let("p", 1 / (1 + exp(-(x**2))), "At x = 20 this is 1 to 173 digits.")
    d.claim("claim", (1 - p) * exp(x**2), p * (1 + error), "Multiply out.")
    return d


def test_difference_of_near_equals_is_looked_at_with_more_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdict(nearly_one()) is Verdict.PROVED
    assert verdict(nearly_one(error=Rational(1, 10**30))) is Verdict.REFUTED
    monkeypatch.setattr(precision, "MANY_DIGITS", DIGITS)
    assert verdict(nearly_one()) is Verdict.REFUTED
