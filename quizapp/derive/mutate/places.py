"""Every place of a formula at which something can be changed, and the whole formula with the change."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sympy import (
    Basic,
    Derivative,
    Expr,
    KroneckerDelta,
    Limit,
    MatrixExpr,
    Number,
    Piecewise,
    Pow,
    Subs,
    Symbol,
)
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.functions.elementary.piecewise import ExprCondPair

from quizapp.derive.nodes import Call, Entry, Quantity, Tensor
from quizapp.derive.operators import Elementwise, Gradient, StateSum

Rebuild = Callable[[Basic], Basic]
"""Puts a replacement into the whole formula."""
WHOLE = (Symbol, Number, Quantity, Tensor, Entry, Gradient, KroneckerDelta)
"""What is replaced in one piece: nothing inside it is a place of its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """One part of a formula."""

    part: Basic
    rebuild: Rebuild
    scope: tuple[Symbol, ...]
    """Indices of the sums around it, innermost last."""
    above: tuple[Basic, ...] = ()
    """What it is a part of, outermost first."""

    @property
    def parent(self) -> Basic | None:
        """What it is directly a part of."""
        return self.above[-1] if self.above else None


def places(formula: Basic) -> Iterator[Place]:
    """Give every place, the whole formula first, each before the places inside it."""
    yield from _within(Place(formula, lambda replacement: replacement, ()))


def _within(place: Place) -> Iterator[Place]:
    yield place
    part = place.part
    if isinstance(part, WHOLE):
        return
    for position in _positions(part):
        yield from _within(_inside(place, part, position))


def _positions(part: Basic) -> list[int]:
    match part:
        case Piecewise():
            return list(range(len(part.args)))
        case Call():
            return list(range(1, len(part.args)))
        case ExprWithLimits() | Derivative() | StateSum() | Subs() | Limit():
            return [0]
        case Elementwise():
            return [1, 2]
        case Pow(exp=Number()):
            return [0]
    return [n for n, argument in enumerate(part.args) if isinstance(argument, Expr | MatrixExpr)]


def _inside(place: Place, part: Basic, position: int) -> Place:
    scope = place.scope
    if isinstance(part, ExprWithLimits):
        scope += tuple(limit[0] for limit in part.limits)
    piece = part.args[position]

    def rebuild(replacement: Basic) -> Basic:
        new = ExprCondPair(replacement, piece.cond) if isinstance(part, Piecewise) else replacement
        return place.rebuild(part.func(*part.args[:position], new, *part.args[position + 1 :]))

    inner = piece.expr if isinstance(part, Piecewise) else piece
    return Place(inner, rebuild, scope, (*place.above, part))
