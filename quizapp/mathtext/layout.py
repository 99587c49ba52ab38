"""Lay a formula out in two dimensions."""

from collections.abc import Callable, Sequence
from typing import assert_never

from quizapp.mathtext import draw, grouping
from quizapp.mathtext.box import EMPTY, Box, beside, text_box
from quizapp.mathtext.inline import slash
from quizapp.mathtext.marks import hang
from quizapp.mathtext.nodes import (
    EQUATION_GAP,
    Alignment,
    Arrow,
    BigOperator,
    Binomial,
    Boxed,
    Classed,
    Delimiter,
    Fence,
    Fraction,
    Grid,
    Mark,
    Marked,
    Node,
    Operator,
    Phantom,
    Root,
    Row,
    Scripts,
    Space,
    Stack,
    Style,
    Switch,
    Symbol,
    Text,
    items_of,
)
from quizapp.mathtext.smallscripts import lowered, raised
from quizapp.mathtext.spacing import Placed, Setting, arrange, is_slashed, vulgar

INTEGRALS = frozenset("∫∬∭")
CENTERED = (Alignment.CENTER,)
BRACES = {Mark.OVERBRACE, Mark.UNDERBRACE}
RULED_GAP = 3
"""Cells between two columns with a line between them."""


def layout(node: Node, style: Style = Style.DISPLAY) -> Box:  # noqa: PLR0911, PLR0912 - one case per kind of node
    """Draw a node.

    Raises:
        MathError: the box would be too large to draw.
    """
    match node:
        case Symbol(text) | Text(text) | Operator(text) | Delimiter(text):
            return text_box(text)
        case Row(items):
            return row_box(arrange(items, style, Setting.PLANE))
        case BigOperator(text):
            return draw.big_operator(text) if style is Style.DISPLAY else text_box(text)
        case Scripts():
            return _scripts(node, style)
        case Fraction():
            return _fraction(node, style)
        case Binomial(upper, lower):
            column = draw.grid(
                [[layout(upper, style)], [layout(lower, style)]], CENTERED, column_gaps=(0,), row_gap=1
            )
            return draw.fence((column,), "()")
        case Root(radicand, degree):
            return draw.root(layout(radicand, style), _degree(degree))
        case Fence(left, parts, middles, right):
            return draw.fence([layout(part, style) for part in parts], (left, *middles, right))
        case Marked():
            return _marked(node, style)
        case Stack(base, over, under):
            return draw.limits(layout(base, style), _limit(over), _limit(under))
        case Arrow(left_tip, right_tip, over, under):
            return draw.arrow(left_tip, right_tip, _limit(over) or EMPTY, _limit(under) or EMPTY)
        case Grid():
            return _grid(node, style)
        case Boxed(body):
            return draw.framed(layout(body, style))
        case Phantom(body):
            inner = layout(body, style)
            return Box((" " * inner.width,) * inner.height, inner.width, inner.baseline, inner.tall)
        case Classed(body):
            return layout(body, style)
        case Space() | Switch():
            return row_box(arrange((node,), style, Setting.PLANE))
        case _:
            assert_never(node)


def row_box(placed: Sequence[Placed]) -> Box:
    """Put the parts of a row beside each other."""
    gaps = (part.gap for part in placed)
    return beside(list(zip(gaps, part_boxes(placed), strict=True)) or [(0, EMPTY)])


def part_boxes(placed: Sequence[Placed]) -> list[Box]:
    """Draw the parts of a row; delimiters without a partner grow to its height."""
    boxes = [None if _is_delimiter(part.node) else _part_box(part) for part in placed]
    tall = [box for box in boxes if box is not None and box.tall]
    top = max((box.baseline for box in tall), default=0)
    bottom = max((box.height - box.baseline for box in tall), default=1)
    return [
        _grown(part.node, top, bottom) if box is None else box
        for part, box in zip(placed, boxes, strict=True)
    ]


def _part_box(part: Placed) -> Box:
    box = layout(part.node, part.style)
    return draw.fence((box,), "()") if part.wrapped else box


def _is_delimiter(node: Node) -> bool:
    return isinstance(node, Delimiter) or (isinstance(node, Scripts) and isinstance(node.base, Delimiter))


