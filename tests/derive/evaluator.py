"""Computes typed formulas by itself: mpmath at 80 digits, no SymPy, nothing of the grader."""

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random
from typing import Any

from mpmath import mp

from quizapp.derive.typed import nodes

DIGITS = 80
SIZES = ({"K": 3, "N": 5, "D": 2}, {"K": 4, "N": 6, "D": 3})
RANGES = {"j": "K", "k": "K", "i": "D", "n": "N"}
LENGTHS = {
    "z": ("K",),
    "y": ("K",),
    "h": ("D",),
    "g": ("D",),
    "W": ("D", "K"),
    "X": ("N", "D"),
    "A": ("D", "D"),
}
ONE_TO_ONE = {
    "exp": mp.exp,
    "log": mp.log,
    "sqrt": mp.sqrt,
    "abs": abs,
    "sign": mp.sign,
    "tanh": mp.tanh,
    "cosh": mp.cosh,
    "sech": mp.sech,
    "sigma": lambda x: 1 / (1 + mp.exp(-x)),
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    "relu": lambda x: max(x, 0),
}


class NotScalarError(Exception):
    """A matrix occurs, which is not computed here."""


def drawn(random: Random) -> dict[str, Any]:
    """Give a value to every name of the corpus; entries by name and indices."""
    real = lambda: random.choice((1, -1)) * mp.mpf(random.randrange(50, 3000)) / 1000  # noqa: E731
    found: dict[Any, Any] = {name: real() for name in "xwb"}
    found |= {name: abs(real()) for name in "ac"}
    found |= {name: mp.mpf(random.randrange(101, 430)) / 1000 for name in "pq"}
    sizes = random.choice(SIZES)
    found |= {"u": random.choice((0, 1)), "e": mp.e, "pi": mp.pi, **sizes}
    for name, lengths in LENGTHS.items():
        for at in product(*(range(1, sizes[length] + 1) for length in lengths)):
            found[name, *at] = real()
    total = mp.fsum(mp.exp(found["z", k]) for k in range(1, sizes["K"] + 1))
    for k in range(1, sizes["K"] + 1):
        found["s", k] = mp.exp(found["z", k]) / total
    return found


def value(node: nodes.Node, at: Mapping[Any, Any]) -> Any:
    match node:
        case nodes.Number(number):
            return mp.mpf(number.numerator) / number.denominator
        case nodes.Name(name):
            if name not in at:
                raise NotScalarError
            return at[name]
        case nodes.Entry(name, indices):
            return at[name, *(int(value(index, at)) for index in indices)]
        case nodes.Negative(body):
            return -value(body, at)
        case nodes.Add(terms):
            return mp.fsum(value(term, at) for term in terms)
        case nodes.Multiply(factors):
            return mp.fprod(value(factor, at) for factor in factors)
        case nodes.Divide(top, bottom):
            return value(top, at) / value(bottom, at)
        case nodes.Power(base, exponent):
            return mp.power(value(base, at), value(exponent, at))
        case nodes.Apply("max" | "min" as name, arguments):
            return (max if name == "max" else min)(value(argument, at) for argument in arguments)
        case nodes.Apply("kron", (one, other)):
            return mp.mpf(value(one, at) == value(other, at))
        case nodes.Apply(name, (argument,)) if name in ONE_TO_ONE:
            return ONE_TO_ONE[name](value(argument, at))
        case nodes.Big(operator, index, low, high, body):
            first = 1 if low is None else int(value(low, at))
            last = at[RANGES[index]] if high is None else int(value(high, at))
            parts = [value(body, {**at, index: number}) for number in range(first, last + 1)]
            return mp.fsum(parts) if operator == "sum" else mp.fprod(parts)
        case nodes.Indicator(condition):
            return mp.mpf(holds(condition, at))
        case nodes.Cases(branches):
            for branch, when in branches:
                if when is None or holds(when, at):
                    return value(branch, at)
            raise ZeroDivisionError
    raise NotScalarError


def holds(condition: nodes.Condition, at: Mapping[Any, Any]) -> bool:
    left, right = value(condition.left, at), value(condition.right, at)
    match condition.relation:
        case nodes.Relation.LESS:
            return bool(left < right)
        case nodes.Relation.AT_MOST:
            return bool(left <= right)
        case nodes.Relation.GREATER:
            return bool(left > right)
        case nodes.Relation.AT_LEAST:
            return bool(left >= right)
        case nodes.Relation.EQUAL:
            return bool(left == right)
        case nodes.Relation.UNEQUAL:
            return bool(left != right)


def compared(reference: nodes.Node, typed: nodes.Node, random: Random) -> tuple[bool, bool]:
    """Say whether two formulas differ at some point, and whether the second has no value where the first has.

    Raises NotScalarError where a matrix occurs.
    """
    differs = undefined = False
    with mp.workdps(DIGITS):
        indexed = bool({*_names(reference), *_names(typed)} & RANGES.keys())
        for _ in range(10 if indexed else 40):
            names = drawn(random)
            places = product((1, 2, 3), (1, 2, 3), (1, 2), (1, 5)) if indexed else [(1, 1, 1, 1)]
            for j, k, i, n in places:
                at = {**names, "j": j, "k": k, "i": i, "n": n}
                one, other = _real(reference, at), _real(typed, at)
                if one is not None and other is None:
                    undefined = True
                elif one is not None and abs(one - other) > mp.mpf(10) ** -60 * max(1, abs(one)):
                    differs = True
    return differs, undefined


def _names(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Name):
        yield node.name
    for part in nodes.parts_of(node):
        yield from _names(part)


def _real(node: nodes.Node, at: Mapping[Any, Any]) -> Any:
    try:
        found = mp.mpmathify(value(node, at))
    except (ZeroDivisionError, ValueError):
        return None
    if isinstance(found, mp.mpc):
        return found.real if abs(found.imag) < mp.mpf(10) ** -70 else None
    return found if mp.isfinite(found) else None
