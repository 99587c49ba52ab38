"""The list of all derivations, from which one is opened."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from quizapp.cards.model import Language
from quizapp.derive.report import Report
from quizapp.ui.catalogue import Catalogue, Entry, read_entries
from quizapp.ui.commands import DERIVATIONS, bindings
from quizapp.ui.messages import BlackboardAsked, DerivationAsked
from quizapp.ui.screens.breakpoints import wear_breakpoints
from quizapp.ui.widgets.derivation_list import DerivationList
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.proof_words import proof_words
from quizapp.ui.widgets.title_bar import TitleBar


class DerivationsScreen(Screen[None]):
    """Shows every derivation of the pack."""

    CSS_PATH = "derivations.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DERIVATIONS)]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    @dataclass
    class Listed(Message):
        """The files were read."""

        entries: tuple[Entry, ...]

    catalogue: reactive[Catalogue] = reactive(Catalogue(), init=False, repaint=False)
    language: reactive[Language] = reactive(Language.ENGLISH, init=False, repaint=False)

    title_bar = getters.query_one(TitleBar)
    listing = getters.query_one(DerivationList)
    shelf = getters.query_one("#shelf", VerticalScroll)

    def __init__(self, derivations: Mapping[str, Path], reports: Callable[[], Mapping[str, Report]]) -> None:
        """List derivations, with what reports says of them whenever the list is shown."""
        super().__init__()
        self._derivations = derivations
        self._reports = reports

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield TitleBar()
        with VerticalScroll(id="shelf", can_focus=False):
            yield DerivationList()
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the screen."""
        wear_breakpoints(self)
        if hasattr(self.app, "language"):
            self.watch(self.app, "language", self._follow_language)
        self._draw()

    def on_screen_resume(self) -> None:
        """Read the files, again whenever the reader comes back: a run may have found something."""
        self._read()

    @work(group="read", exclusive=True, exit_on_error=False)
    async def _read(self) -> None:
        entries = await asyncio.to_thread(lambda: read_entries(self._derivations, self._reports()))
        self.post_message(self.Listed(entries))

    @on(Listed)
    def _show_entries(self, message: Listed) -> None:
        message.stop()
        self.catalogue = self.catalogue.filled(message.entries)

    @on(DerivationList.Pointed)
    def _point(self, message: DerivationList.Pointed) -> None:
        message.stop()
        if message.position == self.catalogue.marked:
            self.action_open()
        self.catalogue = self.catalogue.mark(message.position)

    def _follow_language(self, language: Language) -> None:
        self.language = language

    def watch_language(self) -> None:
        """Say the same in another language."""
        self._draw()

    def watch_catalogue(self) -> None:
        """Draw the list and keep the marked line in sight."""
        self._draw()
        self.refresh_bindings()
        self.call_after_refresh(self._follow_mark)

    def _draw(self) -> None:
        words = proof_words(self.language)
        self.title_bar.title = words.derivations
        self.title_bar.note = words.count(len(self.catalogue.entries)) if self.catalogue.entries else ""
        self.listing.language = self.language
        self.listing.catalogue = self.catalogue

    def _follow_mark(self) -> None:
        line = self.listing.line_of(self.catalogue.marked)
        # One line more on each side keeps the topic above and the summary below in sight.
        self.shelf.scroll_to_region(Region(0, max(0, line - 1), 1, 3), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would change something."""
        match action:
            case "open" | "yourself":
                return self.catalogue.current is not None
            case "move":
                return self.catalogue.move(int(str(parameters[0]))) != self.catalogue
            case _:
                return True

    def action_move(self, by: int) -> None:
        """Move the mark."""
        self.catalogue = self.catalogue.move(by)

    def action_open(self) -> None:
        """Ask for the marked derivation."""
        if self.catalogue.current is not None:
            self.post_message(DerivationAsked(self.catalogue.current.name))

    def action_yourself(self) -> None:
        """Ask for a board on which to derive the marked derivation."""
        if self.catalogue.current is not None:
            self.post_message(BlackboardAsked(self.catalogue.current.name))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
