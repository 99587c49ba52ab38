"""The board that a learner writes on: what is given and asked for at its top, and her lines below."""

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive

from quizapp.ui.widgets.card_layout import equation_lines
from quizapp.ui.widgets.drawing import draw, draw_inline
from quizapp.ui.widgets.typeset import Typeset
from quizapp.ui.widgets.wrapping import HARD_SPACE, hang, stack
from quizapp.ui.writing import Line, Origin, Writing
from quizapp.ui.writing_words import ENGLISH, WritingWords
from quizapp.ui.written_markdown import reason

NUMBER = 4
"""Cells the number of a line takes."""
GAP = r" \qquad "


class GivenAndGoal(Typeset):
    """Keeps in sight what may be used, and what is to be shown."""

    board: reactive[Writing | None] = reactive(None, init=False)
    words: reactive[WritingWords] = reactive(ENGLISH, init=False)
    flat: reactive[bool] = reactive(False, init=False)  # noqa: FBT003
    """Whether every formula stands on one line, as there is little room."""

    def lay_out(self, width: int) -> Content:
        """Return the givens, as many beside each other as fit, and the goal."""
        if self.board is None:
            return Content()
        givens = () if self.board.opened is None else self.board.opened.givens
        goal = (rf"{self.board.claim.left} = \;?",)
        margin = max(Content(name).cell_length for name in (self.words.given, self.words.goal)) + 3
        lines = [*self._rows(self.words.given, givens, width, margin)] if givens else []
        return stack([*lines, *self._rows(self.words.goal, goal, width, margin)])

    def _rows(self, name: str, formulas: tuple[str, ...], width: int, margin: int) -> Iterator[Content]:
        heading, blank = Content.styled(name, ".text--quiet").pad_right(margin), Content(" " * margin)
        heading = heading.truncate(margin)
        if self.flat:
            inline = (
                Content.styled((draw_inline(each) or each).replace(" ", HARD_SPACE), ".text--math")
                for each in formulas
            )
            yield from hang(Content("   ").join(inline), width, heading, blank)
            return
        for row in _abreast(formulas, width - margin):
            drawing = draw(row, width - margin)
            for number, line in enumerate(drawing.lines):
                yield (heading if number == drawing.baseline else blank) + Content.styled(line, ".text--math")
            heading = blank

    def watch_board(self) -> None:
        """Show another claim's."""
        self.relay()

    def watch_words(self) -> None:
        """Say it in another language."""
        self.relay()

    def watch_flat(self) -> None:
        """Take less room, or more."""
        self.relay()


class WrittenLines(Typeset):
    """Shows the lines of a board, each with what is known about it at its right end."""

    COMPONENT_CLASSES = {"line--number"}  # noqa: RUF012
    DEFAULT_CSS = """
    WrittenLines > .line--number { color: $text-muted; }
    """

    board: reactive[Writing | None] = reactive(None, init=False)
    words: reactive[WritingWords] = reactive(ENGLISH, init=False)

    def lay_out(self, width: int) -> Content:
        """Return the lines from top to bottom."""
        if self.board is None:
            return Content()
        shown: list[Content] = []
        for number, line in enumerate(self.board.lines, 1):
            remark = Content.styled(reason(line, self.words), _style(line))
            left = draw(line.left, width).width if line.goes_on else 0
            room = max(width - NUMBER, 2)
            drawn = list(equation_lines(line.latex, room, remark, indent=left + 1))
            margin = Content.styled(f"{number:>2}", ".line--number").pad_right(NUMBER - 2)
            at = draw(line.latex, room).baseline if len(drawn) > 1 else 0
            shown += [
                (margin if row == at else Content(" " * NUMBER)) + part for row, part in enumerate(drawn)
            ]
        return stack(shown)

    def watch_board(self) -> None:
        """Show other lines."""
        self.relay()

    def watch_words(self) -> None:
        """Say it in another language."""
        self.relay()


def _style(line: Line) -> str:
    if line.origin is not Origin.WRITTEN:
        return ".text--quiet"
    return ".verdict--proved" if line.proved else ".verdict--agrees"


def _abreast(formulas: tuple[str, ...], width: int) -> Iterator[str]:
    """Put as many formulas beside each other as fit."""
    row = ""
    for formula in formulas:
        longer = f"{row}{GAP}{formula}" if row else formula
        if row and draw(longer, 10**4).width > width:
            yield row
            longer = formula
        row = longer
    if row:
        yield row
