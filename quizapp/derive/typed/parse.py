"""A formula as a tree: it knows which names there are, and refuses what could mean two things."""

from fractions import Fraction

from quizapp.derive.typed.bounds import check_bounds
from quizapp.derive.typed.branches import Branches
from quizapp.derive.typed.folding import TooLargeError, constant
from quizapp.derive.typed.nodes import (
    Add,
    Apply,
    Divide,
    Multiply,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Transpose,
)
from quizapp.derive.typed.tokens import Sort, Token
from quizapp.derive.typed.words import Words
from quizapp.derive.vocabulary import Vocabulary

LARGEST_EXPONENT = 64
_BETWEEN = {"|": "abs", "||": "norm", "⌊": "floor", "⌈": "ceil"}


def parse(text: str, vocabulary: Vocabulary) -> Node:
    """Return the tree of a formula.

    Raises:
        RejectedError: it is not understood, or could mean two things; the message says how to write it.
    """
    tree = _Parser(text, vocabulary).whole()
    check_bounds(tree, vocabulary)
    return tree


class _Parser(Words, Branches):
    """The whole grammar."""

    def whole(self) -> Node:
        if self.ended:
            self.fail("nothing is written yet")
        node = self.formula()
        if self.sees("=", "<", ">", "<=", ">=", "!="):
            self.fail("write only the right side, without `=`")
        if self.sees(")", "]", "}"):
            self.fail(f"`{self.token.text}` closes nothing; remove it, or open it before")
        if not self.ended:
            self.fail(f"`{self.token.text}` cannot stand here")
        return node

    def sum(self) -> Node:
        with self.deeper():
            terms = [self.signed()]
            while self.sees("+", "-"):
                negative = self.next().text == "-"
                term = self.signed()
                terms.append(Negative(term) if negative else term)
        return terms[0] if len(terms) == 1 else Add(tuple(terms))

    def signed(self) -> Node:
        """Read a product behind any number of signs."""
        negative = self.skip_signs()
        node = self.product()
        return Negative(node) if negative else node

    def product(self) -> Node:
        """Read factors and divisors; what follows a divisor without a sign could belong to either side."""
        factors = self.factors()
        while True:
            if self.skip("*"):
                factors += self.operand()
            elif self.skip("@"):
                factors = [Apply("hadamard", (_one(factors), _one(self.operand())))]
            elif self.sees("/"):
                factors = [self.quotient(_one(factors))]
            elif self.starts_factor():
                if self.token.sort is Sort.NUMBER:
                    self.fail("a number stands behind a factor; write `*` between them, or the number first")
                factors += self.factors()
            else:
                return _one(factors)

    def quotient(self, top: Node) -> Node:
        slash = self.next()
        divisor = self.operand()
        if len(divisor) > 1 or self.starts_factor():
            self.fail("what is divided by? write `x/2` or `1/(2*x)` with brackets", slash)
        return self.divided(top, divisor[0], slash)

    def divided(self, top: Node, bottom: Node, token: Token) -> Node:
        if self.constant(bottom, token) == 0:
            self.fail("this divides by zero", token)
        return Divide(top, bottom)

    def operand(self) -> list[Node]:
        """Read what stands behind `*` or `/`: one factor, with a sign if need be."""
        negative = self.skip_signs()
        found = self.factors()
        return [Negative(_one(found))] if negative else found

    def factors(self) -> list[Node]:
        start = self.token
        *before, last = self.atom()
        return [*before, self.powered(last, start)]

    def powered(self, base: Node, start: Token) -> Node:
        """Read the transposes and the exponent of a factor."""
        transposed = 0
        while length := self.length_of_transpose(base):
            self.at += length
            transposed += 1
            if transposed > 2:
                self.fail("it is transposed again and again; twice is as if never", start)
            base = Transpose(base)
        if not self.skip("^"):
            return base
        exponent = self.exponent()
        if isinstance(base, Name) and base.name == "e" and self.names.known("e"):
            self.check_meant(exponent, start)
        size = self.constant(exponent, start)
        if size is not None and abs(size) > LARGEST_EXPONENT:
            self.fail(f"an exponent is at most {LARGEST_EXPONENT}", start)
        if size is not None and size < 0 and self.constant(base, start) == 0:
            self.fail("this divides by zero", start)
        power = Power(base, exponent)
        self.constant(power, start)
        return power

    def check_meant(self, exponent: Node, start: Token) -> None:
        """Refuse `e^{-x}` where `e` is a variable: an exponential is meant, or is it?"""
        if self.constant(exponent, start) is None:
            self.fail("`e` is a variable here; write `exp(...)` for the exponential, or `(e)^k`", start)

    def length_of_transpose(self, base: Node) -> int:
        """Return how many tokens `.T`, `^T` or `^{T}` has, 0 when nothing is transposed."""
        if self.sees(".T"):
            return 1
        if not self.sees("^") or (self.vocabulary.kind("T") is not None and not self.names.is_matrix(base)):
            return 0
        if self.ahead(1).sort is Sort.WORD and self.ahead(1).text == "T":
            return 2
        return 4 if [self.ahead(n).text for n in (1, 2, 3)] == ["{", "T", "}"] else 0

    def exponent(self) -> Node:
        with self.deeper():
            negative = self.skip_signs()
            start = self.token
            found = self.factors()
        if len(found) > 1:
            self.fail("how much of this is the exponent? write it in brackets, as `x^(a b)`", start)
        return Negative(found[0]) if negative else found[0]

    def constant(self, node: Node, token: Token) -> Fraction | None:
        """Return the value of a part without names, None for others and for what is no fraction."""
        try:
            return constant(node)
        except TooLargeError:
            self.fail("this number is too large", token)

    def atom(self) -> list[Node]:  # noqa: PLR0911 - one for each way to begin
        token = self.token
        if token.sort is Sort.NUMBER:
            self.next()
            return [Number(Fraction(token.text))]
        if token.sort is Sort.COMMAND:
            return [self.command()]
        if token.sort is Sort.WORD:
            return self.word()
        if self.sees("(", "{"):
            return [self.group()]
        if self.sees("["):
            return [self.bracket()]
        if self.sees("⟨"):
            return [self.inner_product()]
        if self.sees(*_BETWEEN):
            return [self.between()]
        what = "something is missing at the end" if self.ended else f"`{token.text}` cannot stand here"
        raise self.rejected(what)

    def between(self) -> Node:
        """Read what stands between bars."""
        opener = self.open()
        node = self.formula()
        self.close(opener)
        return Apply(_BETWEEN[opener.text], (node,))

    def inner_product(self) -> Node:
        token = self.token
        sides = self.listed()
        if len(sides) != 2:
            self.fail("an inner product has two sides, as `⟨u, v⟩` or `dot(u, v)`", token)
        return Apply("dot", tuple(sides))

    def command(self) -> Node:
        token = self.token
        match token.text:
            case "frac" if self.is_fraction_of_differentials():
                return self.fraction_of_differentials()
            case "frac":
                self.next()
                top = self.braced()
                return self.divided(top, self.braced(), token)
            case "sqrt":
                self.next()
                return Apply("sqrt", (self.argument("sqrt"),))
            case "sum" | "prod":
                return self.big()
            case "begin":
                return self.latex_cases()
            case "partial":
                return self.differential()
        raise self.rejected(f"`\\{token.text}` cannot stand here")

    def braced(self) -> Node:
        r"""Read one side of a `\frac`: in braces, or a single digit."""
        token = self.token
        if token.sort is Sort.NUMBER and len(token.text) == 1:
            return Number(Fraction(self.next().text))
        if not self.sees("{"):
            self.fail("braces are missing; write it as `\\frac{a}{b}`")
        return self.group()


def _one(factors: list[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Multiply(tuple(factors))
