"""One step of the blackboard, with its evidence below on demand."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from quizapp.ui.widgets.evidence_lines import evidence_lines
from quizapp.ui.widgets.step_lines import ShownStep, step_lines
from quizapp.ui.widgets.typeset import Typeset
from quizapp.ui.widgets.wrapping import stack


class StepText(Typeset):
    """Number, reason, verdict and formula of a step."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"step--number"}
    DEFAULT_CSS = """
    StepText {
        & > .step--number { color: $text-muted; }
        &.-marked > .step--number { color: $text-primary; text-style: bold; }
    }
    """

    shown: reactive[ShownStep | None] = reactive(None)

    def lay_out(self, width: int) -> Content:
        """Return the step's lines."""
        return Content() if self.shown is None else stack(step_lines(self.shown, width))

    def watch_shown(self, shown: ShownStep | None) -> None:
        """Show what has changed about the step."""
        self.set_class(shown is not None and shown.marked, "-marked")
        self.relay()


class EvidencePanel(Typeset):
    """Every check of one step, framed."""

    DEFAULT_CSS = """
    EvidencePanel {
        display: none;
        margin: 1 0 0 4;
        padding: 0 1;
        border: round $border;
        border-title-color: $text-muted;
        &.-open { display: block; }
    }
    """

    shown: reactive[ShownStep | None] = reactive(None)

    def lay_out(self, width: int) -> Content:
        """Return the lines of the evidence."""
        if self.shown is None:
            return Content()
        step, words = self.shown.step, self.shown.words
        return stack(evidence_lines(step, width, checking=self.shown.checking, words=words))

    def watch_shown(self, shown: ShownStep | None) -> None:
        """Open or close, and show what has become known."""
        self.set_class(shown is not None and shown.evidence, "-open")
        if shown is not None:
            of = shown.step.label or shown.words.step(shown.step.number)
            self.border_title = Content(shown.words.evidence_of(of)).markup
        self.relay()


class StepView(Vertical):
    """A step of the blackboard; a click on it says so."""

    DEFAULT_CSS = """
    StepView {
        height: auto;
        margin: 0 0 1 0;
    }
    """

    class Picked(Message):
        """The reader clicked on a step."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number
            """The number of the step."""

    shown: reactive[ShownStep | None] = reactive(None)

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._text = StepText()
        self._panel = EvidencePanel()

    def compose(self) -> ComposeResult:
        """Put the evidence below the step."""
        yield self._text
        yield self._panel

    def watch_shown(self, shown: ShownStep | None) -> None:
        """Hand the step to both parts."""
        self._text.shown = shown
        self._panel.shown = shown

    def on_click(self, event: Click) -> None:
        """Say which step was clicked, unless the reader was selecting text."""
        if self.shown is not None and not self.screen.selections:
            event.stop()
            self.post_message(self.Picked(self.shown.step.number))
