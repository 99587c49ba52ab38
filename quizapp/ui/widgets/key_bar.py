"""The last line of a screen: the keys that do something at this moment."""

from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.style import Style

from quizapp.cards.model import Language
from quizapp.ui.commands import GLYPHS, TABLE, Command
from quizapp.ui.widgets.typeset import Lines
from quizapp.ui.widgets.wrapping import stack

PRESSES = "presses"
"""Name under which a piece of text carries the key that a click on it presses."""


def pressing(text: Content, key: str) -> Content:
    """Return text that presses key when it is clicked."""
    return text.stylize(Style.from_meta({PRESSES: key}))


class Pressable(Lines):
    """Lines in which pieces of text press a key when clicked."""

    def on_click(self, event: Click) -> None:
        """Press the key of the text under the mouse."""
        key = event.style.meta.get(PRESSES)
        if key is not None:
            event.stop()
            self.app.simulate_key(key)


class KeyBar(Pressable):
    """Shows the commands that work now, in as many lines as they need."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        padding: 0 1;
        color: $text-muted;
    }
    """

    commands: reactive[tuple[tuple[Command, str], ...]] = reactive((), init=False)
    """Each with the first of its keys that works now: while something is typed, letters are text."""
    language: reactive[Language] = reactive(Language.ENGLISH, init=False)

    def on_mount(self) -> None:
        """Follow what the screen allows and the language it speaks."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow_bindings)
        if hasattr(self.app, "language"):
            self.watch(self.app, "language", self._follow_language)
        self.call_after_refresh(self._follow_bindings)

    def _follow_bindings(self, _signalled: object = None) -> None:
        if not self.screen.is_current:
            return
        shown: dict[Command, str] = {}
        for key, active in self.screen.active_bindings.items():
            if active.enabled and active.binding.show and active.binding.id in TABLE:
                shown.setdefault(TABLE[active.binding.id], key)
        self.commands = tuple(shown.items())

    def _follow_language(self, language: Language) -> None:
        self.language = language

    def lay_out(self, width: int) -> Content:
        """Return the keys, broken only between commands."""
        lines: list[Content] = []
        for item in (self._item(command, key) for command, key in self.commands):
            if lines and lines[-1].cell_length + 3 + item.cell_length <= width:
                lines[-1] = lines[-1] + Content(" · ") + item
            else:
                lines.append(item)
        return stack(lines)

    def _item(self, command: Command, key: str) -> Content:
        glyph = Content.styled(GLYPHS.get(key, key), ".text--strong")
        return pressing(glyph + Content(f" {command.named(self.language)}"), key)

    def watch_commands(self) -> None:
        """Show what works now."""
        self.relay()

    def watch_language(self) -> None:
        """Name the commands in another language."""
        self.relay()
