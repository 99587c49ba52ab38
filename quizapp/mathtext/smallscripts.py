"""Write subscripts and superscripts with the small characters of Unicode."""

from quizapp.mathtext.alphabets import SUBSCRIPTS, SUPERSCRIPTS, small
from quizapp.mathtext.nodes import Classed, Fence, Node, Operator, Row, Space, Symbol, Text


def raised(node: Node) -> str | None:
    """Write a node as small raised characters; None when one of them does not exist."""
    return _small(node, SUPERSCRIPTS)


def lowered(node: Node) -> str | None:
    """Write a node as small lowered characters; None when one of them does not exist."""
    return _small(node, SUBSCRIPTS)


def _small(node: Node, table: dict[int, int]) -> str | None:
    match node:
        case Symbol(text) | Text(text) | Operator(text):
            return small(text, table)
        case Space():
            return ""
        case Classed(body):
            return _small(body, table)
        case Row(items):
            return _joined(items, table)
        case Fence(left, (part,), (), right):
            return _joined((Text(left), part, Text(right)), table)
        case _:
            return None


def _joined(nodes: tuple[Node, ...], table: dict[int, int]) -> str | None:
    if len(nodes) > 1 and any(isinstance(node, Text) and len(node.text) > 1 for node in nodes):
        # Small letters have no space to keep a word apart from its neighbours.
        return None
    written: list[str] = []
    for node in nodes:
        text = _small(node, table)
        if text is None:
            return None
        written.append(text)
    return "".join(written)
