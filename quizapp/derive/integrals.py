"""Integrals and limits inside a claim: done symbolically for a proof, kept for the numbers to judge."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sympy import Add, Basic, Expr, Integral, Limit, S, Symbol, integrate, oo
from sympy import limit as symbolic_limit

from quizapp.derive.nodes import UnknownFunction
from quizapp.derive.scoping import apart, expect_within
from quizapp.derive.signs import Region, UndecidedError, anywhere, symbol_minus_number
from quizapp.errors import DerivationError

if TYPE_CHECKING:
    from quizapp.derive.instantiate import Instance


def integral(instance: "Instance", expr: Integral, environment: Mapping[Symbol, Expr]) -> Expr:
    """Integrate between the kinks of the integrand; for numbers, leave the pieces as integrals."""
    if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
        raise DerivationError(f"{expr} needs one variable with both ends, as Integral(f, (x, -oo, oo))")
    variable, low, high = expr.limits[0]
    start, stop = instance.of(low, environment), instance.of(high, environment)
    for end in (start, stop):
        expect_within(variable, end)
    inside, back = apart({s: e for s, e in environment.items() if s != variable}, [variable])
    inner = Symbol(f"{variable.name}~", real=True)
    pieces = []
    for region in _regions(instance, expr.function, variable, inside):
        integrand = _with(instance, variable, region).of(expr.function, inside)
        bottom, top = _overlap(region.interval(variable), (start, stop))
        if bottom == top:
            continue
        integrand = integrand.xreplace({variable: inner, **back})
        piece = Integral if instance.numbers else integrate
        pieces.append(piece(integrand, (inner, bottom, top)))
    return Add(*pieces)


def limit(instance: "Instance", expr: Limit, environment: Mapping[Symbol, Expr]) -> Expr:
    """Take the limit on the side of the kinks that is next to the point; for numbers, leave it."""
    function, variable, point, direction = expr.args
    place = instance.of(point, environment)
    expect_within(variable, place)
    inside, back = apart({s: e for s, e in environment.items() if s != variable}, [variable])
    regions = _regions(instance, function, variable, inside)
    near = regions[0] if len(regions) == 1 else _next_to(regions, variable, place, str(direction))
    inner = Symbol(f"{variable.name}~", real=True)
    expr = _with(instance, variable, near).of(function, inside).xreplace({variable: inner, **back})
    if instance.numbers:
        return Limit(expr, inner, place, str(direction))
    if expr.has(UnknownFunction) and place in {oo, -oo}:
        raise DerivationError("nothing is known of an arbitrary function at infinity")
    return symbolic_limit(expr, inner, place, str(direction))


def _overlap(piece: tuple[Expr, Expr], ends: tuple[Expr, Expr]) -> tuple[Expr, Expr]:
    """Give the part of a piece between two ends, which are not to be compared when nothing bends."""
    if piece == (-oo, oo):
        return ends
    if not all(end.is_number for end in ends):
        low, high = ends
        known = low.is_extended_nonpositive and high.is_extended_nonnegative
        if not known or not all(end in {0, oo, -oo} for end in piece):
            raise DerivationError("an integral over a kink needs numbers as its ends")
        return (low, S.Zero) if piece[1] == 0 else (S.Zero, high)
    if ends[0] > ends[1]:
        raise DerivationError("an integral over a kink needs its smaller end first")
    low, high = max(piece[0], ends[0]), min(piece[1], ends[1])
    return (low, high) if low < high else (S.Zero, S.Zero)


def _next_to(regions: list[Region], variable: Symbol, place: Expr, direction: str) -> Region:
    if place in {oo, -oo}:
        return regions[-1 if place == oo else 0]
    if not place.is_number or direction not in {"+", "-"}:
        raise DerivationError(f"the limit at {place} is at a kink; take it from one side, at a number")
    end = 0 if direction == "+" else 1
    for region in regions:
        low, high = region.interval(variable)
        if (low, high)[end] == place or low < place < high:
            return region
    raise AssertionError(place)


def _regions(instance: "Instance", function: Expr, variable: Symbol, inside: Any) -> list[Region]:
    """Give the intervals between the kinks of a function, from left to right."""
    waiting, done = [Region(anywhere)], []
    while waiting:
        region = waiting.pop()
        try:
            _with(instance, variable, region).of(function, inside)
        except UndecidedError as undecided:
            if variable not in undecided.factor.free_symbols:
                raise
            if symbol_minus_number(undecided.factor) is None:
                raise DerivationError(
                    f"it bends where {undecided.factor} is 0; kinks in {variable} have to be at fractions"
                ) from undecided
            waiting += region.split(undecided.factor)
        else:
            done.append(region)
    return sorted(done, key=lambda r: r.interval(variable)[0])


def _with(instance: "Instance", variable: Symbol, region: Region) -> "Instance":
    def decide(switch: Basic) -> int:
        return region(switch) if switch.has(variable) else instance.decide(switch)

    return instance.elsewhere(decide)
