"""Cut LaTeX into tokens."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from quizapp.errors import MathError

MAX_LENGTH = 10_000
"""Longest formula that is laid out, in characters: far beyond any that a person reads."""


class TokenKind(Enum):
    """What a token is."""

    CHARACTER = auto()
    COMMAND = auto()
    SPACE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A character, a command with its backslash, a run of white space, or the end of the formula."""

    kind: TokenKind
    text: str
    position: int


PATTERN = re.compile(
    r"(?P<comment>%[^\n]*)|(?P<space>\s+)|(?P<command>\\(?:[A-Za-z]+|.))|(?P<other>.)", re.DOTALL
)


def tokenize(latex: str) -> list[Token]:
    """Cut a formula into tokens, dropping comments.

    Raises:
        MathError: the formula is too long, ends in a lone backslash, or holds a control character.
    """
    if len(latex) > MAX_LENGTH:
        message = f"the formula has {len(latex)} characters; the longest that is drawn has {MAX_LENGTH}"
        raise MathError(message, position=MAX_LENGTH)
    tokens: list[Token] = []
    for match in PATTERN.finditer(latex):
        text, position = match.group(), match.start()
        if match.lastgroup == "space":
            tokens.append(Token(TokenKind.SPACE, " ", position))
        elif match.lastgroup == "command":
            # "\" before a line break is a space, as in TeX.
            text = "\\ " if text[1:].isspace() else text
            _refuse_invisible(text[1], position)
            tokens.append(Token(TokenKind.COMMAND, text, position))
        elif match.lastgroup == "other":
            if text == "\\":
                raise MathError("the formula ends in a lone backslash", command=text, position=position)
            _refuse_invisible(text, position)
            tokens.append(Token(TokenKind.CHARACTER, text, position))
    tokens.append(Token(TokenKind.END, "", len(latex)))
    return tokens


def _refuse_invisible(character: str, position: int) -> None:
    """Raise for characters that a terminal obeys or hides instead of showing."""
    if unicodedata.category(character).startswith("C"):
        message = (
            f"the character U+{ord(character):04X} at character {position + 1} cannot be shown; remove it"
        )
        raise MathError(message, command=character, position=position)
