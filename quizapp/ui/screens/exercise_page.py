"""The texts of the exercise screen, as they follow from its view."""

from collections.abc import Mapping
from datetime import timedelta

from quizapp.cards.library import Library
from quizapp.cards.model import NumberExercise, OrderExercise, Value
from quizapp.cards.quantities import write_value
from quizapp.derive.names import latex_name
from quizapp.derive.report import Nested
from quizapp.study.task import Kind, shown_values
from quizapp.ui.exercise_view import ExerciseView
from quizapp.ui.screens.study_view import clock
from quizapp.ui.widgets.choice_list import Line, Sign


def title(view: ExerciseView, library: Library) -> str:
    """Return which card the task is from, and what is to be done."""
    return f"{library.title(view.card.topic, view.language)} · {view.say.kinds[view.task.kind]}"


def asked(view: ExerciseView, elapsed: timedelta | None, limit: timedelta | None) -> str:
    """Return which task of how many is at hand; in a quiz also the score and the time."""
    place = f"{min(view.round.position, view.round.total)} / {view.round.total}"
    if elapsed is None:
        return place
    if limit is None:
        return f"{place} · {view.round.right} ✓ · {clock(elapsed)}"
    # Against the clock there are more tasks than anybody gets to.
    return f"{view.round.position} · {view.round.right} ✓ · {clock(max(limit - elapsed, timedelta()))}"


def given(view: ExerciseView) -> str:
    """Return the inputs of a number exercise, and what a formula is to equal, as markdown."""
    exercise = view.exercise
    if isinstance(exercise, NumberExercise):
        values = shown_values(exercise, view.task.seed)
        rows = [
            f"- ${latex_name(each.name)} = {_latex(values[each.name])}$"
            + (f" — {each.note}" if each.note else "")
            for each in exercise.inputs
        ]
        return "\n".join(rows)
    if view.task.kind is Kind.DERIVE and view.opened is not None:
        return f"$${view.opened.left} {view.opened.relation} \\;?$$"
    return ""


def _latex(value: Value) -> str:
    return write_value(value).replace("[", r"\left[").replace("]", r"\right]")


def travelling(values: Mapping[str, Value]) -> dict[str, Nested]:
    """Return inputs as they travel to the proof process."""
    return {name: _nested(value) for name, value in values.items()}


def _nested(value: Value) -> Nested:
    if not isinstance(value, tuple):
        return str(value)
    if all(isinstance(part, tuple) for part in value):
        return tuple(tuple(map(str, row)) for row in value if isinstance(row, tuple))
    return tuple(map(str, value))


def lines(view: ExerciseView) -> tuple[Line, ...]:
    """Return the options or steps as they are shown."""
    exercise = view.exercise
    if isinstance(exercise, OrderExercise):
        return tuple(
            Line(
                exercise.steps[position].text,
                f"{number}.",
                exercise.steps[position].reason if view.finished else "",
            )
            for number, position in enumerate(view.order, 1)
        )
    return tuple(_option(view, position) for position in view.order)


def _option(view: ExerciseView, position: int) -> Line:
    choice, chosen = view.choices[position], position in view.chosen
    if view.finished:
        sign = Sign.RIGHT if choice.right else Sign.WRONG
        return Line(choice.text, sign, choice.reason)
    if position in view.out:
        return Line(choice.text, Sign.WRONG, choice.reason)
    if view.single:
        return Line(choice.text, Sign.CHOSEN if chosen else Sign.OPEN)
    return Line(choice.text, Sign.TICKED if chosen else Sign.UNTICKED)


def said_text(view: ExerciseView) -> str:
    """Return what the learner is told beside the verdict, as markdown."""
    parts = [said.text for said in view.said if said.tone == "quiet"]
    if view.finished:
        parts.append(view.say.next)
    return "\n\n".join(parts)
