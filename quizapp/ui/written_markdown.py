"""A board that a learner wrote, as a markdown file."""

from collections.abc import Iterator
from datetime import date

from quizapp.ui.writing import Line, Origin, Writing
from quizapp.ui.writing_words import WritingWords


def to_markdown(title: str, name: str, board: Writing, day: date, say: WritingWords) -> str:
    """Return the givens, the goal and every line with its reason; name is that of the derivation."""
    revealed = board.revealed
    own = len(board.lines) - revealed
    blocks = [
        f"# {title}: {board.claim.label}",
        f"`{name}` · {day.isoformat()} · {say.summary(own, board.hints, revealed)}",
    ]
    if board.opened is not None and board.opened.givens:
        blocks.append(f"## {say.given.capitalize()}")
        blocks += map(_display, board.opened.givens)
    blocks += [f"## {say.to_show}", _display(rf"{board.claim.left} = \;?"), f"## {say.derivation}"]
    blocks += _numbered(board, say)
    return "\n\n".join(blocks) + "\n"


def reason(line: Line, say: WritingWords) -> str:
    """Return what is said beside a line."""
    match line.origin:
        case Origin.DEFINED:
            return say.defines(line.left)
        case Origin.REVEALED:
            return say.revealed
        case Origin.WRITTEN:
            sign = say.follows if line.proved else say.seen
            return f"{sign[0]} {say.reached}" if line.reached else sign


def _numbered(board: Writing, say: WritingWords) -> Iterator[str]:
    for number, line in enumerate(board.lines, 1):
        yield f"{number}. {reason(line, say)}"
        yield "\n".join(f"    {part}" for part in _display(line.latex).split("\n"))


def _display(latex: str) -> str:
    return f"$$\n{latex}\n$$"
