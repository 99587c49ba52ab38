"""A table in a given width: columns where they fit, otherwise one row after another."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from textual.content import Content

from quizapp.ui.widgets.wrapping import wrap

GAP = 2
NARROWEST = 6
"""Cells below which a column of wrapped text stops being readable."""

Row = Sequence[Content]


def table_lines(rows: Sequence[Row], width: int) -> Iterator[Content]:
    """Draw rows, the first of which is the header."""
    columns = column_widths(rows, width)
    if columns is None:
        yield from _stacked(rows, width)
        return
    header, *body = rows
    yield from _row([cell.stylize(".text--strong") for cell in header], columns)
    yield Content.styled("─" * (sum(columns) + GAP * (len(columns) - 1)), ".text--quiet")
    for row in body:
        yield from _row(row, columns)


def column_widths(rows: Sequence[Row], width: int) -> list[int] | None:
    """Share the width out, taking from the widest column first; None if a column would be too narrow."""
    columns = [max(cell.cell_length for cell in column) for column in zip(*rows, strict=True)]
    room = width - GAP * (len(columns) - 1)
    while sum(columns) > room:
        widest = max(columns)
        if widest <= NARROWEST:
            return None
        columns[columns.index(widest)] -= 1
    return columns


def _row(cells: Row, columns: Sequence[int]) -> Iterator[Content]:
    wrapped = [wrap(cell, max(column, 2)) for cell, column in zip(cells, columns, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=Content()):
        padded = [
            part.pad_right(column - part.cell_length) for part, column in zip(parts, columns, strict=True)
        ]
        yield Content(" " * GAP).join(padded).rstrip()


def _stacked(rows: Sequence[Row], width: int) -> Iterator[Content]:
    header, *body = rows
    for index, row in enumerate(body):
        if index:
            yield Content()
        for name, cell in zip(header, row, strict=True):
            yield from wrap(name.stylize(".text--strong") + ": " + cell, width)
