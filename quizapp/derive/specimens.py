"""Concrete smooth functions that stand in for an arbitrary one where a number is needed."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

from sympy import Add, Expr, Rational, Symbol, cos, diff, exp, sin


def specimen(name: str, arguments: Sequence[Expr]) -> Expr:
    """Give an analytic function without symmetry, the same for the same name and number of arguments."""
    digits = iter(sha256(f"{name}/{len(arguments)}".encode()).digest() * (1 + len(arguments)))

    def weight() -> Rational:
        return Rational(next(digits) % 97 + 13, 67)

    mixed = Add(*(weight() * a for a in arguments))
    other = Add(*(weight() * a for a in arguments[::-1]))
    bounded = sin(mixed + weight()) + weight() * cos(other) + exp(-(mixed**2) / 50) * weight()
    return bounded + other**3 / 40 - mixed**2 / 30


@lru_cache(maxsize=256)
def partial_derivative(name: str, orders: tuple[int, ...]) -> tuple[tuple[Symbol, ...], Expr]:
    """Give the slots of a specimen, and its partial derivative taken `orders` times by each of them."""
    slots = tuple(Symbol(f"x{i}", real=True) for i in range(len(orders)))
    taken = [(slot, times) for slot, times in zip(slots, orders, strict=True) if times]
    body = specimen(name, slots)
    return slots, diff(body, *taken) if taken else body
