"""A sheet of terminal cells with eight dots each, on which lines are drawn, each in a style of its own."""

from dataclasses import dataclass, field
from itertools import pairwise

from textual.content import Content

BLANK = 0x2800
"""The braille pattern without dots; dots are added to it bit by bit."""
BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a cell, by row and column."""
ACROSS, DOWN = 2, 4
"""Dots of a cell each way."""
BETWEEN_MARKS = 14
"""Cells from one mark of a line to its next."""

Dot = tuple[int, int]
"""Column and row of a dot, counted from the top left."""


@dataclass
class Sheet:
    """Width by height cells; what is drawn later lies on top."""

    width: int
    height: int
    _dots: dict[Dot, int] = field(default_factory=dict)
    """The bits set in each cell, by its column and row."""
    _styles: dict[Dot, str] = field(default_factory=dict)
    _marks: dict[Dot, str] = field(default_factory=dict)

    def line(self, shares: list[tuple[float, float]], style: str) -> list[Dot]:
        """Join points, given as shares of the width and of the height from below; return the cells passed."""
        across, down = self.width * ACROSS - 1, self.height * DOWN - 1
        corners = [(round(x * across), round((1 - y) * down)) for x, y in shares]
        dots = corners[:1]
        for start, end in pairwise(corners):
            dots += _between(start, end)
        for column, row in dots:
            cell = (column // ACROSS, row // DOWN)
            self._dots[cell] = self._dots.get(cell, 0) | BITS[row % DOWN][column % ACROSS]
            self._styles[cell] = style
        return list(dict.fromkeys((column // ACROSS, row // DOWN) for column, row in dots))

    def mark(self, cells: list[Dot], sign: str, style: str, *, first: int) -> None:
        """Put a sign on some of the cells a line passes, from the one numbered `first`, where none is yet."""
        wanted = range(min(first, len(cells) - 1), len(cells), BETWEEN_MARKS)
        for number in wanted:
            free = next((cell for cell in cells[number : number + 4] if cell not in self._marks), None)
            if free is not None:
                self._marks[free] = sign
                self._styles[free] = style

    def rows(self) -> list[Content]:
        """Return the lines of the sheet, from the top."""
        return [self._row(row) for row in range(self.height)]

    def _row(self, row: int) -> Content:
        pieces = []
        for column in range(self.width):
            cell = (column, row)
            bits = self._dots.get(cell, 0)
            sign = self._marks.get(cell) or (chr(BLANK + bits) if bits else " ")
            style = self._styles.get(cell)
            pieces.append(Content(sign) if style is None else Content.styled(sign, style))
        return Content("").join(pieces)


def _between(start: Dot, end: Dot) -> list[Dot]:
    """Return the dots of a straight line, without its start and with its end."""
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    return [
        (
            start[0] + round((end[0] - start[0]) * step / steps),
            start[1] + round((end[1] - start[1]) * step / steps),
        )
        for step in range(1, steps + 1)
    ]
