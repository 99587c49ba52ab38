"""The screen exercises are answered on: those of a card, or a quiz."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message as TextualMessage
from textual.reactive import reactive
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from quizapp.cards.model import Language, NumberExercise
from quizapp.derive.report import Asked, Failed, Graded, Message, Opened, Typed, Valued
from quizapp.errors import StoreError
from quizapp.study.attempt import Attempt
from quizapp.study.round import Round
from quizapp.study.task import Kind, definitions_of, shown_values
from quizapp.ui.commands import EXERCISE, bindings
from quizapp.ui.exercise_view import TYPED, ExerciseView, Said
from quizapp.ui.messages import DerivationAsked
from quizapp.ui.screens.breakpoints import wear_breakpoints
from quizapp.ui.screens.exercise_page import asked, given, lines, said_text, title, travelling
from quizapp.ui.services import Services
from quizapp.ui.widgets.card_text import CardText
from quizapp.ui.widgets.choice_list import ChoiceList
from quizapp.ui.widgets.formula_input import FormulaInput
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.remark import Remark
from quizapp.ui.widgets.title_bar import TitleBar

TICK_SECONDS = 1.0


class ExerciseScreen(Screen[Round]):
    """Puts one task after the other, and hands the round back when it is over or left."""

    CSS_PATH = "exercise.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EXERCISE)]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    view: reactive[ExerciseView | None] = reactive(None, init=False, repaint=False)

    title_bar = getters.query_one(TitleBar)
    page = getters.query_one("#page", VerticalScroll)
    prompt = getters.query_one("#prompt", CardText)
    given = getters.query_one("#given", CardText)
    ask = getters.query_one("#ask", Remark)
    choices = getters.query_one(ChoiceList)
    answer = getters.query_one(FormulaInput)
    verdict = getters.query_one("#verdict", Remark)
    told = getters.query_one("#said", CardText)
    notice = getters.query_one("#notice", Remark)

    @dataclass
    class Heard(TextualMessage):
        """The prover said something about a task."""

        attempt: int
        """Which task of the round it is about."""
        said: Message
        text: str = ""
        """What was typed."""

    def __init__(
        self,
        services: Services,
        round_: Round,
        *,
        quiz: str = "",
        limit: timedelta | None = None,
    ) -> None:
        """Put the tasks of a round; in a quiz, named by its id, the first answer counts and time runs."""
        super().__init__()
        self._services = services
        self._round = round_
        self._quiz = quiz
        self._limit = limit
        self._began = services.now()

    def compose(self) -> ComposeResult:
        """Lay out the prompt above the answer."""
        yield TitleBar()
        with VerticalScroll(id="page", can_focus=False):
            yield CardText(id="prompt")
            yield CardText(id="given")
            yield Remark(id="ask")
            yield ChoiceList(id="choices")
            yield FormulaInput(id="answer")
            yield Remark(id="verdict")
            yield CardText(id="said")
        yield Remark(id="notice")
        yield KeyBar()

    def on_mount(self) -> None:
        """Put the first task, in the app's language, whichever that becomes."""
        wear_breakpoints(self)
        self.watch(self.app, "language", self._speak)
        if self._quiz:
            self.set_interval(TICK_SECONDS, self._tick)

    def _speak(self, language: Language) -> None:
        if self.view is None:
            cards = self._services.library.cards
            self.view = ExerciseView(self._round, cards, language, one_try=bool(self._quiz)).put()
            self._begin()
        else:
            self.view = self.view.spoken(language)

    @property
    def elapsed(self) -> timedelta:
        """Time since the round began."""
        return self._services.now() - self._began

    def _tick(self) -> None:
        """Let the clock run; a quiz whose time is over ends."""
        if self.view is None:
            return
        self.title_bar.note = self._note(self.view)
        if self._limit is not None and self.elapsed >= self._limit and self.view.attempt is not None:
            self.action_leave()

    def _note(self, view: ExerciseView) -> str:
        return asked(view, self.elapsed if self._quiz else None, self._limit)

    # Tasks

    def _begin(self) -> None:
        """Get ready for the task at hand."""
        view = self.view
        if view is None or view.attempt is None:
            return
        self.answer.open(shown=view.task.kind in TYPED)
        if view.task.kind not in TYPED:
            self.set_focus(None)
        self.page.scroll_home(animate=False)
        if view.task.label is not None and view.task.kind in TYPED:
            self.view = replace(view, waiting=view.say.opening)
            self._ask(view.round.position)

    @work(group="ask", exit_on_error=False)
    async def _ask(self, number: int, text: str | None = None) -> None:
        view = self.view
        assert view is not None
        task = view.task
        english = task.exercise(view.card, Language.ENGLISH)
        typed = Typed(label=task.label or "", definitions=definitions_of(english.prompt), text=text)
        prove = self._services.prover.prove
        if text is None and isinstance(english, NumberExercise):
            values = travelling(shown_values(english, task.seed))
            question = Asked(label=english.label, values=values)
            async for said in prove(task.derivation, judge=False, asked=[question]):
                self.post_message(self.Heard(number, said))
        async for said in prove(task.derivation, judge=False, typed=typed):
            self.post_message(self.Heard(number, said, text or ""))

    @on(Heard)
    def _hear(self, message: Heard) -> None:
        message.stop()
        view = self.view
        if view is None or view.attempt is None or message.attempt != view.round.position:
            return
        at = self._services.now()
        match message.said:
            case Opened() as opened:
                self.view = replace(view, opened=opened, waiting="")
                if view.task.kind is Kind.DERIVE:
                    self.answer.vocabulary = opened.vocabulary
            case Valued(answers=(float(value),)):
                self.view = replace(view, value=value)
            case Valued(answers=(str(why),)):
                self.view = view.telling(Said(view.say.failed(why)))
            case Graded(grade=grade):
                if not view.finished:
                    self._take(view.hand_in_formula(message.text, grade, at))
            case Failed(message=why):
                self.view = view.telling(Said(view.say.failed(why)))
            case _:
                pass

    @on(Worker.StateChanged)
    def _report_failure(self, event: Worker.StateChanged) -> None:
        if event.worker.group == "ask" and event.state is WorkerState.ERROR and self.view is not None:
            self.view = self.view.telling(Said(self.view.say.failed(str(event.worker.error or ""))))

    def _take(self, view: ExerciseView) -> None:
        """Show what became of an answer, and write an attempt that ended to disk."""
        before = self.view
        self.view = view
        attempt = view.attempt
        if attempt is not None and attempt.finished and (before is None or not before.finished):
            self._keep(attempt)
            self.answer.close()
            self.set_focus(None)
        self.call_after_refresh(self.page.scroll_end, animate=False)

    def _keep(self, attempt: Attempt) -> None:
        assert self.view is not None
        try:
            self._services.record(attempt, self._quiz)
            self.notice.text = ""
        except StoreError as error:
            self.notice.text = self.view.say.not_saved(str(error))

    # Drawing

    def watch_view(self, view: ExerciseView) -> None:
        """Draw the view; nothing else writes to the widgets."""
        if view.attempt is None:
            return
        self.title_bar.title = title(view, self._services.library)
        self.title_bar.note = self._note(view)
        self.prompt.markdown = view.exercise.prompt
        shown = given(view)
        self.given.markdown = shown
        self.given.display = bool(shown)
        self.choices.lines = lines(view)
        self.choices.marked = None if view.finished else view.mark
        self.choices.display = bool(view.order)
        self.ask.text = self._what_to_do(view)
        judged = next((said for said in view.said if said.tone != "quiet"), None)
        self.verdict.text = judged.text if judged is not None else ""
        self.verdict.set_class(judged is not None and judged.tone == "wrong", "-wrong")
        self.told.markdown = told = said_text(view)
        self.told.display = bool(told)
        self.refresh_bindings()

    def _what_to_do(self, view: ExerciseView) -> str:
        say = view.say
        if view.finished:
            return ""
        if view.waiting:
            return view.waiting
        match view.task.kind:
            case Kind.CHOOSE | Kind.SPOT:
                return say.choose_one if view.single else say.choose_some
            case Kind.ORDER:
                return say.put_in_order
            case Kind.NUMBER:
                exercise = view.exercise
                unit = exercise.answer.unit if isinstance(exercise, NumberExercise) else ""
                return say.type_number(unit)
            case Kind.DERIVE:
                known = () if view.opened is None else view.opened.names
                return f"{say.type_formula} {say.names(', '.join(known))}"

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer what the task allows at this moment."""
        view = self.view
        if view is None or view.attempt is None:
            return action == "leave"
        listed = bool(view.order) and not view.finished
        offered = {
            "mark": listed,
            "pick": listed and bool(view.choices),
            "move": listed and view.task.kind is Kind.ORDER,
            "submit": not view.finished and view.task.kind not in TYPED,
            "hint": not view.finished,
            "reveal": not view.finished,
            "next": view.finished,
            "derive": view.finished,
        }
        return offered.get(action, True)

    def action_mark(self, by: int) -> None:
        """Mark another line."""
        self.view = self._now().move_mark(by)

    def action_move(self, by: int) -> None:
        """Move the marked step."""
        self.view = self._now().move_step(by)

    def action_pick(self, line: int = -1) -> None:
        """Choose an option."""
        view = self._now()
        self.view = view.toggle(view.mark if line < 0 else line)

    @on(ChoiceList.Picked)
    def _click(self, message: ChoiceList.Picked) -> None:
        message.stop()
        view = self._now()
        if not view.finished:
            self.view = view.toggle(message.line) if view.choices else replace(view, mark=message.line)

    def action_submit(self) -> None:
        """Hand the answer in."""
        view, at = self._now(), self._services.now()
        if view.task.kind is Kind.ORDER:
            self._take(view.hand_in_order(at))
        else:
            self._take(view.hand_in_choice(at))

    @on(FormulaInput.Submitted)
    def _submit_text(self, message: FormulaInput.Submitted) -> None:
        message.stop()
        view = self._now()
        if view.finished:
            self.action_next()
        elif not message.text.strip():
            self.view = view.telling(Said(view.say.nothing_typed))
        elif view.task.kind is Kind.NUMBER:
            if view.value is None:
                self.view = view.telling(Said(view.say.opening))
            else:
                self._take(view.hand_in_number(message.text, self._services.now()))
        elif not view.waiting and not self.answer.puzzling:
            self.view = replace(view, waiting=view.say.grading, said=())
            self._ask(view.round.position, message.text)

    def action_hint(self) -> None:
        """Take a hint."""
        self.view = self._now().hint()

    def action_reveal(self) -> None:
        """Look at the answer."""
        self._take(self._now().reveal(self._services.now()))

    def action_derive(self) -> None:
        """Go to the proof."""
        self.post_message(DerivationAsked(self._now().task.derivation))

    def action_next(self) -> None:
        """Go on, or hand the round back after its last task."""
        view = self._now().next(self._services.now())
        self.view = view
        if view.attempt is None:
            self.dismiss(view.round)
        else:
            self._begin()

    def action_leave(self) -> None:
        """Leave the round; what was answered is kept."""
        view, at = self._now(), self._services.now()
        attempt = view.attempt
        if attempt is not None and not attempt.finished and attempt.tries:
            self._keep(attempt.leave(at))
        while view.attempt is not None:
            view = replace(view, round=replace(view.round.next(at), comes_back=False))
        self.dismiss(view.round)

    def _now(self) -> ExerciseView:
        assert self.view is not None
        return self.view
