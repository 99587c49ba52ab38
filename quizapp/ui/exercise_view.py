"""What the exercise screen shows, as a value, and everything a learner can do to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from quizapp.cards.model import (
    Card,
    CardId,
    Choice,
    ChooseExercise,
    Exercise,
    Language,
    NumberExercise,
    OrderExercise,
    SpotExercise,
)
from quizapp.cards.quantities import QuantityError, written_like
from quizapp.derive.report import Grade, GradeVerdict, Opened, Witness
from quizapp.study.attempt import Attempt, Outcome, Try
from quizapp.study.round import Round
from quizapp.study.task import (
    Kind,
    Task,
    read_answer,
    right_choices,
    right_number,
    right_order,
    shown_choices,
    shown_steps,
)
from quizapp.ui.exercise_words import ExerciseWords, exercise_words
from quizapp.ui.mistake_words import in_language
from quizapp.ui.refusal_words import refusal

TYPED = {Kind.DERIVE, Kind.NUMBER}
"""Kinds that are answered by typing."""
Tone = Literal["right", "wrong", "quiet"]


@dataclass(frozen=True, slots=True)
class Said:
    """Something the learner is told, in markdown."""

    text: str
    tone: Tone = "quiet"


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """Everything the exercise screen shows."""

    round: Round
    cards: Mapping[CardId, Card]
    language: Language
    one_try: bool = False
    """Whether the first answer counts, as in a quiz."""
    mark: int = 0
    """The marked line of a list."""
    chosen: frozenset[int] = frozenset()
    """Options chosen, by their position in the card."""
    out: frozenset[int] = frozenset()
    """Options that were tried or shown to be wrong, by their position in the card."""
    order: tuple[int, ...] = ()
    """Options or steps as they are shown, by their position in the card."""
    opened: Opened | None = None
    """What is known about the claim, once it is ready."""
    value: float | None = None
    """What the derivation computed, once it has."""
    waiting: str = ""
    """What is being waited for; nothing is handed in meanwhile."""
    hints: tuple[str, ...] = ()
    said: tuple[Said, ...] = field(default=())

    @property
    def attempt(self) -> Attempt | None:
        """The attempt at hand; None when the round is over."""
        return self.round.attempt

    @property
    def task(self) -> Task:
        """The task at hand."""
        assert self.attempt is not None
        return self.attempt.task

    @property
    def card(self) -> Card:
        """The card of the task at hand."""
        return self.cards[self.task.card]

    @property
    def exercise(self) -> Exercise:
        """The exercise at hand, in the learner's language."""
        return self.task.exercise(self.card, self.language)

    @property
    def say(self) -> ExerciseWords:
        """The phrases in the learner's language."""
        return exercise_words(self.language)

    @property
    def finished(self) -> bool:
        """Whether the task at hand is finished."""
        return self.attempt is None or self.attempt.finished

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The options of a choose or spot exercise; none for others."""
        exercise = self.exercise
        return exercise.choices if isinstance(exercise, ChooseExercise | SpotExercise) else ()

    @property
    def single(self) -> bool:
        """Whether exactly one option is right, so that choosing one answers."""
        return sum(choice.right for choice in self.choices) == 1

    @property
    def lines(self) -> int:
        """How many lines there are to mark."""
        return len(self.order)

    def put(self) -> "ExerciseView":
        """Return the view with the task at hand as it is shown first."""
        if self.attempt is None:
            return replace(self, order=(), said=())
        order: tuple[int, ...] = ()
        exercise = self.exercise
        if isinstance(exercise, ChooseExercise | SpotExercise):
            order = shown_choices(exercise.choices, self.task.seed)
        elif isinstance(exercise, OrderExercise):
            order = shown_steps(exercise.steps, self.task.seed)
        return ExerciseView(self.round, self.cards, self.language, self.one_try, order=order)

    def spoken(self, language: Language) -> "ExerciseView":
        """Return the view in another language; what was said before is not said again."""
        return replace(self, language=language, said=())

    # Lists

    def move_mark(self, by: int) -> "ExerciseView":
        """Mark another line."""
        return replace(self, mark=(self.mark + by) % self.lines) if self.lines else self

    def move_step(self, by: int) -> "ExerciseView":
        """Move the marked step up or down."""
        to = self.mark + by
        if self.task.kind is not Kind.ORDER or self.finished or not 0 <= to < self.lines:
            return self
        order = list(self.order)
        order[self.mark], order[to] = order[to], order[self.mark]
        return replace(self, order=tuple(order), mark=to, said=())

    def toggle(self, line: int) -> "ExerciseView":
        """Choose the option on a line, or take the choice back."""
        if self.finished or not self.choices or not 0 <= line < self.lines:
            return self
        position = self.order[line]
        chosen = frozenset({position}) if self.single else self.chosen ^ {position}
        return replace(self, mark=line, chosen=chosen, said=())

    # Answers

    def hand_in_choice(self, at: datetime) -> "ExerciseView":
        """Answer with the chosen options."""
        view = self if self.chosen or not self.single else self.toggle(self.mark)
        if not view.chosen:
            return view.telling(Said(self.say.choose_some))
        texts = "; ".join(view.choices[position].text for position in sorted(view.chosen))
        if right_choices(view.choices, view.chosen):
            return view.taken(Try(texts, Outcome.RIGHT), at, Said(self.say.right, "right"))
        wrong = [position for position in sorted(view.chosen) if not view.choices[position].right]
        told = [Said(self.say.wrong, "wrong")]
        told += [Said(_with_reason(view.choices[position]), "quiet") for position in wrong]
        if not wrong:
            told.append(Said(self.say.some_missing))
        out = view.out | set(wrong)
        kept = replace(view, out=out, chosen=view.chosen - set(wrong))
        return kept.taken(Try(texts, Outcome.WRONG), at, *told)

    def hand_in_order(self, at: datetime) -> "ExerciseView":
        """Answer with the order of the steps."""
        text, right = ", ".join(str(position + 1) for position in self.order), right_order(self.order)
        if right == len(self.order):
            return self.taken(Try(text, Outcome.RIGHT), at, Said(self.say.right, "right"))
        told = Said(self.say.wrong, "wrong"), Said(self.say.first_right(right))
        return self.taken(Try(text, Outcome.WRONG), at, *told)

    def hand_in_number(self, text: str, at: datetime) -> "ExerciseView":
        """Answer with a number, once the right one is known."""
        exercise = self.exercise
        assert isinstance(exercise, NumberExercise)
        assert self.value is not None
        try:
            right = right_number(exercise, self.value, text)
            given = float(read_answer(exercise, text))
        except (QuantityError, OverflowError) as error:
            return self.telling(Said(refusal(str(error), self.language)))
        if right:
            return self.taken(Try(text, Outcome.RIGHT), at, Said(self.say.right, "right"))
        why = self._how_far_off(given, self.value)
        told = Said(self.say.wrong, "wrong"), Said(why)
        seen = f"≠ {written_like(self.value, exercise.answer.written)}"
        return self.taken(Try(text, Outcome.WRONG, why, seen), at, *told)

    def _how_far_off(self, given: float, value: float) -> str:
        say = self.say
        for name, close in (
            (say.sign_flipped, -value),
            (say.factor_of_two, 2 * value),
            (say.factor_of_two, value / 2),
            (say.turned_over, 1 / value if value else 0.0),
        ):
            if value and abs(given - close) <= 1e-3 * abs(close):
                return name
        return say.too_large if given > value else say.too_small

    def hand_in_formula(self, text: str, grade: Grade, at: datetime) -> "ExerciseView":
        """Answer with a formula that was graded."""
        say, view = self.say, replace(self, waiting="")
        match grade.verdict:
            case GradeVerdict.EQUAL:
                told = Said(say.proved if grade.proved else say.seen, "right")
                return view.taken(Try(text, Outcome.RIGHT), at, told)
            case GradeVerdict.DIFFERENT | GradeVerdict.DOMAIN:
                lines = [Said(say.wrong, "wrong")]
                where = "" if grade.witness is None else self._seen(grade.witness)
                lines += [Said(each) for each in (where, in_language(grade.diagnosis, self.language)) if each]
                seen = "" if grade.witness is None else _in_signs(grade.witness)
                return view.taken(Try(text, Outcome.WRONG, grade.diagnosis, seen), at, *lines)
            case GradeVerdict.UNDECIDED:
                return view.taken(
                    Try(text, Outcome.UNDECIDED),
                    at,
                    Said(say.undecided(refusal(grade.message, self.language))),
                )
            case _:
                return view.telling(Said(refusal(grade.message, self.language)))

    def _seen(self, witness: Witness) -> str:
        """Say where and how a formula differs from the answer."""
        where = f"`{witness.where}`"
        if not witness.right:
            return self.say.no_value(where)
        yours, truth = f"`{witness.right}`", f"`{witness.left}`"
        return self.say.different(where if "=" in witness.where else "", yours, truth)

    def taken(self, answer: Try, at: datetime, *said: Said) -> "ExerciseView":
        """Return the view with an answer in the log and something said about it."""
        assert self.attempt is not None
        attempt = self.attempt.hand_in(answer, at, last=self.one_try)
        told = replace(self, round=self.round.with_attempt(attempt), said=said)
        return told.with_solution() if attempt.finished else told

    # Help

    def hint(self) -> "ExerciseView":
        """Take the next hint: in a list one wrong option less or one step more, else a line of the proof."""
        assert self.attempt is not None
        view = self._hinted()
        if view is None:
            return self.telling(Said(self.say.no_more_hints))
        return replace(view, round=view.round.with_attempt(self.attempt.take_hint()))

    def _hinted(self) -> "ExerciseView | None":
        if self.choices:
            wrong = [p for p in self.order if not self.choices[p].right and p not in self.out]
            if not wrong:
                return None
            told = Said(self.say.hint(_with_reason(self.choices[wrong[0]])))
            return replace(self, out=self.out | {wrong[0]}, chosen=self.chosen - {wrong[0]}, said=(told,))
        if self.task.kind is Kind.ORDER:
            right = right_order(self.order)
            if right == len(self.order):
                return None
            rest = [position for position in self.order[right:] if position != right]
            order = (*self.order[:right], right, *rest)
            return replace(self, order=order, mark=right, said=(Said(self.say.first_right(right + 1)),))
        ladder = self.opened.hints[:-1] if self.opened is not None else ()
        if len(self.hints) >= len(ladder):
            return None
        line = ladder[len(self.hints)]
        return replace(self, hints=(*self.hints, line), said=(Said(self.say.hint(line)),))

    def reveal(self, at: datetime) -> "ExerciseView":
        """Look at the answer."""
        assert self.attempt is not None
        attempt = self.attempt.reveal(at)
        return replace(self, round=self.round.with_attempt(attempt), said=()).with_solution()

    def with_solution(self) -> "ExerciseView":
        """Add the answer to what is said, and show it in lists."""
        exercise = self.exercise
        if isinstance(exercise, OrderExercise):
            return replace(self, order=tuple(range(len(exercise.steps))))
        if isinstance(exercise, NumberExercise) and self.value is not None:
            unit = f" {exercise.answer.unit}" if exercise.answer.unit else ""
            shown = f"**{written_like(self.value, exercise.answer.written)}**{unit}"
            as_written = written_like(self.value, exercise.answer.written) == exercise.answer.written
            reason = exercise.answer.reason if as_written else self.say.rests_on(f"`{self.task.derivation}`")
            return self.telling(*self.said, Said(self.say.answer(f"{shown} — {reason}" if reason else shown)))
        if self.task.kind is Kind.DERIVE and self.opened is not None:
            formula = self.opened.hints[-1].strip("$")
            return self.telling(*self.said, Said(self.say.answer(f"\n\n$$\n{formula}\n$$")))
        return self

    def telling(self, *said: Said) -> "ExerciseView":
        """Return the view with something to tell the learner."""
        return replace(self, said=said, waiting="")

    def next(self, at: datetime) -> "ExerciseView":
        """Go on to the next task."""
        return replace(self, round=self.round.next(at)).put()


def _with_reason(choice: Choice) -> str:
    return f"{choice.text} — {choice.reason}" if choice.reason else choice.text


def _in_signs(witness: Witness) -> str:
    """Return where and how a formula differs in no language at all."""
    return f"{witness.where}: {witness.right or '?'} ≠ {witness.left}"
