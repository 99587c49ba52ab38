"""The numbers of a plot, as many rows as there is room for."""

from textual.content import Content
from textual.reactive import reactive

from quizapp.derive.report import Plot
from quizapp.derive.tables import tabulate
from quizapp.ui.widgets.typeset import Lines
from quizapp.ui.widgets.wrapping import stack

HEAD_LINES = 2
GAP = "   "


class PlotTable(Lines):
    """Lists the numbers that a plot draws."""

    plot: reactive[Plot | None] = reactive(None)
    lines: reactive[int] = reactive(18)
    """How many lines there is room for, the head included."""

    def lay_out(self, width: int) -> Content:
        """Return the table."""
        return Content() if self.plot is None else stack(list_numbers(self.plot, width, self.lines))

    def on_resize(self) -> None:
        """Use the height there is."""
        self.lines = self.content_size.height

    def watch_plot(self) -> None:
        """List the numbers of another plot."""
        self.relay()

    def watch_lines(self) -> None:
        """List more numbers, or fewer."""
        self.relay()


def list_numbers(plot: Plot, width: int, lines: int) -> list[Content]:
    """Return the head, a rule, and rows, right-aligned in columns; what is too wide is cut."""
    table = tabulate(plot).thinned(max(lines - HEAD_LINES, 1))
    rows = [[cell if isinstance(cell, str) else f"{cell:.4g}" for cell in row] for row in table.rows]
    columns = [max(map(len, column)) for column in zip(table.head, *rows, strict=True)]
    texts = [
        GAP.join(cell.rjust(room) for cell, room in zip(row, columns, strict=True))
        for row in (table.head, *rows)
    ]
    texts.insert(1, "─" * max(map(len, texts)))
    return [Content(text[:width]) for text in texts]
