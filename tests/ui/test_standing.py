"""Where formulas stand: counted, never assumed."""

import pytest

from quizapp.derive.report import Outline, Report, Step, StepKind, Verdict
from quizapp.ui.standing import Standing, standing, worst
from tests.ui.room import report

GOOD = report("t/good", one=Verdict.PROVED, two=Verdict.AGREES)
FALSE = report("t/false", one=Verdict.PROVED, two=Verdict.REFUTED)


def run(kind: StepKind, verdict: Verdict | None) -> Report:
    step = Step(number=1, kind=kind, latex="a = b", reason="", verdict=verdict)
    return Report(outline=Outline(name="t/x", title="x", summary="", steps=(step,)), steps=(step,), seconds=0)


def test_only_known_runs_are_counted() -> None:
    found = standing({"t/good": None, "t/new": None}, {"t/good": GOOD, "t/gone": FALSE})
    assert found == Standing(formulas=2, verified=2, refuted=(), unproved=1)


def test_a_refuted_derivation_is_named() -> None:
    found = standing({"t/good": None, "t/false": None}, {"t/good": GOOD, "t/false": FALSE})
    assert found == Standing(formulas=4, verified=3, refuted=("t/false",), unproved=0)


def test_definitions_are_no_formulas_to_verify() -> None:
    found = standing({"t/x": None}, {"t/x": run(StepKind.DEFINITION, None)})
    assert (found.formulas, found.verified) == (0, 0)


def test_the_worst_verdict_stands_for_the_whole() -> None:
    assert worst(GOOD) is Verdict.AGREES
    assert worst(FALSE) is Verdict.REFUTED
    assert worst(run(StepKind.DEFINITION, None)) is None


@pytest.mark.parametrize(
    ("verdict", "means"),
    [
        (Verdict.REFUTED, Verdict.PROVED),
        (Verdict.PROVED, Verdict.REFUTED),
        (Verdict.AGREES, Verdict.REFUTED),
        (Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE),
        (None, Verdict.INCONCLUSIVE),
    ],
)
def test_a_fallacy_stands_when_it_is_refuted(verdict: Verdict | None, means: Verdict) -> None:
    assert worst(run(StepKind.FALLACY, verdict)) is means
