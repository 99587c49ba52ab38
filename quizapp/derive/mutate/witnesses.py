"""Look for the number that gives a mistake away: many digits at the claim's own points, or the network's."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from random import Random
from typing import Any

from mpmath import mp
from sympy import Basic, Expr, Symbol
from sympy.matrices.matrixbase import MatrixBase
from sympy.polys.polyerrors import BasePolynomialError

from quizapp.derive.cases import Case, display, domain_of, natural
from quizapp.derive.declarations import Declarations
from quizapp.derive.instantiate import Environment, Instance
from quizapp.derive.mutate.mistakes import CANNOT_BE_BUILT
from quizapp.derive.networkcheck import Drawn, Numbers
from quizapp.derive.numeric import CONTROL
from quizapp.derive.precision import APPROACHED, EXACT, VARIABLES_SHOWN, Point, short
from quizapp.derive.samples import Points
from quizapp.derive.signs import AtKinkError, UndecidedError
from quizapp.derive.tape import DIGITS, NoValueError, Tape


class NotComparableError(Exception):
    """A formula cannot be evaluated where the original one can: shapes or letters do not fit."""


NO_COMPARISON = (AtKinkError, UndecidedError, BasePolynomialError, NotComparableError, *CANNOT_BE_BUILT)
"""What is raised where a fixture cannot evaluate a formula."""


@dataclass(slots=True)
class Spot:
    """One case of a claim, one value of its free indices, and the points there."""

    case: Case
    environment: Environment
    points: Sequence[Point]
    truth: list[Expr]
    """The explicit right side; several entries where it is a matrix."""
    values: dict[int, list[Any]] = field(default_factory=dict)
    """What the truth comes to at each point, once it is needed."""


@dataclass(slots=True)
class Digits:
    """The points at which precision compared a claim, ready for other formulas."""

    declared: Declarations
    right: Basic
    spots: list[Spot]
    allowed: Any
    _tapes: dict[int, tuple[list[Expr], Tape]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        declared: Declarations,
        right: Basic,
        free: Sequence[Symbol],
        points: Sequence[Point],
        *,
        exact: bool,
    ) -> "Digits":
        """Gather the points by case and index; the truth is made explicit at each of them."""
        by_case: dict[int, list[Point]] = {}
        for point in points:
            by_case.setdefault(id(point.case), []).append(point)
        spots = []
        for found in by_case.values():
            case = found[0].case
            for environment in declared.index_values(tuple(free), case.sizes):
                truth = explicit(case.instance, right, environment)
                spots.append(Spot(case, environment, found, truth))
        return cls(declared, right, spots, EXACT if exact else APPROACHED)

    def difference(self, formula: Basic) -> str | None:
        """Give the first point at which a formula differs from the truth; None when it never does.

        Raises NotComparableError when it cannot be evaluated at any of them.
        """
        compared = False
        for spot in self.spots:
            try:
                found, comparable = self._at_spot(spot, formula)
            except (BasePolynomialError, *CANNOT_BE_BUILT):
                continue
            if found is not None:
                return found
            compared |= comparable
        if not compared:
            raise NotComparableError
        return None

    def _at_spot(self, spot: Spot, formula: Basic) -> tuple[str | None, bool]:
        """Give the point that tells them apart, and whether the two could be compared at all."""
        try:
            wrong = explicit(spot.case.instance, formula, spot.environment)
        except (UndecidedError, BasePolynomialError):
            wrong = None  # It bends elsewhere than the truth does: on which side a point lies is seen there.
        if wrong is not None and len(wrong) != len(spot.truth):
            return None, False
        if wrong is not None and wrong == spot.truth:
            return None, True
        comparable = False
        for number, point in enumerate(spot.points):
            truth = self._truth(spot, number)
            try:
                entries = self._decided_at(spot, point, formula) if wrong is None else wrong
                values = self._values(spot.case, point, entries)
            except AtKinkError:
                continue
            except NoValueError:
                return f"{self._where(spot, point)}, where it has no value", True
            if len(values) != len(truth):
                return None, False
            comparable = True
            if any(self._apart(one, other) for one, other in zip(truth, values, strict=True)):
                return self._where(spot, point), True
        return None, comparable

    def _apart(self, one: Any, other: Any) -> bool:
        with mp.workdps(DIGITS):
            return bool(abs(one - other) > self.allowed * max(1, abs(one), abs(other)))

    def _truth(self, spot: Spot, number: int) -> list[Any]:
        if number not in spot.values:
            spot.values[number] = self._values(spot.case, spot.points[number], spot.truth)
        return spot.values[number]

    def _decided_at(self, spot: Spot, point: Point, formula: Basic) -> list[Expr]:
        """Make a formula explicit on the sides of its kinks on which a point lies."""
        instance = spot.case.instance

        def decide(switch: Expr) -> int:
            value = self._values(spot.case, point, [switch.xreplace(dict(instance.solved))])[0]
            if value == 0 and switch.free_symbols:
                raise AtKinkError(str(switch))
            return int(value > 0) - int(value < 0)

        return explicit(instance.elsewhere(decide), formula, spot.environment)

    def _values(self, case: Case, point: Point, entries: list[Expr]) -> list[Any]:
        """Evaluate; letters that only the mistake mentions get values of their own, always the same ones."""
        tape = self._tapes.get(id(entries))
        if tape is None or tape[0] is not entries:
            tape = self._tapes[id(entries)] = entries, Tape(entries)
        values = dict(point.values)
        for symbol in tape[1].symbols:
            if symbol not in values:
                seed = int.from_bytes(sha256(symbol.name.encode()).digest()[:8])
                domain = domain_of(self.declared, case.instance.explicit, symbol)
                generic = {symbol} if domain.generic else set()
                supply = Points((symbol,), {symbol: case.region.interval(symbol)}, generic, Random(seed))  # noqa: S311
                values |= supply.draw()
        return tape[1](values)

    def _where(self, spot: Spot, point: Point) -> str:
        parts = [f"{s.name} = {v}" for s, v in (*spot.case.sizes.items(), *spot.environment.items())]
        parts += [f"{display(s)} = {v}" for s, v in spot.case.bits.items()]
        used = set().union(*(entry.free_symbols for entry in spot.truth))
        shown = [s for s in sorted(point.values, key=natural) if s in used]
        parts += [f"{display(s)} = {short(point.values[s])}" for s in shown[:VARIABLES_SHOWN]]
        parts += [f"and {len(shown) - VARIABLES_SHOWN} more"] * (len(shown) > VARIABLES_SHOWN)
        return ", ".join(parts) or "there are no variables"


@dataclass(frozen=True, slots=True)
class Fixture:
    """A comparison of a claim with a network, ready for other formulas."""

    numbers: Numbers
    places: Sequence[tuple[Environment, list[Expr], list[float]]]
    """Each value of the free indices, the explicit right side there, and its values."""
    largest: float
    """The size against which a difference counts."""

    @classmethod
    def of(cls, declared: Declarations, right: Basic, free: tuple[Symbol, ...], one: Drawn) -> "Fixture":
        """Evaluate the right side; raises AtKinkError or NoValueError when it has no value."""
        numbers = Numbers.of(declared, one.comparison.values)
        environments = declared.index_values(free, numbers.instance.sizes)
        entries = [explicit(numbers.instance, right, environment) for environment in environments]
        values = iter(numbers.evaluate([e for found in entries for e in found]))
        places = [
            (environment, found, list(islice(values, len(found))))
            for environment, found in zip(environments, entries, strict=True)
        ]
        sizes = [abs(value) for *_, found in places for value in found]
        return cls(numbers, places, max([*sizes, one.comparison.scale or 0.0]))

    def notices(self, formula: Basic) -> bool:
        """Say whether a formula differs from the truth; raises where it cannot be evaluated."""
        for environment, truth, values in self.places:
            wrong = explicit(self.numbers.instance, formula, environment)
            if len(wrong) != len(truth):
                raise NotComparableError
            changed = [n for n, (one, other) in enumerate(zip(wrong, truth, strict=True)) if one != other]
            try:
                found = self.numbers.evaluate([wrong[n] for n in changed])
            except NoValueError:
                return True
            if any(abs(f - values[n]) > CONTROL * self.largest for f, n in zip(found, changed, strict=True)):
                return True
        return False


def fixtures(
    declared: Declarations, right: Basic, free: tuple[Symbol, ...], drawn: Sequence[Drawn]
) -> list[Fixture]:
    """Give the comparisons at which the right side has a value."""
    found = []
    for one in drawn:
        with suppress(AtKinkError, NoValueError):
            found.append(Fixture.of(declared, right, free, one))
    return found


def noticed(formula: Basic, by: Sequence[Fixture]) -> bool | None:
    """Say whether any fixture tells a formula from the truth; None when none can evaluate it."""
    reached = False
    for fixture in by:
        with suppress(*NO_COMPARISON):
            if fixture.notices(formula):
                return True
            reached = True
    return False if reached else None


def explicit(instance: Instance, formula: Basic, environment: Environment) -> list[Expr]:
    """Give the explicit entries of a formula under the hypotheses; one where it is not a matrix."""
    value = instance.of(formula, environment)
    entries = list(value) if isinstance(value, MatrixBase) else [value]
    solved = dict(instance.solved)
    return [entry.xreplace(solved) for entry in entries] if solved else entries
