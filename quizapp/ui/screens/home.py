"""The first screen: what is due, how each topic stands, and one key to begin."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.geometry import Region
from textual.reactive import reactive
from textual.screen import Screen

from quizapp.cards.model import CardId, Language
from quizapp.errors import StoreError
from quizapp.study.agenda import Agenda
from quizapp.ui.commands import HOME, bindings
from quizapp.ui.messages import BrowseAsked, DerivationAsked, StudyAsked
from quizapp.ui.services import Services
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.remark import Remark
from quizapp.ui.widgets.title_bar import TitleBar
from quizapp.ui.widgets.today import Today
from quizapp.ui.widgets.topic_list import TopicList
from quizapp.ui.words import Words, topic_title, words


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the home screen shows."""

    agenda: Agenda
    today: date
    first_start: bool
    """Nothing was ever reviewed."""
    language: Language
    marked: int | None = None
    """The topic that Enter studies; None for the whole plan."""
    notice: str = ""

    def move(self, lines: int) -> "HomeView":
        """Move the mark over the plan and the topics below it; it stops at both ends."""
        line = (-1 if self.marked is None else self.marked) + lines
        line = min(max(line, -1), len(self.agenda.plan.topics) - 1)
        return replace(self, marked=None if line < 0 else line, notice="")


class HomeScreen(Screen[None]):
    """Shows today's plan beside the topics."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HOME)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-roomy"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    view: reactive[HomeView | None] = reactive(None, init=False)

    title_bar = getters.query_one(TitleBar)
    today = getters.query_one("#today", Today)
    topics = getters.query_one(TopicList)
    shelf = getters.query_one("#topics", VerticalScroll)
    standing = getters.query_one("#standing", Remark)
    notice = getters.query_one("#notice", Remark)

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
        yield Remark(id="standing")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show today in the app's language, whichever that becomes."""
        self.watch(self.app, "language", self._speak)

    def on_screen_suspend(self) -> None:
        """Remember that what is shown may be out of date."""
        self._was_left = True

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was in front."""
        if self._was_left and self.view is not None:
            self._was_left = False
            self._renew()

    def _speak(self, language: Language) -> None:
        if self.view is None:
            self.view = replace(self._fresh(language), notice=" ".join(self._services.book.notices))
        else:
            self.view = replace(self.view, language=language, notice="")

    def _renew(self, notice: str = "") -> None:
        assert self.view is not None
        try:
            fresh = self._fresh(self.view.language)
        except StoreError as error:
            self.view = replace(self.view, notice=str(error))
            return
        self.view = replace(fresh, marked=self.view.marked, notice=notice)

    def _fresh(self, language: Language) -> HomeView:
        services = self._services
        return HomeView(
            agenda=services.agenda(),
            today=services.calendar.day(services.now()),
            first_start=not services.book.states,
            language=language,
        )

    def watch_view(self, view: HomeView) -> None:
        """Draw the view; nothing else writes to the widgets."""
        say, plan = words(view.language), view.agenda.plan
        self.title_bar.title = "quizapp"
        self.title_bar.note = " · ".join(self._date_line(view, say))
        self.today.border_title = say.today
        self.today.headline = self._headline(view, say)
        self.today.text = say.welcome if view.first_start else ""
        self.today.after = self._remark(view, say)
        begin = say.first_question if view.first_start else say.study
        ways = ((say.derive, "d"), (say.browse, "b"))
        self.today.ways = ((begin, "enter"), *ways) if view.agenda.count else ways
        self.today.marked = view.marked is None and view.agenda.count > 0
        self.shelf.border_title = say.topics
        self.topics.language = view.language
        self.topics.topics = plan.topics
        self.topics.marked = view.marked
        if view.marked is not None:
            line = Region(0, view.marked, 1, 1)
            self.call_after_refresh(self.shelf.scroll_to_region, line, animate=False)
        self.standing.text = self._standing(view, say)
        self.notice.text = view.notice
        self.refresh_bindings()

    def _date_line(self, view: HomeView, say: Words) -> list[str]:
        interview = self._services.settings.interview
        days = None if interview is None else (interview - view.today).days
        countdown = [say.interview(days)] if days is not None and days >= 0 else []
        return [say.day(view.today), *countdown, view.language.value.upper()]

    def _headline(self, view: HomeView, say: Words) -> tuple[str, ...]:
        """Return how much there is to study and how long it takes."""
        plan = view.agenda.plan
        due, new = len(plan.due) + len(plan.waiting), len(plan.new)
        if not due + new:
            return (say.nothing_due,)
        counts = [say.due(due)] if due else []
        counts += [say.new(new)] if new else []
        return " · ".join(counts), say.minutes(view.agenda.minutes)

    def _remark(self, view: HomeView, say: Words) -> str:
        """Return what stands below the ways on: the weakest topic, or tomorrow when today is done."""
        if not view.agenda.count:
            ahead = self._services.tomorrow()
            return say.tomorrow(len(ahead.due), len(ahead.new))
        weakest = view.agenda.weakest
        return "" if weakest is None or view.first_start else say.weakest(topic_title(weakest))

    def _standing(self, view: HomeView, say: Words) -> str:
        problems = len(self._services.library.problems)
        learned = say.learned(view.agenda.learned, view.agenda.cards)
        return " · ".join([learned, say.problems(problems)] if problems else [learned])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer undo only when something was ever rated."""
        if self.view is None:
            return False
        return not (action == "undo" and self.view.first_start)

    def action_move(self, lines: int) -> None:
        """Move the mark."""
        if self.view is not None:
            self.view = self.view.move(lines)

    def action_study(self) -> None:
        """Study what is marked, if there is anything."""
        assert self.view is not None
        say, topics = words(self.view.language), self.view.agenda.plan.topics
        chosen = () if self.view.marked is None else (topics[self.view.marked].topic,)
        if self._services.agenda(chosen).count:
            self.post_message(StudyAsked(chosen))
            return
        notice = say.nothing_in_topic(topic_title(chosen[0])) if chosen else say.nothing_due
        self.view = replace(self.view, notice=notice)

    def action_derive(self) -> None:
        """Go to the derivations."""
        self.post_message(DerivationAsked())

    def action_browse(self) -> None:
        """Go to the cards, those of the marked topic first."""
        assert self.view is not None
        marked = self.view.marked
        self.post_message(BrowseAsked(None if marked is None else self.view.agenda.plan.topics[marked].topic))

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

    @on(TopicList.Pointed)
    def _point(self, message: TopicList.Pointed) -> None:
        assert self.view is not None
        message.stop()
        if self.view.marked == message.index:
            self.action_study()
        else:
            self.view = replace(self.view, marked=message.index, notice="")
