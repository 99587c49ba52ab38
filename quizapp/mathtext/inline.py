"""Write a formula on one line."""

import re
from collections.abc import Sequence
from typing import assert_never

from quizapp.mathtext import grouping
from quizapp.mathtext.alphabets import COMBINING
from quizapp.mathtext.marks import hang
from quizapp.mathtext.nodes import (
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
    joined_equation,
)
from quizapp.mathtext.smallscripts import lowered, raised
from quizapp.mathtext.spacing import Placed, Setting, arrange, vulgar
from quizapp.mathtext.width import character_width

ROOT_SIGNS = {"2": "√", "3": "∛", "4": "∜"}
LINES = {Mark.BAR, Mark.OVERLINE, Mark.UNDERLINE}
BRACES = {Mark.OVERBRACE, Mark.UNDERBRACE}
BARE_SCRIPT_AT_END = re.compile(r"[_^]\w{2,}$")


def write(node: Node, style: Style = Style.DISPLAY) -> str:  # noqa: PLR0911, PLR0912 - one case per kind of node
    """Write a node without line breaks."""
    match node:
        case Symbol(text) | Text(text) | Operator(text) | BigOperator(text) | Delimiter(text):
            return text
        case Row(items):
            return _row(arrange(items, style, Setting.LINE))
        case Scripts():
            return _scripts(node, style)
        case Fraction(numerator, denominator):
            return vulgar(node) or slash(
                write(numerator, style),
                write(denominator, style),
                node,
            )
        case Binomial(upper, lower):
            return f"({write(upper, style)} choose {write(lower, style)})"
        case Root():
            return _root(node, style)
        case Fence(left, parts, middles, right):
            written = [write(part, style) for part in parts]
            between = zip((left, *middles), written, strict=True)
            return "".join(delimiter + part for delimiter, part in between) + right
        case Marked():
            return _marked(node, style)
        case Stack(base, over, under):
            return write(base, style) + _sub(under) + _sup(over)
        case Arrow(left_tip, right_tip, over, under):
            label = ", ".join(
                filter(None, (write(part, Style.SCRIPT) for part in (over, under) if part is not None))
            )
            shaft = f"─{label}─" if label else "─"
            return left_tip + shaft + right_tip
        case Grid():
            return _grid(node, style)
        case Boxed(body):
            return f"[{write(body, style)}]"
        case Phantom():
            return ""
        case Classed(body):
            return write(body, style)
        case Space() | Switch():
            return _row(arrange((node,), style, Setting.LINE))
        case _:
            assert_never(node)


def slash(numerator: str, denominator: str, fraction: Fraction) -> str:
    """Join the two sides of a fraction by a slash, in parentheses where they would be misread."""
    if not grouping.is_product(fraction.numerator):
        numerator = f"({numerator})"
    if not grouping.is_operand(fraction.denominator):
        denominator = f"({denominator})"
    return f"{numerator}/{denominator}"


def _row(placed: Sequence[Placed]) -> str:
    written: list[str] = []
    before = ""
    for part in placed:
        text = write(part.node, part.style)
        if part.wrapped:
            text = f"({text})"
        # D_KL x, not D_KLx: a word in a script without braces must not run on.
        runs_on = text[:1].isalnum() and BARE_SCRIPT_AT_END.search(before) is not None
        written.append(" " * max(part.gap, int(runs_on)) + text)
        before = text or before
    return "".join(written)


def _scripts(node: Scripts, style: Style) -> str:
    base, sub, sup = node.base, node.sub, node.sup
    if isinstance(base, Marked) and base.mark in BRACES:
        label = sup if base.mark is Mark.OVERBRACE else sub
        other = _sub(sub) if label is sup else _sup(sup)
        body = write(base, style) + other
        return body if label is None else f"{body} [{write(label, Style.SCRIPT)}]"
    written = write(base, style)
    if not grouping.is_plain_base(node):
        written = f"({written})"
    return written + _sub(sub) + _sup(sup)


def _sub(node: Node | None) -> str:
    if node is None:
        return ""
    small = lowered(node)
    return f"_{_braced(node)}" if small is None else small


def _sup(node: Node | None) -> str:
    if node is None:
        return ""
    small = raised(node)
    return f"^{_braced(node)}" if small is None else small


def _braced(node: Node) -> str:
    text = write(node, Style.SCRIPT)
    is_word = isinstance(node, Text) and text.isalnum()
    is_character = sum(map(bool, map(character_width, text))) == 1
    return text if is_word or is_character else f"{{{text}}}"


def _root(node: Root, style: Style) -> str:
    radicand = write(node.radicand, style)
    is_fence = isinstance(node.radicand, Fence)
    if not grouping.is_plain_radicand(node.radicand) and not (is_fence and radicand.startswith("(")):
        radicand = f"({radicand})"
    if node.degree is None:
        return f"√{radicand}"
    degree = write(node.degree, Style.SCRIPT)
    if degree in ROOT_SIGNS:
        return ROOT_SIGNS[degree] + radicand
    small = raised(node.degree)
    return f"root_{{{degree}}} {radicand}" if small is None else f"{small}√{radicand}"


def _marked(node: Marked, style: Style) -> str:
    hung = hang(node)
    if isinstance(hung, Scripts):
        return _scripts(hung, style)
    text = write(node.body, style)
    if node.mark in BRACES:
        return f"({text})" if grouping.has_loose_operators(node.body) else text
    combining = COMBINING[node.mark]
    if sum(map(bool, map(character_width, text))) == 1:
        return text + combining
    if node.mark in LINES:
        combining = COMBINING[Mark.UNDERLINE if node.mark is Mark.UNDERLINE else Mark.OVERLINE]
        return "".join(character + combining for character in text)
    return f"{node.mark.value}({text})"


def _grid(node: Grid, style: Style) -> str:
    if node.equations:
        return _equations(node, style)
    rows = [[write(cell, style) for cell in row] for row in node.rows]
    if node.left == "{" and not node.right:
        return "{ " + "; ".join(" ".join(filter(None, row)) for row in rows)
    between = ", " if any(" " in cell for row in rows for cell in row) else " "
    is_bare_stack = not (node.left or node.right) and all(len(row) == 1 for row in rows)
    lines = [
        "".join(
            cell if not column else (" | " if column in node.rules else between) + cell
            for column, cell in enumerate(row)
        )
        for row in rows
    ]
    written = (", " if is_bare_stack else "; ").join(lines)
    return node.left + written + node.right


def _equations(node: Grid, style: Style) -> str:
    """Write equations after each other; one without a left-hand side goes on from the one before."""
    written = ""
    for row in node.rows:
        equation = write(joined_equation(row), style)
        goes_on = equation.startswith(" ")
        separator = "" if not written else " " if goes_on else "; "
        written += separator + equation.strip()
    return written
