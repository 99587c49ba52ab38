"""The one thing to do next with a card: look, or say how well it was known."""

from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive

from quizapp.ui.widgets.key_bar import Pressable, pressing
from quizapp.ui.widgets.wrapping import apart, stack


@dataclass(frozen=True, slots=True)
class Button:
    """A word that presses a key."""

    key: str
    label: str
    note: str = ""
    """When the card comes back."""
    suggested: bool = False


class RatingBar(Pressable):
    """Shows buttons in a row, with a remark at its end or above it."""

    DEFAULT_CSS = """
    RatingBar {
        padding: 0 3;
        & > .button--suggested { color: $primary; text-style: bold underline; }
        & > .button--edge { color: $border; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"button--suggested", "button--edge"}

    buttons: reactive[tuple[Button, ...]] = reactive((), init=False)
    remark: reactive[str] = reactive("", init=False)

    def lay_out(self, width: int) -> Content:
        """Return the row, closer set where there is little room."""
        edge = Content.styled("┃", ".button--edge")
        for air, gap in ((" ", "  "), ("", " ")):
            row = edge + edge.join(_button(each, air, gap) for each in self.buttons) + edge
            if row.cell_length <= width:
                break
        if not self.buttons:
            row = Content()
        remark = Content.styled(self.remark, ".text--quiet")
        if not self.remark:
            return row
        return apart(row, remark, width) or stack([remark, row])

    def watch_buttons(self) -> None:
        """Show other buttons."""
        self.relay()

    def watch_remark(self) -> None:
        """Show another remark."""
        self.relay()


def _button(button: Button, air: str, gap: str) -> Content:
    name = Content.styled(f"{button.key} ", ".text--quiet") + Content.styled(button.label, ".text--strong")
    text = (
        Content(air)
        + name
        + (Content.styled(f"{gap}{button.note}") if button.note else Content())
        + Content(air)
    )
    return pressing(text.stylize(".button--suggested") if button.suggested else text, button.key)
