"""Which names a learner may use for a claim, and what they stand for."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from sympy import Basic, Derivative, Function, Piecewise, Subs, Symbol
from sympy.concrete.expr_with_limits import ExprWithLimits

from quizapp.derive.declarations import Declarations, Statement, dependencies, mentioned
from quizapp.derive.derivation import NAME, Derivation
from quizapp.derive.names import latex_name
from quizapp.derive.nodes import Call, Entry, NamedFunction, Quantity, Tensor, name_of
from quizapp.derive.operators import Expectation, Gradient, StateSum, Variance
from quizapp.derive.vocabulary import Kind, Letter, Vocabulary

OPERATIONS = (Derivative, Subs, ExprWithLimits, Gradient, StateSum, Expectation, Variance, Piecewise)
"""What is still to be worked out in a formula that has it."""


def things_of(derivation: Derivation, statement: Statement) -> dict[str, Basic]:
    """Return everything with a name that was stated up to a claim, by that name."""
    declared = derivation.declared
    found: dict[str, Basic] = {}
    at = derivation.statements.index(statement)
    for line in derivation.statements[: at + 1]:
        for side in (line.left, line.right):
            for thing in dependencies(side):
                if not isinstance(thing, Symbol | Tensor | Quantity | NamedFunction):
                    continue
                # A loss that is an arbitrary function of something is both: `L` is the quantity.
                if isinstance(found.setdefault(name_of(thing), thing), NamedFunction):
                    found[name_of(thing)] = thing
    every = (declared.sizes, declared.indices, declared.domains, declared.binary, declared.laws)
    for group in every:
        for thing in group:
            found.setdefault(name_of(thing), thing)
    parameters = {p.name for f in found.values() if isinstance(f, NamedFunction) for p in f.parameters}
    known = set().union(*every)
    return {
        name: thing
        for name, thing in found.items()
        # Slots of elementwise functions and the sides of limits are symbols of no one's choosing.
        if NAME.fullmatch(name) and (thing in known or name not in parameters)
    }


def functions_of_matrices(derivation: Derivation) -> frozenset[Basic]:
    """Return the functions that take a vector or matrix as a whole, as an arbitrary loss does."""
    calls = {
        call
        for line in derivation.statements
        for side in (line.left, line.right)
        for part in (side, *(getattr(d, "definition", None) for d in dependencies(side)))
        if part is not None
        for call in part.atoms(Call)
    }
    return frozenset(
        call.function for call in calls if any(getattr(a, "is_Matrix", False) for a in call.arguments)
    )


def concerned(things: Mapping[str, Basic], statement: Statement, declared: Declarations) -> dict[str, Basic]:
    """Return the things a claim speaks of, through all definitions, and what is made of nothing else."""
    used = dependencies(statement.left) | dependencies(statement.right)
    used |= {index for index, size in declared.indices.items() if size.free_symbols <= used}
    return {
        name: thing
        for name, thing in things.items()
        if thing in used or (isinstance(thing, Quantity | Tensor) and _made_of(thing, used))
    }


def _made_of(thing: Quantity | Tensor, used: AbstractSet[Basic]) -> bool:
    if thing.definition is None:
        return False
    parts = dependencies(thing) - {thing}
    return {part for part in parts if isinstance(part, Symbol | Tensor | Quantity)} <= used


def withheld(statement: Statement, declared: Declarations) -> frozenset[str]:
    """Return the names that would only repeat the question: those the left side is about, not the right."""
    answer = {name_of(thing) for thing in _named(statement.right)}
    asked = {name_of(thing) for thing in _subjects(statement.left)}
    given = {name_of(s) for s in (*declared.indices, *declared.sizes)}
    return frozenset(asked - answer - given)


def vocabulary_of(
    things: Mapping[str, Basic], declared: Declarations, *, without: frozenset[str], derivatives: bool
) -> Vocabulary:
    """Return the names as the parser needs them."""
    letters = [
        _letter(name, thing, declared) for name, thing in sorted(things.items()) if name not in without
    ]
    return Vocabulary(letters=tuple(letters), derivatives=derivatives)


def words_of(expr: Basic) -> frozenset[Any]:
    """Return the names a formula mentions, and the functions and operations beyond arithmetic it uses."""
    operations = {type(part) for part in expr.atoms(Function, *OPERATIONS)}
    functions = {call.function for call in expr.atoms(Call)}
    return frozenset(_named(expr) | operations | functions)


def has_derivative(expr: Basic) -> bool:
    """Whether a formula contains a derivative that nobody has taken yet."""
    return bool(expr.has(Derivative, Subs, Gradient))


def _letter(name: str, thing: Basic, declared: Declarations) -> Letter:
    latex = latex_name(name)
    if isinstance(thing, NamedFunction):
        return Letter(name=name, kind=Kind.FUNCTION, arity=len(thing.parameters) or 1, latex=latex)
    if isinstance(thing, Tensor):
        kind = Kind.VECTOR if thing.rank == 1 else Kind.MATRIX
        return Letter(name=name, kind=kind, latex=latex, states=thing in declared.binary)
    if thing in declared.indices:
        return Letter(name=name, kind=Kind.INDEX, latex=latex)
    return Letter(name=name, kind=Kind.SIZE if thing in declared.sizes else Kind.SCALAR, latex=latex)


def _named(expr: Basic) -> set[Basic]:
    """Return the named things that a formula mentions itself, functions and tensors included."""
    found: set[Basic] = set(mentioned(expr))
    waiting = [expr]
    while waiting:
        part = waiting.pop()
        match part:
            case Quantity() | Tensor() | NamedFunction():
                found.add(part)
            case Entry():
                found.add(part.tensor)
                waiting += part.indices
            case _:
                waiting += part.args
    return found


def _subjects(expr: Basic) -> set[Basic]:
    """Return what the left side of a claim is about: not what it differentiates by, nor arguments."""
    match expr:
        case Derivative():
            return _subjects(expr.expr)
        case Gradient() | Subs():
            return _subjects(expr.args[0])
        case ExprWithLimits():
            return _subjects(expr.function)
        case Quantity() | Tensor():
            return {expr}
        case Entry():
            return {expr.tensor}
        case _:
            return set()
