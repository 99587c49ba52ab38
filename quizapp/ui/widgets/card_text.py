"""The text of a card: prose, math in two dimensions, and what is known about each labelled equation."""

from collections.abc import Mapping
from types import MappingProxyType

from textual.content import Content
from textual.reactive import reactive

from quizapp.cards.model import Language
from quizapp.derive.report import Verdict
from quizapp.ui.widgets.card_layout import Checks, lay_out_card
from quizapp.ui.widgets.proof_words import proof_words
from quizapp.ui.widgets.typeset import Typeset

NOTHING_KNOWN: Mapping[str, Verdict] = MappingProxyType({})


class CardText(Typeset):
    """Shows the markdown of a card at whatever width it has."""

    DEFAULT_CSS = """
    CardText { max-width: 100; }
    """

    markdown: reactive[str] = reactive("", init=False)
    """What is shown. Brackets, dollars that are not math and control codes are shown as written."""
    verdicts: reactive[Mapping[str, Verdict]] = reactive(NOTHING_KNOWN, init=False)
    """Verdict of each labelled equation, as far as they are known."""
    checking: reactive[bool] = reactive(False, init=False)  # noqa: FBT003
    """Whether the verdicts that are missing are being worked on."""
    language: reactive[Language] = reactive(Language.ENGLISH, init=False)
    """The language verdicts are named in."""

    def __init__(
        self,
        markdown: str = "",
        *,
        verdicts: Mapping[str, Verdict] = NOTHING_KNOWN,
        checking: bool = False,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """Show markdown, with what is known about its equations so far."""
        super().__init__(id=id, classes=classes)
        self.set_reactive(CardText.markdown, markdown)
        self.set_reactive(CardText.verdicts, verdicts)
        self.set_reactive(CardText.checking, checking)

    def lay_out(self, width: int) -> Content:
        """Return the card's lines."""
        return lay_out_card(
            self.markdown, width, Checks(self.verdicts, self.checking, proof_words(self.language))
        )

    def watch_markdown(self) -> None:
        """Show another text."""
        self.relay()

    def watch_verdicts(self) -> None:
        """Show what has become known."""
        self.relay()

    def watch_checking(self) -> None:
        """Show whether more verdicts are to come."""
        self.relay()

    def watch_language(self) -> None:
        """Name the verdicts in another language."""
        self.relay()
