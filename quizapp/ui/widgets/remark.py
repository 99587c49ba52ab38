"""Something to tell the learner, for as long as it is true."""

from textual.content import Content
from textual.reactive import reactive

from quizapp.ui.widgets.typeset import Lines
from quizapp.ui.widgets.wrapping import stack, wrap


class Remark(Lines):
    """Shows a sentence; without one it takes no room."""

    DEFAULT_CSS = """
    Remark { display: none; }
    Remark.-said { display: block; }
    """

    text: reactive[str] = reactive("", init=False)

    def lay_out(self, width: int) -> Content:
        """Return the sentence in lines."""
        return stack(wrap(Content(self.text), width))

    def watch_text(self) -> None:
        """Say something else."""
        self.set_class(bool(self.text), "-said")
        self.relay()
