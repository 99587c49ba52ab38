"""Draw LaTeX formulas with the characters of a terminal.

    render_block    two dimensions: fractions with bars, tall brackets, limits above and below their operator
    render_inline   one line, with the parentheses that the slash of a fraction needs

A formula is read (`commands.parse`) into the tree of `nodes`; `spacing` keeps its parts at the distance that
TeX would; `layout` draws it, `linebreak` breaks it, `inline` writes it on one line. Every fault of a formula
is a `MathError` with the command and the position at fault; no text raises anything else.
"""

from quizapp.mathtext.commands import parse
from quizapp.mathtext.inline import write
from quizapp.mathtext.linebreak import fitted

__all__ = ["render_block", "render_inline"]


def render_block(latex: str, width: int = 80) -> list[str]:
    """Draw a formula in two dimensions, broken into lines of at most `width` terminal cells where it can be.

    Lines break at commas first, then at relations, binary operators, and inside brackets of one row. What has
    no such place (a fraction, a matrix) is never cut: the result is then wider than asked for, and the caller
    scrolls. Lines carry no trailing spaces; there is at least one.

    Raises:
        MathError: the formula cannot be read or is too large to draw.
    """
    return [line.rstrip() for line in fitted(parse(latex), width).lines]


def render_inline(latex: str) -> str:
    """Write a formula on one line.

    Raises:
        MathError: the formula cannot be read.
    """
    return write(parse(latex)).strip()
