"""Hang accents on letters."""

from quizapp.mathtext.alphabets import COMBINING
from quizapp.mathtext.nodes import Mark, Marked, Node, Row, Scripts, Symbol

LINES = {Mark.OVERLINE, Mark.UNDERLINE}


def hang(node: Marked) -> Node:
    """Move an accent over a letter with scripts onto the letter itself."""
    body = node.body
    while isinstance(body, Row) and len(body.items) == 1:
        body = body.items[0]
    if (
        isinstance(body, Scripts)
        and isinstance(body.base, Symbol | Marked)
        and node.mark in COMBINING
        and node.mark not in LINES
    ):
        return Scripts(Marked(node.mark, body.base), body.sub, body.sup)
    return node
