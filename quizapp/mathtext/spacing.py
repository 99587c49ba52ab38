"""Keep the parts of a row at their distance: the classes and the spacing table of TeX."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from quizapp.mathtext.alphabets import VULGAR_FRACTIONS
from quizapp.mathtext.nodes import (
    Arrow,
    Atom,
    BigOperator,
    Classed,
    Delimiter,
    Fence,
    Fraction,
    Grid,
    Mark,
    Marked,
    Node,
    Operator,
    Root,
    Row,
    Scripts,
    Space,
    Stack,
    Style,
    Switch,
    Symbol,
    Text,
)

NO_LEFT_OPERAND = {None, Atom.OP, Atom.BIG, Atom.BIN, Atom.UNARY, Atom.REL, Atom.OPEN, Atom.PUNCT}
NO_RIGHT_OPERAND = {None, Atom.REL, Atom.CLOSE, Atom.PUNCT}

COLUMNS = (
    Atom.ORD,
    Atom.WORD,
    Atom.UNARY,
    Atom.OP,
    Atom.BIG,
    Atom.BIN,
    Atom.REL,
    Atom.OPEN,
    Atom.CLOSE,
    Atom.PUNCT,
    Atom.INNER,
)
TABLE = {
    Atom.ORD: "01011110001",
    Atom.WORD: "11011110001",
    Atom.UNARY: "00001010001",
    Atom.OP: "11111110001",
    Atom.BIG: "11111111001",
    Atom.BIN: "11111111111",
    Atom.REL: "11111101001",
    Atom.OPEN: "00000000000",
    Atom.CLOSE: "01011110001",
    Atom.PUNCT: "11111111011",
    Atom.INNER: "11111111001",
}
"""Cells between the atom of the row and that of the column, after page 170 of The TeXbook."""

SPACED = {
    (left, column)
    for left, cells in TABLE.items()
    for column, cell in zip(COLUMNS, cells, strict=True)
    if cell == "1"
}
IN_SCRIPTS = {Atom.OP, Atom.BIG, Atom.WORD}
"""Atoms that keep their distance in scripts."""

LEAD_IN = (":", ",", ";")
"""How a text ends that a formula of its own follows."""
LOOSE = {Atom.BIN, Atom.REL, Atom.PUNCT}
"""Atoms whose own space adds to a wide space beside them."""

UNSPACED_AROUND_WORDS = frozenset("./'|′_")
PREFIX_SYMBOLS = frozenset("∇∂Δ𝛁𝛛/")
"""Symbols that apply to the whole of a fraction behind them."""


class Setting(Enum):
    """What a row is arranged for."""

    PLANE = auto()
    LINE = auto()


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of a row."""

    node: Node
    style: Style
    gap: int
    """Cells between it and the part before it."""
    atom: Atom
    """What it is to the part before it."""
    after: Atom
    """What it is to the part after it."""
    wrapped: bool = False
    """A fraction on one line that needs parentheses where it stands."""


def sides(node: Node) -> tuple[Atom, Atom]:  # noqa: PLR0911 - one case per kind of node
    """Give what a node is to the part before it and to the part after it."""
    match node:
        case Symbol(atom=atom) | Delimiter(atom=atom) | Classed(atom=atom):
            return atom, atom
        case Operator():
            return Atom.OP, Atom.OP
        case BigOperator():
            return Atom.BIG, Atom.BIG
        case Text(text):
            is_lead_in = text.rstrip().endswith(LEAD_IN)
            return _word(text, text[:1]), Atom.PUNCT if is_lead_in else _word(text, text[-1:])
        case Marked(body=Text(text)):
            return _word(text, text[:1]), _word(text, text[-1:])
        case Marked(mark=Mark.OVERBRACE | Mark.UNDERBRACE):
            return Atom.INNER, Atom.INNER
        case Scripts(base) | Stack(base):
            left, right = sides(base)
            has_limits = isinstance(base, Operator) and base.limits
            return left, Atom.BIG if has_limits else right
        case Fraction():
            return Atom.INNER, Atom.INNER
        case Fence(left=opening, right=closing) | Grid(left=opening, right=closing):
            return (Atom.OPEN if opening else Atom.ORD), (Atom.CLOSE if closing else Atom.ORD)
        case Arrow():
            return Atom.REL, Atom.REL
        case _:
            return Atom.ORD, Atom.ORD


def _word(text: str, edge: str) -> Atom:
    return Atom.WORD if len(text) > 1 and edge.isascii() and edge.isalnum() else Atom.ORD


