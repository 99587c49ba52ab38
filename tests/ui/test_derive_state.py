"""A derivation being played, as a value."""

import pytest

from quizapp.derive.report import StepKind, Verdict
from quizapp.ui.blackboard import BlackboardState, Phase
from quizapp.ui.widgets.board_lines import note
from quizapp.ui.widgets.proof_words import ENGLISH
from tests.ui.proofs import FAILED, FINISHED, NAME, OUTLINE, STEPS, judged

BEFORE = BlackboardState(NAME)
OPEN = BEFORE.heard(OUTLINE, run=1)


def test_nothing_is_on_the_board_before_the_outline() -> None:
    assert (BEFORE.phase, BEFORE.steps, BEFORE.current) == (Phase.STARTING, (), None)
    assert BEFORE.next_step() == BEFORE.all_steps() == BEFORE


def test_the_outline_puts_the_first_step_on_the_board() -> None:
    assert (OPEN.phase, OPEN.on_board, OPEN.current) == (Phase.CHECKING, STEPS[:1], STEPS[0])


def test_each_next_step_is_marked_until_all_are_there() -> None:
    state, marks = OPEN, []
    for _ in range(6):
        state = state.next_step()
        marks.append(state.marked)
    assert marks == [1, 2, 3, 4, 4, 4]
    assert state.complete
    assert state.on_board == STEPS


def test_all_steps_leave_the_mark_where_it_is() -> None:
    state = OPEN.all_steps()
    assert (state.on_board, state.marked, state.complete) == (STEPS, 0, True)


def test_the_mark_stays_on_the_board() -> None:
    assert OPEN.move(1) == OPEN.move(-1) == OPEN
    assert OPEN.all_steps().move(3).move(9).marked == 4


def test_a_verdict_is_kept_for_a_step_the_reader_has_not_reached() -> None:
    state = OPEN.heard(judged(5), run=1)
    assert state.on_board == STEPS[:1]
    assert state.all_steps().on_board[4].verdict is Verdict.PROVED


def test_only_steps_that_are_judged_are_waited_for() -> None:
    state = OPEN.all_steps().heard(judged(4), run=1)
    assert [step.number for step in state.steps if state.checking(step)] == [5]


@pytest.mark.parametrize("ending", [FINISHED, FAILED])
def test_nothing_is_waited_for_once_the_run_has_ended(ending: object) -> None:
    state = OPEN.heard(ending, run=1)  # type: ignore[arg-type]
    assert not any(state.checking(step) for step in state.steps)
    assert state.verdicts == (None, None)


def test_a_failure_keeps_the_verdicts_that_came_before_it() -> None:
    state = OPEN.heard(judged(4), run=1).heard(FAILED, run=1)
    assert (state.phase, state.failure) == (Phase.FAILED, FAILED.message)
    assert state.verdicts == (Verdict.PROVED, None)


def test_a_new_run_forgets_every_verdict_and_keeps_the_board() -> None:
    state = OPEN.all_steps().move(3).heard(judged(4), run=1).heard(FAILED, run=1).restarted()
    assert (state.phase, state.verdicts, state.marked, len(state.on_board)) == (
        Phase.CHECKING,
        (None, None),
        3,
        5,
    )


def test_what_an_abandoned_run_still_says_is_not_believed() -> None:
    state = OPEN.restarted()
    assert state.heard(judged(4), run=1) == state
    assert state.heard(FINISHED, run=1) == state


def test_a_derivation_that_became_shorter_keeps_the_mark_on_the_board() -> None:
    short = OUTLINE.model_copy(update={"steps": STEPS[:2]})
    state = OPEN.all_steps().move(4).restarted().heard(short, run=2)
    assert state.current == STEPS[1]


def test_the_note_counts_verdicts_and_says_that_more_will_come() -> None:
    state = OPEN.next_step().heard(judged(4), run=1)
    assert note(state, ENGLISH) == "step 2 of 5 · 1 proved · … checking"
    assert note(state, ENGLISH, short=True) == "2/5 · 1 ✓ · …"
    done = state.heard(judged(5, Verdict.REFUTED), run=1).heard(FINISHED, run=1)
    assert note(done, ENGLISH) == "step 2 of 5 · 1 proved · 1 refuted · 0.21 s"


def test_every_kind_of_step_but_definitions_and_hypotheses_is_judged() -> None:
    steps = {kind: STEPS[4].model_copy(update={"kind": kind}) for kind in StepKind}
    kinds = {kind for kind, step in steps.items() if OPEN.checking(step)}
    assert kinds == set(StepKind) - {StepKind.DEFINITION, StepKind.HYPOTHESIS}
