"""The tree a formula is parsed into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto


class Atom(Enum):
    """How a part of a formula keeps its distance from its neighbours (The TeXbook, chapter 18)."""

    ORD = auto()
    WORD = auto()
    """Upright text, which needs a space where TeX relies on the change of font."""
    UNARY = auto()
    """A binary operator without a left operand."""
    OP = auto()
    BIG = auto()
    """A large operator such as a sum."""
    BIN = auto()
    REL = auto()
    OPEN = auto()
    CLOSE = auto()
    PUNCT = auto()
    INNER = auto()
    """A fraction or an ellipsis."""


class Style(Enum):
    """How roomy a formula is set."""

    DISPLAY = auto()
    TEXT = auto()
    """Limits stand beside their operator, and large operators are one row tall."""
    SCRIPT = auto()
    """As TEXT, and without space around operators and relations."""


class Mark(Enum):
    """A mark over or under a part of a formula."""

    HAT = "hat"
    TILDE = "tilde"
    BAR = "bar"
    VEC = "vec"
    DOT = "dot"
    DDOT = "ddot"
    DDDOT = "dddot"
    CHECK = "check"
    BREVE = "breve"
    ACUTE = "acute"
    GRAVE = "grave"
    RING = "ring"
    OVERLINE = "overline"
    UNDERLINE = "underline"
    OVERBRACE = "overbrace"
    UNDERBRACE = "underbrace"


class Alignment(Enum):
    """Where a cell stands in its column."""

    LEFT = "l"
    CENTER = "c"
    RIGHT = "r"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol of mathematics."""

    text: str
    atom: Atom = Atom.ORD


@dataclass(frozen=True, slots=True)
class Text:
    """Upright text."""

    text: str


@dataclass(frozen=True, slots=True)
class Space:
    """Explicit space, in cells; negative where the author pulls neighbours together."""

    cells: int


@dataclass(frozen=True, slots=True)
class Switch:
    """A change of style for the rest of the row."""

    style: Style


@dataclass(frozen=True, slots=True)
class Row:
    """Parts beside each other."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Operator:
    """A function or operator with a name, such as log or arg max."""

    text: str
    limits: bool = False
    """Its subscript stands below it in displays."""


@dataclass(frozen=True, slots=True)
class BigOperator:
    """A large operator, named by its one-row symbol."""

    text: str
    limits: bool = True


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with a subscript, a superscript, or both."""

    base: Node
    sub: Node | None
    sup: Node | None


@dataclass(frozen=True, slots=True)
class Fraction:
    """A numerator over a denominator."""

    numerator: Node
    denominator: Node
    style: Style | None = None
    """The style the author asks for; None to follow the surroundings."""


@dataclass(frozen=True, slots=True)
class Binomial:
    """A binomial coefficient."""

    upper: Node
    lower: Node


@dataclass(frozen=True, slots=True)
class Root:
    """A square root, or the root of another degree."""

    radicand: Node
    degree: Node | None


@dataclass(frozen=True, slots=True)
class Fence:
    """Parts between delimiters that grow; an empty delimiter is invisible."""

    left: str
    parts: tuple[Node, ...]
    """The contents, cut at each \\middle delimiter."""
    middles: tuple[str, ...]
    right: str


@dataclass(frozen=True, slots=True)
class Delimiter:
    """A delimiter without a partner, as tall as the row it stands in."""

    text: str
    atom: Atom


@dataclass(frozen=True, slots=True)
class Marked:
    """A body with an accent, a line or a brace."""

    mark: Mark
    body: Node


@dataclass(frozen=True, slots=True)
class Stack:
    """A base with something smaller above or below it."""

    base: Node
    over: Node | None
    under: Node | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow that stretches under its label."""

    left_tip: str
    right_tip: str
    over: Node | None
    under: Node | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns: a matrix, cases, aligned equations, stacked subscripts."""

    rows: tuple[tuple[Node, ...], ...]
    alignments: tuple[Alignment, ...]
    """Repeated when there are more columns."""
    left: str = ""
    right: str = ""
    column_gap: int = 2
    equations: bool = False
    """Columns come in pairs that meet at a relation."""
    rules: frozenset[int] = frozenset()
    """Columns with a vertical line before them."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """A body in a frame."""

    body: Node


@dataclass(frozen=True, slots=True)
class Phantom:
    """The space a body would take."""

    body: Node


@dataclass(frozen=True, slots=True)
class Classed:
    """A body spaced as another kind of atom."""

    body: Node
    atom: Atom


Node = (
    Symbol
    | Text
    | Space
    | Switch
    | Row
    | Operator
    | BigOperator
    | Scripts
    | Fraction
    | Binomial
    | Root
    | Fence
    | Delimiter
    | Marked
    | Stack
    | Arrow
    | Grid
    | Boxed
    | Phantom
    | Classed
)


EQUATION_GAP = 3
"""Cells between two equations on one row."""


def items_of(node: Node) -> tuple[Node, ...]:
    """Give the items of a row, or the node alone."""
    return node.items if isinstance(node, Row) else (node,)


def joined_equation(cells: Sequence[Node]) -> Row:
    """Join the cells of an equation; a relation that starts one keeps its distance from the cell before."""
    joined: list[Node] = []
    for column, cell in enumerate(cells):
        if column:
            joined += (Row(()),) if column % 2 else (Space(EQUATION_GAP),)
        joined += items_of(cell)
    return Row(tuple(joined))