def arrange(items: Sequence[Node], style: Style, setting: Setting) -> list[Placed]:
    """Decide the distances between the parts of a row."""
    placed: list[Placed] = []
    explicit = 0
    for item in items:
        if isinstance(item, Space):
            explicit += item.cells
        elif isinstance(item, Switch):
            style = item.style
        else:
            left, right = sides(item)
            if isinstance(item, Fraction) and is_slashed(item, style, setting):
                left = right = Atom.ORD if vulgar(item) else Atom.INNER
            # Bin atoms that turn out to lack a right operand are settled when the next part is known.
            if placed and placed[-1].after is Atom.BIN and left in NO_RIGHT_OPERAND:
                placed[-1] = _unary(placed[-1])
            before = placed[-1].after if placed else None
            part = Placed(item, style, explicit, left, right)
            if left is Atom.BIN and before in NO_LEFT_OPERAND and not _is_extremum(placed):
                part = _unary(part)
            placed.append(part)
            explicit = 0
    if placed and placed[-1].after is Atom.BIN:
        placed[-1] = _unary(placed[-1])
    spaced = [_spaced(before, part, setting) for before, part in zip([None, *placed], placed, strict=False)]
    if explicit > 0:
        spaced.append(Placed(Row(()), style, explicit, Atom.ORD, Atom.ORD))
    return spaced


def is_slashed(fraction: Fraction, style: Style, setting: Setting) -> bool:
    """Tell whether a fraction is set on one line rather than stacked."""
    style = fraction.style or style
    if setting is Setting.LINE or style is Style.SCRIPT:
        return True
    return style is Style.TEXT and vulgar(fraction) is not None


def vulgar(node: Node) -> str | None:
    """Give the single character of a common fraction such as a half."""
    match node:
        case Fraction(Symbol(numerator), Symbol(denominator)):
            return VULGAR_FRACTIONS.get((numerator, denominator))
        case _:
            return None


def _is_extremum(placed: Sequence[Placed]) -> bool:
    """Tell whether a row ends in max or min, whose minus is binary (max - min), unlike that of log -x."""
    return bool(placed) and isinstance(placed[-1].node, Operator) and placed[-1].node.limits


def _unary(part: Placed) -> Placed:
    return replace(part, atom=Atom.UNARY, after=Atom.UNARY)


def _spaced(before: Placed | None, part: Placed, setting: Setting) -> Placed:
    """Settle the distance to the part before, and whether the two would be misread without parentheses."""
    if before is None:
        return part
    implied = int((before.after, part.atom) in SPACED)
    if part.style is Style.SCRIPT and not IN_SCRIPTS & {before.after, part.atom}:
        implied = 0
    slashed = isinstance(part.node, Fraction) and is_slashed(part.node, part.style, setting)
    if slashed and before.after is Atom.UNARY:
        implied = 0
    match before.node, part.node:
        case (Text(text), _) if text.endswith(" "):
            implied = 0
        case (_, Text(text)) if text.startswith(" "):
            implied = 0
        case Text(), Symbol(text) if text[0] in UNSPACED_AROUND_WORDS:
            implied = 0
        case Symbol(text), Text() if text[0] in UNSPACED_AROUND_WORDS:
            implied = 0
        case ((Root() | Scripts(base=Root())), _) if part.atom in {Atom.ORD, Atom.OPEN}:
            # The end of the root must show without its line, or behind a line of one cell.
            implied = 1
        case (Fraction(), Symbol(text)) | (Symbol(text), Fraction()) if text.isdigit():
            implied = 1
        case _:
            pass
    wrapped = slashed and vulgar(part.node) is None and _binds_tighter_than_a_slash(before)
    gap = _distance(implied, part.gap, part.style)
    if part.gap > 1 and Atom.WORD in {before.after, part.atom} and not LOOSE & {before.after, part.atom}:
        gap = part.gap
    return replace(part, gap=gap, wrapped=wrapped)


def _distance(implied: int, explicit: int, style: Style) -> int:
    """Merge a thin space into the space that is there anyway; add a wide one to it."""
    if explicit <= 0:
        return max(0, implied + explicit)
    if explicit == 1:
        return max(implied, 0 if style is Style.SCRIPT else 1)
    return implied + explicit


def _binds_tighter_than_a_slash(part: Placed) -> bool:
    if isinstance(part.node, Symbol):
        return part.node.text in PREFIX_SYMBOLS
    return part.after is Atom.OP or (isinstance(part.node, Fraction) and vulgar(part.node) is None)
