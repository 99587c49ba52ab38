"""The smallest Textual app with a header, a markdown card and a footer: what start-up is measured against."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, Header, Markdown

CARD = """# What is the derivative of the sigmoid?

It needs only the output: a unit that kept its activation gets its slope for one multiplication.

## Key points

- The derivative is s(1 - s).
- It is at most 1/4.
- It falls to zero in both tails.

Painted in full.
"""


class Bare(App[None]):
    """Shows one card."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Header, card, footer."""
        yield Header()
        yield Markdown(CARD)
        yield Footer()


Bare().run()
