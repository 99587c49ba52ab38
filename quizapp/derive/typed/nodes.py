"""The tree of a typed formula."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A scalar, size or index, a whole vector or matrix, or the constant `e` or `pi`."""

    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a vector or matrix."""

    name: str
    indices: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Apply:
    """A function at some arguments."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus something."""

    body: "Node"


@dataclass(frozen=True, slots=True)
class Add:
    """A sum of terms; a difference is a sum with a `Negative`."""

    terms: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Multiply:
    """A product, in the order in which it was written."""

    factors: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Divide:
    """A quotient."""

    top: "Node"
    bottom: "Node"


@dataclass(frozen=True, slots=True)
class Power:
    """A power."""

    base: "Node"
    exponent: "Node"


@dataclass(frozen=True, slots=True)
class Transpose:
    """A matrix with rows and columns exchanged."""

    body: "Node"


@dataclass(frozen=True, slots=True)
class Big:
    """A sum or product over an index, or a sum over all states of a binary vector."""

    operator: Literal["sum", "prod"]
    index: str
    low: "Node | None"
    """None where the index runs as far as the derivation says."""
    high: "Node | None"
    body: "Node"


class Relation(StrEnum):
    """How two sides compare."""

    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="
    EQUAL = "="
    UNEQUAL = "!="


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison."""

    left: "Node"
    relation: Relation
    right: "Node"


@dataclass(frozen=True, slots=True)
class Indicator:
    """1 where a condition holds, else 0: `[z > 0]`."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Cases:
    """Another value on each side of a condition; the last may hold otherwise."""

    branches: tuple[tuple["Node", Condition | None], ...]


@dataclass(frozen=True, slots=True)
class Differential:
    """A derivative: of a name or formula, by a variable, some number of times."""

    body: "Node"
    variable: "Node"
    times: int


Node = (
    Number
    | Name
    | Entry
    | Apply
    | Negative
    | Add
    | Multiply
    | Divide
    | Power
    | Transpose
    | Big
    | Indicator
    | Cases
    | Differential
)


def parts_of(node: Node) -> tuple[Node, ...]:  # noqa: PLR0911 - one line for each form
    """Return what a form is made of, conditions and ends of sums included."""
    match node:
        case Number() | Name():
            return ()
        case Entry(_, parts) | Apply(_, parts) | Add(parts) | Multiply(parts):
            return parts
        case Negative(body) | Transpose(body):
            return (body,)
        case Divide(one, other) | Power(one, other) | Differential(one, other, _):
            return one, other
        case Big(_, _, low, high, body):
            return tuple(part for part in (low, high, body) if part is not None)
        case Indicator(condition):
            return condition.left, condition.right
        case Cases(branches):
            conditions = [when for _, when in branches if when is not None]
            sides = [side for when in conditions for side in (when.left, when.right)]
            return (*(value for value, _ in branches), *sides)
