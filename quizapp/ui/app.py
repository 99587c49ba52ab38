"""The study room: it wires the screens to the services, and leaves nothing behind when it closes."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.reactive import reactive
from textual.types import CSSPathType

from quizapp.cards.model import Language
from quizapp.ui.commands import EVERYWHERE, bindings
from quizapp.ui.messages import BlackboardAsked, BrowseAsked, DerivationAsked, QuizAsked, StudyAsked
from quizapp.ui.screens.home import HomeScreen
from quizapp.ui.services import Services
from quizapp.ui.theme import THEMES

if TYPE_CHECKING:
    from quizapp.study.quiz import QuizSettings

if TYPE_CHECKING:
    from quizapp.ui.workbook import Workbook

ENDING_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the learner is when the room opens; Home lies behind it."""

    room: Literal["home", "study", "derive", "blackboard", "quiz"] = "home"
    topics: tuple[str, ...] = ()
    """Only these are studied; all of them when empty."""
    derivation: str | None = None
    label: str | None = None
    """The claim that the learner wants to derive; None where it is still to be chosen."""
    quiz: "QuizSettings | None" = None
    """The quiz to put; None where it is still to be chosen."""


HOME = Opening()


def _nothing() -> None:
    pass


def _commands() -> type[Provider]:
    from quizapp.ui.palette import RoomCommands

    return RoomCommands


class QuizApp(App[None]):
    """Shows one screen on top of Home; every screen is imported when it is first asked for."""

    TITLE = "quizapp"
    # Textual reads the style sheet of every screen it pushes, but not that of the one it starts with.
    CSS_PATH: ClassVar[CSSPathType | None] = ["app.tcss", "screens/home.tcss"]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE)]

    language: reactive[Language] = reactive(Language.ENGLISH, init=False)
    """The language every screen speaks."""

    def __init__(
        self,
        services: Services,
        *,
        opening: Opening = HOME,
        when_painted: Callable[[], object] = lambda: None,
    ) -> None:
        """Open the room at opening, and call when_painted once the first frame is on the screen."""
        super().__init__()
        self.services = services
        self._opening = opening
        self._when_painted = when_painted
        self._workbooks: dict[str, Workbook] = {}
        self.set_reactive(QuizApp.language, services.settings.language)
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[services.settings.theme].name

    def get_default_screen(self) -> HomeScreen:
        """Return the screen that lies behind all others."""
        return HomeScreen(self.services)

    def on_mount(self) -> None:
        """Leave in good order when asked to from outside, and go where the learner wants to be."""
        loop = asyncio.get_running_loop()
        for number in ENDING_SIGNALS:
            # Only the main thread of a POSIX system can be told of signals.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._end, number)
        match self._opening.room:
            case "study":
                self.post_message(StudyAsked(self._opening.topics))
            case "derive":
                self.post_message(DerivationAsked(self._opening.derivation))
            case "blackboard":
                assert self._opening.derivation is not None
                self.post_message(BlackboardAsked(self._opening.derivation, self._opening.label))
            case "quiz":
                self.post_message(QuizAsked(self._opening.topics, self._opening.quiz))
            case "home":
                pass
        self.call_after_refresh(self._when_painted)

    def _end(self, number: int) -> None:
        self.exit(return_code=128 + number)

    async def on_unmount(self) -> None:
        """Stop the process that proves."""
        await self.services.prover.close()

    @on(StudyAsked)
    def _study(self, message: StudyAsked) -> None:
        from quizapp.study.agenda import session_for
        from quizapp.study.session import begin
        from quizapp.ui.screens.study import StudyScreen

        if message.cards:
            session = begin(message.cards, self.services.now())
        else:
            plan = self.services.agenda(message.topics, more=message.more).plan
            session = session_for(plan, self.services.book.states, self.services.now())
        screen = StudyScreen(self.services, session)
        if isinstance(self.screen, StudyScreen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    @on(DerivationAsked)
    def _derive(self, message: DerivationAsked) -> None:
        if message.name is not None:
            from quizapp.ui.screens.derive import DeriveScreen

            self.push_screen(DeriveScreen(self.services.prover, message.name))
            return
        from quizapp.ui.screens.derivations import DerivationsScreen

        self.push_screen(DerivationsScreen(self.services.derivations, self.services.reports))

    @on(BlackboardAsked)
    def _write(self, message: BlackboardAsked) -> None:
        from quizapp.ui.screens.blackboard import BlackboardScreen
        from quizapp.ui.workbook import Workbook

        def keep(book: Workbook | None) -> None:
            if book is not None:
                self._workbooks[book.name] = book

        book = self._workbooks.get(message.name, Workbook(message.name))
        self.push_screen(BlackboardScreen(self.services, book.wanting(message.label)), keep)

    @on(BrowseAsked)
    def _browse(self, message: BrowseAsked) -> None:
        from quizapp.ui.screens.browse import BrowseScreen

        self.push_screen(BrowseScreen(self.services, message.topic, message.card))

    @on(QuizAsked)
    def _quiz(self, message: QuizAsked) -> None:
        if message.settings is not None:
            from quizapp.ui.quizzing import begin_quiz

            begin_quiz(self, self.services, message.settings)
            return
        from quizapp.ui.screens.quiz_setup import QuizSetupScreen

        self.push_screen(QuizSetupScreen(self.services, message.topics))

    def action_language(self) -> None:
        """Speak the other language."""
        self.language = Language.ENGLISH if self.language is Language.KOREAN else Language.KOREAN

    def action_light_or_dark(self) -> None:
        """Switch to the other theme."""
        self.theme = THEMES["light" if self.current_theme.dark else "dark"].name

    def action_help(self) -> None:
        """List the keys of the screen on show."""
        from quizapp.ui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.active_bindings, self.language))
