"""How large a formula may become once it is worked out: no formula of a card is astronomical."""

import math
from collections.abc import Iterable

from quizapp.derive.typed.folding import TooLargeError, constant
from quizapp.derive.typed.nodes import (
    Add,
    Apply,
    Big,
    Divide,
    Entry,
    Multiply,
    Name,
    Node,
    Number,
    Power,
    parts_of,
)
from quizapp.derive.typed.rejected import RejectedError
from quizapp.derive.vocabulary import CONSTANTS, Kind, Vocabulary

HIGHEST = 60
"""How many forms may stand inside one another."""
LARGEST_DEGREE = 512
"""How high powers of powers may become."""
MOST_WRITTEN = 20_000
"""Names and numbers in a formula with every sum written out."""
USUAL_SIZE = 10.0
"""No smaller than the sizes at which derivations are proved."""
USUAL_STATES = 16.0
"""States of a binary vector."""
_EXPONENTIALS = frozenset({"exp", "sinh", "cosh"})


def check_bounds(tree: Node, vocabulary: Vocabulary) -> None:
    """Refuse a formula that would grow beyond all bounds.

    Raises:
        RejectedError: it nests too deep, has too many terms, or towers of powers or exponentials.
    """
    if _height(tree) > HIGHEST:
        raise RejectedError(f"it is nested more than {HIGHEST} deep; write it flatter", 0)
    bounds = _Bounds(vocabulary)
    if bounds.written(tree) > MOST_WRITTEN:
        raise RejectedError(f"its sums have more than {MOST_WRITTEN} terms; write a shorter one", 0)
    try:
        if bounds.degree(tree) > LARGEST_DEGREE:
            raise RejectedError(f"its powers of powers exceed {LARGEST_DEGREE}; write smaller ones", 0)
        bounds.size(tree)
    except (OverflowError, TooLargeError):
        raise RejectedError(
            "its powers or exponentials are too large to compute; write smaller ones", 0
        ) from None


def _height(node: Node) -> int:
    return 1 + max(map(_height, parts_of(node)), default=0)


class _Bounds:
    """Estimates with about 1 for every variable, and about 10 for every size and index."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def size(self, node: Node) -> float:
        """Estimate the value of a part, without its sign; raises OverflowError when it is astronomical."""
        match node:
            case Number(value):
                found = float(value)
            case Name(name):
                found = self._of_name(name)
            case Entry():
                found = 1.0
            case Add(parts):
                found = sum(map(self.size, parts))
            case Multiply(parts):
                found = math.prod(map(self.size, parts))
            case Divide(top, bottom):
                found = self.size(top) * max(1.0, self.size(bottom))
            case Power(base, exponent):
                found = max(self.size(base), 1.0) ** self.size(exponent)
            case Apply(function, arguments) if function in _EXPONENTIALS:
                found = math.exp(self._largest(arguments))
            case Big(body=body):
                found = self.size(body) * self._terms(node)
            case _:
                found = self._largest(parts_of(node))
        if math.isinf(found):
            raise OverflowError
        return found

    def written(self, node: Node) -> float:
        """Count the names and numbers of a part, sums written out."""
        try:
            match node:
                case Big(body=body):
                    return self._terms(node) * self.written(body)
                case Apply("ones" | "eye", (length,)):
                    return self.size(length) ** 2
        except (OverflowError, TooLargeError):
            return math.inf
        return 1 + sum(map(self.written, parts_of(node)))

    def degree(self, node: Node) -> float:
        """Estimate how high the powers of a variable are in a part."""
        match node:
            case Number():
                return 0.0
            case Name() | Entry():
                return 1.0
            case Power(base, exponent):
                return max(1.0, self.size(exponent)) * self.degree(base)
            case Multiply(parts):
                return sum(map(self.degree, parts))
            case Divide(top, bottom):
                return self.degree(top) + self.degree(bottom)
        return max(map(self.degree, parts_of(node)), default=0.0)

    def _of_name(self, name: str) -> float:
        kind = self._vocabulary.kind(name)
        if kind is None and name in CONSTANTS:
            return 3.0
        return USUAL_SIZE if kind in {Kind.SIZE, Kind.INDEX, None} else 1.0

    def _largest(self, nodes: Iterable[Node]) -> float:
        return max(map(self.size, nodes), default=1.0)

    def _terms(self, node: Big) -> float:
        """Estimate how many terms a sum has."""
        if node.low is None or node.high is None:
            return USUAL_STATES if self._vocabulary.kind(node.index) is Kind.VECTOR else USUAL_SIZE
        low = constant(node.low)
        return max(1.0, self.size(node.high) + (1 if low is None else abs(float(low))))
