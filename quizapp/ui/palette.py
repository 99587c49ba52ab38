"""What the command palette offers: every command that works now, and every topic."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from quizapp.ui.commands import TABLE
from quizapp.ui.messages import StudyAsked
from quizapp.ui.words import words

if TYPE_CHECKING:
    from quizapp.ui.app import QuizApp


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the palette."""

    title: str
    help: str
    run: IgnoreReturnCallbackType


class RoomCommands(Provider):
    """Offers the commands of the screen on show, then the topics."""

    async def discover(self) -> Hits:
        """Offer everything."""
        for offer in self._offers():
            yield DiscoveryHit(offer.title, offer.run, text=offer.title, help=offer.help)

    async def search(self, query: str) -> Hits:
        """Offer what fits query."""
        matcher = self.matcher(query)
        for offer in self._offers():
            score = matcher.match(offer.title)
            if score > 0:
                yield Hit(score, matcher.highlight(offer.title), offer.run, text=offer.title, help=offer.help)

    def _offers(self) -> Iterator[Offer]:
        app = cast("QuizApp", self.app)
        seen = set()
        for active in self.screen.active_bindings.values():
            command = TABLE.get(active.binding.id or "")
            if command is None or command.place == "help" or not active.enabled:
                continue
            if command.help in seen or command.id == "app.palette":
                continue
            seen.add(command.help)
            run = partial(app.run_action, active.binding.action, active.node)
            yield Offer(
                f"{command.named(app.language)} ({command.glyph})", command.explained(app.language), run
            )
        say = words(app.language)
        library = app.services.library
        for topic in library.topics:
            ask = partial(app.post_message, StudyAsked((topic,)))
            yield Offer(f"{say.study}: {library.title(topic, app.language)}", "", ask)
