"""Derivatives: `dL/dz_k`, `d/dz (...)`, `d^2L/dz^2`, LaTeX fractions of them, and `f'(z)`."""

from quizapp.derive.typed.grammar import Grammar
from quizapp.derive.typed.nodes import Differential, Entry, Name, Node
from quizapp.derive.typed.tokens import Sort, Token

FARTHEST = 8
"""Tokens within which the slash of `dL/dz` is looked for."""
TIMES = ("1", "2", "3", "4")


class Differentials(Grammar):
    """Reads derivatives."""

    def is_differential(self) -> bool:
        """Whether `dL/dz`, `d/dz` or `∂L/∂z` begins here."""
        return self.differential_at(0) and any(
            self.ahead(steps).is_symbol("/") and self.differential_at(steps + 1)
            for steps in range(1, FARTHEST)
        )

    def is_fraction_of_differentials(self) -> bool:
        r"""Whether `\frac` is followed by braces with a differential in them, above and below."""
        if not (self.ahead(1).is_symbol("{") and self.differential_at(2)):
            return False
        steps = 2
        while self.ahead(steps).sort is not Sort.END and not (
            self.ahead(steps).is_symbol("}") and self.ahead(steps + 1).is_symbol("{")
        ):
            steps += 1
        return self.differential_at(steps + 2)

    def differential_at(self, steps: int) -> bool:
        """Whether a `d` or `∂` begins so many tokens ahead, rather than a name such as `delta` or `d_k`."""
        token = self.ahead(steps)
        if token.sort is Sort.COMMAND:
            return token.text == "partial"
        if token.sort is not Sort.WORD or not token.text.startswith("d") or self.names.known(token.text):
            return False
        return token.text == "d" or self.names.known(token.text[1:]) or self.is_subscripted(steps)

    def is_subscripted(self, steps: int) -> bool:
        """Whether a subscript follows, as in `dW_1`, where only `W_1` is a name."""
        return self.ahead(steps + 1).is_symbol("_") and self.names.begins(self.ahead(steps).text[1:] + "_")

    def differential(self) -> Node:
        """Read `dL/dz`."""
        token = self.token
        self.allow_derivatives(token)
        if not self.is_differential():
            self.fail("a derivative is written `dL/dz` or `d/dz (...)`", token)
        body, times = self.differentiated()
        self.expect("/", "a derivative is written `dL/dz`")
        return self.derivative(body, times, [self.differentiated_by()], token)

    def fraction_of_differentials(self) -> Node:
        r"""Read `\frac{\partial^2 L}{\partial z_j \partial z_k}`."""
        token = self.next()
        self.allow_derivatives(token)
        opener = self.open()
        body, times = self.differentiated()
        self.close(opener)
        opener = self.open()
        variables = [self.differentiated_by()]
        while not self.sees("}") and not self.ended:
            variables.append(self.differentiated_by())
        self.close(opener)
        return self.derivative(body, times, variables, token)

    def derivative(
        self, body: Node | None, times: int, variables: list[tuple[Node, int]], token: Token
    ) -> Node:
        """Put a derivative together; what it is taken of follows where it does not stand on top."""
        if sum(count for _, count in variables) != times:
            self.fail("above and below, a derivative is taken equally often, as `d^2L/dz^2`", token)
        if body is None:
            start = self.token
            if not self.starts_factor():
                self.fail("what is differentiated? write `dL/dz` or `d/dz (...)`", start)
            with self.deeper():
                *before, body = self.factors()
            if before:
                self.fail("how much of this is differentiated? write it in brackets", start)
        for variable, count in reversed(variables):
            body = Differential(body, variable, count)
        return body

    def differentiated(self) -> tuple[Node | None, int]:
        """Read `d`, `dL`, `∂z_k`, `d^2` or `d^2L`: what is differentiated, if anything, and how often."""
        self.skip_d()
        times = self.times()
        if self.sees("/", "}") or self.ended:
            return None, times
        return self.one_name(), times

    def differentiated_by(self) -> tuple[Node, int]:
        """Read `dz`, `∂z_k` or `dz^2`."""
        token = self.token
        if not self.differential_at(0):
            self.fail("below, a derivative has `dz` or `∂z`", token)
        self.skip_d()
        variable = self.one_name()
        if not isinstance(variable, Name | Entry):
            self.fail("a derivative is by one variable, as `dL/dz_k`", token)
        return variable, self.times()

    def skip_d(self) -> None:
        """Take the `d` or `∂`; what stands behind it in the same word is left."""
        token = self.token
        if token.sort is Sort.WORD and token.text != "d":
            self.put_in_place(Token(Sort.WORD, token.text[1:], token.start + 1))
        else:
            self.next()

    def one_name(self) -> Node:
        """Read one name with its indices or arguments, without a power."""
        start = self.token
        if start.sort is not Sort.WORD:
            self.fail("a derivative is of a name, as `dL/dz`; write `d/dz (...)` for a formula")
        found = self.word()
        if len(found) > 1:
            self.fail("a derivative is of one name, and by one", start)
        return found[0]

    def times(self) -> int:
        """Read how often, as `^2` or `^{2}`; once where nothing is said."""
        if not self.skip("^"):
            return 1
        opener = self.open() if self.sees("{") else None
        token = self.next()
        if token.sort is not Sort.NUMBER or token.text not in TIMES:
            self.fail("a derivative is taken one to four times", token)
        if opener is not None:
            self.close(opener)
        return int(token.text)
