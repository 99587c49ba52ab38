"""Draw the constructs of mathematics around boxes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from quizapp.mathtext.alphabets import COMBINING
from quizapp.mathtext.box import EMPTY, At, Box, above, beside, lines_box, place, text_box
from quizapp.mathtext.nodes import Alignment, Mark

TALL_SCRIPTS = 4
"""Rows from which a base with its scripts counts as tall."""

BRACKETS: dict[str, str] = {
    "(": "⎛⎜⎝",
    ")": "⎞⎟⎠",
    "[": "⎡⎢⎣",
    "]": "⎤⎥⎦",
    "⌊": "⎢⎢⎣",
    "⌋": "⎥⎥⎦",
    "⌈": "⎡⎢⎢",
    "⌉": "⎤⎥⎥",
    "|": "│││",
    "‖": "║║║",
    "↑": "↑││",
    "↓": "││↓",
    "↕": "↑│↓",
}
"""Top, middle and bottom of brackets that repeat their middle."""

BRACES: dict[str, tuple[str, str]] = {"{": ("⎧⎪⎨⎩", "⎰⎱"), "}": ("⎫⎪⎬⎭", "⎱⎰")}
"""Top, filling, middle and bottom of a brace; and the brace of two rows."""

ANGLES: dict[str, str] = {"⟨": "╱⟨╲", "⟩": "╲⟩╱"}

BIG_OPERATORS: dict[str, tuple[tuple[str, ...], int]] = {
    "∑": (("⎲", "⎳"), 1),
    "∏": (("┬─┬", "│ │"), 1),
    "∐": (("│ │", "┴─┴"), 1),
    "∫": (("⌠", "⎮", "⌡"), 1),
    "∬": (("⌠⌠", "⎮⎮", "⌡⌡"), 1),
    "∭": (("⌠⌠⌠", "⎮⎮⎮", "⌡⌡⌡"), 1),
}
"""Rows and baseline of the operators that are drawn large."""

LABELS: dict[Mark, str] = {
    Mark.HAT: "^",
    Mark.TILDE: "~",
    Mark.DOT: ".",
    Mark.DDOT: "..",
    Mark.DDDOT: "...",
    Mark.CHECK: "ˇ",
    Mark.BREVE: "˘",
    Mark.ACUTE: "´",
    Mark.GRAVE: "`",
    Mark.RING: "°",
}
"""Accents as drawn above a body that is no single letter."""


def big_operator(symbol: str) -> Box:
    """Draw a large operator."""
    lines, baseline = BIG_OPERATORS.get(symbol, ((symbol,), 0))
    return lines_box(lines, baseline) if len(lines) > 1 else text_box(symbol)


def fraction(numerator: Box, denominator: Box, *, margin: int) -> Box:
    """Draw a numerator over a denominator; the bar is wider than both by the margin at each side."""
    bar = text_box("─" * (max(numerator.width, denominator.width, 1) + 2 * margin))
    return above((numerator, bar, denominator), baseline=1)


def root(radicand: Box, degree: Box) -> Box:
    """Draw a root; the degree, empty for a square root, stands on the hook."""
    hook = degree.width
    top = -radicand.baseline - 1
    bottom = radicand.height - radicand.baseline - 1
    parts = [
        At(text_box("┌" + "─" * radicand.width), hook + 1, top),
        *(At(text_box("│"), hook + 1, row) for row in range(top + 1, bottom + 1)),
        At(radicand, hook + 2, -radicand.baseline),
        At(text_box("╲"), hook, bottom),
    ]
    if degree.width:
        parts.append(At(degree, 0, bottom - degree.height))
    return place(parts, tall=True)


def bracket(text: str, height: int) -> list[str]:  # noqa: PLR0911 - one case per family of delimiters
    """Draw a delimiter over a number of rows."""
    if height == 1 or not text:
        return [text] * height
    if text in BRACES:
        pieces, pair = BRACES[text]
        if height == 2:
            return list(pair)
        above_middle = (height - 1) // 2 - 1
        below_middle = height - 3 - above_middle
        return [pieces[0], *pieces[1] * above_middle, pieces[2], *pieces[1] * below_middle, pieces[3]]
    if text in ANGLES:
        upper, middle, lower = tuple(ANGLES[text])
        half = (height - 1) // 2
        if height % 2:
            return [upper, *" " * (half - 1), middle, *" " * (half - 1), lower] if half else [middle]
        return [upper, *" " * (height - 2), lower]
    if text not in BRACKETS:
        return [*" " * ((height - 1) // 2), text, *" " * (height // 2)]
    first, middle, last = tuple(BRACKETS[text])
    return [first, *middle * (height - 2), last]


def fence(parts: Sequence[Box], delimiters: Sequence[str], *, padding: tuple[int, int] = (0, 0)) -> Box:
    """Draw delimiters around and between parts; they grow when a part is tall."""
    tall = any(part.tall for part in parts)
    top = max(part.baseline for part in parts) if tall else 0
    bottom = max(part.height - part.baseline for part in parts) if tall else 1
    drawn = [Box(tuple(bracket(text, top + bottom)), len(text), top, tall) for text in delimiters]
    boxes = [(0, drawn[0])]
    for part, delimiter in zip(parts, drawn[1:], strict=True):
        boxes += [(padding[0], part), (padding[1], delimiter)]
    return beside(boxes)


def limits(operator: Box, over: Box | None, under: Box | None) -> Box:
    """Draw what stands above and below an operator."""
    stack = [box for box in (over, operator, under) if box is not None]
    return above(stack, baseline=0 if over is None else 1)


def side_limits(operator: Box, over: Box | None, under: Box | None) -> Box:
    """Draw limits beside the first and the last row of an operator."""
    parts = [At(operator, 0, -operator.baseline)]
    if over is not None:
        parts.append(At(over, operator.width, 1 - operator.baseline - over.height))
    if under is not None:
        parts.append(At(under, operator.width, operator.height - operator.baseline - 1))
    return place(parts, tall=True)


@dataclass(frozen=True, slots=True)
class Script:
    """A subscript or superscript."""

    box: Box
    small: bool
    """It is raised or lowered by its characters, and stays on the row of its base."""


def scripts(base: Box, sup: Script | None, sub: Script | None, *, corners: bool) -> Box:
    """Draw a superscript and a subscript.

    At a tall base small ones stand beside its first and last row; at one with corners, such as brackets, a
    subscript always stands beside the last row.
    """
    top, bottom = -base.baseline, base.height - base.baseline - 1
    first, last = (top, bottom) if base.tall else (0, 0)
    parts = [At(base, 0, top)]
    column = base.width
    if sub is not None:
        parts.append(At(sub.box, column, last if sub.small or (corners and base.tall) else bottom + 1))
    if sup is not None:
        if sub is not None and sub.small and sup.small and first == last:
            column += sub.box.width
        parts.append(At(sup.box, column, first if sup.small else top - sup.box.height))
    drawn = place(parts, tall=base.tall)
    return drawn if drawn.height < TALL_SCRIPTS else replace(drawn, tall=True)


def grid(
    cells: Sequence[Sequence[Box]],
    alignments: Sequence[Alignment],
    *,
    column_gaps: Sequence[int],
    row_gap: int,
    rules: Collection[int] = (),
) -> Box:
    """Draw rows and columns of boxes, with lines before some columns; the baseline is in the middle."""
    widths = [max(row[column].width for row in cells) for column in range(len(cells[0]))]
    parts: list[At] = []
    top = 0
    for row in cells:
        baseline = max(box.baseline for box in row)
        left = 0
        for column, box in enumerate(row):
            left += column_gaps[column]
            free = widths[column] - box.width
            shift = {Alignment.LEFT: 0, Alignment.CENTER: (free + 1) // 2, Alignment.RIGHT: free}
            parts.append(
                At(box, left + shift[alignments[column % len(alignments)]], top + baseline - box.baseline)
            )
            left += widths[column]
        top += max(box.height - box.baseline for box in row) + baseline + row_gap
    height = top - row_gap
    middle = (height - 1) // 2
    rule = Box(("│",) * height, 1)
    for column in rules:
        if 0 < column < len(widths):
            gap_start = sum(widths[:column]) + sum(column_gaps[:column])
            parts.append(At(rule, gap_start + column_gaps[column] // 2, 0))
    moved = [At(part.box, part.column, part.row - middle) for part in parts]
    # An empty box keeps the width of columns whose cells are narrower at the right end.
    moved.append(At(Box(("",), 0), sum(widths) + sum(column_gaps), 0))
    return place(moved, tall=height > 1)


def framed(body: Box) -> Box:
    """Draw a frame around a body."""
    bar = "─" * (body.width + 2)
    lines = [f"┌{bar}┐", *(f"│ {line} │" for line in body.lines), f"└{bar}┘"]
    return Box(tuple(lines), body.width + 4, body.baseline + 1, tall=True)


def marked(mark: Mark, body: Box, *, is_letter: bool) -> Box:
    """Draw an accent, a line or a brace at a body."""
    if is_letter and mark in COMBINING:
        letter = body.lines[0]
        return text_box(letter[0] + COMBINING[mark] + letter[1:])
    line = text_box(_mark_line(mark, max(body.width, 1)))
    if mark in {Mark.UNDERLINE, Mark.UNDERBRACE}:
        return above((body, line), baseline=0)
    return above((line, body), baseline=1)


def _mark_line(mark: Mark, width: int) -> str:
    match mark:
        case Mark.BAR | Mark.OVERLINE | Mark.UNDERLINE:
            return "─" * width
        case Mark.VEC:
            return "─" * (width - 1) + "→"
        case Mark.OVERBRACE:
            return _brace(width, "╭", "┴", "╮")
        case Mark.UNDERBRACE:
            return _brace(width, "╰", "┬", "╯")
        case _:
            return LABELS[mark]


def _brace(width: int, left: str, middle: str, right: str) -> str:
    if width < 3:
        return {1: middle, 2: left + right}[width]
    half = (width - 3) // 2
    return left + "─" * half + middle + "─" * (width - 3 - half) + right


def arrow(left_tip: str, right_tip: str, over: Box, under: Box) -> Box:
    """Draw an arrow under its label, and over another."""
    width = max(over.width, under.width) + 2
    shaft = "─" * (width - len(left_tip) - len(right_tip))
    stack = [box for box in (over, text_box(left_tip + shaft + right_tip), under) if box is not EMPTY]
    return above(stack, baseline=0 if over is EMPTY else 1)
