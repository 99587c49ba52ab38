"""Read tokens into nodes: rows, atoms and their scripts. What each command means is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn

from quizapp.errors import MathError
from quizapp.mathtext.alphabets import Font, in_font
from quizapp.mathtext.nodes import (
    Atom,
    BigOperator,
    Delimiter,
    Node,
    Operator,
    Row,
    Scripts,
    Space,
    Switch,
    Symbol,
)
from quizapp.mathtext.pairing import pair_bars, pair_delimiters
from quizapp.mathtext.symbols import BIG_CHARACTERS, CHARACTERS
from quizapp.mathtext.tokens import Token, TokenKind, tokenize

MAX_DEPTH = 60
"""Deepest nesting that is read; Python's own stack bears several times as much."""

ROW_ENDS = frozenset({"}", "&", "\\\\", "\\cr", "\\right", "\\middle", "\\end"})
"""Tokens that belong to whatever the row stands in."""

PRIMES = {1: "′", 2: "″", 3: "‴"}

Command = Callable[["Reader", Token], Node]


class Reader:
    """A position in the tokens of a formula."""

    def __init__(self, latex: str, commands: Mapping[str, Command]) -> None:
        self._tokens = tokenize(latex)
        self._next = 0
        self._depth = 0
        self._commands = commands
        self.font: Font | None = None
        """The alphabet that letters are read in."""
        self.big_delimiters = 0
        """How many \\big delimiters have been read."""

    def peek(self) -> Token:
        """Give the next token without white space in front, and leave it there."""
        while self._tokens[self._next].kind is TokenKind.SPACE:
            self._next += 1
        return self._tokens[self._next]

    def take(self) -> Token:
        """Give the next token that is not white space, and move past it."""
        token = self.peek()
        return self._advance(token)

    def take_raw(self) -> Token:
        """Give the next token, white space included, and move past it."""
        return self._advance(self._tokens[self._next])

    def _advance(self, token: Token) -> Token:
        if token.kind is not TokenKind.END:
            self._next += 1
        return token

    def mark(self) -> int:
        """Give the place of the next token, to come back to."""
        return self._next

    def rewind(self, mark: int) -> None:
        """Go back to a marked place."""
        self._next = mark

    def take_if(self, text: str) -> bool:
        """Move past the next token if it reads so."""
        if self.peek().text != text:
            return False
        self.take()
        return True

    def row(self, stop: str = "") -> Row:
        """Read atoms up to a token that ends the row, which is left there."""
        items: list[Node] = []
        while True:
            token = self.peek()
            if token.kind is TokenKind.END or token.text in ROW_ENDS or (stop and token.text == stop):
                return Row(pair_bars(pair_delimiters(items)))
            items.append(self._scripted())

    def group(self, opening: Token) -> Node:
        """Read up to the brace that closes a group, whose opening brace has just been taken."""
        row = self.row()
        if not self.take_if("}"):
            self.fail_unclosed(opening, "}")
        return _unwrapped(row)

    def fail_unclosed(self, opening: Token, closing: str) -> NoReturn:
        """Say what stands where a closing token is missing."""
        token = self.peek()
        found = "the formula ends" if token.kind is TokenKind.END else f"{token.text} comes"
        message = f"missing {closing} for {opening.text} at character {opening.position + 1}: {found} first"
        raise MathError(message, command=opening.text, position=opening.position)

    def argument(self, command: Token) -> Node:
        """Read the argument of a command: a group in braces, or the one atom that follows."""
        token = self.peek()
        if token.kind is TokenKind.END or token.text in ROW_ENDS or token.text in {"^", "_"}:
            message = (
                f"{command.text} at character {command.position + 1} lacks an argument; write it in braces"
            )
            raise MathError(message, command=command.text, position=command.position)
        return self._atom()

    def base_argument(self, command: Token) -> Node:
        """Read an argument whose braces do not make an ordinary atom of the relation or operator in it."""
        opening = self.peek()
        if opening.text != "{":
            return self.argument(command)
        self.take()
        row = self.row()
        if not self.take_if("}"):
            self.fail_unclosed(opening, "}")
        return row.items[0] if len(row.items) == 1 else row

    def argument_in(self, font: Font | None, command: Token) -> Node:
        """Read an argument with its letters in a font."""
        before, self.font = self.font, font
        argument = self.argument(command)
        self.font = before
        return argument

    def optional(self, command: Token) -> Node | None:
        """Read an argument in square brackets, if there is one."""
        if not self.take_if("["):
            return None
        row = self.row(stop="]")
        if not self.take_if("]"):
            self.fail_unclosed(Token(command.kind, f"{command.text}[", command.position), "]")
        return row

    def braced_text(self, command: Token) -> str:
        """Read the raw characters between braces, such as the name of an environment."""
        opening = self.peek()
        if opening.text != "{":
            message = (
                f"{command.text} at character {command.position + 1} lacks an argument; write it in braces"
            )
            raise MathError(message, command=command.text, position=command.position)
        self.take()
        text, depth = "", 1
        while True:
            token = self.take_raw()
            if token.kind is TokenKind.END:
                self.fail_unclosed(opening, "}")
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            if depth == 0:
                return text
            text += token.text

    def _scripted(self) -> Node:
        """Read an atom and its primes, subscript and superscript."""
        base: Node = Row(()) if self.peek().text in {"^", "_", "'"} else self._atom()
        base = self._with_limits(base)
        sub: Node | None = None
        sup: Node | None = None
        primes = 0
        while (token := self.peek()).text in {"^", "_", "'"}:
            self.take()
            if token.text == "'" and sup is None:
                primes += 1
            elif token.text == "_" and sub is None:
                sub = self.argument(token)
            elif token.text == "^" and sup is None:
                sup = self.argument(token)
            else:
                kind = "subscript" if token.text == "_" else "superscript"
                message = f"double {kind} at character {token.position + 1}; put braces around the first"
                raise MathError(message, command=token.text, position=token.position)
        if primes:
            prime = Symbol(PRIMES.get(primes, "′" * primes))
            sup = prime if sup is None else Row((prime, *(sup.items if isinstance(sup, Row) else (sup,))))
        return base if sub is None and sup is None else Scripts(base, sub, sup)

    def _with_limits(self, base: Node) -> Node:
        while (token := self.peek()).text in {"\\limits", "\\nolimits"}:
            if not isinstance(base, Operator | BigOperator):
                message = f"{token.text} at character {token.position + 1} must follow an operator"
                raise MathError(message, command=token.text, position=token.position)
            self.take()
            base = type(base)(base.text, limits=token.text == "\\limits")
        return base

    def _atom(self) -> Node:
        token = self.take()
        if self._depth == MAX_DEPTH:
            message = (
                f"nested more than {MAX_DEPTH} deep at character {token.position + 1}; name a part of it"
            )
            raise MathError(message, command=token.text, position=token.position)
        self._depth += 1
        node = self._atom_of(token)
        self._depth -= 1
        return node

    def _atom_of(self, token: Token) -> Node:
        if token.kind is TokenKind.COMMAND:
            command = self._commands.get(token.text[1:])
            if command is None:
                message = f"unknown command {token.text} at character {token.position + 1}"
                raise MathError(message, command=token.text, position=token.position)
            return command(self, token)
        if token.text == "{":
            return self.group(token)
        if token.text in {"#", "$"}:
            message = f"{token.text} at character {token.position + 1} has no meaning; write \\{token.text}"
            raise MathError(message, command=token.text, position=token.position)
        if token.text == "~":
            return self._commands[" "](self, token)
        return self.symbol(token.text)

    def symbol(self, character: str) -> Node:
        """Give the node for one character, in the current font."""
        if character in BIG_CHARACTERS:
            return BIG_CHARACTERS[character]
        symbol = CHARACTERS.get(character, Symbol(character))
        return Symbol(in_font(symbol.text, self.font), symbol.atom)


def _unwrapped(row: Row) -> Node:
    """Drop the braces around a single node; a symbol in braces is an ordinary one, whatever it is alone."""
    match row.items:
        case (Symbol(text),):
            return Symbol(text)
        case (Delimiter(text),):
            return Delimiter(text, Atom.ORD)
        case (Scripts() | Operator() | BigOperator() | Space() | Switch(),):
            return row
        case (node,):
            return node
        case _:
            return row
