"""What a derivation can draw, one plot at a time."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message as TextualMessage
from textual.reactive import reactive
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from quizapp.cards.model import Language
from quizapp.derive.report import Failed, Message, Plot, Plotted
from quizapp.ui.blackboard import BlackboardState
from quizapp.ui.commands import PLOT, bindings
from quizapp.ui.screens.breakpoints import wear_breakpoints
from quizapp.ui.services import Prover
from quizapp.ui.widgets.board_lines import Notice, title
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.plot import PlotView
from quizapp.ui.widgets.plot_table import PlotTable
from quizapp.ui.widgets.proof_words import proof_words
from quizapp.ui.widgets.title_bar import TitleBar


@dataclass(frozen=True, slots=True)
class PlotState:
    """The plots as far as they are computed, and which of them is on show."""

    board: BlackboardState
    """How far the prover is, or why it stopped."""
    plots: tuple[Plot, ...] = ()
    shown: int = 0
    """Position of the plot on show."""
    as_table: bool = False
    """Whether its numbers are listed instead."""

    @property
    def plot(self) -> Plot | None:
        """The plot on show; None before the first is computed."""
        return self.plots[self.shown] if self.plots else None

    def heard(self, message: Message) -> "PlotState":
        """Take in what the prover said."""
        if isinstance(message, Plotted):
            return replace(self, plots=(*self.plots, message.plot))
        return replace(self, board=self.board.heard(message, run=self.board.run))

    def show(self, by: int) -> "PlotState":
        """Show another plot; after the last comes the first."""
        return replace(self, shown=(self.shown + by) % len(self.plots)) if self.plots else self

    def turn(self) -> "PlotState":
        """List the numbers instead of drawing them, or the other way round."""
        return replace(self, as_table=not self.as_table)


class PlotScreen(Screen[None]):
    """Draws what the child process computed; the numbers are computed once, when the screen opens."""

    CSS_PATH = "plot.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PLOT)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-roomy")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    @dataclass
    class Heard(TextualMessage):
        """The prover said something."""

        said: Message

    state: reactive[PlotState] = reactive(PlotState(BlackboardState("")), init=False, repaint=False)
    language: reactive[Language] = reactive(Language.ENGLISH, init=False, repaint=False)

    title_bar = getters.query_one(TitleBar)
    view = getters.query_one(PlotView)
    table = getters.query_one(PlotTable)
    notice = getters.query_one(Notice)

    def __init__(self, prover: Prover, name: str) -> None:
        """Draw what the derivation called name, `<topic>/<name>`, offers."""
        super().__init__()
        self._prover = prover
        self.set_reactive(PlotScreen.state, PlotState(BlackboardState(name)))

    def compose(self) -> ComposeResult:
        """Lay out the title above the drawing."""
        yield TitleBar()
        yield Notice()
        yield PlotView()
        yield PlotTable()
        yield KeyBar()

    def on_mount(self) -> None:
        """Have the numbers computed."""
        wear_breakpoints(self)
        if hasattr(self.app, "language"):
            self.watch(self.app, "language", self._follow_language)
        self._draw(self.state)
        self._compute()

    @work(group="plot", exclusive=True, exit_on_error=False)
    async def _compute(self) -> None:
        async for said in self._prover.prove(self.state.board.name, judge=False, plots=True):
            self.post_message(self.Heard(said))

    @on(Worker.StateChanged)
    def _report_failure(self, event: Worker.StateChanged) -> None:
        if event.worker.group == "plot" and event.state is WorkerState.ERROR:
            why = f"{event.worker.error or 'Unknown error.'}"
            self.post_message(self.Heard(Failed(name=self.state.board.name, message=why)))

    @on(Heard)
    def _take_in(self, message: Heard) -> None:
        message.stop()
        self.state = self.state.heard(message.said)

    def _follow_language(self, language: Language) -> None:
        self.language = language

    def watch_language(self) -> None:
        """Say the same in another language."""
        self._draw(self.state)

    def watch_state(self, state: PlotState) -> None:
        """Draw the state."""
        self._draw(state)
        self.refresh_bindings()

    def _draw(self, state: PlotState) -> None:
        self.title_bar.title = title(state.board) if state.plot is None else state.plot.title
        self.title_bar.note = f"{state.shown + 1}/{len(state.plots)}" if len(state.plots) > 1 else ""
        self.view.plot = self.table.plot = state.plot
        self.set_class(state.as_table, "-table")
        self.notice.words = proof_words(self.language)
        self.notice.state = state.board

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer another plot only where there is one."""
        return len(self.state.plots) > 1 if action == "show" else True

    def action_show(self, by: int) -> None:
        """Show another plot."""
        self.state = self.state.show(by)

    def action_table(self) -> None:
        """List the numbers, or draw them."""
        self.state = self.state.turn()

    def action_leave(self) -> None:
        """Go back; what was still being computed is abandoned."""
        self.dismiss()
