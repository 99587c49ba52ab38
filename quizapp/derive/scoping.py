"""Keep apart what is bound, as the x of d/dx, and what only has the same name."""

from collections.abc import Iterable, Mapping

from sympy import Basic, Expr, Symbol

from quizapp.derive.declarations import dependencies
from quizapp.derive.nodes import Tensor, name_of
from quizapp.errors import DerivationError


def apart(
    environment: Mapping[Symbol, Expr], bound: Iterable[Symbol]
) -> tuple[dict[Symbol, Expr], dict[Symbol, Symbol]]:
    """Rename the bound symbols in what parameters stand for, and say how to rename them back.

    In f(y) = d/dx (x y), the x of f(x) is another one than that of d/dx.
    """
    mentioned_outside = {s for value in environment.values() for s in value.free_symbols}
    away = {s: renamed(s) for s in bound if s in mentioned_outside}
    while any(other in mentioned_outside for other in away.values()):
        away = {s: renamed(other) for s, other in away.items()}
    if not away:
        return dict(environment), {}
    return {s: value.xreplace(away) for s, value in environment.items()}, {r: s for s, r in away.items()}


def renamed(symbol: Symbol) -> Symbol:
    """Give another symbol, by a name that no derivation can declare."""
    return Symbol(symbol.name + "~", **symbol.assumptions0)


def expect_within(symbol: Symbol, value: Expr) -> None:
    """Raise DerivationError where a variable takes a value that it was declared never to have."""
    if (symbol.is_positive and not value.is_extended_nonnegative) or (
        symbol.is_negative and not value.is_extended_nonpositive
    ):
        sign = "positive" if symbol.is_positive else "negative"
        raise DerivationError(f"{symbol.name} is declared {sign}, but is to be {value} here; declare it real")


def expect_written_with(thing: Basic, expr: Basic) -> None:
    """Raise DerivationError where a formula hides the defined quantity that it is differentiated by."""
    used = dependencies(expr)
    hidden = {s for s in dependencies(thing) & used if isinstance(s, Symbol) and not s.is_integer}
    hidden |= {t for t in dependencies(thing) & used if isinstance(t, Tensor) and t.definition is None}
    if thing not in used and hidden:
        names = ", ".join(sorted(name_of(s) for s in hidden))
        raise DerivationError(
            f"{name_of(thing)} does not occur in what is differentiated by it, which depends on {names} too;"
            f" define that by {name_of(thing)}"
        )
