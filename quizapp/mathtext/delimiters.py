r"""Read delimiters that grow: \left, \middle, \right and the \big family."""

from dataclasses import replace

from quizapp.errors import MathError
from quizapp.mathtext.nodes import Atom, Delimiter, Fence, Grid, Node, Row
from quizapp.mathtext.reader import Command, Reader
from quizapp.mathtext.symbols import DELIMITERS
from quizapp.mathtext.tokens import Token

MAX_BIG_DELIMITERS = 40
r"""Most \big delimiters in a formula: each pair may nest as a group does, without its braces."""

BIG_SIZES: dict[str, Atom | None] = {
    f"{size}{side}": atom
    for size in ("big", "Big", "bigg", "Bigg")
    for side, atom in (("", None), ("l", Atom.OPEN), ("r", Atom.CLOSE), ("m", Atom.REL))
}
"""Commands, without their backslash, that make the delimiter after them grow."""

OPENING = frozenset("([{⟨⌊⌈")
CLOSING = frozenset(")]}⟩⌋⌉|‖")
"""With bars: one without a partner before it is the bar of an evaluation."""


def delimiter(reader: Reader, command: Token) -> str:
    """Read the delimiter that a command applies to."""
    token = reader.take()
    if token.text not in DELIMITERS:
        found = f"{token.text} is none" if token.text else "the formula ends"
        message = f"{command.text} at character {command.position + 1} needs a delimiter after it; {found}"
        raise MathError(message, command=command.text, position=command.position)
    return DELIMITERS[token.text]


def left(reader: Reader, command: Token) -> Node:
    r"""Read from \left to the \right that belongs to it."""
    opening = delimiter(reader, command)
    parts: list[Node] = [reader.row()]
    middles: list[str] = []
    while (token := reader.peek()).text == "\\middle":
        reader.take()
        middles.append(delimiter(reader, token))
        parts.append(reader.row())
    token = reader.peek()
    if not reader.take_if("\\right"):
        reader.fail_unclosed(command, "\\right")
    closing = delimiter(reader, token)
    match parts:
        case [Row(items=(Grid(left="", right="", equations=False) as grid,))]:
            return replace(grid, left=opening, right=closing)
        case _:
            return Fence(opening, tuple(parts), tuple(middles), closing)


def big(atom: Atom | None) -> Command:
    r"""Give the command that reads a \big delimiter; without an atom its shape says whether it opens."""

    def read(reader: Reader, command: Token) -> Node:
        reader.big_delimiters += 1
        if reader.big_delimiters > MAX_BIG_DELIMITERS:
            message = f"more than {MAX_BIG_DELIMITERS} \\big delimiters; use \\left and \\right"
            raise MathError(message, command=command.text, position=command.position)
        text = delimiter(reader, command)
        return Delimiter(text, atom or _atom_by_shape(text))

    return read


def _atom_by_shape(text: str) -> Atom:
    return Atom.OPEN if text in OPENING else Atom.CLOSE if text in CLOSING else Atom.ORD
