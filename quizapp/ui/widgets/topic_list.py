"""The topics of a pack, one line each: how much is learned, due, new, and likely to be recalled."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from quizapp.cards.model import Language
from quizapp.memory.queue import TopicPlan
from quizapp.ui.widgets.typeset import Lines
from quizapp.ui.widgets.wrapping import stack
from quizapp.ui.words import words

ROOM_FOR_NAME = 20
"""The bar is shortened, then left out, before a topic's name gets fewer cells."""


class TopicList(Lines):
    """Shows topics with one of them marked, or none."""

    DEFAULT_CSS = """
    TopicList {
        & > .topic--marked { color: $primary; text-style: bold; }
        & > .topic--bar { color: $primary; }
        & > .topic--due { color: $text-accent; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"topic--marked", "topic--bar", "topic--due"}

    topics: reactive[tuple[TopicPlan, ...]] = reactive((), init=False)
    titles: reactive[Mapping[str, str]] = reactive({}, init=False)
    """What each topic is called."""
    marked: reactive[int | None] = reactive(None, init=False)
    language: reactive[Language] = reactive(Language.ENGLISH, init=False)

    class Pointed(Message):
        """A topic was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def on_click(self, event: Click) -> None:
        """Say which topic was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self.topics):
            self.post_message(self.Pointed(offset.y))

    def lay_out(self, width: int) -> Content:
        """Return one line a topic, in columns."""
        phrases = words(self.language)
        due = _column([phrases.due(t.due) if t.due else "" for t in self.topics])
        new = _column([phrases.new(t.new) if t.new else "" for t in self.topics])
        recall = _column(
            [f"{t.retrievability:.0%}" if t.retrievability is not None else "—" for t in self.topics]
        )
        figures = [(due(i), new(i), recall(i)) for i in range(len(self.topics))]
        fixed = sum(cell_len(text) + 2 for text in figures[0]) if figures else 0
        bar = next((n for n in (10, 5) if width - 2 - fixed - n - 2 >= ROOM_FOR_NAME), 0)
        room = max(1, width - 2 - fixed - (bar + 1 if bar else 0))
        return stack(
            self._line(index, topic, room, bar, figures[index]) for index, topic in enumerate(self.topics)
        )

    def _line(
        self, index: int, topic: TopicPlan, room: int, bar: int, figures: tuple[str, str, str]
    ) -> Content:
        is_marked = index == self.marked
        name = Content(self.titles.get(topic.topic, topic.topic)).truncate(room, ellipsis=True).pad_right(0)
        name = name.pad_right(room - name.cell_length)
        due, new, recall = figures
        return Content.assemble(
            Content.styled("▶ " if is_marked else "  ", ".topic--marked"),
            name.stylize(".topic--marked") if is_marked else name,
            Content.styled(f" {progress(topic.learned, topic.cards, bar)}", ".topic--bar")
            if bar
            else Content(),
            Content.styled(f"  {due}", ".topic--due"),
            Content(f"  {new}"),
            Content.styled(f"  {recall}", ".text--quiet"),
        )

    def watch_topics(self) -> None:
        """Show other figures."""
        self.relay()

    def watch_titles(self) -> None:
        """Show other names."""
        self.relay()

    def watch_marked(self) -> None:
        """Move the mark."""
        self.repaint()

    def watch_language(self) -> None:
        """Show the figures in another language."""
        self.relay()


def progress(done: int, of: int, cells: int) -> str:
    """Return a bar; it is full only when everything is done, and empty only when nothing is."""
    filled = 0 if of == 0 else round(cells * done / of)
    if 0 < done < of:
        filled = min(max(filled, 1), cells - 1)
    return "▰" * filled + "▱" * (cells - filled)


def _column(texts: list[str]) -> Callable[[int], str]:
    """Return what gives each text padded on the left to the longest."""
    width = max(map(cell_len, texts), default=0)
    return lambda index: " " * (width - cell_len(texts[index])) + texts[index]
