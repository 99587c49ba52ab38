"""The blackboard as text."""

import io

from sympy import Derivative

from quizapp.derive.blackboard import formula_lines, print_blackboard
from quizapp.derive.judge import judge, unjudged
from quizapp.derive.report import Outline
from tests.derive.blackboards import sigmoid


def printed(*, evidence: bool = False, wrong: bool = False) -> str:
    d, z, sigma = sigmoid()
    sign = -1 if wrong else 1
    d.claim("slope", Derivative(sigma(z), z), sign * sigma(z) * (1 - sigma(z)), "Quotient rule.")
    outline = Outline(name="a/b", title=d.title, summary="A summary.", steps=tuple(unjudged(d)))
    out = io.StringIO()
    print_blackboard(outline, judge(d, 0), evidence=evidence, out=out)
    return out.getvalue()


def test_every_line_shows_formula_reason_and_verdict() -> None:
    text = printed()
    assert text.startswith("Sigmoid\nA summary.\n")
    assert " 2  [slope] Quotient rule." in text
    assert "✓ proved" in text
    assert "σ(z)(1 − σ(z))" in text
    assert "precision" not in text


def test_evidence_is_shown_on_demand() -> None:
    assert "24 points, 60 digits" in printed(evidence=True)


def test_refuted_lines_show_their_point() -> None:
    text = printed(wrong=True)
    assert "✗ refuted" in text
    assert "at z = 20: left 2.06115e-9, right -2.06115e-9" in text


def test_a_formula_that_cannot_be_laid_out_is_shown_as_latex() -> None:
    assert formula_lines(r"\nonsense{x}", 40) == [r"\nonsense{x}"]
