"""Every mistake the engine knows to make in one claim, each by a sentence that a learner understands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from sympy import Basic, Symbol, nan, zoo
from sympy.matrices.exceptions import ShapeError

from quizapp.derive.declarations import Declarations, Statement
from quizapp.derive.latex import BlackboardPrinter
from quizapp.derive.mutate import shapes, terms
from quizapp.derive.mutate.letters import Letters, of_letters
from quizapp.derive.mutate.places import Place, places
from quizapp.derive.operators import Elementwise
from quizapp.errors import DerivationError, MathError
from quizapp.mathtext import render_inline

CANNOT_BE_BUILT = (
    DerivationError,
    ShapeError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    TypeError,
    ValueError,
)
"""What is raised where a change does not fit: shapes that differ, a number where a matrix is needed."""
NAME_OF_SLOT = "slot"
"""Stands for one entry while a formula is being written."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong right side of a claim."""

    name: str
    formula: Basic


def mistakes_in(statement: Statement, declared: Declarations) -> tuple[Mistake, ...]:
    """Give every mistake that can be written down, each formula once, none the same as the original."""
    found: dict[Basic, Mistake] = {}
    names: dict[str, int] = {}
    printer = BlackboardPrinter(declared)

    @cache
    def say(part: Basic) -> str:
        return in_one_line(printer, part)

    free = declared.free_indices(statement.left)
    free += tuple(i for i in declared.free_indices(statement.right) if i not in free)
    letters = Letters.of(statement, declared)
    for place in places(statement.right):
        for name, formula in _at(place, letters, declared, free, say):
            if formula == statement.right or formula in found or formula.has(nan, zoo):
                continue
            count = names[name] = names.get(name, 0) + 1
            inside = "" if count == 1 else f", in {_in_place(place, say)(place.parent or place.part)}"
            found[formula] = Mistake(name + inside, formula)
    return tuple(found.values())


def _at(
    place: Place, letters: Letters, declared: Declarations, free: tuple[Basic, ...], say: terms.Say
) -> Iterator[tuple[str, Basic]]:
    """Give the whole formula with every change that can be made at one place."""
    say = _in_place(place, say)
    changes = chain(
        terms.of_whole(place),
        terms.of_terms(place, say),
        terms.of_factors(place, say),
        terms.of_powers(place, say),
        terms.of_functions(place, say, letters.functions),
        terms.of_numbers(place, say),
        terms.of_cases(place),
        shapes.of_matrices(place, say),
        shapes.of_sums(place, say),
        shapes.of_sizes(place, say, declared),
        shapes.of_indices(place, say, declared, free),
        of_letters(place, say, letters),
    )
    for name, part in changes:
        try:
            yield name, place.rebuild(part)
        except CANNOT_BE_BUILT:
            continue


def _in_place(place: Place, say: terms.Say) -> terms.Say:
    """Write the argument of an elementwise function as the matrix it is applied to."""
    slots = {part.args[0]: Symbol(NAME_OF_SLOT) for part in place.above if isinstance(part, Elementwise)}
    if not slots:
        return say
    matrix = next(part.args[2] for part in reversed(place.above) if isinstance(part, Elementwise))
    return lambda part: say(part.xreplace(slots)).replace(NAME_OF_SLOT, say(matrix))


def in_one_line(printer: BlackboardPrinter, part: Basic) -> str:
    """Write a formula in one line, as the names of mistakes do."""
    latex = str(printer.doprint(part))
    try:
        return render_inline(latex)
    except MathError:
        return latex
