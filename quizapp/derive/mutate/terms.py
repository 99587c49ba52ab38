"""Mistakes of arithmetic: signs, factors, terms, exponents, and a function taken for its sibling."""

from collections.abc import Callable, Iterator
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Expr,
    Integer,
    MatAdd,
    MatMul,
    MatrixExpr,
    Max,
    Min,
    Mul,
    Number,
    Piecewise,
    Pow,
    Rational,
    S,
    cos,
    cosh,
    exp,
    log,
    sin,
    sinh,
    sqrt,
    tanh,
)
from sympy.matrices.exceptions import ShapeError

from quizapp.derive.mutate.places import Place
from quizapp.derive.nodes import Call
from quizapp.derive.operators import Expectation, SquaredNorm, Variance
from quizapp.derive.reading_order import is_negative

Change = tuple[str, Basic]
"""What is wrong, in words, and what stands there instead."""
Say = Callable[[Basic], str]
"""Writes a part of a formula in one line."""
HALF = Rational(1, 2)


def _sigmoid(argument: Expr) -> Expr:
    return 1 / (1 + exp(-argument))


SIBLINGS: dict[type, tuple[str, Callable[..., Expr]]] = {
    exp: ("the logarithm stands in place of the exponential", log),
    log: ("the exponential stands in place of the logarithm", exp),
    tanh: ("the sigmoid stands in place of tanh", _sigmoid),
    sin: ("the cosine stands in place of the sine", cos),
    cos: ("the sine stands in place of the cosine", sin),
    sinh: ("cosh stands in place of sinh", cosh),
    cosh: ("sinh stands in place of cosh", sinh),
    Max: ("the smaller is taken, not the larger", Min),
    Min: ("the larger is taken, not the smaller", Max),
    Abs: ("the absolute value is missing", lambda argument: argument),
    Expectation: ("the variance stands in place of the mean", Variance),
    Variance: ("the mean stands in place of the variance", Expectation),
    SquaredNorm: ("the square of the length is missing", lambda vector: sqrt(SquaredNorm(vector))),
}
"""What each function is taken for, and how that is said."""


def fitting(scalar: Expr, *matrices: MatrixExpr) -> list[MatrixExpr]:
    """Give the product of matrices, or nothing when there are none or their shapes do not fit."""
    if scalar == 1 and len(matrices) == 1:
        return [*matrices]
    try:
        return [MatMul(*([] if scalar == 1 else [scalar]), *matrices)] if matrices else []
    except ShapeError:
        return []


def of_terms(place: Place, say: Say) -> Iterator[Change]:
    """Change a sum: a term missing, or with the other sign; the two sides of a difference swapped."""
    part = place.part
    if not isinstance(part, Add | MatAdd):
        return
    negative = [is_negative(term) for term in part.args]
    if len(part.args) == 2 and sum(negative) == 1:
        first, second = (say(-t if n else t) for t, n in zip(part.args, negative, strict=True))
        yield f"{first} and {second} are swapped", -part
    for n, term in enumerate(part.args):
        others = part.args[:n] + part.args[n + 1 :]
        shown = say(-term if negative[n] else term)
        yield f"the term {shown} is missing", part.func(*others)
        yield f"the sign of the term {shown} is flipped", part.func(*others, -term)


def of_factors(place: Place, say: Say) -> Iterator[Change]:
    """Change a product: a factor missing, there twice, or divided by; a fraction turned over."""
    part = place.part
    if isinstance(part, Mul):
        coefficient, factors = part.as_coeff_mul()
        yield from _of_constant(coefficient, factors, say)
        yield from _of_coefficient(coefficient, Mul(*factors), say)
        yield from _of_each_factor(coefficient, factors, say)
    elif isinstance(part, MatMul):
        scalar, matrices = part.as_coeff_matrices()
        rest = MatMul(*matrices)
        coefficient, factors = scalar.as_coeff_mul()
        if factors and abs(coefficient) != 1:
            sign = 1 if coefficient > 0 else -1
            yield f"the factor {say(sign * scalar)} is missing", sign * rest
            yield f"the factor {say(sign * scalar)} is turned over", rest * (1 / scalar)
        yield from _of_coefficient(coefficient, MatMul(Mul(*factors), rest), say)
        for name, changed in _of_each_factor(coefficient, factors, say):
            yield name, MatMul(changed, rest)
        for n, matrix in enumerate(matrices):
            others = matrices[:n] + matrices[n + 1 :]
            for product in fitting(scalar, *others):
                yield f"the factor {say(matrix)} is missing", product
    elif isinstance(part, Pow) and part.exp == -1 and not isinstance(place.parent, Mul):
        yield f"{say(part.base)} stands in place of {say(part)}", part.base


def _of_constant(coefficient: Expr, factors: tuple[Expr, ...], say: Say) -> Iterator[Change]:
    """Forget or turn over a whole constant such as 2/N, which with N = 2 nobody would notice."""
    constant = [f for f in factors if f.free_symbols and all(s.is_integer for s in f.free_symbols)]
    others = Mul(*(f for f in factors if f not in constant))
    size = abs(coefficient)
    if size == 1 or not constant or others == 1:
        return
    whole, rest = size * Mul(*constant), others if coefficient > 0 else -others
    yield f"the factor {say(whole)} is missing", rest
    yield f"the factor is {say(1 / whole)} in place of {say(whole)}", rest / whole


