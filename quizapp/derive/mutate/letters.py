"""One letter taken for another: a symbol of the same kind, or `a` for the `z` it was computed from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sympy import Basic, Expr, Symbol

from quizapp.derive.declarations import Declarations, Statement, dependencies
from quizapp.derive.mutate.places import Place
from quizapp.derive.mutate.terms import Change, Say
from quizapp.derive.nodes import Entry, NamedFunction, Quantity, Tensor, name_of

MOST_OTHERS = 3
"""Letters tried in place of one; those the formula itself uses come first, then those nearest to it."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What a statement speaks of, through all its definitions, sorted by how near it is to the right side."""

    scalars: Sequence[Basic]
    tensors: Sequence[Tensor]
    functions: tuple[NamedFunction, ...]

    @classmethod
    def of(cls, statement: Statement, declared: Declarations) -> "Letters":
        """Collect them."""
        sides = [set(_walk(statement.right)), set(_walk(statement.left))]
        everything = dependencies(statement.right) | dependencies(statement.left)
        named = [thing for thing in everything if hasattr(thing, "name")]
        found = sorted(named, key=lambda thing: ([thing not in side for side in sides], name_of(thing)))
        functions = tuple(t for t in found if isinstance(t, NamedFunction))
        inner = {p for function in functions for p in function.parameters} - sides[0] - sides[1]
        return cls(
            [t for t in found if t not in inner and (isinstance(t, Quantity) or _is_scalar(t, declared))],
            [t for t in found if t not in inner and isinstance(t, Tensor)],
            tuple(function for function in functions if function.body is not None),
        )


def of_letters(place: Place, say: Say, letters: Letters) -> Iterator[Change]:
    """Put another letter of the same kind in place of one."""
    part = place.part
    if isinstance(part, Entry):
        for tensor in _others(part.tensor, letters.tensors):
            other = Entry(tensor, *part.indices)
            yield f"{say(other)} stands in place of {say(part)}", other
    elif isinstance(part, Tensor):
        for other in _others(part, letters.tensors):
            yield f"{say(other)} stands in place of {say(part)}", other
    elif part in letters.scalars:
        for other in _others(part, letters.scalars):
            yield f"{say(other)} stands in place of {say(part)}", other


def _others(letter: Basic, letters: Sequence[Basic]) -> list[Basic]:
    """Give those of its kind, what it is computed from or serves to compute first."""
    same = [t for t in letters if t != letter and _shape(t) == _shape(letter)]
    return sorted(same, key=lambda t: not (_is_computed_from(letter, t) or _is_computed_from(t, letter)))[
        :MOST_OTHERS
    ]


def _shape(letter: Basic) -> Sequence[Expr]:
    return letter.dimensions if isinstance(letter, Tensor) else ()


def _is_computed_from(letter: Basic, other: Basic) -> bool:
    definition = getattr(letter, "definition", None)
    return definition is not None and any(part == other for part in _walk(definition))


def _is_scalar(thing: Basic, declared: Declarations) -> bool:
    return isinstance(thing, Symbol) and thing in declared.domains


def _walk(part: Basic) -> Iterator[Basic]:
    yield part
    for argument in part.args:
        yield from _walk(argument)
