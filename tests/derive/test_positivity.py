"""What is seen to be at least 0 is so, and what is not is not said to be."""

from typing import Any

import pytest
from sympy import Abs, Max, Symbol, exp, log, symbols

from quizapp.derive.positivity import manifestly_nonnegative, manifestly_positive

x, y = symbols("x y", real=True)
a = Symbol("a", positive=True)


@pytest.mark.parametrize(
    "expr",
    [
        exp(x) - 1 - x,
        exp(x - y) - 1 - x + y,
        exp(-x) - 1 + x,
        exp(log(a)) + exp(x) - 1 - x + y**2,
        log(1 + a),
        log(1 + exp(x)),
        log(2 + x**2 * a),
        log(exp(x) - x),
        a * Max(0, x) + Abs(y),
    ],
    ids=str,
)
def test_what_cannot_be_negative_is_seen(expr: Any) -> None:
    assert manifestly_nonnegative(expr)


@pytest.mark.parametrize(
    "expr",
    [
        exp(x) - 1,
        exp(x) - 1 + x,
        exp(x) - 2 - x,
        exp(x) - 1 - 2 * x,
        2 * exp(x) - 1 - x,
        exp(x) - exp(y) - 1 - x,
        log(a),
        log(1 + x),
    ],
    ids=str,
)
def test_what_can_be_negative_or_is_not_known_is_not_claimed(expr: Any) -> None:
    assert not manifestly_nonnegative(expr)


def test_above_its_tangent_is_not_strictly_above() -> None:
    assert not manifestly_positive(exp(x) - 1 - x)
    assert manifestly_positive(exp(a) + a + 1)
