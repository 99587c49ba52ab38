"""One formula in two dimensions."""

from textual.content import Content
from textual.reactive import reactive

from quizapp.ui.widgets.card_layout import equation_lines
from quizapp.ui.widgets.typeset import Typeset
from quizapp.ui.widgets.wrapping import stack


class Formula(Typeset):
    """Shows LaTeX as a display formula, laid out again whenever its width changes."""

    latex: reactive[str] = reactive("", init=False)

    def __init__(self, latex: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        """Show a formula, given without dollars."""
        super().__init__(id=id, classes=classes)
        self.set_reactive(Formula.latex, latex)

    def lay_out(self, width: int) -> Content:
        """Return the formula's lines."""
        return stack(equation_lines(self.latex, width, Content(), indent=0)) if self.latex else Content()

    def watch_latex(self) -> None:
        """Show another formula."""
        self.relay()
