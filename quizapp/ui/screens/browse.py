"""Every card of the pack, to be read without being asked."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.reactive import reactive
from textual.screen import Screen

from quizapp.cards.model import Card, CardId, Language
from quizapp.ui.commands import BROWSE, bindings
from quizapp.ui.messages import DerivationAsked
from quizapp.ui.proofs import NOTHING_MEASURED, Proofs
from quizapp.ui.proving import Proving
from quizapp.ui.services import Services
from quizapp.ui.widgets.card_list import CardList, Entry, line_of
from quizapp.ui.widgets.card_page import CardPage, Sheet
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.remark import Remark
from quizapp.ui.widgets.title_bar import TitleBar
from quizapp.ui.words import words


@dataclass(frozen=True, slots=True)
class BrowseView:
    """Everything the browse screen shows."""

    marked: int
    language: Language
    is_open: bool = False
    """Whether the marked card is shown, and not the list."""
    proofs: Proofs = NOTHING_MEASURED
    notice: str = ""


class BrowseScreen(Screen[None]):
    """Shows the list of questions, or one of them with its answer."""

    CSS_PATH = "browse.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BROWSE)]

    view: reactive[BrowseView | None] = reactive(None, init=False, repaint=False)

    title_bar = getters.query_one(TitleBar)
    shelf = getters.query_one("#shelf", VerticalScroll)
    list = getters.query_one(CardList)
    page = getters.query_one(CardPage)
    proving = getters.query_one(Proving)
    notice = getters.query_one("#notice", Remark)

    def __init__(self, services: Services, topic: str | None = None, card: CardId | None = None) -> None:
        """Show the cards of services, the first of topic marked, or one card and nothing else."""
        super().__init__()
        self._services = services
        self._cards: tuple[Card, ...] = tuple(services.library.cards.values())
        wanted = (i for i, each in enumerate(self._cards) if each.id == card or each.topic == topic)
        self._first = next(wanted, 0)
        self._alone = card is not None

    def compose(self) -> ComposeResult:
        """Lay out the list and the page in the same place."""
        yield TitleBar()
        with VerticalScroll(id="shelf", can_focus=False):
            yield CardList()
        yield CardPage()
        yield Remark(id="notice")
        yield KeyBar()
        yield Proving(self._services.prover)

    def on_mount(self) -> None:
        """Show the list in the app's language, whichever that becomes."""
        self.watch(self.app, "language", self._speak)

    def _speak(self, language: Language) -> None:
        if self.view is not None:
            self.view = replace(self.view, language=language)
            return
        self.view = BrowseView(self._first, language)
        if self._alone:
            self.action_open()

    @property
    def card(self) -> Card | None:
        """The marked card; None in an empty pack."""
        return self._cards[self.view.marked] if self.view is not None and self._cards else None

    def watch_view(self, view: BrowseView) -> None:
        """Draw the view; nothing else writes to the widgets."""
        say, card = words(view.language), self.card
        self.title_bar.title = say.browse
        self.title_bar.note = f"{view.marked + 1} / {len(self._cards)}" if card else ""
        if self._alone and card is not None:
            self.title_bar.title = self._services.library.title(card.topic, view.language)
            self.title_bar.note = say.level(card.level)
        self.set_class(view.is_open, "-open")
        self.list.entries = entries = self._entries(view.language)
        self.list.marked = view.marked
        if card is not None and view.is_open:
            face = card.face(view.language)
            self.page.sheet = Sheet(
                language=view.language,
                question=f"# {face.title}",
                answer=face.answer,
                points_heading=say.points,
                points=face.key_points,
                mistakes_heading=say.mistakes,
                mistakes=face.mistakes,
                verdicts=view.proofs.known(card.derivation),
                checking=view.proofs.is_checking(card.derivation),
            )
        elif card is not None:
            line = Region(0, line_of(entries, view.marked), 1, 1)
            self.call_after_refresh(self.shelf.scroll_to_region, line, animate=False)
        self.notice.text = view.notice
        self.refresh_bindings()

    def _entries(self, language: Language) -> tuple[Entry, ...]:
        say, title = words(language), self._services.library.title
        return tuple(
            Entry(title(card.topic, language), card.face(language).title, say.level(card.level))
            for card in self._cards
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to open a card only where there is one, and not what is open already."""
        if action == "open" and self._alone:
            return False
        return self.card is not None or action not in {"open", "move", "derive"}

    def action_move(self, lines: int) -> None:
        """Mark another card, or scroll the open one."""
        view = self._now()
        if view.is_open:
            self.page.scroll_relative(y=lines, animate=False)
        else:
            marked = min(max(view.marked + lines, 0), len(self._cards) - 1)
            self.view = replace(view, marked=marked)

    def action_open(self) -> None:
        """Open the marked card and have it proved, or close it."""
        view, card = self._now(), self.card
        assert card is not None
        self.view = replace(view, is_open=not view.is_open, notice="")
        self.proving.want(card.derivation if self.view.is_open else None)

    @on(CardList.Pointed)
    def _point(self, message: CardList.Pointed) -> None:
        message.stop()
        self.view = replace(self._now(), marked=message.index)
        self.action_open()

    @on(Proving.Learned)
    def _learn(self, message: Proving.Learned) -> None:
        message.stop()
        view = replace(self._now(), proofs=message.proofs)
        if message.trouble:
            view = replace(view, notice=words(view.language).proving_failed(message.trouble))
        self.view = view

    def action_derive(self) -> None:
        """Go to the marked card's proof."""
        assert self.card is not None
        self.post_message(DerivationAsked(self.card.derivation))

    def action_leave(self) -> None:
        """Close the card, or go back."""
        view = self._now()
        if view.is_open and not self._alone:
            self.view = replace(view, is_open=False, notice="")
        else:
            self.dismiss()

    def _now(self) -> BrowseView:
        assert self.view is not None
        return self.view
