"""Questions in a column, under the names of their topics."""

from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from quizapp.ui.widgets.card_blocks import Prose, blocks
from quizapp.ui.widgets.typeset import Typeset
from quizapp.ui.widgets.wrapping import stack


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the list."""

    topic: str
    title: str
    """In markdown."""
    note: str
    """At the right end of the line."""


class CardList(Typeset):
    """Shows questions with one of them marked."""

    DEFAULT_CSS = """
    CardList > .entry--marked { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"entry--marked"}

    entries: reactive[tuple[Entry, ...]] = reactive((), init=False)
    marked: reactive[int] = reactive(0, init=False)

    class Pointed(Message):
        """A question was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def on_click(self, event: Click) -> None:
        """Say which question was clicked."""
        offset = event.get_content_offset(self)
        lines = [line_of(self.entries, index) for index in range(len(self.entries))]
        if offset is not None and offset.y in lines:
            self.post_message(self.Pointed(lines.index(offset.y)))

    def lay_out(self, width: int) -> Content:
        """Return a line a question, and a heading before each topic."""
        lines: list[Content] = []
        topic = None
        for index, entry in enumerate(self.entries):
            if entry.topic != topic:
                topic = entry.topic
                lines += [Content()] if lines else []
                lines.append(Content.styled(topic, ".text--strong"))
            lines.append(self._line(index, entry, width))
        return stack(lines)

    def _line(self, index: int, entry: Entry, width: int) -> Content:
        is_marked = index == self.marked
        prose = Content(" ").join(b.text for b in blocks(entry.title) if isinstance(b, Prose))
        note = Content.styled(entry.note, ".text--quiet")
        room = max(1, width - 4 - note.cell_length)
        title = prose.truncate(room, ellipsis=True)
        line = Content("▶ " if is_marked else "  ") + title.pad_right(room - title.cell_length)
        return (line.stylize(".entry--marked") if is_marked else line) + Content("  ") + note

    def watch_entries(self) -> None:
        """Show other questions."""
        self.relay()

    def watch_marked(self) -> None:
        """Move the mark."""
        self.repaint()


def line_of(entries: tuple[Entry, ...], index: int) -> int:
    """Return the line, from 0, on which an entry stands."""
    topics = list(dict.fromkeys(entry.topic for entry in entries[: index + 1]))
    return index + 2 * len(topics) - 1