def _of_coefficient(coefficient: Expr, rest: Basic, say: Say) -> Iterator[Change]:
    size = abs(coefficient)
    if size == 1:
        return
    sign = 1 if coefficient > 0 else -1
    yield f"the factor {say(size)} is missing", sign * rest
    yield f"the factor is {say(2 * size)} in place of {say(size)}", sign * 2 * size * rest
    yield f"the factor is {say(1 / size)} in place of {say(size)}", sign / size * rest


def _of_each_factor(coefficient: Expr, factors: tuple[Expr, ...], say: Say) -> Iterator[Change]:
    for n, factor in enumerate(factors):
        others = Mul(coefficient, *factors[:n], *factors[n + 1 :])
        if others not in {S.One, S.NegativeOne}:
            yield f"the factor {say(factor)} is missing", others
        if getattr(factor, "is_Matrix", False):
            continue
        yield f"the factor {say(factor)} is there twice", others * factor**2
        turned = 1 / factor
        if isinstance(factor, Pow) and is_negative(factor.exp):
            yield f"it is multiplied by {say(turned)}, not divided", others * turned
        else:
            yield f"it is divided by {say(factor)}, not multiplied", others * turned
    if len(factors) > 1 and any(isinstance(f, Pow) and is_negative(f.exp) for f in factors):
        yield "numerator and denominator are swapped", Mul(coefficient, *(1 / f for f in factors))


def of_powers(place: Place, say: Say) -> Iterator[Change]:
    """Change an exponent by one, or forget a root."""
    part = place.part
    if not isinstance(part, Pow) or isinstance(part, exp):
        return
    base, exponent = part.base, part.exp
    if exponent in {HALF, -HALF}:
        yield f"the root of {say(base)} is missing", base ** (2 * exponent)
    elif exponent != -1:
        for other in (exponent - 1, exponent + 1):
            if other != 0 and not (exponent.is_Number and is_negative(exponent)):
                yield f"the exponent of {say(base)} is {say(other)}, not {say(exponent)}", base**other
            elif exponent.is_Number and other != 0:
                yield f"the exponent of {say(base)} is {say(-other)}, not {say(-exponent)}", base**other


def of_functions(place: Place, say: Say, functions: tuple[Any, ...]) -> Iterator[Change]:
    """Take a function for its sibling or its argument for the opposite; `functions` are those with a name."""
    part = place.part
    sibling = SIBLINGS.get(type(part))
    if sibling is not None:
        yield sibling[0], sibling[1](*part.args)
    if isinstance(part, Call):
        name = part.function.name
        for other in functions:
            if other is not part.function and len(other.parameters) == len(part.arguments):
                yield (
                    f"{say(Call(other, *part.arguments))} stands in place of {say(part)}",
                    Call(other, *part.arguments),
                )
        if len(part.arguments) == 2:
            yield f"the arguments of {name} are swapped", Call(part.function, *part.arguments[::-1])
        elif len(part.arguments) == 1 and not getattr(part.arguments[0], "is_Matrix", False):
            argument = part.arguments[0]
            yield f"{say(part)} is taken at {say(-argument)}", Call(part.function, -argument)
            yield f"{say(argument)} stands in place of {say(part)}", argument
    elif isinstance(part, exp | tanh | sin | cos | sinh | cosh):
        argument = part.args[0]
        yield f"{say(part)} is taken at {say(-argument)}", part.func(-argument)
        if isinstance(part, tanh):
            yield f"{say(argument)} stands in place of {say(part)}", argument
    elif isinstance(part, Derivative):
        yield from _of_derivative(part, say)


def _of_derivative(part: Derivative, say: Say) -> Iterator[Change]:
    (variable, times), *others = part.variable_count
    if others or not isinstance(times, Integer):
        return
    yield f"one derivative by {say(variable)} too many is taken", Derivative(part.expr, (variable, times + 1))
    fewer = part.expr if times == 1 else Derivative(part.expr, (variable, times - 1))
    yield f"one derivative by {say(variable)} too few is taken", fewer


def of_numbers(place: Place, say: Say) -> Iterator[Change]:
    """Change a number that stands by itself; factors and exponents are changed as such."""
    part = place.part
    if not isinstance(part, Rational) or isinstance(place.parent, Mul | MatMul | Pow):
        return
    yield f"{say(part + 1)} stands in place of {say(part)}", part + 1
    if part != 0 and not isinstance(place.parent, Add):
        yield f"{say(-part)} stands in place of {say(part)}", -part
        yield f"{say(part / 2)} stands in place of {say(part)}", part / 2


def of_cases(place: Place) -> Iterator[Change]:
    """Swap the values of the first two cases."""
    part = place.part
    if isinstance(part, Piecewise) and len(part.args) > 1:
        (first, when), (second, otherwise), *rest = part.args
        yield "the cases are swapped", Piecewise((second, when), (first, otherwise), *rest)


def of_whole(place: Place) -> Iterator[Change]:
    """Change the formula as a whole: its sign, or a factor of 2 too many."""
    part = place.part
    if place.above or part == 0 or isinstance(part, Number):
        return
    yield "the sign is flipped", -part
    yield "a factor 2 is too many", 2 * part
