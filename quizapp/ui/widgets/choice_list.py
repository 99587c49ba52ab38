"""Options to choose from, or steps to put in order, one of them marked."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from quizapp.ui.widgets.card_blocks import Prose, blocks
from quizapp.ui.widgets.typeset import Typeset
from quizapp.ui.widgets.wrapping import hang, stack


class Sign(StrEnum):
    """What stands before a line."""

    OPEN = "○"
    CHOSEN = "●"
    UNTICKED = "☐"
    TICKED = "☑"
    RIGHT = "✓"
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Line:
    """An option or a step."""

    text: str
    """In markdown."""
    sign: str
    """A `Sign`, or the number of a step."""
    reason: str = ""
    """Shown below it; in markdown."""


class ChoiceList(Typeset):
    """Shows lines, the marked one standing out; a click says which line is meant."""

    DEFAULT_CSS = """
    ChoiceList { margin: 1 0; }
    ChoiceList > .line--marked { color: $primary; text-style: bold; }
    ChoiceList > .line--right { color: $text-success; text-style: bold; }
    ChoiceList > .line--wrong { color: $text-error; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--marked", "line--right", "line--wrong"}

    lines: reactive[tuple[Line, ...]] = reactive((), init=False)
    marked: reactive[int | None] = reactive(None, init=False)

    class Picked(Message):
        """A line was clicked."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Start without lines."""
        super().__init__(id=id)
        self._owners: list[int] = []

    def on_click(self, event: Click) -> None:
        """Say which line was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and 0 <= offset.y < len(self._owners):
            self.post_message(self.Picked(self._owners[offset.y]))

    def lay_out(self, width: int) -> Content:
        """Return every line behind its sign, with its reason below."""
        shown: list[Content] = []
        self._owners = []
        for number, line in enumerate(self.lines):
            mark = Content.styled("▸ " if number == self.marked else "  ", ".line--marked")
            indent = Content(" " * (2 + len(line.sign) + 1))
            margin = mark + Content.styled(line.sign, _style(line.sign)) + Content(" ")
            fitted = hang(_prose(line.text), width, margin, indent)
            if line.reason:
                quiet = _prose(line.reason).stylize(".text--quiet")
                fitted = [*fitted, *hang(quiet, width, indent, indent)]
            self._owners += [number] * len(fitted)
            shown += fitted
        return stack(shown)

    def line_of(self, number: int) -> int:
        """Return the row, from 0, on which a line begins."""
        return self._owners.index(number) if number in self._owners else 0

    def watch_lines(self) -> None:
        """Show other lines."""
        self.relay()

    def watch_marked(self) -> None:
        """Move the mark."""
        self.repaint()


def _style(sign: str) -> str:
    return (
        {Sign.RIGHT: ".line--right", Sign.WRONG: ".line--wrong"}.get(Sign(sign), "")
        if sign in set(Sign)
        else ""
    )


def _prose(markdown: str) -> Content:
    return Content(" ").join(block.text for block in blocks(markdown) if isinstance(block, Prose))
