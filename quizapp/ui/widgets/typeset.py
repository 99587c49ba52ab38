"""Widgets that lay their own lines out for whatever width they are given."""

from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Lines(Widget, inherit_bindings=False):
    """Shows lines that `lay_out` fits to the width; they are never parsed as markup and can be selected.

    Textual matches the style sheets anew for each component class of each widget, so those of a card's text
    are not for everyone.
    """

    ALLOW_SELECT = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {"text--quiet", "text--strong"}
    DEFAULT_CSS = """
    Lines {
        width: 1fr;
        height: auto;
        text-wrap: nowrap;
        text-overflow: clip;
        & > .text--quiet { color: $text-muted; }
        & > .text--strong { text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False)
        self._laid_out: tuple[int, Content] | None = None

    def lay_out(self, width: int) -> Content:
        """Return the whole text, every line of it at most width cells wide."""
        raise NotImplementedError

    def relay(self) -> None:
        """Lay the text out again, as what it shows has changed; the screen only if it takes other room."""
        before, self._laid_out = self._laid_out, None
        self.refresh(layout=before is None or _room(before[1]) != _room(self._fitted(before[0])))

    def repaint(self) -> None:
        """Lay the text out again where the change cannot make it taller or wider."""
        self._laid_out = None
        self.refresh()

    def _fitted(self, width: int) -> Content:
        if self._laid_out is None or self._laid_out[0] != width:
            self._laid_out = (width, self.lay_out(width))
        return self._laid_out[1]

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Return the width of the longest line once laid out within the container."""
        if not container.width:
            return 0
        return max(line.cell_length for line in self._fitted(container.width).split(allow_blank=True))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the number of lines at this width."""
        if not width:
            return 0
        text = self._fitted(width).plain
        return text.count("\n") + 1 if text else 0

    def render(self) -> Content:
        """Return the lines for the present width."""
        width = self.content_size.width
        return self._fitted(width) if width else Content()


def _room(text: Content) -> tuple[int, int]:
    """Return the width and height of a text in cells."""
    lines = text.split(allow_blank=True)
    return max((line.cell_length for line in lines), default=0), len(lines)


class Typeset(Lines):
    """Shows lines with what a card's text may hold: math, code, emphasis, links, and verdicts."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text--math",
        "text--code",
        "text--heading",
        "text--emphasis",
        "text--struck",
        "text--link",
        "text--problem",
        "verdict--proved",
        "verdict--agrees",
        "verdict--inconclusive",
        "verdict--vacuous",
        "verdict--refuted",
        "verdict--pending",
    }
    DEFAULT_CSS = """
    Typeset {
        & > .text--math { color: $text-primary; }
        & > .text--code { color: $text-secondary; }
        & > .text--heading { text-style: bold; }
        & > .text--emphasis { text-style: italic; }
        & > .text--struck { text-style: strike; }
        & > .text--link { text-style: underline; }
        & > .text--problem { color: $text-warning; }
        & > .verdict--proved { color: $text-success; text-style: bold; }
        & > .verdict--agrees { color: $text-success; }
        & > .verdict--inconclusive { color: $text-warning; }
        & > .verdict--vacuous { color: $text-error; }
        & > .verdict--refuted { color: $text-error; text-style: bold; }
        & > .verdict--pending { color: $text-muted; }
    }
    """
