"""Sums and products over an index: `sum_k ...`, `sum_(k=1)^K ...`, `sum(..., k)`, `sum(..., k, 1, K)`."""

from quizapp.derive.typed.grammar import Grammar
from quizapp.derive.typed.nodes import Big, Node
from quizapp.derive.typed.tokens import Sort, Token
from quizapp.derive.vocabulary import Kind


class Sums(Grammar):
    """Reads sums and products over an index."""

    def big(self) -> Node:
        """Read a sum or product over an index."""
        token = self.next()
        kind = "prod" if token.text == "prod" else "sum"
        if self.sees("(") and (name := self.index_behind_comma()) is not None:
            return self.big_as_function(kind, name, token)
        if not self.skip("_"):
            self.fail(f"over what? write `{kind}_k ...`, `{kind}_(k=1)^K ...` or `{kind}(..., k)`", token)
        name, low, high = self.limits(kind)
        self.check_index(kind, name.text, low, token)
        with self.deeper(), self.names.bound(name.text):
            body = self.product()
        return Big("prod" if kind == "prod" else "sum", name.text, low, high, body)

    def index_behind_comma(self) -> Token | None:
        """Find the index of `sum(..., k)` ahead: what is behind the first comma outside of inner brackets."""
        depth = 0
        for steps in range(len(self.tokens) - self.at):
            token = self.ahead(steps)
            depth += token.is_symbol("(", "[", "{") - token.is_symbol(")", "]", "}")
            if depth == 0:
                return None
            if depth == 1 and token.is_symbol(","):
                return self.ahead(steps + 1)
        return None

    def big_as_function(self, kind: str, name: Token, token: Token) -> Node:
        """Read `sum(y_k log(p_k), k)` or `sum(..., k, 1, K)`; the index is known before it is read."""
        if name.sort is not Sort.WORD:
            self.fail(f"the index comes behind the comma, as `{kind}(..., k)`", name)
        opener = self.open()
        with self.deeper(), self.names.bound(name.text):
            body = self.formula()
        low = high = None
        self.expect(",", f"the index comes behind the comma, as `{kind}(..., k)`")
        self.next()
        if self.skip(","):
            low = self.sum()
            self.expect(",", f"give both ends, as `{kind}(..., k, 1, K)`")
            high = self.sum()
        self.close(opener)
        self.check_index(kind, name.text, low, token)
        return Big("prod" if kind == "prod" else "sum", name.text, low, high, body)

    def limits(self, kind: str) -> tuple[Token, Node | None, Node | None]:
        """Read `k`, `(k=1)^K` or `{k=1}^{K}`: the index, and both ends where they are given."""
        opener = self.open() if self.sees("{", "(") else None
        name = self.next()
        if name.sort is not Sort.WORD:
            self.fail(f"an index is missing, as in `{kind}_k`", name)
        low = high = None
        if opener is not None:
            if self.skip("="):
                low = self.sum()
            if self.sees("!=", "<", ">", "<=", ">="):
                self.fail(f"write out what is left of the sum, as `{kind}_k ... - ...`")
            self.close(opener)
        if self.skip("^"):
            high = self.exponent()
        if (low is None) != (high is None):
            self.fail(f"give both ends, as `{kind}_(k=1)^K`, or none", name)
        return name, low, high

    def check_index(self, kind: str, index: str, low: Node | None, token: Token) -> None:
        """Refuse an index that stands for something else, or of which nobody knows how far it runs."""
        letter = self.vocabulary.by_name.get(index)
        if letter is not None and letter.kind is not Kind.INDEX and not letter.states:
            self.fail(f"`{index}` already stands for something else; use another index", token)
        if low is None and letter is None:
            self.fail(f"how far does `{index}` run? write `{kind}_({index}=1)^K ...`", token)
        if low is not None and letter is not None and letter.states:
            self.fail(f"`{index}` runs over all its states; write `{kind}_{index} ...`", token)
