"""The markdown of a card as a flat run of blocks, each knowing the margin it stands behind."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.dollarmath import dollarmath_plugin
from rich.cells import cell_len
from textual.content import Content

from quizapp.ui.widgets.inline import inline

CONTROL_CODES = {code: "�" for code in (*range(9), *range(11, 32), *range(127, 160)) if code != 13}
"""Characters that could move the cursor or colour the terminal; a card has no business with them."""

NO_MARGIN = Content()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a block stands on the page."""

    first: Content = NO_MARGIN
    """Margin of the block's first line: the bullet of a list item, the bar of a quotation."""
    rest: Content = NO_MARGIN
    """Margin of all its other lines."""
    air: Content | None = NO_MARGIN
    """Margin of the blank line above it; None when it follows directly, as in a tight list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose(Placed):
    """A paragraph, a heading, or one item of a list."""

    text: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Display(Placed):
    """A display equation."""

    latex: str
    label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Placed):
    """Lines shown exactly as they were written."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Placed):
    """A table; the first row is its header."""

    rows: tuple[tuple[Content, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Placed):
    """A line across the page."""


Block = Prose | Display | Code | Table | Rule


def card_parser() -> MarkdownIt:
    """Return a parser for the markdown of cards: tables, strike-through, dollar math, and no HTML."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return parser.use(dollarmath_plugin, double_inline=True, allow_digits=False, allow_space=True)


_PARSER = card_parser()


@lru_cache(maxsize=64)
def blocks(markdown: str) -> tuple[Block, ...]:
    """Read markdown into blocks; every text is a card, whatever it holds."""
    tokens = _PARSER.parse(markdown.translate(CONTROL_CODES))
    return tuple(_children(SyntaxTreeNode(tokens), Content()))


def _children(parent: SyntaxTreeNode, margin: Content) -> Iterator[Block]:
    for node in parent.children:
        yield from _block(node, margin)


def _block(node: SyntaxTreeNode, margin: Content) -> Iterator[Block]:
    match node.type:
        case "paragraph":
            air = None if node.hidden else margin
            yield Prose(first=margin, rest=margin, air=air, text=inline(node.children[0]))
        case "heading":
            text = inline(node.children[0]).stylize(".text--heading")
            yield Prose(first=margin, rest=margin, air=margin, text=text)
        case "bullet_list" | "ordered_list":
            yield from _list(node, margin)
        case "blockquote":
            inner = _children(node, margin + Content.styled("▌ ", ".text--quiet"))
            yield from (replace(block, air=margin) if i == 0 else block for i, block in enumerate(inner))
        case "fence" | "code_block":
            lines = tuple(node.content.rstrip("\n").expandtabs(4).split("\n"))
            yield Code(first=margin, rest=margin, air=margin, lines=lines)
        case "math_block" | "math_block_label":
            label = node.info or None
            yield Display(first=margin, rest=margin, air=margin, latex=node.content.strip(), label=label)
        case "table":
            yield Table(first=margin, rest=margin, air=margin, rows=tuple(_rows(node)))
        case "hr":
            yield Rule(first=margin, rest=margin, air=margin)
        case _:
            yield Prose(first=margin, rest=margin, air=margin, text=Content(node.content))


def _list(node: SyntaxTreeNode, margin: Content) -> Iterator[Block]:
    start = int(node.attrs.get("start", 1))
    nested = node.parent is not None and node.parent.type == "list_item"
    for index, item in enumerate(node.children):
        bullet = "• " if node.type == "bullet_list" else f"{start + index}. "
        inner = list(_children(item, margin + Content(" " * cell_len(bullet))))
        head, *more = inner or [Prose(text=Content(), rest=margin, air=None)]
        air = margin if index == 0 and not nested else None if head.air is None else margin
        yield replace(head, first=margin + Content.styled(bullet, ".text--quiet"), air=air)
        yield from more


def _rows(table: SyntaxTreeNode) -> Iterator[tuple[Content, ...]]:
    for row in table.walk():
        if row.type == "tr":
            yield tuple(inline(cell.children[0]) for cell in row.children)
