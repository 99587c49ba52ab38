"""What there is to do today, and the keys that start it."""

from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from quizapp.ui.widgets.key_bar import PRESSES, Pressable, pressing
from quizapp.ui.widgets.wrapping import stack, wrap

ROOM_FOR_A_ROW = 50
"""Cells from which the keys stand side by side, since the panel is then above the topics, not beside them."""


class Today(Pressable):
    """Shows the plan, then the ways on, the first of them marked or not."""

    headline: reactive[tuple[str, ...]] = reactive((), init=False)
    """On one line where they fit, else a line each."""
    text: reactive[str] = reactive("", init=False)
    """A paragraph below the headline."""
    ways: reactive[tuple[tuple[str, str], ...]] = reactive((), init=False)
    """Label and key of each way on."""
    after: reactive[str] = reactive("", init=False)
    """A remark below them."""
    marked: reactive[bool] = reactive(True, init=False)  # noqa: FBT003
    """Whether the first way on is what Enter does."""

    DEFAULT_CSS = """
    Today > .today--marked { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"today--marked"}

    class Begun(Message):
        """The first way on was clicked."""

    def on_click(self, event: Click) -> None:
        """Begin with the first way on, whatever is marked elsewhere."""
        if self.ways and event.style.meta.get(PRESSES) == self.ways[0][1]:
            event.stop()
            event.prevent_default()  # which would press the key
            self.post_message(self.Begun())

    def lay_out(self, width: int) -> Content:
        """Return the headline and the paragraph, the ways on in a column or in rows, and the remark."""
        headline = " · ".join(self.headline)
        parts = (headline,) if Content(headline).cell_length <= width else self.headline
        lines = [line for part in parts for line in wrap(Content.styled(part, ".text--strong"), width)]
        lines.append(Content())
        if self.text:
            lines += [*wrap(Content(self.text), width), Content()]
        ways = [self._way(index, way, width) for index, way in enumerate(self.ways)]
        lines += _rows(ways, width) if width >= ROOM_FOR_A_ROW else ways
        if self.after:
            lines += [Content(), *wrap(Content.styled(self.after, ".text--quiet"), width)]
        return stack(lines)

    def _way(self, index: int, way: tuple[str, str], width: int) -> Content:
        label, key = way
        is_marked = self.marked and index == 0
        text = Content(f"{'▶' if is_marked else ' '} {label}").stylize(".today--marked" if is_marked else "")
        shown_key = Content.styled(key, ".text--quiet")
        gap = 2 if width >= ROOM_FOR_A_ROW else max(2, width - text.cell_length - shown_key.cell_length)
        return pressing(text.pad_right(gap) + shown_key, key)

    def watch_headline(self) -> None:
        """Show another headline."""
        self.relay()

    def watch_text(self) -> None:
        """Show another paragraph."""
        self.relay()

    def watch_ways(self) -> None:
        """Show other ways on."""
        self.relay()

    def watch_after(self) -> None:
        """Show another remark."""
        self.relay()

    def watch_marked(self) -> None:
        """Move the mark."""
        self.repaint()


def _rows(ways: list[Content], width: int) -> list[Content]:
    """Put ways side by side, in as few rows as hold them."""
    rows: list[Content] = []
    for way in ways:
        if rows and rows[-1].cell_length + 3 + way.cell_length <= width:
            rows[-1] = rows[-1] + Content("   ") + way
        else:
            rows.append(way)
    return rows
