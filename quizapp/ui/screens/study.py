"""The screen a card is studied on: question, answer, proof, rating, next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import Screen

from quizapp.cards.model import Card, CardId, Language
from quizapp.errors import StoreError
from quizapp.memory.rating import Rating
from quizapp.memory.schedule import CardState
from quizapp.study.attempt import Attempt, Outcome
from quizapp.study.round import begin_round
from quizapp.study.session import Session
from quizapp.study.task import Kind, task_of
from quizapp.ui.commands import STUDY, bindings
from quizapp.ui.messages import DerivationAsked
from quizapp.ui.proving import Proving
from quizapp.ui.screens.breakpoints import wear_breakpoints
from quizapp.ui.screens.study_view import (
    StudyView,
    asked_next,
    buttons,
    offered,
    progress,
    remark,
    sheet,
    title,
)
from quizapp.ui.services import Services
from quizapp.ui.widgets.card_page import CardPage
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.key_points import KeyPoints
from quizapp.ui.widgets.rating_bar import RatingBar
from quizapp.ui.widgets.remark import Remark
from quizapp.ui.widgets.title_bar import TitleBar
from quizapp.ui.words import words

COMES_BACK = timedelta(minutes=10)
"""After which a card returns whose exercise went wrong, though it was rated as known."""
MISSED = {Outcome.WRONG, Outcome.REVEALED}


class StudyScreen(Screen[None]):
    """Shows one card at a time, and at the end what was done."""

    CSS_PATH = "study.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(STUDY)]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    view: reactive[StudyView | None] = reactive(None, init=False, repaint=False)

    title_bar = getters.query_one(TitleBar)
    page = getters.query_one(CardPage)
    notice = getters.query_one("#notice", Remark)
    proving = getters.query_one(Proving)
    ratings = getters.query_one(RatingBar)

    def __init__(self, services: Services, session: Session) -> None:
        """Study the cards of session."""
        super().__init__()
        self._services = services
        self._session = session

    def compose(self) -> ComposeResult:
        """Lay out the card above the buttons."""
        yield TitleBar()
        yield CardPage()
        yield Remark(id="notice")
        yield RatingBar(id="ratings")
        yield KeyBar()
        yield Proving(self._services.prover)

    def on_mount(self) -> None:
        """Show the first card in the app's language, whichever that becomes."""
        wear_breakpoints(self)
        self.watch(self.app, "language", self._speak)

    def _speak(self, language: Language) -> None:
        if self.view is None:
            self.view = StudyView(self._session, language)
        else:
            self.view = self._touched(language=language)

    @property
    def card(self) -> Card | None:
        """The card on show; None at the end of the session."""
        if self.view is None or self.view.session.current is None:
            return None
        return self._services.library.cards[self.view.session.current]

    def watch_view(self, view: StudyView) -> None:
        """Draw the view; nothing else writes to the widgets."""
        services, card = self._services, self.card
        self.title_bar.title = title(view, card, services.library)
        self.title_bar.note = progress(view)
        self.page.sheet = sheet(view, card, services.library.cards, services.tomorrow)
        self.ratings.buttons = buttons(view, card, services)
        self.ratings.remark = remark(view, card)
        self.notice.text = view.notice
        self.notice.set_class(view.failed, "-failed")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer what the session allows at this moment."""
        view, card = self.view, self.card
        if view is None:
            return False
        if action == "follow":
            return view.session.revealed and card is not None and self._to_follow(card) is not None
        return offered(view, card).get(action, True)

    def action_reveal(self) -> None:
        """Show the answer and have it proved."""
        view, card = self._now(), self._shown()
        self.view = self._touched(session=view.session.reveal(), point=0)
        self.proving.want(card.derivation)

    @on(Proving.Learned)
    def _learn(self, message: Proving.Learned) -> None:
        message.stop()
        view = replace(self._now(), proofs=message.proofs)
        if message.trouble:
            view = view.say(words(view.language).proving_failed(message.trouble), failed=True)
        self.view = view

    def action_rate(self, rating: int) -> None:
        """Write the rating to disk, then draw the next card."""
        view, card, book = self._now(), self._shown(), self._services.book
        at = self._services.now()
        milliseconds = int(view.session.look(at).total_seconds() * 1000)
        try:
            state = book.record(
                card.id,
                Rating(rating),
                duration_ms=milliseconds,
                content_hash=card.content_hash,
                answered=answered(view.attempts),
                verified=verified(view.attempts),
            )
        except StoreError as error:
            self.view = view.say(words(view.language).not_saved(str(error)), failed=True)
            return
        back_at = _back_at(state)
        if back_at is None and any(attempt.outcome in MISSED for attempt in view.attempts):
            back_at = at + COMES_BACK  # however well she knew it, what she got wrong is asked once more
        self._study(view.session.rate(Rating(rating), at, back_at=back_at))

    def action_accept(self) -> None:
        """Rate as the ticked points suggest."""
        suggested = self._now().suggestion(self._shown())
        assert suggested is not None
        self.action_rate(suggested)

    def action_tick(self) -> None:
        """Tick the marked point and mark the next."""
        point = self._now().point
        self._toggle(point)
        if point in self._now().session.ticked:
            self.action_point(1)

    def action_point(self, step: int) -> None:
        """Mark another point."""
        view = self._now()
        count = len(self._shown().face(view.language).key_points)
        self.view = replace(view, point=(view.point + step) % count)
        self.call_after_refresh(self.page.show_points)

    def action_read_on(self) -> None:
        """Go on to the key points."""
        self.page.read_on()

    @on(CardPage.Turned)
    def _turn(self, message: CardPage.Turned) -> None:
        message.stop()
        self.view = replace(self._now(), points_in_view=message.points_in_view)

    @on(KeyPoints.Pointed)
    def _point(self, message: KeyPoints.Pointed) -> None:
        message.stop()
        self.view = replace(self._now(), point=message.index)
        self._toggle(message.index)

    def _toggle(self, point: int) -> None:
        self.view = self._touched(session=self._now().session.tick(point))

    def action_follow(self) -> None:
        """Put the question an interviewer would ask next behind this one."""
        view = self._now()
        following = self._to_follow(self._shown())
        assert following is not None
        said = words(view.language).follow_up_next(following.face(view.language).title)
        self.view = self._touched(session=view.session.follow(following.id)).say(said)

    def _to_follow(self, card: Card) -> Card | None:
        view = self._now()
        following = asked_next(view.session, card, self._services.library.cards)
        if following is None or following.id in (card.id, *view.session.queue[1:2]):
            return None
        return following

    def action_skip(self) -> None:
        """Ask this one last."""
        self._study(self._now().session.skip(self._services.now()))

    def action_undo(self) -> None:
        """Take the last rating back, on disk and on the screen."""
        view = self._now()
        try:
            review = self._services.book.undo()
        except StoreError as error:
            self.view = view.say(words(view.language).not_saved(str(error)), failed=True)
            return
        assert review is not None
        self._study(view.session.undo(review.card, self._services.now()))
        self.view = self._now().say(words(view.language).taken_back(self._title(review.card)))

    def action_redo(self) -> None:
        """Give the rating again that was taken back, on disk and on the screen."""
        view, book = self._now(), self._services.book
        try:
            review = book.redo()
        except StoreError as error:
            self.view = view.say(words(view.language).not_saved(str(error)), failed=True)
            return
        assert review is not None
        back_at = _back_at(book.states[review.card])
        self._study(view.session.redo(review.card, self._services.now(), back_at=back_at))
        self.view = self._now().say(words(view.language).given_again(self._title(review.card)))

    @work(group="exercise", exit_on_error=False)
    async def action_exercise(self) -> None:
        """Put the exercises of this card; how they went speaks for a rating."""
        from quizapp.ui.screens.exercise import ExerciseScreen

        card, seed = self._shown(), self._services.seed()
        count = len(card.face(Language.ENGLISH).exercises)
        tasks = [task_of(card, position, seed + position) for position in range(count)]
        round_ = begin_round(tasks, self._services.now(), comes_back=True)
        ended = await self.app.push_screen_wait(ExerciseScreen(self._services, round_))
        if self.view is None or self.card is not card:
            return
        worked_at = tuple(each for each in ended.done if each.tries or each.revealed)
        self.view = replace(self.view, attempts=(*self.view.attempts, *worked_at))

    def action_derive(self) -> None:
        """Go to this answer's proof."""
        self.post_message(DerivationAsked(self._shown().derivation))

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.page.scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Go back to the first screen."""
        self.dismiss()

    def action_finish(self) -> None:
        """Go back to the first screen at the end."""
        self.dismiss()

    def _study(self, session: Session) -> None:
        """Show another card."""
        self.view = self._touched(session=session, point=0, attempts=())
        card = self.card
        self.proving.want(card.derivation if card is not None and session.revealed else None)

    def _touched(self, **changes: Any) -> StudyView:
        """Return the view after the learner did something: the time is read, the last notice is gone."""
        changed = replace(self._now(), notice="", failed=False, **changes)
        return replace(changed, elapsed=changed.session.elapsed(self._services.now()))

    def _now(self) -> StudyView:
        assert self.view is not None
        return self.view

    def _shown(self) -> Card:
        assert self.card is not None
        return self.card

    def _title(self, card: CardId) -> str:
        found = self._services.library.cards.get(card)
        return str(card) if found is None else found.face(self._now().language).title


def answered(attempts: Sequence[Attempt]) -> str:
    """Return how an answer was given, for the log: said or thought, and the exercises with their outcome."""
    return ", ".join(["self", *(f"{a.task.kind} {a.task.position} {a.outcome}" for a in attempts)])


def verified(attempts: Sequence[Attempt]) -> str:
    """Return what checked the answer, for the log: the derivations it was compared with."""
    names = (a.task.derivation for a in attempts if a.task.kind in {Kind.DERIVE, Kind.NUMBER} and a.tries)
    return ", ".join(dict.fromkeys(names))


def _back_at(state: CardState) -> datetime | None:
    """Return when the card returns in this session, if it does."""
    return state.due if state.relearning else None
