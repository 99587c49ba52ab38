"""Breaking styled text into lines by the cells its characters take, Korean included."""

from collections.abc import Iterable

from textual.content import Content

HARD_SPACE = "\ue000"
"""Stands for a space at which a line is never broken, until the lines are broken."""


def wrap(text: Content, width: int) -> list[Content]:
    """Break text at spaces, and inside a word only where the word alone is wider than the width."""
    return [_soften(line) for line in text.wrap(max(width, 2))]


def wrap_plain(text: str, width: int) -> tuple[str, ...]:
    """Break unstyled text, keeping its own line breaks."""
    return tuple(line.plain for line in wrap(Content(text), width))


def hang(text: Content, width: int, first: Content, rest: Content) -> list[Content]:
    """Break text behind a margin: one for its first line, such as a bullet, another below it."""
    lines = wrap(text, width - max(first.cell_length, rest.cell_length))
    return [(first if i == 0 else rest) + line for i, line in enumerate(lines)]


def apart(left: Content, right: Content, width: int) -> Content | None:
    """Put one text at each end of a line, or return None if they do not both fit with two cells between."""
    room = width - left.cell_length - right.cell_length
    return left.pad_right(room) + right if room >= 2 else None


def flush_right(text: Content, width: int) -> Content:
    """Put a text at the right end of a line."""
    return text.pad_left(max(0, width - text.cell_length))


def stack(lines: Iterable[Content]) -> Content:
    """Join lines to one text."""
    return Content("\n").join(lines)


def _soften(line: Content) -> Content:
    plain = line.plain
    return Content(plain.replace(HARD_SPACE, " "), list(line.spans)) if HARD_SPACE in plain else line
