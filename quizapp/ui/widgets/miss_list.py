"""What was missed in a quiz, one after the other, each with what was answered and why that is wrong."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from quizapp.ui.widgets.card_blocks import Prose, blocks
from quizapp.ui.widgets.typeset import Typeset
from quizapp.ui.widgets.wrapping import apart, hang, stack

MARGIN = Content("    ")


@dataclass(frozen=True, slots=True)
class Miss:
    """One task that was missed; its texts are markdown."""

    title: str
    """The question of its card."""
    kind: str
    prompt: str
    given: str
    """What was answered."""
    typed: bool = False
    """Whether that was typed, and is no markdown."""
    solved: bool = False
    """Whether it was right, with help."""
    right: str = ""
    """What would have been right, where that can be said in words."""
    why: str = ""
    """What went wrong."""

    def but(self, **changes: Any) -> "Miss":
        """Return it with changes."""
        return replace(self, **changes)


class MissList(Typeset):
    """Shows misses with one of them marked; a click says which is meant."""

    DEFAULT_CSS = """
    MissList > .miss--marked { color: $primary; text-style: bold; }
    MissList > .miss--right { color: $text-success; }
    MissList > .miss--wrong { color: $text-error; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"miss--marked", "miss--right", "miss--wrong"}

    misses: reactive[tuple[Miss, ...]] = reactive((), init=False)
    marked: reactive[int] = reactive(0, init=False)

    class Pointed(Message):
        """A miss was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Start without misses."""
        super().__init__(id=id)
        self._owners: list[int] = []

    def on_click(self, event: Click) -> None:
        """Say which miss was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and 0 <= offset.y < len(self._owners):
            self.post_message(self.Pointed(self._owners[offset.y]))

    def rows_of(self, index: int) -> tuple[int, int]:
        """Return the row, from 0, on which a miss begins, and how many it takes."""
        count = self._owners.count(index)
        return (self._owners.index(index), count) if count else (0, 1)

    def lay_out(self, width: int) -> Content:
        """Return each miss under the question of its card, with air between them."""
        lines: list[Content] = []
        self._owners = []
        for index, miss in enumerate(self.misses):
            shown = self._lines(miss, width, is_marked=index == self.marked)
            shown += [Content()] if index + 1 < len(self.misses) else []
            self._owners += [index] * len(shown)
            lines += shown
        return stack(lines)

    def _lines(self, miss: Miss, width: int, *, is_marked: bool) -> list[Content]:
        kind, title = Content.styled(miss.kind, ".text--quiet"), _prose(miss.title)
        room = max(width - 2 - kind.cell_length - 2, 8)
        title = title.truncate(room, ellipsis=True).stylize(".miss--marked" if is_marked else ".text--strong")
        head = Content.styled("▶ " if is_marked else "  ", ".miss--marked") + title
        lines = [apart(head, kind, width) or head, *hang(_prose(miss.prompt), width, MARGIN, MARGIN)]
        if miss.given:
            given = Content.styled(miss.given, ".text--code") if miss.typed else _prose(miss.given)
            lines += _signed("✓", given, width) if miss.solved else _signed("✗", given, width)
        if miss.why:
            under = MARGIN + Content("  ")
            lines += hang(_prose(miss.why).stylize(".text--quiet"), width, under, under)
        if miss.right:
            lines += _signed("✓", _prose(miss.right), width)
        return lines

    def watch_misses(self) -> None:
        """Show other misses."""
        self.relay()

    def watch_marked(self) -> None:
        """Move the mark."""
        self.repaint()


def _signed(sign: str, text: Content, width: int) -> list[Content]:
    style = ".miss--right" if sign == "✓" else ".miss--wrong"
    return hang(text, width, MARGIN + Content.styled(f"{sign} ", style), MARGIN + Content("  "))


def _prose(markdown: str) -> Content:
    return Content(" ").join(block.text for block in blocks(markdown) if isinstance(block, Prose))
