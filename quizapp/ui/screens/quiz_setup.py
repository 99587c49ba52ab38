"""The screen a quiz is chosen on; Enter begins at once with what is chosen already."""

from dataclasses import replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.geometry import Region
from textual.reactive import reactive
from textual.screen import Screen

from quizapp.cards.model import Language
from quizapp.errors import StoreError
from quizapp.ui.commands import QUIZ, bindings
from quizapp.ui.messages import QuizAsked
from quizapp.ui.quiz_history import Result, course, day_name, last_results, results, topic_names
from quizapp.ui.quiz_words import quiz_words
from quizapp.ui.screens.breakpoints import wear_breakpoints
from quizapp.ui.screens.quiz_setup_view import QuizSetupView, fitting, outlook, picks
from quizapp.ui.services import Services
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.pick_list import PickList
from quizapp.ui.widgets.quiz_results import QuizResults, ResultRow, ResultTable
from quizapp.ui.widgets.remark import Remark
from quizapp.ui.widgets.title_bar import TitleBar


class QuizSetupScreen(Screen[None]):
    """Shows what can be chosen beside the results of past quizzes."""

    CSS_PATH = "quiz_setup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(QUIZ)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-roomy"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    view: reactive[QuizSetupView | None] = reactive(None, init=False, repaint=False)

    title_bar = getters.query_one(TitleBar)
    shelf = getters.query_one("#shelf", VerticalScroll)
    list = getters.query_one(PickList)
    past = getters.query_one("#past", VerticalScroll)
    results = getters.query_one(QuizResults)
    last = getters.query_one("#last", Remark)
    outlook = getters.query_one("#outlook", Remark)
    notice = getters.query_one("#notice", Remark)

    def __init__(self, services: Services, topics: tuple[str, ...] = ()) -> None:
        """Offer every topic, with those named ticked, or all of them where none is."""
        super().__init__()
        self._services = services
        self._topics = topics
        self._was_left = False

    def compose(self) -> ComposeResult:
        """Lay out the choices beside the results."""
        yield TitleBar()
        yield Remark(id="last")
        with Container(id="desk"):
            with VerticalScroll(id="shelf", can_focus=False):
                yield PickList()
            with VerticalScroll(id="past", can_focus=False):
                yield QuizResults()
        yield Remark(id="notice")
        yield Remark(id="outlook")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what can be chosen in the app's language, whichever that becomes."""
        wear_breakpoints(self)
        self.watch(self.app, "language", self._speak)

    def _speak(self, language: Language) -> None:
        if self.view is None:
            every = self._services.library.topics
            chosen = frozenset(self._topics or every)
            self._choose(self._fresh(QuizSetupView(every, chosen, 0, language)))
        else:
            self.view = replace(self.view, language=language)

    def on_screen_suspend(self) -> None:
        """Remember that a quiz may have been taken."""
        self._was_left = True

    def on_screen_resume(self) -> None:
        """Show the result of the quiz that was taken, and draw the next one anew."""
        if self._was_left and self.view is not None:
            self._was_left = False
            self._choose(self._fresh(self.view))

    def _fresh(self, view: QuizSetupView) -> QuizSetupView:
        found: tuple[Result, ...] = ()
        trouble = ""
        try:
            found = results(self._services)
        except StoreError as error:
            trouble = str(error)
        return replace(view, seed=self._services.seed(), results=found, notice=trouble)

    def _choose(self, view: QuizSetupView) -> None:
        """Show other choices, and what the pack holds of them."""
        self.view = replace(view, found=fitting(view.settings, self._services.library))

    def watch_view(self, view: QuizSetupView) -> None:
        """Draw the view; nothing else writes to the widgets."""
        say, library = quiz_words(view.language), self._services.library
        today = self._services.calendar.day(self._services.now())
        self.title_bar.title = say.quiz
        self.list.picks = picks(view, library.title)
        self.list.marked = view.marked
        self.past.border_title = say.results
        self.results.table = ResultTable(
            course(view.results),
            tuple(
                ResultRow(
                    day_name(each.day, today, view.language),
                    f"{each.right} / {each.asked}",
                    topic_names(each.topics, library, view.language),
                )
                for each in view.results
            ),
            say.no_results,
        )
        self.last.text = last_results(view.results, today, view.language)
        self.notice.text = view.notice
        self.outlook.text = outlook(view)
        self.call_after_refresh(self._follow_mark, view.marked)
        self.refresh_bindings()

    def _follow_mark(self, marked: int) -> None:
        """Scroll to the marked line, and from the first one to the very top."""
        row = self.list.line_of(marked) if marked else 0
        self.shelf.scroll_to_region(Region(0, row, 1, 1), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer what the marked line allows, and to begin where there is something to ask."""
        view = self.view
        if view is None:
            return False
        match action:
            case "start":
                return view.found.questions > 0
            case "change":
                return not view.ticking
            case "tick" | "all":
                return view.ticking
        return True

    def action_start(self) -> None:
        """Begin with what is chosen."""
        self.post_message(QuizAsked(settings=self._now().settings))

    def action_move(self, lines: int) -> None:
        """Mark another line."""
        self.view = self._now().move(lines)

    def action_change(self, by: int) -> None:
        """Choose the next length or level, or the one before."""
        self._choose(self._now().change(by))

    def action_tick(self) -> None:
        """Tick the marked line, or take the tick back."""
        self._choose(self._now().change(1))

    def action_all(self) -> None:
        """Tick the whole group, or nothing of it."""
        self._choose(self._now().all_or_none())

    @on(PickList.Pointed)
    def _point(self, message: PickList.Pointed) -> None:
        message.stop()
        self._choose(replace(self._now(), marked=message.index).change(1))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def _now(self) -> QuizSetupView:
        assert self.view is not None
        return self.view
