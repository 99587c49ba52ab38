"""Integrals and limits inside a claim: done symbolically for a proof, kept for the numbers to judge."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sympy import Add, Basic, Expr, Integral, Limit, Symbol, integrate
from sympy import limit as symbolic_limit

from quizapp.derive.signs import Region, UndecidedError, anywhere
from quizapp.errors import DerivationError

if TYPE_CHECKING:
    from quizapp.derive.instantiate import Instance


def integral(instance: "Instance", expr: Integral, environment: Mapping[Symbol, Expr]) -> Expr:
    """Integrate between the kinks of the integrand; for numbers, leave the pieces as integrals."""
    if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
        raise DerivationError(f"{expr} needs one variable with both ends, as Integral(f, (x, -oo, oo))")
    variable, low, high = expr.limits[0]
    ends = instance.of(low, environment), instance.of(high, environment)
    inside = {s: e for s, e in environment.items() if s != variable}
    pieces = []
    for region in _regions(instance, expr.function, variable, inside):
        left, right = region.interval(variable)
        start, stop = max(left, ends[0]), min(right, ends[1])
        if start < stop:
            integrand = _with(instance, variable, region).of(expr.function, inside)
            pieces.append(
                Integral(integrand, (variable, start, stop))
                if instance.numbers
                else integrate(integrand, (variable, start, stop))
            )
    return Add(*pieces)


def limit(instance: "Instance", expr: Limit, environment: Mapping[Symbol, Expr]) -> Expr:
    """Take the limit; for numbers, leave it."""
    function, variable, point, direction = expr.args
    inside = {s: e for s, e in environment.items() if s != variable}
    place = instance.of(point, environment)
    inner = instance.of(function, inside)
    if instance.numbers:
        return Limit(inner, variable, place, str(direction))
    return symbolic_limit(inner, variable, place, str(direction))


def _regions(instance: "Instance", function: Expr, variable: Symbol, inside: Any) -> list[Region]:
    waiting, done = [Region(anywhere)], []
    while waiting:
        region = waiting.pop()
        try:
            _with(instance, variable, region).of(function, inside)
        except UndecidedError as undecided:
            if undecided.factor.free_symbols != {variable}:
                raise
            waiting += region.split(undecided.factor)
        else:
            done.append(region)
    return sorted(done, key=lambda r: r.interval(variable)[0])


def _with(instance: "Instance", variable: Symbol, region: Region) -> "Instance":
    def decide(switch: Basic) -> int:
        return region(switch) if switch.has(variable) else instance.decide(switch)

    return instance.elsewhere(decide)
