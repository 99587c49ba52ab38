"""Expectations: exact enumeration where every value is listed, closed moments where only these are known."""

from collections.abc import Callable, Mapping
from itertools import product
from math import prod
from random import Random
from typing import TYPE_CHECKING

from sympy import Add, Basic, Expr, Integer, Mul, Poly, Rational, S, Symbol, expand, sqrt

from quizapp.derive.declarations import Domain, Law
from quizapp.derive.nodes import Tensor
from quizapp.derive.normalform import NormalForm
from quizapp.derive.samples import Points
from quizapp.derive.signs import BentByError
from quizapp.errors import DerivationError

if TYPE_CHECKING:
    from quizapp.derive.instantiate import Instance

MOST_OUTCOMES = 4096
"""Adding up more outcomes of everything random together would take too long."""
POINTS = 30
"""Points at which a probability or a variance is tried for its sign."""
LOPSIDED = ((Integer(2), Rational(1, 5)), (Rational(-1, 2), Rational(4, 5)))
"""A distribution with mean 0 and variance 1, not symmetric: it betrays a third moment taken for 0."""


def mean(
    instance: "Instance", term: Basic, environment: Mapping[Symbol, Expr], *, power: int = 1, share: int = 1
) -> Expr:
    """Average a power of a formula; where it bends with a random entry, outcome by outcome.

    `share` is how many outcomes were told apart so far.
    """

    def random(symbol: Symbol) -> bool:
        return instance.explicit.get(symbol, (None,))[0] in instance.declared.laws

    try:
        inner = instance.unbent_by(random).of(term, environment)
    except BentByError as bent:
        symbols = sorted(bent.symbols, key=lambda s: s.name)
    else:
        return expectation(instance, inner**power)
    values = {}
    for symbol in symbols:
        law = _law(instance, symbol)
        if law.values is None:
            raise DerivationError(
                f"the mean of something that bends with {symbol.name} needs its values, not its moments"
            )
        values[symbol] = law.values
    outcomes = _outcomes(values)
    if share * len(outcomes) > MOST_OUTCOMES:
        raise DerivationError("an expectation over so many outcomes is too large; choose smaller sizes")
    return Add(
        *(
            weight
            * mean(
                instance.with_fixed({**instance.fixed, **chosen}),
                term,
                environment,
                power=power,
                share=share * len(outcomes),
            )
            for weight, chosen in outcomes
        )
    )


def expectation(instance: "Instance", expr: Expr) -> Expr:
    """Average an explicit expression over every random symbol in it."""
    random = sorted(
        (s for s in expr.free_symbols if instance.explicit.get(s, (None,))[0] in instance.declared.laws),
        key=lambda s: s.name,
    )
    known = {s: _law(instance, s) for s in random}
    by_moments = [s for s in random if known[s].values is None]
    if by_moments and not instance.numbers:
        expr = _by_moments(expr, {s: known[s] for s in by_moments})
    listed = [s for s in random if s not in by_moments or instance.numbers]
    return _by_enumeration(expr, {s: _values(known[s]) for s in listed})


def _law(instance: "Instance", symbol: Symbol) -> Law:
    return instance.of_law(instance.declared.laws[instance.explicit[symbol][0]])


def expect_possible(instance: "Instance", tensor: Tensor, domain: Callable[[Symbol], Domain]) -> None:
    """Raise DerivationError when what was declared of a random tensor is no distribution."""
    law = instance.of_law(instance.declared.laws[tensor])
    if law.values is None:
        assert law.variance is not None
        never_negative = {"the variance": law.variance}
    else:
        weights = [weight for _, weight in law.values]
        total = Add(*weights).xreplace(dict(instance.solved))
        if not NormalForm(lambda: None).is_zero(total - 1):
            raise DerivationError(f"the probabilities of {tensor.name} add up to {total}, not to 1")
        never_negative = {f"the probability {weight}": weight for weight in weights}
    for what, value in never_negative.items():
        if _can_be_negative(value, instance.solved, domain):
            raise DerivationError(f"{what} of {tensor.name} can be negative; use d.positive or d.probability")


def _can_be_negative(expr: Expr, solved: Mapping[Symbol, Expr], domain: Callable[[Symbol], Domain]) -> bool:
    """Look for a point of the domain, hypotheses included, at which an expression is negative."""
    expr = expr.xreplace(dict(solved))
    if expr.is_nonnegative:
        return False
    used = expr.free_symbols
    implied = {s: value for s, value in solved.items() if value.free_symbols & used}
    symbols = sorted(used.union(*(v.free_symbols for v in implied.values())), key=lambda s: s.name)
    supply = Points(tuple(symbols), {s: domain(s).interval for s in symbols}, (), Random(0))  # noqa: S311
    for _ in range(POINTS if symbols else 1):
        point = supply.draw()
        inside = (domain(s).holds(value.xreplace(point)) for s, value in implied.items())
        if expr.xreplace(point).is_negative and all(inside):
            return True
    return False


def _values(law: Law) -> tuple[tuple[Expr, Expr], ...]:
    if law.values is not None:
        return law.values
    return tuple((law.mean + sqrt(law.variance) * value, weight) for value, weight in LOPSIDED)


def _by_enumeration(expr: Expr, values: dict[Symbol, tuple[tuple[Expr, Expr], ...]]) -> Expr:
    if prod(len(listed) for listed in values.values()) > MOST_OUTCOMES:
        raise DerivationError("an expectation over so many outcomes is too large; choose smaller sizes")
    return Add(*(weight * expr.xreplace(chosen) for weight, chosen in _outcomes(values)))


def _outcomes(values: dict[Symbol, tuple[tuple[Expr, Expr], ...]]) -> list[tuple[Expr, dict[Symbol, Expr]]]:
    """Give every outcome of independent entries, and before it its probability."""
    found = []
    for outcome in product(*values.values()):
        chosen = {symbol: value for symbol, (value, _) in zip(values, outcome, strict=True)}
        found.append((Mul(*(probability for _, probability in outcome)), chosen))
    return found


def _by_moments(expr: Expr, laws: dict[Symbol, Law]) -> Expr:
    symbols = list(laws)
    expanded = expand(expr)
    if not expanded.is_polynomial(*symbols):
        raise DerivationError(
            "the mean of something that is not a polynomial in random entries needs their values, not moments"
        )
    total = S.Zero
    for powers, coefficient in Poly(expanded, *symbols).terms():
        moments = (_moment(laws[s], power) for s, power in zip(symbols, powers, strict=True))
        total += coefficient * Mul(*moments)
    return total


def _moment(law: Law, power: int) -> Expr:
    assert law.mean is not None
    assert law.variance is not None
    if power > 2:
        raise DerivationError(f"the moment of order {power} does not follow from a mean and a variance")
    return (S.One, law.mean, law.variance + law.mean**2)[power]
