"""The lines of a step and of its evidence, at any width."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.cards.model import Language
from quizapp.derive.report import EvidenceKind, Step, StepKind, Verdict
from quizapp.ui.widgets.evidence_lines import duration, evidence_lines
from quizapp.ui.widgets.proof_words import proof_words
from quizapp.ui.widgets.step_lines import ShownStep, standing, step_lines
from tests.ui.proofs import FALSE, NETWORK, PRECISION, PROOF, SCOPE, STEPS, judged

GRADIENT = judged(5).step
FALSE_STEP = judged(5, Verdict.REFUTED).step


def shown(step: Step, width: int, *, marked: bool = False) -> str:
    return "\n".join(line.plain for line in step_lines(ShownStep(step, marked=marked), width))


def evidence(step: Step, width: int, *, checking: bool = False) -> str:
    return "\n".join(line.plain for line in evidence_lines(step, width, checking=checking))


def test_a_step_shows_number_reason_verdict_label_formula_and_scope() -> None:
    assert shown(GRADIENT, 80, marked=True).split("\n") == [
        "▶ 5  Sum the Jacobian against y; the target's total is 1.    ✓ proved   gradient",
        "        ∂L",
        "       ───── = pₖ − yₖ".ljust(69) + SCOPE,
        "        ∂zₖ",
    ]


def test_a_verdict_without_room_beside_the_reason_has_a_line_of_its_own() -> None:
    lines = shown(GRADIENT, 40).split("\n")
    assert lines[2] == "✓ proved   gradient".rjust(40)


def test_definitions_and_hypotheses_are_named_not_judged() -> None:
    assert standing(ShownStep(STEPS[0])).plain == "definition"
    assert standing(ShownStep(STEPS[2])).plain == "given"


def test_a_step_no_card_cites_shows_its_verdict_alone() -> None:
    plain = GRADIENT.model_copy(update={"kind": StepKind.STEP, "label": None})
    assert standing(ShownStep(plain)).plain == "✓ proved"


@pytest.mark.parametrize(("checking", "said"), [(True, "… checking"), (False, "– not checked")])
def test_a_claim_without_verdict_says_whether_one_will_come(checking: bool, said: str) -> None:
    assert standing(ShownStep(STEPS[4], checking=checking)).plain == f"{said}   gradient"


def test_korean_names_everything_around_the_formula() -> None:
    korean = ShownStep(GRADIENT, words=proof_words(Language.KOREAN))
    assert standing(korean).plain == "✓ 증명됨   gradient"
    assert standing(replace(korean, step=STEPS[2])).plain == "가정"


def test_each_check_is_a_line_with_its_time_at_the_end() -> None:
    assert evidence(GRADIENT, 100).split("\n") == [
        "✓ proof      residual reduced to 0 by cancel, for K = 3, 4, 5 and every k".ljust(95) + "18 ms",
        "≈ precision  24 points, 50 digits, worst residual 3e-51".ljust(95) + "32 ms",
        "≈ network    a 4-5-3 tanh classifier, 3 draws: formula ↔ backprop 1.1e-16, ↔ complex step".ljust(94)
        + "0.21 s",
        " " * 13 + "2e-16",
    ]


def test_a_refuted_claim_shows_the_point_both_values_and_their_difference() -> None:
    assert evidence(FALSE_STEP, 60).split("\n")[1:] == [
        " " * 13 + "at          z_1 = 20, y_1 = 1/2",
        " " * 13 + "left side   2.06e-9",
        " " * 13 + "right side  -2.06e-9",
        " " * 13 + "difference  4.12e-9",
    ]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0001, "1 ms"),
        (0.018, "18 ms"),
        (0.0996, "0.10 s"),
        (0.213, "0.21 s"),
        (0.996, "1.0 s"),
        (4.25, "4.2 s"),
    ],
)
def test_a_time_is_given_in_the_unit_it_is_read_in(seconds: float, said: str) -> None:
    assert duration(seconds) == said


words = st.text(alphabet="abc 한글 [b] 12,;", max_size=80)
evidences = st.builds(
    lambda base, kind, verdict, summary: base.model_copy(
        update={"kind": kind, "verdict": verdict, "summary": summary}
    ),
    st.sampled_from([PROOF, PRECISION, NETWORK, FALSE]),
    st.sampled_from(EvidenceKind),
    st.sampled_from(Verdict),
    words,
)


@given(
    st.sampled_from([*STEPS, GRADIENT, FALSE_STEP]),
    words,
    words,
    st.lists(evidences, max_size=3),
    st.integers(24, 130),
)
def test_lines_fit_the_width_whatever_they_say(
    step: Step, reason: str, scope: str, checks: list[object], width: int
) -> None:
    odd = step.model_copy(update={"reason": reason, "scope": scope, "evidence": tuple(checks)})
    for language in Language:
        say = proof_words(language)
        lines = [
            *step_lines(ShownStep(odd, words=say), width),
            *evidence_lines(odd, width, checking=False, words=say),
        ]
        assert max(line.cell_length for line in lines) <= width
