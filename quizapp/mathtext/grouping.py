"""Decide which parts of a one-line formula need parentheses."""

from collections.abc import Sequence

from quizapp.mathtext.nodes import (
    Atom,
    BigOperator,
    Binomial,
    Boxed,
    Classed,
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
    Style,
    Switch,
    Symbol,
    Text,
)
from quizapp.mathtext.smallscripts import lowered
from quizapp.mathtext.spacing import Placed, Setting, arrange, vulgar

DIFFERENTIALS = frozenset("d∂")
BRACES = {Mark.OVERBRACE, Mark.UNDERBRACE}


def parts_of(node: Node) -> tuple[Node, ...]:
    """Give the parts of a row that show, or the node alone."""
    if isinstance(node, Row):
        return tuple(item for item in node.items if not isinstance(item, Space | Switch))
    return (node,)


def is_product(node: Node) -> bool:
    """Tell whether a slash may follow a node: nothing in it binds more loosely than the slash."""
    placed = outermost(arrange(parts_of(node), Style.DISPLAY, Setting.LINE))
    return all(not part.gap and _is_factor(part.node) for part in placed)


def _is_factor(node: Node) -> bool:
    match node:
        case Fraction() | BigOperator() | Scripts(base=BigOperator()):
            return vulgar(node) is not None
        case Grid(left=left, right=right):
            return bool(left and right)
        case Row():
            return is_product(node)
        case Text(text):
            return " " not in text
        case _:
            return True


def is_operand(node: Node) -> bool:
    """Tell whether a slash may stand before a node: it is read as one thing."""
    match parts_of(node):
        case (single,):
            return _is_single(single)
        case bracketed if _is_bracketed(bracketed):
            return True
        case (Symbol(text) | Text(text), single) if text in DIFFERENTIALS:
            return is_operand(single)
        case (
            Marked()
            | Symbol()
            | Text()
            | Operator()
            | Scripts(base=Symbol() | Text() | Operator()) as function,
            *argument,
        ):
            return _is_number((function, *argument)) or (
                _is_letter(function) and _is_bracketed(argument) and not _has_operators(argument)
            )
        case _:
            return False


def _is_single(node: Node) -> bool:  # noqa: PLR0911 - one case per kind of node
    match node:
        case Symbol(atom=atom):
            return atom is Atom.ORD
        case Text(text):
            return " " not in text
        case Scripts(base):
            return not isinstance(base, BigOperator | Operator) and _is_single(base)
        case Fence(left=left, right=right) | Grid(left=left, right=right):
            return bool(left and right)
        case Fraction():
            return vulgar(node) is not None
        case Row() | Classed():
            return is_operand(node.body if isinstance(node, Classed) else node)
        case Marked(mark):
            return mark not in BRACES
        case Root() | Binomial() | Boxed():
            return True
        case _:
            return False


def _is_number(nodes: Sequence[Node]) -> bool:
    """Tell whether nodes are the digits of one number, the last perhaps with an exponent."""
    *digits, last = nodes
    digits.append(last.base if isinstance(last, Scripts) else last)
    return all(isinstance(node, Symbol) and (node.text.isdecimal() or node.text == ".") for node in digits)


def _is_letter(node: Node) -> bool:
    return not (isinstance(node, Symbol) and not node.text[0].isalpha())


def _is_bracketed(nodes: Sequence[Node]) -> bool:
    """Tell whether nodes are one pair of brackets and what is between them."""
    match nodes:
        case [Fence(left=left, right=right)]:
            return bool(left and right)
        case [Symbol(atom=Atom.OPEN), *_, Symbol(atom=Atom.CLOSE) | Scripts(base=Symbol(atom=Atom.CLOSE))]:
            return len(outermost(arrange(nodes, Style.DISPLAY, Setting.LINE))) == 2
        case _:
            return False


def _has_operators(argument: Sequence[Node]) -> bool:
    inside = parts_of(argument[0].parts[0]) if isinstance(argument[0], Fence) else argument
    placed = arrange(inside, Style.DISPLAY, Setting.LINE)
    return any(part.atom is Atom.BIN for part in placed)


def outermost(placed: Sequence[Placed]) -> list[Placed]:
    """Keep the parts that stand in no brackets, and the brackets themselves."""
    kept: list[Placed] = []
    depth = 0
    for part in placed:
        is_bracket = isinstance(part.node, Symbol | Scripts)
        depth -= is_bracket and part.atom is Atom.CLOSE
        if depth <= 0:
            kept.append(part)
        depth += is_bracket and part.after is Atom.OPEN
    return kept


def is_plain_radicand(node: Node) -> bool:
    """Tell whether a root sign alone shows how far the root reaches."""
    match parts_of(node):
        case (Symbol(atom=Atom.ORD),):
            return True
        case (Scripts(base, sup=None),):
            return is_plain_radicand(base)
        case (Marked(mark, body),):
            return mark not in BRACES and is_plain_radicand(body)
        case (Fence(left="(", right=")"),):
            return True
        case (Fraction() as fraction,):
            return vulgar(fraction) is not None
        case parts:
            return bool(parts) and _is_number(parts)


def is_plain_base(node: Scripts) -> bool:
    """Tell whether scripts on one line read as scripts of their whole base."""
    match parts_of(node.base):
        case (Fraction() | Root(),):
            return False
        case (Scripts() as inner,):
            return not has_script_conflict(node) and is_plain_base(inner)
        case parts:
            return not has_loose_operators(Row(tuple(parts)))


def has_script_conflict(node: Scripts) -> bool:
    """Tell whether scripts would run on from those of the base, as in the square of a square."""
    match parts_of(node.base):
        case (Scripts(sub=sub, sup=sup),):
            return bool((sup and node.sup) or (sub and node.sub and lowered(sub) and lowered(node.sub)))
        case _:
            return False


def has_loose_operators(node: Node) -> bool:
    """Tell whether a node holds a binary operator or a relation outside of brackets."""
    placed = outermost(arrange(parts_of(node), Style.DISPLAY, Setting.LINE))
    return len(placed) > 1 and any(part.atom in {Atom.BIN, Atom.REL} for part in placed)
