"""The normal form says 0 only to what is 0, and says it to all rational functions of exponentials."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational, Symbol, cos, cosh, exp, log, sin, sqrt, symbols, tanh

from quizapp.derive.normalform import NormalForm
from quizapp.derive.polynomial import exponents, monomial
from quizapp.derive.tape import NoValueError, Tape

x, y = symbols("x y", real=True)
a, b = symbols("a b", positive=True)


def is_zero(expr: Any, *, hyperbolic: bool = False) -> bool:
    return NormalForm(lambda: None, hyperbolic_as_exponentials=hyperbolic).is_zero(expr)


@pytest.mark.parametrize(
    "expr",
    [
        (x + y) ** 3 - x**3 - 3 * x**2 * y - 3 * x * y**2 - y**3,
        1 / (x - y) - 1 / (x + y) - 2 * y / (x**2 - y**2),
        exp(x + y) - exp(x) * exp(y),
        exp(x / 2) ** 2 - exp(x),
        exp(x / 3) * exp(x / 6) - exp(x / 2),
        1 / (1 + exp(-x)) + 1 / (1 + exp(x)) - 1,
        log(1 + exp(x)) - x - log(1 + exp(-x)),
        log(a * b**2 / 6) - log(a) - 2 * log(b) + log(2) + log(3),
        log((1 + a) * (1 + b)) - log(1 + a) - log(1 + b),
        log(sqrt(2) * sqrt(a) ** 3) - log(2) / 2 - 3 * log(a) / 2,
        sqrt(a**2 * (x**2 + y**2)) - a * sqrt(x**2 + y**2),
        sqrt(8) - 2 * sqrt(2),
        1 / sqrt(2) - sqrt(2) / 2,
        sqrt(exp(x)) - exp(x / 2),
        (x + exp(Rational(1, 2))) ** 2 - x**2 - 2 * x * exp(Rational(1, 2)) - exp(1),
        sqrt(x**2 + 1) ** 3 - (x**2 + 1) * sqrt(x**2 + 1),
        sin(x) ** 2 + cos(x) ** 2 - 1,
        a**x * a**y - a ** (x + y),
    ],
    ids=str,
)
def test_zero_is_recognized(expr: Any) -> None:
    assert is_zero(expr)


@pytest.mark.parametrize(
    "expr",
    [
        exp(x + y) - exp(x) - exp(y),
        log(x**2) - 2 * log(x),
        sqrt((x - 1) ** 2 + 0 * y) - x + 1,
        log(1 + a * b) - log(1 + a) - log(b),
        log(sqrt(2) * a) - log(2) - log(a),
        sqrt(x * y) - sqrt(x) * sqrt(y),
        1 / (1 + exp(-x)) - Rational(1, 2),
        a - b,
    ],
    ids=str,
)
def test_what_is_not_zero_everywhere_is_not_called_zero(expr: Any) -> None:
    assert not is_zero(expr)


def test_hyperbolic_functions_as_exponentials() -> None:
    assert is_zero(tanh(2 * x) - 2 * tanh(x) / (1 + tanh(x) ** 2), hyperbolic=True)
    assert is_zero(cosh(x) ** 2 * (1 - tanh(x) ** 2) - 1, hyperbolic=True)


def test_zero_denominator_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        is_zero(1 / ((x + 1) ** 2 - x**2 - 2 * x - 1))


@given(st.dictionaries(st.integers(0, 20), st.integers(-1000, 1000).filter(bool), max_size=6))
def test_packed_exponents_are_read_back(powers: dict[int, int]) -> None:
    packed = sum(monomial(generator, power) for generator, power in powers.items())
    assert exponents(packed) == powers


LEAVES = st.sampled_from([x, y, a, b, Rational(1, 2), Rational(-3), Rational(2)])
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: p[0] + p[1]),
        st.tuples(inner, inner).map(lambda p: p[0] * p[1]),
        inner.map(lambda e: 1 / (1 + exp(e))),
        inner.map(lambda e: exp(-e / 2)),
        inner.map(lambda e: sqrt(e**2 + 1)),
        inner.map(lambda e: log(1 + exp(e))),
        inner.map(tanh),
    ),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(EXPRESSIONS, EXPRESSIONS)
def test_never_zero_where_numbers_differ(left: Any, right: Any) -> None:
    point = {x: 0.7, y: -1.3, a: 0.4, b: 2.3}
    try:
        value = Tape([left - right])({s: v for s, v in point.items() if s in (left - right).free_symbols})[0]
    except NoValueError:
        return
    if abs(value) > 1e-20:
        assert not is_zero(left - right)
        assert not is_zero(left - right, hyperbolic=True)


@settings(max_examples=60, deadline=None)
@given(EXPRESSIONS, EXPRESSIONS)
def test_squares_of_sums_expand(left: Any, right: Any) -> None:
    assert is_zero((left + right) ** 2 - left**2 - 2 * left * right - right**2)


def test_symbols_of_different_assumptions_stay_apart() -> None:
    assert not is_zero(Symbol("x", real=True) - Symbol("x", positive=True))


def test_a_number_to_the_power_of_another_number_ends() -> None:
    power = (1 + exp(Rational(1, 2))) ** exp(Rational(3, 2))
    assert is_zero(power * power - (1 + exp(Rational(1, 2))) ** (2 * exp(Rational(3, 2))))
    assert not is_zero(power - 1)