def _grown(node: Node, top: int, bottom: int) -> Box:
    delimiter = node.base if isinstance(node, Scripts) else node
    assert isinstance(delimiter, Delimiter)
    height = top + bottom
    box = Box(tuple(draw.bracket(delimiter.text, height)), len(delimiter.text), top, tall=height > 1)
    return _with_scripts(box, node) if isinstance(node, Scripts) else box


def _scripts(node: Scripts, style: Style) -> Box:
    base = node.base
    if isinstance(base, Marked) and base.mark in BRACES:
        return draw.limits(layout(base, style), _limit(node.sup), _limit(node.sub))
    if style is Style.DISPLAY and isinstance(base, Operator | BigOperator) and base.limits:
        return draw.limits(layout(base, style), _limit(node.sup), _limit(node.sub))
    drawn = layout(base, style)
    if isinstance(base, BigOperator) and base.text in INTEGRALS and drawn.tall:
        return draw.side_limits(drawn, _limit(node.sup), _limit(node.sub))
    return _with_scripts(drawn, node)


def _with_scripts(base: Box, node: Scripts) -> Box:
    corners = isinstance(node.base, Fence | Grid | Binomial | Delimiter | BigOperator)
    # Beside the top of a root or a fraction a small script would seem to belong to a part of it.
    may_be_small = (corners or not base.tall) and not grouping.has_script_conflict(node)
    sup = _script(node.sup, raised, may_be_small=may_be_small)
    sub = _script(node.sub, lowered, may_be_small=may_be_small)
    return draw.scripts(base, sup, sub, corners=corners)


def _script(
    node: Node | None, small: Callable[[Node], str | None], *, may_be_small: bool
) -> draw.Script | None:
    if node is None:
        return None
    text = small(node) if may_be_small else None
    return draw.Script(layout(node, Style.SCRIPT) if text is None else text_box(text), small=text is not None)


def _limit(node: Node | None) -> Box | None:
    return None if node is None else layout(node, Style.SCRIPT)


def _degree(node: Node | None) -> Box:
    if node is None:
        return EMPTY
    small = raised(node)
    return layout(node, Style.SCRIPT) if small is None else text_box(small)


def _fraction(node: Fraction, style: Style) -> Box:
    style = node.style or style
    if is_slashed(node, style, Setting.PLANE):
        if character := vulgar(node):
            return text_box(character)
        numerator, denominator = layout(node.numerator, style), layout(node.denominator, style)
        if numerator.height == denominator.height == 1:
            return text_box(slash(numerator.lines[0], denominator.lines[0], node))
        return draw.fraction(numerator, denominator, margin=0)
    margin = 1 if style is Style.DISPLAY else 0
    return draw.fraction(layout(node.numerator, style), layout(node.denominator, style), margin=margin)


def _marked(node: Marked, style: Style) -> Box:
    hung = hang(node)
    if isinstance(hung, Scripts):
        return _scripts(hung, style)
    body = layout(node.body, style)
    return draw.marked(node.mark, body, is_letter=body.height == 1 and body.width == 1)


def _grid(node: Grid, style: Style) -> Box:
    columns = max(len(row) for row in node.rows)
    cells = [[layout(_cell(node, row, column), style) for column in range(columns)] for row in node.rows]
    has_tall_row = any(box.height > 1 for row in cells for box in row)
    braced = "{" in {node.left, node.right} or "}" in {node.left, node.right}
    # A brace needs a middle row to point from.
    row_gap = int(has_tall_row or (braced and len(cells) % 2 == 0))
    between = [_column_gap(node, column) for column in range(columns)]
    body = draw.grid(cells, node.alignments, column_gaps=between, row_gap=row_gap, rules=node.rules)
    if not node.left and not node.right:
        return body
    padding = 1 if body.height > 1 else 0
    return draw.fence(
        (body,), (node.left, node.right), padding=(padding if node.left else 0, padding if node.right else 0)
    )


def _cell(node: Grid, row: Sequence[Node], column: int) -> Node:
    """Give a cell; a relation at the start of one keeps its distance from the cell before."""
    cell = row[column] if column < len(row) else Row(())
    return Row((Row(()), *items_of(cell))) if node.equations and column % 2 else cell


def _column_gap(node: Grid, column: int) -> int:
    if not column:
        return 0
    if column in node.rules:
        return RULED_GAP
    return EQUATION_GAP if node.equations and column % 2 == 0 else node.column_gap
