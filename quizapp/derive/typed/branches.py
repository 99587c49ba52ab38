"""Values that hold under conditions: `1 if z > 0, 0 otherwise`, LaTeX cases, and `[z > 0]`."""

from quizapp.derive.typed.grammar import OTHERWISE, RELATIONS, Grammar
from quizapp.derive.typed.nodes import Cases, Condition, Indicator, Node
from quizapp.derive.typed.tokens import Sort

Branch = tuple[Node, Condition | None]


class Branches(Grammar):
    """Reads conditions."""

    def formula(self) -> Node:
        """Read a value, or several with the conditions under which they hold."""
        value = self.sum()
        if not self.sees_word("if"):
            return value
        branches: list[Branch] = []
        while self.sees_word("if"):
            self.next()
            branches.append((value, self.condition()))
            separated = self.skip(",") or self.skip(";")
            if self.sees_word(*OTHERWISE):
                self.next()
                value = self.sum()
            elif separated and not self.at_end_of_group():
                value = self.sum()
                if self.sees_word(*OTHERWISE):
                    self.next()
                elif not self.sees_word("if"):
                    self.fail("when does this hold? write `... if z < 0`, or `... otherwise`")
            else:
                return Cases(tuple(branches))
        branches.append((value, None))
        return Cases(tuple(branches))

    def condition(self) -> Condition:
        """Read a comparison."""
        left = self.sum()
        relation = RELATIONS.get(self.token.text) if self.token.sort is Sort.SYMBOL else None
        if relation is None:
            self.fail("a condition compares two things, as `z > 0`")
        self.next()
        return Condition(left, relation, self.sum())

    def bracket(self) -> Node:
        """Read `[z > 0]`, which is 1 or 0; without a comparison the brackets only group."""
        opener = self.open()
        node = self.formula()
        relation = RELATIONS.get(self.token.text) if self.token.sort is Sort.SYMBOL else None
        if relation is not None:
            self.next()
            node = Indicator(Condition(node, relation, self.sum()))
        self.close(opener)
        return node

    def latex_cases(self) -> Node:
        r"""Read `\begin{cases} ... \end{cases}`."""
        start = self.next()
        if [self.next().text for _ in range(3)] != ["{", "cases", "}"]:
            self.fail("only `\\begin{cases}` is understood", start)
        branches = [self.latex_case()]
        while self.skip(";") and self.token.text != "end":
            branches.append(self.latex_case())
        if [self.next().text for _ in range(4)] != ["end", "{", "cases", "}"]:
            self.fail("`\\begin{cases}` is closed by `\\end{cases}`", start)
        return Cases(tuple(branches))

    def latex_case(self) -> Branch:
        """Read one row: the value, and when it holds."""
        value = self.sum()
        self.skip(",")
        self.skip("&")
        if self.sees_word(*OTHERWISE):
            self.next()
            return value, None
        if self.sees_word("if", "for"):
            self.next()
        return value, self.condition()
