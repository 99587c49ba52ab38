"""A formula as lines of text that fit a width, whatever the formula is."""

from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len

from quizapp import mathtext
from quizapp.errors import MathError
from quizapp.ui.widgets.wrapping import wrap_plain

RELATIONS = (" = ", " ≤ ", " ≥ ", " ≈ ", " ≠ ", " < ", " > ", " ∼ ", " → ", " ⟺ ", " ⇒ ")
"""Signs that stand on the line a reader calls the formula's own, not in a limit below a sum."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula laid out in lines."""

    lines: tuple[str, ...]
    baseline: int
    """Index of the line a remark about the formula belongs beside."""
    problem: str | None = None
    """Why the lines hold raw LaTeX and not the formula; None when it could be drawn."""

    @property
    def width(self) -> int:
        """Cells the longest line takes."""
        return max(map(cell_len, self.lines), default=0)


@lru_cache(maxsize=1024)
def draw(latex: str, width: int) -> Drawing:
    """Draw a formula in two dimensions, on one wrapped line where that is too wide, or as raw LaTeX."""
    try:
        lines = tuple(line.rstrip() for line in mathtext.render_block(latex, width))
        if max(map(cell_len, lines), default=0) > width:
            lines = wrap_plain(mathtext.render_inline(latex), width)
    except MathError as error:
        return Drawing(wrap_plain(latex, width), 0, str(error))
    return Drawing(lines, _baseline(lines))


def draw_inline(latex: str) -> str | None:
    """Return a formula as one line, or None if it cannot be drawn."""
    try:
        return mathtext.render_inline(latex)
    except MathError:
        return None


def _baseline(lines: tuple[str, ...]) -> int:
    """Return the line whose relation stands furthest left; a relation further right belongs to a part."""
    begun = [f" {line}" for line in lines]  # so that a relation at the very start counts as well
    found = [(line.find(sign), i) for i, line in enumerate(begun) for sign in RELATIONS if sign in line]
    return min(found)[1] if found else len(lines) // 2
