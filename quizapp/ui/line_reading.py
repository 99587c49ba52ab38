"""A line of a blackboard as it is typed: a name for a formula, or an equation, its left side or not."""

import re
from dataclasses import dataclass

from quizapp.derive.typed import RejectedError, Vocabulary, as_latex, parse

_LET = re.compile(r"\s*let\s+(.*?)\s*=", re.DOTALL)
_OPENING, _CLOSING = "([{", ")]}"
_DEEPER, _BACK = re.compile(r"\{|\\left(?![a-z])"), re.compile(r"\}|\\right(?![a-z])")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """What was understood of a line, as LaTeX."""

    left: str
    """Empty where the line goes on from the one before."""
    right: str
    defines: str = ""
    """The name that it introduces; empty for an equation."""


def read_line(text: str, vocabulary: Vocabulary) -> TypedLine:
    """Return what a line says.

    Raises:
        RejectedError: it is not understood; the position counts from the start of the line.
    """
    if (let := _LET.match(text)) is not None:
        right = _formula(text, let.end(), len(text), vocabulary)
        return TypedLine(let[1], right, defines=let[1])
    signs = list(_equal_signs(text))
    if len(signs) > 1:
        raise RejectedError("write one `=` a line", signs[1])
    if not signs:
        return TypedLine("", _formula(text, 0, len(text), vocabulary))
    left = _formula(text, 0, signs[0], vocabulary) if text[: signs[0]].strip() else ""
    return TypedLine(left, _formula(text, signs[0] + 1, len(text), vocabulary))


def preview(text: str, vocabulary: Vocabulary) -> str:
    """Return a line as LaTeX, as far as it is written."""
    line = read_line(text, vocabulary)
    if line.defines:
        return definition_latex(line.left, line.right)
    return f"{line.left} = {line.right}" if line.left else line.right


def definition_latex(name: str, right: str) -> str:
    """Return how the blackboard writes that a name stands for a formula."""
    return rf"\text{{let }} {name} = {right}"


def _formula(text: str, start: int, end: int, vocabulary: Vocabulary) -> str:
    try:
        return as_latex(parse(text[start:end], vocabulary), vocabulary)
    except RejectedError as error:
        raise RejectedError(str(error), error.position + start) from error


def _equal_signs(text: str) -> list[int]:
    """Return where `=` stands between two formulas, and not in a limit, a condition or a comparison."""
    found, depth = [], 0
    for at, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        alone = text[at - 1 : at] not in {*"<>!="} and text[at + 1 : at + 2] != "="
        if character == "=" and depth == 0 and alone:
            found.append(at)
    return found


def split_relation(latex: str) -> tuple[str, str, str]:
    """Return the left side of a printed relation, its sign, which may be missing, and its right side."""
    depth, words = 0, latex.split(" ")
    for at, word in enumerate(words):
        if depth == 0 and word in {"=", r"\le", r"\ne"}:
            return " ".join(words[:at]), word, " ".join(words[at + 1 :])
        depth += len(_DEEPER.findall(word)) - len(_BACK.findall(word))
    return latex, "", ""
