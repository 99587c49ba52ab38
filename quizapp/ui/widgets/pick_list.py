"""What can be chosen before something begins: values to change, and boxes to tick under headings."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from quizapp.ui.widgets.typeset import Lines
from quizapp.ui.widgets.wrapping import apart, stack


@dataclass(frozen=True, slots=True)
class Pick:
    """One line of the list."""

    name: str
    value: str | None = None
    """What is chosen, where it is one of several; None where the line is ticked or not."""
    ticked: bool = False
    heading: tuple[str, str] | None = None
    """Stands above the line: what the lines below are, and how many of them are ticked."""


class PickList(Lines):
    """Shows lines with one of them marked; a click says which is meant."""

    DEFAULT_CSS = """
    PickList > .pick--marked { color: $primary; text-style: bold; }
    PickList > .pick--ticked { color: $text-success; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pick--marked", "pick--ticked"}

    picks: reactive[tuple[Pick, ...]] = reactive((), init=False)
    marked: reactive[int] = reactive(0, init=False)

    class Pointed(Message):
        """A line was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def on_click(self, event: Click) -> None:
        """Say which line was clicked."""
        offset, lines = event.get_content_offset(self), self._owners()
        if offset is not None and 0 <= offset.y < len(lines) and (index := lines[offset.y]) is not None:
            self.post_message(self.Pointed(index))

    def line_of(self, index: int) -> int:
        """Return the row, from 0, on which a line stands."""
        owners = self._owners()
        return owners.index(index) if index in owners else 0

    def _owners(self) -> list[int | None]:
        """Return for every row the index of the line it shows to; None for headings and air."""
        owners: list[int | None] = []
        for index, pick in enumerate(self.picks):
            owners += [None, None] if pick.heading is not None else []
            owners.append(index)
        return owners

    def lay_out(self, width: int) -> Content:
        """Return a row each, and air and a heading before each group."""
        widest = max((cell_len(each.name) for each in self.picks if each.value is not None), default=0)
        lines: list[Content] = []
        for index, pick in enumerate(self.picks):
            if pick.heading is not None:
                name, note = (Content.styled(text, ".text--quiet") for text in pick.heading)
                head = Content("  ") + name
                lines += [Content(), apart(head, note, width) or head]
            lines.append(self._line(pick, widest, width, is_marked=index == self.marked))
        return stack(lines)

    def _line(self, pick: Pick, widest: int, width: int, *, is_marked: bool) -> Content:
        mark = Content.styled("▶ " if is_marked else "  ", ".pick--marked")
        style = ".pick--marked" if is_marked else ""
        if pick.value is None:
            box = Content.styled("☑ ", ".pick--ticked") if pick.ticked else Content("☐ ")
            return mark + box + Content(pick.name).truncate(max(width - 4, 1), ellipsis=True).stylize(style)
        name = Content(pick.name).pad_right(widest - cell_len(pick.name) + 3)
        value = Content(f"◂ {pick.value} ▸" if is_marked else f"  {pick.value}")
        return mark + name.stylize(style) + value.stylize(style)

    def watch_picks(self) -> None:
        """Show other lines."""
        self.relay()

    def watch_marked(self) -> None:
        """Move the mark."""
        self.repaint()
