"""The right side of a claim as a number, at values that a card or a learner names."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sympy import Basic, Integer, Rational, Symbol
from sympy.matrices.matrixbase import MatrixBase

from quizapp.derive.declarations import Statement
from quizapp.derive.derivation import Derivation
from quizapp.derive.grade import claim_of
from quizapp.derive.mutate.mistakes import CANNOT_BE_BUILT
from quizapp.derive.networkcheck import Numbers
from quizapp.derive.nodes import Quantity, Tensor, name_of
from quizapp.derive.report import Asked, Nested, StepKind
from quizapp.derive.signs import AtKinkError
from quizapp.derive.tape import NoValueError
from quizapp.errors import DerivationError

NEAR = 1e-9
"""How far apart two ways to compute the same value may be, relative to the value or to 1."""


def answer_to(derivation: Derivation, asked: Asked) -> float | str:
    """Return the value asked for, or a sentence that says why there is none."""
    try:
        return value_at(derivation, asked.label, asked.values)
    except DerivationError as error:
        return str(error)
    except AtKinkError:
        return "the formula bends there"
    except NoValueError as error:
        return f"the formula is not a finite number there ({error})"


def value_at(derivation: Derivation, label: str, values: Mapping[str, Nested]) -> float:
    """Return the right side of a claim; names are those of the derivation, numbers are written as fractions.

    Raises DerivationError when a name is unknown or missing, a value lies outside of its domain or breaks a
    hypothesis, and AtKinkError or NoValueError where the formula has no value.
    """
    statement = claim_of(derivation, label)
    declared, names = derivation.declared, _names(derivation)
    given: dict[Basic, Any] = {}
    environment: dict[Any, Any] = {}
    for name, value in values.items():
        thing = names.get(name)
        if thing is None:
            known = ", ".join(f"`{each}`" for each in names)
            raise DerivationError(f"it has no `{name}`; its names are {known}")
        if thing in declared.indices:
            environment[thing] = Integer(_whole(name, value))
        else:
            given[thing] = _whole(name, value) if thing in declared.sizes else _array(value)
    numbers = Numbers.of(declared, given)
    numbers.require_definitions()
    for earlier in derivation.statements[: derivation.statements.index(statement)]:
        if earlier.kind is StepKind.HYPOTHESIS:
            numbers.require(earlier)
    if not all(numbers.instance.holds(condition, environment) for condition in statement.where):
        raise DerivationError("the claim does not hold there; see its condition")
    _require_indices(numbers, environment, statement)
    value = numbers.instance.of(statement.right, environment)
    if isinstance(value, MatrixBase):
        raise DerivationError("its right side is a matrix; ask for a claim about one entry")
    found = numbers.evaluate([value])[0]
    if statement.slack is None and not any(getattr(thing, "definition", None) for thing in given):
        _compare(found, _left_value(numbers, statement, environment), "the left side of the claim")
    _compare(found, _network_value(derivation, label, values), "the network")
    return found


def _compare(formula: float, other: float | None, whose: str) -> None:
    """Raise DerivationError when another way to compute a value, where there is one, gives another."""
    if other is not None and abs(formula - other) > NEAR * max(1.0, abs(formula)):
        raise DerivationError(f"the formula gives {formula:.9g}, and {whose} {other:.9g}")


def _left_value(numbers: Numbers, statement: Statement, environment: Mapping[Any, Any]) -> float | None:
    """Evaluate what the claim says its right side equals, where the values say enough."""
    try:
        left = numbers.instance.of(statement.left, environment)
        if isinstance(left, MatrixBase) or not left.free_symbols <= numbers.values.keys():
            return None
        return numbers.evaluate([left])[0]
    except (AtKinkError, NoValueError, *CANNOT_BE_BUILT):
        return None


def _network_value(derivation: Derivation, label: str, values: Mapping[str, Nested]) -> float | None:
    names, compute = derivation.computations.get(label, ((), None))
    if compute is None or not set(names) <= values.keys():
        return None
    declared = {index.name for index in derivation.declared.indices}
    given = {name: _whole(name, values[name]) if name in declared else _array(values[name]) for name in names}
    return float(compute(given))


def _names(derivation: Derivation) -> dict[str, Basic]:
    """Return everything that may be given a value by its name."""
    declared = derivation.declared
    things = [*declared.sizes, *declared.indices, *declared.domains, *declared.binary, *declared.laws]
    defined = (s.left for s in derivation.statements if s.kind is StepKind.DEFINITION)
    things += [getattr(left, "tensor", left) for left in defined]
    return {name_of(each): each for each in things if isinstance(each, Tensor | Quantity | Symbol)}


def _require_indices(numbers: Numbers, environment: Mapping[Any, Any], statement: Statement) -> None:
    declared = numbers.instance.declared
    for index in declared.free_indices(statement.right):
        if index not in environment:
            raise DerivationError(f"values lack the index `{index.name}`, which the formula mentions")
        end = numbers.instance.of(declared.indices[index])
        if not 1 <= environment[index] <= end:
            raise DerivationError(f"`{index.name}` runs from 1 to {end}")


def _whole(name: str, value: Nested) -> int:
    number = Rational(value) if isinstance(value, str) else None
    if number is None or not number.is_Integer:
        raise DerivationError(f"`{name}` is a whole number")
    return int(number)


def _array(value: Nested) -> Any:
    def read(part: Any) -> Any:
        return float(Rational(part)) if isinstance(part, str) else [read(each) for each in part]

    return np.array(read(value))
