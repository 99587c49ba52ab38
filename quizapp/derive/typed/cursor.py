"""The tokens of a formula, and how far they were read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from quizapp.derive.typed.rejected import RejectedError
from quizapp.derive.typed.tokens import Sort, Token, tokens_of

DEEPEST = 40
"""How deep brackets, exponents, functions and sums may nest."""


class Cursor:
    """Moves along the tokens of a formula, and says where something is wrong."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token that is read next."""
        return self.tokens[self.at]

    @property
    def ended(self) -> bool:
        """Whether everything was read."""
        return self.token.sort is Sort.END

    def ahead(self, steps: int) -> Token:
        """Return the token so many steps on; the last one when there are fewer."""
        return self.tokens[min(self.at + steps, len(self.tokens) - 1)]

    def next(self) -> Token:
        """Take a token; the last one stays."""
        token = self.token
        self.at += token.sort is not Sort.END
        return token

    def sees(self, *symbols: str) -> bool:
        """Whether one of these symbols is next."""
        return self.token.is_symbol(*symbols)

    def sees_word(self, *words: str) -> bool:
        """Whether one of these words is next."""
        return self.token.sort is Sort.WORD and self.token.text in words

    def skip(self, symbol: str) -> bool:
        """Take a symbol if it is next, and say whether it was."""
        found = self.sees(symbol)
        self.at += found
        return found

    def skip_signs(self) -> bool:
        """Take any number of signs; whether they amount to a minus."""
        negative = False
        while self.sees("+", "-"):
            negative ^= self.next().text == "-"
        return negative

    def expect(self, symbol: str, why: str) -> None:
        """Take a symbol that has to be there."""
        if not self.skip(symbol):
            self.fail(f"`{symbol}` is missing: {why}")

    def put_in_place(self, *tokens: Token) -> None:
        """Read other tokens in place of the next one, as two names where a word held both."""
        self.tokens[self.at : self.at + 1] = tokens

    def rejected(self, message: str, token: Token | None = None) -> RejectedError:
        """Return the error that says what is wrong at a token, by default the next one."""
        return RejectedError(message, (token or self.token).start)

    def fail(self, message: str, token: Token | None = None) -> NoReturn:
        """Raise the error that says what is wrong at a token, by default the next one."""
        raise self.rejected(message, token)

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Be one level deeper for as long as the block lasts."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"it is nested more than {DEEPEST} deep; write it flatter")
        yield
        self.depth -= 1
