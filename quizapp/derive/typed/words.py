"""What a word of a formula is: a name, a function with its arguments, a sum, or several names in a row."""

from itertools import pairwise

from quizapp.derive.typed.differentials import FARTHEST, Differentials
from quizapp.derive.typed.nodes import Apply, Differential, Entry, Name, Node, Power
from quizapp.derive.typed.subscripts import Subscripts
from quizapp.derive.typed.sums import Sums
from quizapp.derive.typed.tokens import Sort, Token
from quizapp.derive.vocabulary import CONSTANTS, FUNCTIONS, WITHOUT_ARGUMENTS, Kind


class Words(Subscripts, Sums, Differentials):
    """Reads words."""

    def word(self) -> list[Node]:  # noqa: PLR0911 - one for each thing that a word can be
        """Read a word with what hangs on it."""
        token, word = self.token, self.token.text
        if self.is_differential():
            return [self.differential()]
        if (declared := self.declared_with_subscript() or self.declared_with_digits()) is not None:
            return [self.named(declared, token)]
        if self.names.known(word):
            self.next()
            return [self.named(self.with_primes(word), token)]
        if word == "delta" and self.ahead(1).is_symbol("_"):
            self.next()
            return [self.kronecker(token)]
        if word in {"sum", "prod", "Sigma"}:
            return [self.big()]
        function = self.names.function(word)
        if function in FUNCTIONS and self.vocabulary.kind(function) is None:
            self.next()
            return [self.applied(function, token)]
        if word in CONSTANTS:
            self.next()
            return [Name(word)]
        return self.several(token)

    def declared_with_digits(self) -> str | None:
        """Take a name such as `f0`; digits behind a name that has none could be an index or a factor."""
        number = self.ahead(1)
        if number.sort is not Sort.NUMBER or number.spaced:
            return None
        joined = self.token.text + number.text
        if self.names.known(joined):
            self.at += 2
            return self.with_primes(joined)
        entry = f"{self.token.text}_{number.text}"
        raise self.rejected(f"what is `{joined}`? write `{entry}` for an entry, or put a `*` between")

    def several(self, token: Token) -> list[Node]:
        """Read the names that a word such as `wx` is made of."""
        pieces = self.names.split(token.text)
        behind = [self.ahead(steps) for steps in range(1, FARTHEST)]
        below = [after.text for slash, after in pairwise(behind) if slash.is_symbol("/")]
        if token.text[0] == "d" and below and below[0].startswith("d"):
            self.allow_derivatives(token)
        if pieces is None or any(self.vocabulary.kind(piece) is Kind.FUNCTION for piece in pieces[:-1]):
            self.fail(self.names.unknown(token.text), token)
        self.next()
        *before, last = pieces
        return [*map(Name, before), Name(last) if last in CONSTANTS else self.named(last, token)]

    def named(self, name: str, token: Token) -> Node:
        """Read the arguments or indices of a name."""
        if self.names.kind(name) is Kind.FUNCTION:
            return self.applied(name, token)
        return self.variable(name, token)

    def applied(self, function: str, token: Token) -> Node:
        """Read the arguments of a function."""
        if function in WITHOUT_ARGUMENTS and not self.sees("(", "_"):
            return Apply(function, ())
        primes = 0
        while self.skip("'"):
            primes += 1
        power = self.latex_power(function, token)
        if self.sees("_"):
            self.fail(f"`{function}` is a function and has no index", token)
        bracketed = self.sees("(") or (self.sees("[") and function in {"E", "Var"})
        if power is not None and not bracketed:
            self.fail(f"`{function}` needs its argument in brackets, as `{function}(x)`")
        arguments = self.listed() if bracketed else [self.argument(function)]
        self.check_arity(function, len(arguments), token)
        node: Node = Apply(function, tuple(arguments))
        if primes:
            self.allow_derivatives(token)
            if len(arguments) != 1 or not isinstance(arguments[0], Name | Entry):
                self.fail("the prime of a function is its slope at one variable, as `f'(z)`", token)
            node = Differential(node, arguments[0], primes)
        return node if power is None else Power(node, power)

    def latex_power(self, function: str, token: Token) -> Node | None:
        r"""Read the power of `\tanh^{2}(z)`, as cards print it; typed plainly, it is refused as unclear."""
        if not self.sees("^"):
            return None
        behind = self.ahead(1) if not self.ahead(1).is_symbol("{") else self.ahead(2)
        if not self.text.startswith("\\", token.start) or behind.sort is not Sort.NUMBER:
            self.fail(f"write the power behind the argument, as `{function}(x)^2`", token)
        self.next()
        return self.exponent()

    def check_arity(self, function: str, count: int, token: Token) -> None:
        """Refuse too many or too few arguments."""
        expected = self.names.arity(function)
        if count == expected or (expected < 0 and count >= -expected):
            return
        wanted = f"{expected} argument{'s' * (expected != 1)}" if expected >= 0 else f"{-expected} or more"
        self.fail(f"`{function}` takes {wanted}, not {count}", token)
