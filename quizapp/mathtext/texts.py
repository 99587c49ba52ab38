"""Read text inside formulas."""

import unicodedata

from quizapp.errors import MathError
from quizapp.mathtext.alphabets import Font, in_font
from quizapp.mathtext.nodes import Node, Row, Space, Symbol, Text
from quizapp.mathtext.reader import Reader
from quizapp.mathtext.symbols import SPACES, SYMBOLS
from quizapp.mathtext.tokens import Token, TokenKind

QUOTES = {"`": "‘", "'": "’"}


def text_in(reader: Reader, command: Token, font: Font | None) -> Node:
    """Read the argument of a text command; dollar signs in it enclose mathematics."""
    opening = reader.peek()
    if opening.text != "{":
        if opening.kind is not TokenKind.CHARACTER or opening.text == "}":
            message = (
                f"{command.text} at character {command.position + 1} lacks an argument; write it in braces"
            )
            raise MathError(message, command=command.text, position=command.position)
        return Text(in_font(reader.take().text, font))
    reader.take()
    parts: list[Node] = []
    words: list[str] = []
    depth = 1
    while True:
        token = reader.take_raw()
        if token.kind is TokenKind.END:
            reader.fail_unclosed(opening, "}")
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0:
            break
        if token.text == "$":
            parts += [_text(words, font), reader.row(stop="$")]
            words = []
            if not reader.take_if("$"):
                reader.fail_unclosed(token, "$")
        elif token.text not in {"{", "}"}:
            words.append(_written(token))
    parts.append(_text(words, font))
    kept = tuple(part for part in parts if part != Text(""))
    return kept[0] if len(kept) == 1 else Row(kept)


def _text(words: list[str], font: Font | None) -> Text:
    return Text(in_font(unicodedata.normalize("NFC", "".join(words)), font))


def _written(token: Token) -> str:
    """Give the characters that a token of a text stands for."""
    if token.kind is not TokenKind.COMMAND:
        return " " if token.text == "~" else QUOTES.get(token.text, token.text)
    name = token.text[1:]
    if name in SPACES:
        return " " * max(SPACES[name], 0)
    if name in SYMBOLS:
        return SYMBOLS[name].text
    message = f"{token.text} at character {token.position + 1} cannot stand in text; close the text before it"
    raise MathError(message, command=token.text, position=token.position)


def word_of(node: Node) -> str | None:
    """Give the text of a row of ordinary symbols; None when there is anything else in it."""
    match node:
        case Symbol(text) | Text(text):
            return text
        case Row(items) if items and all(isinstance(item, Symbol | Text | Space) for item in items):
            words = [" " if isinstance(item, Space) else word_of(item) or "" for item in items]
            return "".join(words).replace("−", "-")
        case _:
            return None
