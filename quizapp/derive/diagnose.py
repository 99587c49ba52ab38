"""What went wrong in an answer, named from the mistakes that people make and from numbers."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from mpmath import mp
from sympy import Basic, Derivative, Function, Integer, Pow, Rational, Symbol, Transpose, exp

from quizapp.derive.cases import display, natural
from quizapp.derive.declarations import Statement
from quizapp.derive.fitting import MeaninglessError
from quizapp.derive.mutate.mistakes import CANNOT_BE_BUILT, Mistake
from quizapp.derive.mutate.witnesses import NotComparableError
from quizapp.derive.nodes import Call, Quantity, Tensor
from quizapp.derive.signs import AtKinkError
from quizapp.derive.tape import DIGITS, NoValueError
from quizapp.derive.yardstick import Pair, Yardstick

LARGEST_FACTOR = 1000
"""Numerator or denominator of a constant factor that still tells somebody something."""
FEWEST = 3
"""Numbers from which a rule is read off."""
CANNOT_BE_COMPARED = (MeaninglessError, NotComparableError, AtKinkError, NoValueError, *CANNOT_BE_BUILT)
IN_PLACE = " stands in place of "


def diagnose(
    yardstick: Yardstick, formula: Any, statement: Statement, mistakes: Sequence[Mistake], answer: str
) -> str:
    """Return a sentence that names the mistake, without the answer; empty when none fits.

    `answer` is the answer as the names of mistakes would print it.
    """
    looks: tuple[Callable[[], str], ...] = (
        lambda: _known(yardstick, formula, mistakes, answer, statement),
        lambda: _transposed(yardstick, formula),
        lambda: _by_numbers(yardstick, formula, statement),
        lambda: _right_somewhere(yardstick, formula),
    )
    for look in looks:
        try:
            if found := look():
                return found
        except CANNOT_BE_COMPARED:
            continue
    return ""


def _known(
    yardstick: Yardstick, formula: Any, mistakes: Sequence[Mistake], answer: str, statement: Statement
) -> str:
    """Name the mistake that the formula is what comes of."""
    for mistake in mistakes:
        try:
            fits = yardstick.same(mistake.formula, formula)
        except CANNOT_BE_COMPARED:
            continue
        if not fits:
            continue
        if mistake.name.endswith("is missing") and _is_inner_derivative(yardstick, formula, statement):
            return "the inner derivative is missing"
        if answer not in mistake.name:
            return mistake.name
        if statement.right.is_number:
            return ""
        return "something else stands there" if IN_PLACE in mistake.name else ""
    return ""


def _transposed(yardstick: Yardstick, formula: Any) -> str:
    right = yardstick.right
    square = bool(getattr(right, "is_Matrix", False)) and right.shape[0] == right.shape[1]
    return "it is transposed" if square and yardstick.same(Transpose(right), formula) else ""


def _is_inner_derivative(yardstick: Yardstick, formula: Any, statement: Statement) -> bool:
    """Whether the derivative of an argument, by what the claim differentiates by, is what is missing."""
    if not isinstance(statement.left, Derivative) or getattr(formula, "is_Matrix", False):
        return False
    variable = statement.left.variables[0]
    for inner in _arguments(statement.left.expr):
        if inner == variable or not inner.has(variable):
            continue
        try:
            if yardstick.same(yardstick.right, formula * Derivative(inner, variable)):
                return True
        except CANNOT_BE_COMPARED:
            continue
    return False


def _arguments(expr: Basic) -> Iterator[Basic]:
    """Walk over what functions and powers are taken of, through definitions."""
    match expr:
        case Quantity():
            yield from _arguments(expr.definition)
        case Call():
            body = expr.function.body
            yield from expr.arguments
            if body is not None and not any(isinstance(p, Tensor) for p in expr.function.parameters):
                bound = dict(zip(expr.function.parameters, expr.arguments, strict=True))
                yield from _arguments(body.xreplace(bound))
        case Pow() | Function() | exp():
            yield expr.args[0]
            for argument in expr.args:
                yield from _arguments(argument)
        case _:
            for argument in expr.args:
                yield from _arguments(argument)


def _by_numbers(yardstick: Yardstick, formula: Any, statement: Statement) -> str:
    """Name a constant factor, a constant term, or a factor that is a size or one of the variables."""
    pairs = list(yardstick.pairs(formula))
    with mp.workdps(DIGITS):
        if statement.right.is_number:
            return "the sign is flipped" if pairs and all(p.value == -p.truth != 0 for p in pairs) else ""
        tiny = mp.mpf(10) ** -20
        if all(abs(pair.truth) > tiny and abs(pair.value) > tiny for pair in pairs):
            ratios = [pair.value / pair.truth for pair in pairs]
            if (factor := _constant(ratios)) is not None:
                return _said(factor)
            if name := _letter(ratios, pairs):
                return f"the factor {name} is too many"
            if name := _letter([1 / ratio for ratio in ratios], pairs):
                return f"the factor {name} is missing"
        offset = _constant([pair.value - pair.truth for pair in pairs])
    return "it is off by a constant" if offset is not None and offset != 0 else ""


def _said(factor: Rational) -> str:
    if factor == -1:
        return "the sign is flipped"
    if factor in {2, -2}:
        return "a factor 2 is too many" + (", and the sign is flipped" if factor < 0 else "")
    if abs(factor) == Rational(1, 2):
        return "a factor 2 is missing" + (", and the sign is flipped" if factor < 0 else "")
    return f"it is {factor} times the answer"


def _constant(values: Sequence[Any]) -> Rational | None:
    """Return the one simple fraction that all values are, if there is one."""
    if len(values) < FEWEST:
        return None
    first = values[0]
    if any(abs(v - first) > mp.mpf(10) ** -25 * max(1, abs(first)) for v in values):
        return None
    found = Rational(str(mp.nstr(first, 30))).limit_denominator(LARGEST_FACTOR)
    near = abs(mp.mpf(int(found.p)) / int(found.q) - first) < mp.mpf(10) ** -20
    return found if near and abs(found.p) <= LARGEST_FACTOR else None


def _letter(values: Sequence[Any], pairs: Sequence[Pair]) -> str:
    """Return the size or variable whose value, at every point, is what is looked for; the first by name."""
    known = [{name: mp.mpf(str(value)) for name, value in pair.letters.items()} for pair in pairs]
    for name in known[0] if known else ():
        near = [
            name in letters and abs(letters[name] - value) < mp.mpf(10) ** -20 * max(1, abs(value))
            for value, letters in zip(values, known, strict=True)
        ]
        if len(near) >= FEWEST and all(near):
            return name
    return ""


def _right_somewhere(yardstick: Yardstick, formula: Any) -> str:
    """Say where it is right, if it is somewhere: for equal indices, on one side of a kink, at one value."""
    pairs = list(yardstick.pairs(formula))
    for one, other in combinations(sorted({i for p in pairs for i in p.environment}, key=str), 2):
        alike = [p.environment[one] == p.environment[other] for p in pairs]
        if any(alike) and [p.equal for p in pairs] == alike:
            return f"it is right for {one} = {other} only"
        if any(alike) and [not p.equal for p in pairs] == alike:
            return f"it is wrong for {one} = {other} only"
    regions = {_region(p): True for p in pairs}
    for region in regions:
        if region and len(regions) > 1 and all(p.equal == (_region(p) == region) for p in pairs):
            return f"it is right only where {region}"
    return _right_at_a_value(yardstick, formula, pairs)


def _right_at_a_value(yardstick: Yardstick, formula: Any, pairs: Sequence[Pair]) -> str:
    symbols = {s for p in pairs[:1] for s in p.site.values if isinstance(s, Symbol)}
    if not any(p.site.case.solved for p in pairs):
        for symbol in sorted(symbols, key=natural):
            for value in (Integer(0), Integer(1)):
                if yardstick.agree_where(formula, symbol, value):
                    return f"it is right only where {display(symbol)} = {value}"
    return "it is right at some points only" if any(p.equal for p in pairs) else ""


def _region(pair: Pair) -> str:
    signs = pair.site.case.region.signs
    return " and ".join(f"{factor} {'>' if sign > 0 else '<'} 0" for factor, sign in signs.items())
