"""Comparing an equation on a card with what its derivation prints."""

import re

_LINE_BREAK = re.compile(r"[ \t]*\n\s*")
_ASIDE = re.compile(r"\\begin\{cases\}.*?\\end\{cases\}|\\quad.*", re.DOTALL)
"""Conditions, which may say `\\ne` without the equation being false."""
_FALSE = " \\ne "
_BEFORE = 12
_AFTER = 20


def one_line(latex: str) -> str:
    r"""Return a formula with every line break, and the indentation around it, turned into one space.

    That is all that may differ between a card and its derivation: spaces within a line, braces and the
    order of terms count, since `\pi r` and `\pir` are two formulas.
    """
    return _LINE_BREAK.sub(" ", latex.replace("\r\n", "\n").replace("\r", "\n").strip())


def same_equation(left: str, right: str) -> bool:
    """Whether two formulas are the same text but for line breaks."""
    return one_line(left) == one_line(right)


def is_false(latex: str) -> bool:
    r"""Whether a derivation says of a formula that it is wrong, which it prints with `\ne`."""
    return _FALSE in _ASIDE.sub("", latex)


def as_claimed(latex: str) -> str:
    r"""Return a formula that is said to be false as somebody wrote it who believes it: with `=` for `\ne`."""
    return latex.replace(_FALSE, " = ", 1)


def first_difference(card: str, printed: str) -> tuple[str, str]:
    """Return the excerpts of two formulas around the place where they first differ."""
    left, right = one_line(card), one_line(printed)
    at = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    return _excerpt(left, at), _excerpt(right, at)


def _excerpt(latex: str, at: int) -> str:
    start, end = max(0, at - _BEFORE), at + _AFTER
    if at >= len(latex):
        return ("…" if start else "") + latex[start:] + " (its end)"
    return ("…" if start else "") + latex[start:end] + ("…" if end < len(latex) else "")
