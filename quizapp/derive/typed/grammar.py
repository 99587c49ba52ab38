"""What the parts of the grammar ask of one another."""

from abc import ABC, abstractmethod

from quizapp.derive.typed.cursor import Cursor
from quizapp.derive.typed.names import Names
from quizapp.derive.typed.nodes import Node, Relation
from quizapp.derive.typed.tokens import Sort, Token
from quizapp.derive.vocabulary import Vocabulary

CLOSERS = {"(": ")", "[": "]", "{": "}", "|": "|", "||": "||", "⌊": "⌋", "⌈": "⌉", "⟨": "⟩"}
RELATIONS = {relation.value: relation for relation in Relation}
OTHERWISE = ("otherwise", "else")


class Grammar(Cursor, ABC):
    """Reads formulas by recursive descent; each construction is a class that adds to this one.

    A `formula` may have conditions, a `sum` has none, a `product` no sign, and `factors` are one factor with
    its powers, or the several names of a word such as `wx`.
    """

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        super().__init__(text)
        self.vocabulary = vocabulary
        self.names = Names(vocabulary)
        self.opened: list[str] = []
        """The brackets and bars that are open, innermost last."""

    @abstractmethod
    def formula(self) -> Node:
        """Read a value, or several with the conditions under which they hold."""

    @abstractmethod
    def sum(self) -> Node:
        """Read terms with signs between them."""

    @abstractmethod
    def product(self) -> Node:
        """Read factors and divisors."""

    @abstractmethod
    def factors(self) -> list[Node]:
        """Read one factor with its power, or the names of a word."""

    @abstractmethod
    def word(self) -> list[Node]:
        """Read a word with what hangs on it, without a power."""

    @abstractmethod
    def exponent(self) -> Node:
        """Read what stands behind `^`."""

    def starts_factor(self) -> bool:
        """Whether another factor may begin here without a sign before it."""
        token = self.token
        if token.sort is Sort.WORD:
            return token.text not in {"if", *OTHERWISE}
        if token.sort is Sort.COMMAND:
            return token.text != "end"
        if token.is_symbol("|", "||"):
            return not (self.opened and self.opened[-1][0] == "|")
        return token.sort is Sort.NUMBER or token.is_symbol("(", "[", "{", "⌊", "⌈", "⟨")

    def at_end_of_group(self) -> bool:
        """Whether nothing more stands in the brackets that are open."""
        return self.ended or self.sees(")", "]", "}") or self.token.text == "end"

    def group(self) -> Node:
        """Read a formula in brackets."""
        opener = self.open()
        node = self.formula()
        self.close(opener)
        return node

    def listed(self) -> list[Node]:
        """Read formulas in brackets, with commas between them."""
        opener = self.open()
        items = [self.formula()]
        while self.skip(","):
            items.append(self.formula())
        self.close(opener)
        return items

    def open(self) -> Token:
        """Take an opening bracket."""
        self.opened.append(self.token.text)
        return self.next()

    def close(self, opener: Token) -> None:
        """Take the bracket that closes another one."""
        self.opened.pop()
        if opener.is_symbol("|") and self.sees("||"):  # `|x||y|`: two bars, and not a norm.
            half = self.token
            self.put_in_place(half.with_text("|"), half.with_text("|"))
        self.expect(CLOSERS[opener.text], f"the `{opener.text}` before is not closed")

    def argument(self, function: str) -> Node:
        """Read the one argument of a function: in brackets, or a factor with nothing behind it."""
        start = self.token
        if self.sees("(", "{"):
            return self.group()
        if not self.starts_factor():
            self.fail(f"`{function}` needs its argument in brackets, as `{function}(x)`", start)
        with self.deeper():
            found = self.factors()
        if len(found) > 1 or self.starts_factor():
            self.fail(f"how much of this is the argument? write `{function}(...)` with brackets", start)
        return found[0]

    def allow_derivatives(self, token: Token) -> None:
        """Refuse a derivative where one is asked for."""
        if not self.vocabulary.derivatives:
            self.fail("the derivative is what is asked for; write what it comes to", token)
