"""The first screen: what is due, how each topic stands, and one key to begin."""

import asyncio
from dataclasses import replace
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from quizapp.cards.model import CardId, Language
from quizapp.errors import StoreError
from quizapp.ui.commands import HOME, bindings
from quizapp.ui.messages import BrowseAsked, DerivationAsked, QuizAsked, StudyAsked
from quizapp.ui.screens import home_view
from quizapp.ui.screens.breakpoints import wear_breakpoints
from quizapp.ui.screens.home_view import HomeView, fresh_view
from quizapp.ui.services import Services
from quizapp.ui.standing import Standing, standing
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.remark import Remark
from quizapp.ui.widgets.title_bar import TitleBar
from quizapp.ui.widgets.today import Today
from quizapp.ui.widgets.topic_list import TopicList
from quizapp.ui.words import words


class HomeScreen(Screen[None]):
    """Shows today's plan beside the topics."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HOME)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-roomy"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    view: reactive[HomeView | None] = reactive(None, init=False, repaint=False)

    title_bar = getters.query_one(TitleBar)
    today = getters.query_one("#today", Today)
    topics = getters.query_one(TopicList)
    shelf = getters.query_one("#topics", VerticalScroll)
    standing = getters.query_one("#standing", Remark)
    refuted = getters.query_one("#refuted", Remark)
    notice = getters.query_one("#notice", Remark)

    class LookedUp(Message):
        """The record of past proofs was read."""

        def __init__(self, found: Standing) -> None:
            super().__init__()
            self.standing = found

    def __init__(self, services: Services) -> None:
        """Show what services know."""
        super().__init__()
        self._services = services
        self._was_left = False

    def compose(self) -> ComposeResult:
        """Lay out the plan beside the topics."""
        yield TitleBar()
        with Container(id="desk"):
            yield Today(id="today")
            with VerticalScroll(id="topics", can_focus=False):
                yield TopicList()
        yield Remark(id="notice")
        yield Remark(id="refuted")
        yield Remark(id="standing")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show today in the app's language, whichever that becomes."""
        wear_breakpoints(self)
        self.watch(self.app, "language", self._speak)
        self.call_after_refresh(self._look_up)

    def on_screen_suspend(self) -> None:
        """Remember that what is shown may be out of date."""
        self._was_left = True

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was in front."""
        if self._was_left and self.view is not None:
            self._was_left = False
            self._renew()
            self._look_up()

    @work(group="standing", exclusive=True, exit_on_error=False)
    async def _look_up(self) -> None:
        reports = await asyncio.to_thread(self._services.reports)
        self.post_message(self.LookedUp(standing(self._services.derivations, reports)))

    @on(LookedUp)
    def _show_standing(self, message: LookedUp) -> None:
        message.stop()
        assert self.view is not None
        self.view = replace(self.view, standing=message.standing)

    @on(Worker.StateChanged)
    def _say_why(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and self.view is not None:
            self.view = replace(self.view, notice=str(event.worker.error))

    def _speak(self, language: Language) -> None:
        if self.view is None:
            notices = " ".join(self._services.book.notices)
            self.view = replace(fresh_view(self._services, language), notice=notices)
        else:
            self.view = replace(self.view, language=language, notice="")

    def _renew(self, notice: str = "") -> None:
        assert self.view is not None
        try:
            fresh = fresh_view(self._services, self.view.language)
        except StoreError as error:
            self.view = replace(self.view, notice=str(error))
            return
        self.view = replace(fresh, marked=self.view.marked, notice=notice, standing=self.view.standing)

    def watch_view(self, view: HomeView) -> None:
        """Draw the view; nothing else writes to the widgets."""
        say, library = words(view.language), self._services.library
        topics = view.agenda.plan.topics
        self.title_bar.title = "quizapp"
        self.title_bar.note = home_view.date_line(view)
        self.today.headline = home_view.headline(view)
        self.today.text = say.welcome if view.first_start else ""
        self.today.ways = home_view.ways(view)
        self.today.marked = view.marked is None and (view.to_study or view.more > 0)
        self.today.after = home_view.remark(view, library)
        for box, name in ((self.today, say.today), (self.shelf, say.topics)):
            if box.border_title != name:  # a title that is set is painted, with all that is below it
                box.border_title = name
        self.topics.language = view.language
        self.topics.titles = {each.topic: library.title(each.topic, view.language) for each in topics}
        self.topics.topics = topics
        self.topics.marked = view.marked
        if view.marked is not None:
            line = Region(0, view.marked, 1, 1)
            self.call_after_refresh(self.shelf.scroll_to_region, line, animate=False)
        self.standing.text = home_view.where_it_stands(view, library)
        self.refuted.text = home_view.accusation(view)
        self.notice.text = home_view.notice(view, library)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to study what there is, and undo only when something was ever rated."""
        if self.view is None:
            return False
        match action:
            case "study":
                return self.view.to_study
            case "more":
                return self.view.more > 0
            case "undo":
                return not self.view.first_start
        return True

    def action_move(self, lines: int) -> None:
        """Move the mark."""
        if self.view is not None:
            self.view = self.view.move(lines)

    def action_study(self) -> None:
        """Study what is marked."""
        assert self.view is not None
        self.post_message(StudyAsked(self.view.chosen))

    def action_more(self) -> None:
        """Study new cards of what is marked, beyond today's number."""
        assert self.view is not None
        self.post_message(StudyAsked(self.view.chosen, more=True))

    def action_quiz(self) -> None:
        """Go and choose a quiz, of the marked topic or of all."""
        assert self.view is not None
        self.post_message(QuizAsked(self.view.chosen))

    def action_derive(self) -> None:
        """Go to the derivations."""
        self.post_message(DerivationAsked())

    def action_browse(self) -> None:
        """Go to the cards, those of the marked topic first."""
        assert self.view is not None
        self.post_message(BrowseAsked(next(iter(self.view.chosen), None)))

    def action_undo(self) -> None:
        """Take back the last rating, even one of an earlier day."""
        assert self.view is not None
        say = words(self.view.language)
        try:
            review = self._services.book.undo()
        except StoreError as error:
            self.view = replace(self.view, notice=say.not_saved(str(error)))
            return
        self._renew(say.nothing_to_take_back if review is None else say.taken_back(self._title(review.card)))

    def action_redo(self) -> None:
        """Give the rating again that was last taken back."""
        assert self.view is not None
        say = words(self.view.language)
        try:
            review = self._services.book.redo()
        except StoreError as error:
            self.view = replace(self.view, notice=say.not_saved(str(error)))
            return
        self._renew(
            say.nothing_to_give_again if review is None else say.given_again(self._title(review.card))
        )

    def _title(self, card: CardId) -> str:
        """Return the question of a card, or its id when its file is gone."""
        assert self.view is not None
        found = self._services.library.cards.get(card)
        return str(card) if found is None else found.face(self.view.language).title

    @on(Today.Begun)
    def _begin(self, message: Today.Begun) -> None:
        assert self.view is not None
        message.stop()
        first_key = home_view.ways(self.view)[0][1]
        self.view = replace(self.view, marked=None, notice="")
        self.app.simulate_key(first_key)

    @on(TopicList.Pointed)
    def _point(self, message: TopicList.Pointed) -> None:
        assert self.view is not None
        message.stop()
        if self.view.marked == message.index:
            self.app.simulate_key("enter")
        else:
            self.view = replace(self.view, marked=message.index, notice="")
