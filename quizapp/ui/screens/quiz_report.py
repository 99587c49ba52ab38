"""The screen at the end of a quiz: the score, and every miss with what leads on from it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.reactive import reactive
from textual.screen import Screen

from quizapp.cards.model import Language
from quizapp.study.attempt import Attempt
from quizapp.study.quiz import QuizReport, QuizSettings
from quizapp.ui.commands import QUIZ_REPORT, bindings
from quizapp.ui.messages import BrowseAsked, DerivationAsked, QuizAsked, StudyAsked
from quizapp.ui.quiz_misses import miss_of
from quizapp.ui.quiz_words import quiz_words
from quizapp.ui.quizzing import redrawn
from quizapp.ui.screens.breakpoints import wear_breakpoints
from quizapp.ui.screens.study_view import clock
from quizapp.ui.services import Services
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.miss_list import MissList
from quizapp.ui.widgets.remark import Remark
from quizapp.ui.widgets.score_list import ScoreLine, ScoreList
from quizapp.ui.widgets.title_bar import TitleBar


@dataclass(frozen=True, slots=True)
class QuizReportView:
    """Everything the report shows."""

    report: QuizReport
    language: Language
    marked: int = 0
    """The marked miss."""

    @property
    def miss(self) -> Attempt | None:
        """The marked miss; None where nothing was missed."""
        return self.report.misses[self.marked] if self.report.misses else None

    def move(self, by: int) -> "QuizReportView":
        """Mark another miss; the mark stops at both ends."""
        return replace(self, marked=min(max(self.marked + by, 0), len(self.report.misses) - 1))


class QuizReportScreen(Screen[None]):
    """Shows how a quiz went."""

    CSS_PATH = "quiz_report.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(QUIZ_REPORT)]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    view: reactive[QuizReportView | None] = reactive(None, init=False, repaint=False)

    title_bar = getters.query_one(TitleBar)
    page = getters.query_one("#page", VerticalScroll)
    score = getters.query_one("#score", Remark)
    scores = getters.query_one(ScoreList)
    heading = getters.query_one("#missed", Remark)
    misses = getters.query_one(MissList)
    notice = getters.query_one("#notice", Remark)

    def __init__(
        self,
        services: Services,
        settings: QuizSettings,
        report: QuizReport,
        took: timedelta,
        *,
        trouble: str = "",
    ) -> None:
        """Show a report; trouble says why it could not be kept, where it could not."""
        super().__init__()
        self._services = services
        self._settings = settings
        self._report = report
        self._took = took
        self._trouble = trouble

    def compose(self) -> ComposeResult:
        """Lay out the score above the misses."""
        yield TitleBar()
        with VerticalScroll(id="page", can_focus=False):
            yield Remark(id="score")
            yield ScoreList()
            yield Remark(id="missed")
            yield MissList()
        yield Remark(id="notice")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the report in the app's language, whichever that becomes."""
        wear_breakpoints(self)
        self.watch(self.app, "language", self._speak)

    def _speak(self, language: Language) -> None:
        fresh = QuizReportView(self._report, language)
        self.view = fresh if self.view is None else replace(self.view, language=language)

    def watch_view(self, view: QuizReportView) -> None:
        """Draw the view; nothing else writes to the widgets."""
        say, library, report = quiz_words(view.language), self._services.library, view.report
        right, asked = report.score.right, report.score.asked
        self.title_bar.title = say.quiz
        self.title_bar.note = f"{right} / {asked} · {clock(self._took)}"
        self.score.text = say.score(right, asked)
        self.scores.scores = tuple(
            ScoreLine(library.title(topic, view.language), score.right, score.asked)
            for topic, score in report.topics.items()
        )
        self.heading.text = say.missed if report.misses else say.nothing_missed
        cards = library.cards
        self.misses.misses = tuple(
            miss_of(each, cards[each.task.card], view.language) for each in report.misses
        )
        self.misses.marked = view.marked
        self.notice.text = say.not_kept(self._trouble) if self._trouble else ""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer what leads on from a miss only where there is one."""
        missed = self.view is not None and self.view.miss is not None
        return missed or action not in {"study", "read", "derive"}

    def action_move(self, by: int) -> None:
        """Mark another miss, or scroll where there is none; from the first one up to the score."""
        view = self._now()
        if view.miss is None:
            self.page.scroll_relative(y=by, animate=False)
            return
        self.view = view.move(by)
        self.call_after_refresh(self._follow_mark)

    def _follow_mark(self) -> None:
        view = self._now()
        if view.marked == 0:
            self.page.scroll_home(animate=False)
            return
        first, rows = self.misses.rows_of(view.marked)
        top = self.misses.virtual_region.y + first
        self.page.scroll_to_region(Region(0, top, 1, rows), animate=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.page.scroll_relative(y=lines, animate=False)

    @on(MissList.Pointed)
    def _point(self, message: MissList.Pointed) -> None:
        message.stop()
        view = self._now()
        if message.index == view.marked:
            self.action_read()
        else:
            self.view = replace(view, marked=message.index)

    def action_study(self) -> None:
        """Study the cards of what was missed."""
        self.post_message(StudyAsked(cards=self._report.missed_cards))

    def action_read(self) -> None:
        """Read the card of the marked miss."""
        miss = self._now().miss
        assert miss is not None
        self.post_message(BrowseAsked(card=miss.task.card))

    def action_derive(self) -> None:
        """Watch the marked answer being proved."""
        miss = self._now().miss
        assert miss is not None
        self.post_message(DerivationAsked(miss.task.derivation))

    def action_again(self) -> None:
        """Take another quiz of the same sort in place of this report."""
        settings = redrawn(self._services, self._settings)
        self.dismiss()
        self.app.post_message(QuizAsked(settings=settings))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def _now(self) -> QuizReportView:
        assert self.view is not None
        return self.view
