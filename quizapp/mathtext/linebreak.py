"""Break a formula that is too wide: at commas, at relations, at binary operators, then inside brackets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizapp.mathtext.box import At, Box, beside, place
from quizapp.mathtext.layout import layout, part_boxes
from quizapp.mathtext.nodes import (
    Alignment,
    Atom,
    Fence,
    Grid,
    Node,
    Row,
    Scripts,
    Style,
    Symbol,
    items_of,
    joined_equation,
)
from quizapp.mathtext.spacing import Placed, Setting, arrange

AFTER_PUNCTUATION, AT_RELATION, AT_OPERATOR = range(3)
LEVELS_PER_DEPTH = 3
INDENT = 4
"""Cells by which a line is indented that continues nothing it could align with."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A box that is never cut, with its distance to the piece before it."""

    gap: int
    box: Box
    level: int | None
    """How willingly a line breaks before it, 0 the most; None for never."""
    depth: int = 0
    """How many brackets it stands in."""


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces beside each other that start at a column."""

    column: int
    pieces: tuple[Piece, ...]


def fitted(node: Node, width: int) -> Box:
    """Draw a formula, broken into lines where that keeps it within a width; boxes are never cut.

    Raises:
        MathError: the box would be too large to draw.
    """
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    box = layout(node)
    if box.width <= width:
        return box
    candidates = [box, _broken(node, width, inside_brackets=False)]
    if candidates[-1].width > width:
        candidates.append(_broken(node, width, inside_brackets=True))
    return min(candidates, key=lambda candidate: max(candidate.width, width))


def _broken(node: Node, width: int, *, inside_brackets: bool) -> Box:
    if not (isinstance(node, Grid) and node.equations):
        return _stacked([_fill(_pieces(node, inside_brackets=inside_brackets), 0, INDENT, width)])
    left = 0
    if node.alignments[0] is Alignment.RIGHT:
        left = max(layout(row[0]).width for row in node.rows)
    return _stacked([_equation(row, left, width, inside_brackets=inside_brackets) for row in node.rows])


def _equation(row: Sequence[Node], left: int, width: int, *, inside_brackets: bool) -> list[Line]:
    """Break one of several equations, whose left-hand side ends at a column."""
    if not left:
        return _fill(_pieces(joined_equation(row), inside_brackets=inside_brackets), 0, INDENT, width)
    head = layout(row[0])
    right_side = joined_equation((Row(()), *row[1:]))
    first, *rest = _fill(_pieces(right_side, inside_brackets=inside_brackets), left, left + INDENT, width)
    return [Line(left - head.width, (Piece(0, head, None), *first.pieces)), *rest]


def _stacked(equations: Sequence[Sequence[Line]]) -> Box:
    """Put lines below each other, with air around the tall ones."""
    parts: list[At] = []
    row = 0
    height_before = 1
    for line in (line for lines in equations for line in lines):
        box = _line_box(line)
        row += int(bool(parts) and max(height_before, box.height) > 1)
        parts.append(At(box, line.column, row))
        row += box.height
        height_before = box.height
    return place(parts, tall=row > 1)


def _line_box(line: Line) -> Box:
    return beside([(piece.gap if index else 0, piece.box) for index, piece in enumerate(line.pieces)])


def _pieces(node: Node, *, inside_brackets: bool) -> tuple[Piece, ...]:
    items: Sequence[Node] = items_of(node)
    if inside_brackets:
        items = _opened(items)
    placed = arrange(items, Style.DISPLAY, Setting.PLANE)
    pieces: list[Piece] = []
    depth = 0
    before: Placed | None = None
    for part, box in zip(placed, part_boxes(placed), strict=True):
        is_bracket = isinstance(part.node, Symbol | Scripts)
        depth = max(0, depth - (is_bracket and part.atom is Atom.CLOSE))
        level = None if before is None else _willingness(before, part)
        pieces.append(
            Piece(part.gap, box, None if level is None else level + depth * LEVELS_PER_DEPTH, depth)
        )
        depth += is_bracket and part.after is Atom.OPEN
        before = part
    return tuple(pieces)


def _willingness(before: Placed, part: Placed) -> int | None:
    if before.after is Atom.PUNCT or part.gap > 1:
        return AFTER_PUNCTUATION
    if part.atom is Atom.REL and before.after is not Atom.REL:
        return AT_RELATION
    return AT_OPERATOR if part.atom is Atom.BIN else None


def _opened(items: Sequence[Node], *, known_flat: bool = False) -> list[Node]:
    """Turn fences that do not grow into their contents between plain brackets.

    A fence inside one that does not grow does not grow either, and need not be drawn to know.
    """
    opened: list[Node] = []
    for item in items:
        fence = item.base if isinstance(item, Scripts) else item
        match fence:
            case Fence(left, (Row(inside),), (), right) if (
                left and right and (known_flat or not layout(fence).tall)
            ):
                closing: Node = Symbol(right, Atom.CLOSE)
                if isinstance(item, Scripts):
                    closing = replace(item, base=closing)
                opened += [Symbol(left, Atom.OPEN), *_opened(inside, known_flat=True), closing]
            case _:
                opened.append(item)
    return opened


def _extent(pieces: Sequence[Piece]) -> int:
    """Give the width of pieces, without the gap before the first."""
    return sum(piece.gap + piece.box.width for piece in pieces) - (pieces[0].gap if pieces else 0)


def _split(pieces: Sequence[Piece], level: int) -> list[tuple[Piece, ...]]:
    cuts = [
        0,
        *(i for i, piece in enumerate(pieces) if i and piece.level is not None and piece.level <= level),
    ]
    return [tuple(pieces[start:end]) for start, end in pairwise([*cuts, len(pieces)])]


def _indent(wanted: int, pieces: Sequence[Piece], width: int) -> int:
    """Indent as wanted, or by less when a piece of the line would stick out."""
    levels = [piece.level for piece in pieces if piece.level is not None]
    widest = max(map(_extent, _split(pieces, max(levels, default=0))), default=0)
    return max(0, min(wanted, width - widest))


def _fill(pieces: tuple[Piece, ...], column: int, hang: int, width: int) -> list[Line]:
    """Break pieces into lines, the first at a column and the others hanging at another."""
    levels = [piece.level for piece in pieces[1:] if piece.level is not None]
    if not levels or column + _extent(pieces) <= width:
        return [Line(column, pieces)]
    level = min(levels)
    chunks = _split(pieces, level)
    if level % LEVELS_PER_DEPTH == AT_RELATION:
        return _fill_relations(chunks, column, width)
    if level == AFTER_PUNCTUATION:
        hang = column
    elif depth := level // LEVELS_PER_DEPTH:
        outside = next(index for index, piece in enumerate(pieces) if piece.depth >= depth)
        hang = column + _extent(pieces[:outside])
    hang = _indent(hang, pieces[len(chunks[0]) :], width)
    lines: list[Line] = []
    current: tuple[Piece, ...] = ()
    for chunk in chunks:
        if current and column + _extent(current + chunk) > width:
            lines += _fill(current, column, hang + INDENT, width)
            current, column = (), hang
        current += chunk
    return lines + _fill(current, column, hang + INDENT, width)


def _fill_relations(chunks: Sequence[tuple[Piece, ...]], column: int, width: int) -> list[Line]:
    """Break at relations, which stand below each other unless the left-hand side is wide."""
    head, *others = chunks
    rest = tuple(piece for chunk in others for piece in chunk)
    aligned = column + _extent(head) + rest[0].gap
    hang = _indent(aligned if aligned <= width // 2 else column + INDENT, rest, width)
    if hang == aligned:
        first, *lines = _fill_right(others, hang, width)
        return [Line(column, head + first.pieces), *lines]
    return [*_fill(head, column, column + INDENT, width), *_fill_right(others, hang, width)]


def _fill_right(chunks: Sequence[tuple[Piece, ...]], column: int, width: int) -> list[Line]:
    """Break right-hand sides, each starting with its relation, into lines at a column."""
    lines: list[Line] = []
    current: tuple[Piece, ...] = ()
    for chunk in chunks:
        if current and column + _extent(current + chunk) > width:
            lines += _fill(current, column, _behind_relation(current, column, width), width)
            current = ()
        current += chunk
    return lines + _fill(current, column, _behind_relation(current, column, width), width)


def _behind_relation(pieces: tuple[Piece, ...], column: int, width: int) -> int:
    relation = pieces[0].box.width + (pieces[1].gap if len(pieces) > 1 else 0)
    return _indent(column + relation, pieces, width)
