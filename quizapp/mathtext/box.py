"""Boxes of text and how they are put together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.errors import MathError
from quizapp.mathtext.width import display_width

MAX_AREA = 200_000
"""Most cells in a box, about a hundred screens; padding can grow with the square of a formula's length."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of text."""

    lines: tuple[str, ...]
    """Rows from the top, each padded to the width."""
    width: int
    baseline: int = 0
    """Index of the row that neighbours align with."""
    tall: bool = False
    """Brackets around it should grow; scripts alone do not make a box tall."""

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class At:
    """A box at a place, counted from the left end of the baseline."""

    box: Box
    column: int
    row: int
    """Where its top row goes; negative above the baseline."""


EMPTY = Box(("",), 0)


def text_box(text: str) -> Box:
    """Make a box of one row."""
    return Box((text,), display_width(text))


def lines_box(lines: Sequence[str], baseline: int) -> Box:
    """Make a tall box of rows that are equally wide."""
    return Box(tuple(lines), display_width(lines[0]), baseline, tall=True)


def place(parts: Iterable[At], *, tall: bool) -> Box:
    """Put boxes that do not overlap into one, whose baseline is row 0.

    Raises:
        MathError: the box would be too large to draw.
    """
    parts = sorted(parts, key=lambda part: part.column)
    top = min(0, *(part.row for part in parts), 0)
    bottom = max(1, *(part.row + part.box.height for part in parts), 1)
    width = max(0, *(part.column + part.box.width for part in parts), 0)
    if width * (bottom - top) > MAX_AREA:
        raise MathError(f"the formula is too large to draw: {bottom - top} rows of {width} cells")
    rows: list[list[str]] = [[] for _ in range(bottom - top)]
    filled = [0] * len(rows)
    for part in parts:
        for index, line in enumerate(part.box.lines, part.row - top):
            rows[index] += (" " * (part.column - filled[index]), line)
            filled[index] = part.column + part.box.width
    lines = ("".join(row) + " " * (width - used) for row, used in zip(rows, filled, strict=True))
    return Box(tuple(lines), width, -top, tall)


def beside(boxes: Sequence[tuple[int, Box]]) -> Box:
    """Put boxes beside each other on a common baseline, each with a gap of cells before it."""
    if len(boxes) == 1 and not boxes[0][0]:
        return boxes[0][1]
    column = 0
    parts: list[At] = []
    for gap, box in boxes:
        column += gap
        parts.append(At(box, column, -box.baseline))
        column += box.width
    return place(parts, tall=any(box.tall for _, box in boxes))


def above(boxes: Sequence[Box], *, baseline: int, gap: int = 0) -> Box:
    """Stack boxes, centred, with empty rows between them; the baseline is that of the box with this index."""
    width = max(box.width for box in boxes)
    row = 0
    rows: list[int] = []
    for box in boxes:
        rows.append(row)
        row += box.height + gap
    origin = rows[baseline] + boxes[baseline].baseline
    parts = [At(box, (width - box.width) // 2, top - origin) for box, top in zip(boxes, rows, strict=True)]
    return place(parts, tall=True)
