"""What a listener must hear, point by point, to be ticked off by whoever answered."""

from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from quizapp.ui.widgets.card_blocks import Prose, blocks
from quizapp.ui.widgets.typeset import Typeset
from quizapp.ui.widgets.wrapping import hang, stack


class KeyPoints(Typeset):
    """Shows a heading and points: behind boxes to tick while one of them is marked, else behind dots."""

    DEFAULT_CSS = """
    KeyPoints > .point--marked { color: $primary; text-style: bold; }
    KeyPoints > .point--ticked { color: $text-success; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"point--marked", "point--ticked"}

    heading: reactive[str] = reactive("", init=False)
    points: reactive[tuple[str, ...]] = reactive((), init=False)
    """In markdown."""
    ticked: reactive[frozenset[int]] = reactive(frozenset(), init=False)
    marked: reactive[int | None] = reactive(None, init=False)

    class Pointed(Message):
        """A point was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Start without points."""
        super().__init__(id=id)
        self._owners: list[int] = []

    def on_click(self, event: Click) -> None:
        """Say which point was clicked."""
        offset = event.get_content_offset(self)
        if self.marked is not None and offset is not None and 0 < offset.y <= len(self._owners):
            self.post_message(self.Pointed(self._owners[offset.y - 1]))

    @property
    def line_of_mark(self) -> int:
        """The line, from 0, on which the marked point begins."""
        return self._owners.index(self.marked) + 1 if self.marked in self._owners else 0

    def lay_out(self, width: int) -> Content:
        """Return the heading and every point behind its box or dot."""
        lines = [Content.styled(self.heading, ".text--quiet")]
        self._owners = []
        for index, point in enumerate(self.points):
            fitted = hang(_text(point), width, self._margin(index), Content(" " * 4))
            self._owners += [index] * len(fitted)
            lines += fitted
        return stack(lines)

    def _margin(self, index: int) -> Content:
        if self.marked is None:
            return Content("  · ")
        mark = Content.styled("▸ " if index == self.marked else "  ", ".point--marked")
        ticked = index in self.ticked
        return mark + Content.styled("☑ " if ticked else "☐ ", ".point--ticked" if ticked else "")

    def watch_heading(self) -> None:
        """Show another heading."""
        self.relay()

    def watch_points(self) -> None:
        """Show other points."""
        self.relay()

    def watch_ticked(self) -> None:
        """Show other ticks."""
        self.repaint()

    def watch_marked(self) -> None:
        """Move the mark."""
        self.repaint()


def _text(markdown: str) -> Content:
    """Return the prose of a point; a point is one paragraph."""
    return Content(" ").join(block.text for block in blocks(markdown) if isinstance(block, Prose))
