"""Every key of a screen, made from the table of commands."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from quizapp.cards.model import Language
from quizapp.ui.commands import HELP, TABLE, Command, bindings
from quizapp.ui.widgets.typeset import Lines
from quizapp.ui.widgets.wrapping import hang, stack, wrap
from quizapp.ui.words import words


class KeyList(Lines):
    """Shows commands with all their keys and what each does."""

    def __init__(self, commands: Iterable[Command], language: Language) -> None:
        """Show commands in language."""
        super().__init__()
        self._commands = tuple(commands)
        self._language = language

    def lay_out(self, width: int) -> Content:
        """Return one line a command, longer sentences hanging below their first word."""
        keys = ["  ".join(command.keys) for command in self._commands]
        margin = max(map(len, keys), default=0) + 3
        lines: list[Content] = []
        for command, key in zip(self._commands, keys, strict=True):
            first = Content.styled(key, ".text--strong").pad_right(margin - len(key))
            text = Content(command.explained(self._language))
            lines += hang(text, width, first, Content(" " * margin))
        remark = Content.styled(words(self._language).mouse, ".text--quiet")
        return stack([*lines, Content(), *wrap(remark, width)])


class HelpScreen(ModalScreen[None]):
    """Lies over a screen and lists what can be done there at this moment."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HELP)]

    def __init__(self, active: Mapping[str, ActiveBinding], language: Language) -> None:
        """List the commands among the active bindings of the screen below."""
        super().__init__()
        ids = dict.fromkeys(each.binding.id for each in active.values() if each.enabled)
        self._commands = [TABLE[id_] for id_ in ids if id_ in TABLE]
        self._language = language

    def compose(self) -> ComposeResult:
        """Lay the list out in a frame."""
        with VerticalScroll(id="keys") as frame:
            frame.border_title = words(self._language).keys
            yield KeyList(self._commands, self._language)

    def on_click(self) -> None:
        """Close on a click anywhere."""
        self.dismiss()

    def action_leave(self) -> None:
        """Close the list."""
        self.dismiss()
