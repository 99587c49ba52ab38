"""A card as a page: the question, and below it everything that belongs to the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from textual import getters
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.events import Resize
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from quizapp.cards.model import Language
from quizapp.derive.report import Verdict
from quizapp.ui.widgets.card_text import CardText
from quizapp.ui.widgets.key_points import KeyPoints

ROOM_FOR_COLUMNS = 84
"""Cells from which points and mistakes stand side by side."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page shows; all texts are markdown, and an empty one takes no room."""

    language: Language = Language.ENGLISH
    """The language verdicts are named in."""
    question: str = ""
    answer: str = ""
    points_heading: str = ""
    points: tuple[str, ...] = ()
    ticked: frozenset[int] = frozenset()
    marked: int | None = None
    """The key point that is marked."""
    mistakes_heading: str = ""
    mistakes: tuple[str, ...] = ()
    asked_next: str = ""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    checking: bool = False


class CardPage(VerticalScroll, can_focus=False):
    """Shows a sheet, and scrolls it."""

    DEFAULT_CSS = """
    CardPage {
        height: 1fr;
        padding: 0 3;
        & > * { max-width: 96; }
        #question { padding: 0 0 1 0; border-bottom: solid $border; }
        #answer, #aside, #asked-next { margin: 1 0 0 0; }
        #aside { height: auto; layout: vertical; }
        #mistakes { margin: 1 0 0 0; }
        #asked-next { color: $text-muted; }
        &.-roomy #aside { layout: horizontal; }
        &.-roomy #points { margin: 0 3 0 0; }
        &.-roomy #mistakes { margin: 0; }
    }
    """

    sheet: reactive[Sheet] = reactive(Sheet(), init=False, repaint=False)

    class Turned(Message):
        """Another part of the sheet came into sight."""

        def __init__(self, *, points_in_view: bool) -> None:
            super().__init__()
            self.points_in_view = points_in_view

    question = getters.query_one("#question", CardText)
    answer = getters.query_one("#answer", CardText)
    aside = getters.query_one("#aside", Container)
    points = getters.query_one("#points", KeyPoints)
    mistakes = getters.query_one("#mistakes", KeyPoints)
    asked_next = getters.query_one("#asked-next", CardText)

    _in_view = True
    """What was last said about the key points."""

    def compose(self) -> ComposeResult:
        """Lay the texts out below each other."""
        yield CardText(id="question")
        yield CardText(id="answer")
        with Container(id="aside"):
            yield KeyPoints(id="points")
            yield KeyPoints(id="mistakes")
        yield CardText(id="asked-next")

    def on_mount(self) -> None:
        """Show the sheet that was given before there was anything to show it on."""
        self.watch_sheet(Sheet(), self.sheet)

    def on_resize(self, event: Resize) -> None:
        """Put points and mistakes side by side where there is room."""
        self.set_class(event.size.width >= ROOM_FOR_COLUMNS, "-roomy")
        self.call_after_refresh(self._look)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and look what has come into sight."""
        super().watch_scroll_y(old_value, new_value)
        self.call_after_refresh(self._look)

    def _look(self) -> None:
        if self.points_in_view != self._in_view:
            self._in_view = self.points_in_view
            self.post_message(self.Turned(points_in_view=self._in_view))

    def watch_sheet(self, before: Sheet, sheet: Sheet) -> None:
        """Draw the sheet; nothing else writes to the texts."""
        if not self.is_mounted:
            return
        self.question.markdown = sheet.question
        self.answer.language = sheet.language
        self.answer.verdicts = sheet.verdicts
        self.answer.checking = sheet.checking
        self.answer.markdown = sheet.answer
        self.points.heading = sheet.points_heading
        self.points.points = sheet.points
        self.points.ticked = sheet.ticked
        self.points.marked = sheet.marked
        self.mistakes.heading = sheet.mistakes_heading
        self.mistakes.points = sheet.mistakes
        self.asked_next.markdown = sheet.asked_next
        self.answer.display = bool(sheet.answer)
        self.points.display = bool(sheet.points)
        self.mistakes.display = bool(sheet.mistakes)
        self.aside.display = bool(sheet.points or sheet.mistakes)
        self.asked_next.display = bool(sheet.asked_next)
        if (before.question, bool(before.answer)) != (sheet.question, bool(sheet.answer)):
            self.scroll_home(animate=False)
            self.call_after_refresh(self._look)

    @property
    def points_in_view(self) -> bool:
        """Whether the key points can be read without scrolling on, or as many as fit."""
        return self.scroll_offset.y >= min(self._goal, self.max_scroll_y)

    @property
    def _goal(self) -> int:
        """How far to scroll, in lines, until the key points can be read; to the end without any."""
        if not self.sheet.points:
            return self.max_scroll_y
        points, height = self.points.region, self.scrollable_content_region.height
        top = points.y - self.region.y + self.scroll_offset.y
        return top + points.height - height if points.height <= height else top

    def read_on(self) -> None:
        """Scroll a page further, but no further than to the key points."""
        page = max(1, self.scrollable_content_region.height - 2)
        self.scroll_to(y=min(self.scroll_offset.y + page, self._goal), animate=False)

    def show_points(self) -> None:
        """Scroll until the key points can be read, or at least the marked one."""
        points = self.points.region
        top = points.y - self.region.y + self.scroll_offset.y
        whole = Region(0, top, 1, points.height)
        marked = Region(0, top + self.points.line_of_mark, 1, 1)
        self.scroll_to_region(whole if points.height <= self.region.height else marked, animate=False)
