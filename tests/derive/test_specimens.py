"""A concrete function stands in for an arbitrary one, with the partial derivatives that belong to it."""

from typing import Any

from mpmath import mp
from sympy import Symbol, diff, tanh

from quizapp.derive.nodes import unknown
from quizapp.derive.tape import Tape

x, y = Symbol("x", real=True), Symbol("y", real=True)
POINT = {x: mp.mpf("0.3"), y: mp.mpf("-0.8")}

STEP = mp.mpf("1e-12")


def f(*arguments: Any) -> Any:
    return unknown("f", (0,) * len(arguments))(*arguments)


def value(expr: Any, **changes: Any) -> Any:
    point = {**POINT, **{s: changes[s.name] for s in (x, y) if s.name in changes}}
    return Tape([expr])({s: v for s, v in point.items() if s in expr.free_symbols})[0]


def test_the_derivative_of_a_chain_is_that_of_its_specimens() -> None:
    chain = f(x * tanh(f(x, y)), y)
    with mp.workdps(60):
        numeric = (value(chain, x=POINT[x] + STEP) - value(chain, x=POINT[x] - STEP)) / (2 * STEP)
        assert abs(value(diff(chain, x)) - numeric) < mp.mpf(10) ** -20


def test_mixed_partial_derivatives_count_each_argument() -> None:
    with mp.workdps(60):
        slopes = [value(diff(f(x, y), x), x=at) for at in (POINT[x] - STEP, POINT[x] + STEP)]
        second = (slopes[1] - slopes[0]) / (2 * STEP)
        assert abs(value(diff(f(x, y), x, 2)) - second) < mp.mpf(10) ** -20
        slopes = [value(diff(f(x, y), x, 2), y=at) for at in (POINT[y] - STEP, POINT[y] + STEP)]
        mixed = (slopes[1] - slopes[0]) / (2 * STEP)
        assert abs(value(diff(f(x, y), x, y, x)) - mixed) < mp.mpf(10) ** -20


def test_functions_of_two_names_and_two_arities_differ() -> None:
    other = unknown("g", (0,))(x)
    values = {str(value(e)) for e in (f(x), other, f(x, x), diff(f(x), x))}
    assert len(values) == 4


def test_order_of_arguments_matters() -> None:
    assert value(f(x, y)) != value(f(y, x))
