"""A derivation, played step by step while it is being proved."""

from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message as TextualMessage
from textual.reactive import reactive
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from quizapp.cards.model import Language
from quizapp.derive.report import Failed, Finished, Message
from quizapp.ui.blackboard import BlackboardState
from quizapp.ui.commands import DERIVE, bindings
from quizapp.ui.messages import BlackboardAsked
from quizapp.ui.screens.breakpoints import wear_breakpoints
from quizapp.ui.services import Prover
from quizapp.ui.widgets.board_lines import Given, Notice, note, title
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.proof_words import proof_words
from quizapp.ui.widgets.step_lines import ShownStep
from quizapp.ui.widgets.step_view import StepView
from quizapp.ui.widgets.title_bar import TitleBar

ROOMY = 80
"""Cells of width from which words are used where signs will do."""


class DeriveScreen(Screen[None]):
    """Shows one derivation; the reader and the prover each go at their own pace."""

    CSS_PATH = "derive.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DERIVE)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (ROOMY, "-roomy")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    @dataclass
    class Heard(TextualMessage):
        """The prover said something."""

        run: int
        """The run it belongs to."""
        said: Message

    state: reactive[BlackboardState] = reactive(BlackboardState(""), init=False, repaint=False)
    language: reactive[Language] = reactive(Language.ENGLISH, init=False, repaint=False)

    title_bar = getters.query_one(TitleBar)
    given = getters.query_one(Given)
    board = getters.query_one("#board", VerticalScroll)
    notice = getters.query_one(Notice)

    def __init__(self, prover: Prover, name: str) -> None:
        """Prove the derivation called name, `<topic>/<name>`."""
        super().__init__()
        self._prover = prover
        self._views: tuple[StepView, ...] = ()
        self.set_reactive(DeriveScreen.state, BlackboardState(name))

    def compose(self) -> ComposeResult:
        """Lay out the title above the board."""
        yield TitleBar()
        yield Given()
        yield VerticalScroll(id="board", can_focus=False)
        yield Notice()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to prove at once."""
        wear_breakpoints(self)
        if hasattr(self.app, "language"):
            self.watch(self.app, "language", self._follow_language)
        self._draw(self.state)
        self._prove(self.state.run)

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        self._draw(self.state)

    @work(group="prove", exclusive=True, exit_on_error=False)
    async def _prove(self, run: int) -> None:
        said: Message | None = None
        async for said in self._prover.prove(self.state.name):
            self.post_message(self.Heard(run, said))
        if not isinstance(said, Finished | Failed):
            silent = Failed(name=self.state.name, message="The prover ended without an answer.")
            self.post_message(self.Heard(run, silent))

    @on(Worker.StateChanged)
    def _report_failure(self, event: Worker.StateChanged) -> None:
        if event.worker.group == "prove" and event.state is WorkerState.ERROR:
            why = Failed(name=self.state.name, message=f"{event.worker.error or 'Unknown error.'}")
            self.post_message(self.Heard(self.state.run, why))

    @on(Heard)
    def _take_in(self, message: Heard) -> None:
        message.stop()
        self.state = self.state.heard(message.said, run=message.run)

    @on(StepView.Picked)
    def _pick(self, message: StepView.Picked) -> None:
        message.stop()
        position = next((i for i, s in enumerate(self.state.on_board) if s.number == message.number), 0)
        again = position == self.state.marked
        self.state = self.state.toggle_evidence() if again else self.state.mark(position)

    def _follow_language(self, language: Language) -> None:
        self.language = language

    def watch_language(self) -> None:
        """Say the same in another language."""
        self._draw(self.state)

    def watch_state(self, before: BlackboardState, state: BlackboardState) -> None:
        """Draw the state, and follow the mark when the reader moved it."""
        self._draw(state)
        self.refresh_bindings()
        if (state.marked, state.revealed, state.evidence) != (
            before.marked,
            before.revealed,
            before.evidence,
        ):
            self.call_after_refresh(self._follow_mark)

    def _draw(self, state: BlackboardState) -> None:
        words = proof_words(self.language)
        self.title_bar.title = title(state)
        self.title_bar.note = note(state, words, short=self.size.width < ROOMY)
        for widget in (self.given, self.notice):
            widget.words = words
            widget.state = state
        if len(self._views) != len(state.steps):
            self.board.remove_children()
            self._views = tuple(StepView() for _ in state.steps)
            self.board.mount(*self._views)
        for position, (view, step) in enumerate(zip(self._views, state.steps, strict=True)):
            marked = position == state.marked
            view.display = position < state.revealed
            view.shown = ShownStep(
                step,
                checking=state.checking(step),
                marked=marked,
                evidence=marked and state.evidence,
                words=words,
            )

    def _follow_mark(self) -> None:
        if self._views:
            self.board.scroll_to_widget(self._views[self.state.marked], animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would change something."""
        match action:
            case "next" | "all":
                return not self.state.complete and self.state.outline is not None
            case "evidence":
                return self.state.current is not None
            case "yourself":
                return self.state.outline is not None
            case "plot":
                return self.state.outline is not None and bool(self.state.outline.plots)
            case "move":
                return self.state.mark(self.state.marked + int(str(parameters[0]))) != self.state
            case _:
                return True

    def action_next(self) -> None:
        """Show the next step."""
        self.state = self.state.next_step()

    def action_all(self) -> None:
        """Show every step."""
        self.state = self.state.all_steps()

    def action_evidence(self) -> None:
        """Open or close the evidence."""
        self.state = self.state.toggle_evidence()

    def action_plot(self) -> None:
        """Draw its numbers; the board stays as it is below."""
        from quizapp.ui.screens.plot import PlotScreen

        self.app.push_screen(PlotScreen(self._prover, self.state.name))

    def action_yourself(self) -> None:
        """Go to a board to derive it on; this one stays as it is below."""
        self.post_message(BlackboardAsked(self.state.name))

    def action_move(self, by: int) -> None:
        """Move the mark."""
        self.state = self.state.move(by)

    def action_scroll(self, lines: int) -> None:
        """Scroll the board."""
        self.board.scroll_relative(y=lines, animate=False)

    def action_again(self) -> None:
        """Prove everything again."""
        self.state = self.state.restarted()
        self._prove(self.state.run)

    def action_leave(self) -> None:
        """Go back; what was still being proved is abandoned."""
        self.dismiss()
