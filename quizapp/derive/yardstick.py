"""What typed formulas are compared with: the values of a claim at points, the easiest ones first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from random import Random
from typing import Any

from mpmath import mp
from sympy import Basic, Expr, Symbol
from sympy.polys.polyerrors import BasePolynomialError

from quizapp.derive.cases import Case, display, domain_of, natural
from quizapp.derive.declarations import Declarations
from quizapp.derive.fitting import MeaninglessError
from quizapp.derive.instantiate import Environment, Instance
from quizapp.derive.mutate.mistakes import CANNOT_BE_BUILT
from quizapp.derive.mutate.witnesses import NotComparableError, explicit
from quizapp.derive.precision import (
    APPROACHED,
    EXACT,
    MANY_DIGITS,
    MORE_DIGITS,
    VARIABLES_SHOWN,
    Point,
    short,
)
from quizapp.derive.report import Witness
from quizapp.derive.samples import SPECIAL, Points
from quizapp.derive.signs import AtKinkError, UndecidedError
from quizapp.derive.tape import DIGITS, AstronomicalError, NoValueError, Tape, number
from quizapp.errors import DerivationError

MOST_CASES = 12
"""Cases in which a mistake is compared with an answer; with many bits there are hundreds."""
FEWEST_SITES = 16
FEW = 4
"""Sites at which something that is only said, and not graded, is looked at."""
NO_NUMBER = (NoValueError, BasePolynomialError, *CANNOT_BE_BUILT)
"""What is raised where a formula has no value, as an entry behind the last one."""
Values = list[Any] | None
"""The entries of a formula for one value of the free indices; None where it has no value."""
Written = list[list[Expr] | None]
"""The explicit entries for every value of the free indices; None where they cannot be written out."""


@dataclass(frozen=True, slots=True)
class Site:
    """A point at which a claim has a value."""

    case: Case
    environments: Sequence[Environment]
    """Every value of the free indices."""
    values: Mapping[Symbol, Any]
    number: int = 0
    """Its position among the sites of a claim."""

    @property
    def awkwardness(self) -> tuple[int, float]:
        """How hard it is to compute with: the sizes, then how far its numbers are from 1."""
        sizes = [abs(float(value)) for value in self.values.values()]
        farthest = max((max(size, 0.1 / size) if size else 0.0 for size in sizes), default=0.0)
        return sum(self.case.sizes.values()), farthest


@dataclass(frozen=True, slots=True)
class Pair:
    """A number of the claim, and the same number of another formula."""

    site: Site
    environment: Environment
    truth: Any
    value: Any
    others: Mapping[Symbol, Any]
    """What letters are that only the other formula mentions."""
    equal: bool

    @property
    def letters(self) -> Mapping[str, Any]:
        """What sizes, indices and variables stand for there."""
        named = {**self.site.case.sizes, **self.environment}
        values = {**self.site.values, **self.others}
        variables = {display(symbol): values[symbol] for symbol in sorted(values, key=natural)}
        return {**{symbol.name: value for symbol, value in named.items()}, **variables}


@dataclass(slots=True)
class Yardstick:
    """The values of a claim, ready for other formulas."""

    declared: Declarations
    right: Basic
    sites: Sequence[Site]
    """The easiest ones first."""
    allowed: Any
    """The difference that rounding explains, relative to 1 or the larger value."""
    _written: dict[tuple[int, Basic], Written | None] = field(default_factory=dict)
    _tapes: dict[int, tuple[Sequence[Expr], Tape]] = field(default_factory=dict)
    _known: dict[tuple[int, Basic], list[Values]] = field(default_factory=dict)
    """Values of the claim everywhere, and of its usual mistakes at the first site."""
    _last: tuple[Basic, dict[int, list[Values]]] | None = None
    """The formula that was looked at last, and its values by site."""
    _numbers: dict[int, Mapping[Symbol, Any]] = field(default_factory=dict)
    """What the variables of a site are, with as many digits as are usual."""
    _switches: dict[Basic, set[Symbol]] = field(default_factory=dict)
    """What decides on which side of its kinks a formula is, where these are not those of the claim."""

    @classmethod
    def of(
        cls,
        declared: Declarations,
        right: Basic,
        free: Sequence[Symbol],
        points: Sequence[Point],
        *,
        exact: bool,
    ) -> "Yardstick":
        """Gather points at which the claim has a value."""
        sites = [
            Site(point.case, declared.index_values(tuple(free), point.case.sizes), point.values)
            for point in points
        ]
        sites.sort(key=lambda site: site.awkwardness)
        # Letters that the claim does not mention differ from site to site; a constant has but one.
        sites *= max(1, -(-FEWEST_SITES // max(1, len(sites))))
        numbered = [replace(site, number=number) for number, site in enumerate(sites)]
        return cls(declared, right, numbered, EXACT if exact else APPROACHED)

    # Comparing

    def witness(self, formula: Basic) -> Witness | None:
        """Give an easy point at which a formula differs from the claim, with both values; None without one.

        The formula's value, on the right, is empty where it has none and is the same elsewhere.

        Raises:
            NotComparableError: it has no value at any of the points.
        """
        compared, undefined = False, None
        self._expect_known_sizes(formula)
        for site in self.sites:
            try:
                values = self._values(formula, site)
            except AtKinkError:
                continue
            for at, (one, other) in enumerate(zip(self._truth(site), values, strict=True)):
                if one is None:
                    continue
                if other is None:
                    undefined = undefined or self._seen(formula, site, at, one[0], None)
                    continue
                compared = True
                for entry, (left, right) in enumerate(_paired(one, other)):
                    if self._apart(left, right) and self._surely_apart(formula, site, at, entry):
                        return self._seen(formula, site, at, left, right)
        if not compared and undefined is None:
            raise NotComparableError
        return undefined

    def _expect_known_sizes(self, formula: Basic) -> None:
        known = self.sites[0].case.sizes if self.sites else {}
        for size in self.declared.size_choices(formula)[0]:
            if size not in known:
                raise MeaninglessError(f"`{size}` plays no part in this question; write it without")

    def same(self, one: Basic, other: Basic) -> bool:
        """Say whether a mistake and a formula agree where both have a value, at a site of every case."""
        compared = False
        for at in self._spread():
            try:
                pairs = list(zip(self._kept(one, at), self._values(other, self.sites[at]), strict=True))
            except AtKinkError:
                continue
            for left, right in pairs:
                if left is None or right is None:
                    continue
                compared = True
                if len(left) != len(right) or any(map(self._apart, left, right)):
                    return False
        return compared

    def _spread(self) -> list[int]:
        """Give the first site of every case, and one more."""
        first = {id(site.case): at for at, site in reversed(list(enumerate(self.sites)))}
        others = [at for at in range(len(self.sites)) if at not in first.values()]
        return [*sorted(first.values())[:MOST_CASES], *others[:1]]

    def pairs(self, formula: Basic) -> Iterator["Pair"]:
        """Give the claim's value and a formula's for every number there is."""
        for site in self.sites:
            try:
                values = self._values(formula, site)
            except AtKinkError:
                continue
            others = {
                symbol: self._drawn(site, symbol)
                for entries in self._entries(formula, site)
                for entry in entries or ()
                for symbol in entry.free_symbols - site.values.keys()
            }
            for environment, one, other in zip(site.environments, self._truth(site), values, strict=True):
                if one is not None and other is not None:
                    for left, right in _paired(one, other):
                        equal = not self._apart(left, right)
                        yield Pair(site, environment, left, right, others, equal=equal)

    def agree_where(self, formula: Basic, symbol: Symbol, value: Expr) -> bool:
        """Say whether a formula is right, and not only 0, wherever one variable has a certain value."""
        compared = False
        for site in self.sites[:FEW]:
            if symbol not in site.values or not site.case.region.domain(symbol).holds(value):
                return False
            there = replace(site, values={**site.values, symbol: value})
            sides = self._computed(self.right, there), self._computed(formula, there)
            for one, other in zip(*sides, strict=True):
                if one is None or other is None:
                    continue
                compared |= any(abs(left) > self.allowed for left in one)
                if any(self._apart(left, right) for left, right in _paired(one, other)):
                    return False
        return compared

    # Values

    def _truth(self, site: Site) -> list[Values]:
        key = id(site), self.right
        if key not in self._known:
            self._known[key] = self._computed(self.right, site)
        return self._known[key]

    def _kept(self, formula: Basic, at: int) -> list[Values]:
        """Give the values of a usual mistake; those at the first site, where most differ, are kept."""
        site = self.sites[at]
        if at > 0:
            return self._computed(formula, site)
        key = id(site), formula
        if key not in self._known:
            try:
                self._known[key] = self._computed(formula, site)
            except AtKinkError:
                self._known[key] = [None] * len(site.environments)
        return self._known[key]

    def _values(self, formula: Basic, site: Site) -> list[Values]:
        """Give the values of the formula that is being looked at; raises AtKinkError where it bends."""
        if self._last is None or self._last[0] is not formula:
            self._last = formula, {}
        known = self._last[1]
        if id(site) not in known:
            known[id(site)] = self._computed(formula, site)
        return known[id(site)]

    def _computed(self, formula: Basic, site: Site) -> list[Values]:
        """Evaluate for every value of the free indices."""
        written = self._entries(formula, site)
        if None not in written:
            everything = tuple(entry for entries in written for entry in entries or ())
            try:
                found = iter(self._evaluate(site, everything))
            except AstronomicalError as error:
                raise AtKinkError(str(error)) from error
            except NO_NUMBER:
                pass
            else:
                return [[next(found) for _ in entries or ()] for entries in written]
        return [self._evaluated(site, entries) for entries in written]

    def _evaluated(self, site: Site, entries: list[Expr] | None) -> Values:
        if entries is None:
            return None
        try:
            return self._evaluate(site, tuple(entries))
        except NO_NUMBER:
            return None

    def _entries(self, formula: Basic, site: Site) -> Written:
        """Make a formula explicit in a case, or where it bends otherwise than the claim, at a point."""
        key = id(site.case), formula
        if key not in self._written:
            try:
                self._written[key] = self._explicit(site.case.instance, formula, site)
            except UndecidedError:
                self._written[key] = None
        written = self._written[key]
        return self._decided_at(formula, site) if written is None else written

    def _explicit(self, instance: Instance, formula: Basic, site: Site) -> Written:
        found: Written = []
        reason: Exception | None = None
        for environment in site.environments:
            try:
                found.append(explicit(instance, formula, environment))
            except (BasePolynomialError, *CANNOT_BE_BUILT) as error:
                found.append(None)
                reason = error
        if isinstance(reason, DerivationError) and not any(found):
            raise MeaninglessError(f"{reason}; are its indices right?") from reason
        if not any(found):
            raise NotComparableError
        return found

    def _decided_at(self, formula: Basic, site: Site) -> Written:
        """Make a formula explicit on the sides of its kinks on which a point lies."""
        instance = site.case.instance
        switches = self._switches.setdefault(formula, set())

        def decide(switch: Expr) -> int:
            switch = switch.xreplace(dict(instance.solved))
            switches.update(switch.free_symbols)
            value = self._evaluate(site, (switch,))[0]
            if value == 0 and switch.free_symbols:
                raise AtKinkError(str(switch))
            return int(value > 0) - int(value < 0)

        return self._explicit(instance.elsewhere(decide), formula, site)

    def _evaluate(self, site: Site, entries: Sequence[Expr], digits: int = DIGITS) -> list[Any]:
        """Compute; letters that the claim does not mention get values of their own, others at each site."""
        key = hash((entries, digits))
        if key not in self._tapes or self._tapes[key][0] != entries:
            self._tapes[key] = entries, Tape(entries, digits=digits)
        tape = self._tapes[key][1]
        values = dict(site.values if digits != DIGITS else self._as_numbers(site))
        for symbol in tape.symbols:
            if symbol not in values:
                values[symbol] = self._drawn(site, symbol)
        return tape(values)

    def _as_numbers(self, site: Site) -> Mapping[Symbol, Any]:
        if self.sites[site.number] is site and site.number in self._numbers:
            return self._numbers[site.number]
        with mp.workdps(DIGITS):
            found = {symbol: number(value) for symbol, value in site.values.items()}
        if self.sites[site.number] is site:
            self._numbers[site.number] = found
        return found

    def _drawn(self, site: Site, symbol: Symbol) -> Any:
        """Give what a letter is at a site that says nothing of it."""
        seed = int.from_bytes(sha256(f"{symbol.name}/{site.number}".encode()).digest()[:8])
        domain = domain_of(self.declared, site.case.instance.explicit, symbol)
        generic = {symbol} if domain.generic else set()
        interval = {symbol: site.case.region.interval(symbol)}
        supply = Points((symbol,), interval, generic, Random(seed))  # noqa: S311 - no secret
        drawn = [supply.draw() for _ in range(len(SPECIAL) + 1)]
        return drawn[-1][symbol]  # behind the special values, which are hard to compute with

    # Differences

    def _apart(self, one: Any, other: Any) -> bool:
        with mp.workdps(DIGITS):
            return bool(abs(one - other) > self.allowed * max(1, abs(one), abs(other)))

    def _surely_apart(self, formula: Basic, site: Site, environment: int, entry: int) -> bool:
        """Look again with more digits: a difference of near-equals may have lost them, even all there are."""
        if self.allowed != EXACT:
            return True
        sides = [self._entries(side, site)[environment] for side in (self.right, formula)]
        pair = tuple(side[entry] for side in sides if side is not None)
        try:
            some = self._evaluate(site, pair, MORE_DIGITS)
            many = self._evaluate(site, pair, MANY_DIGITS)
        except NO_NUMBER:
            return True
        return self._apart(*many) and not any(map(self._apart, some, many))

    # Saying where

    def _seen(self, formula: Basic, site: Site, environment: int, left: Any, right: Any) -> Witness:
        where = self._where(formula, site, environment)
        if right is None:
            return Witness(where=where, left=short(left), right="", difference="")
        return Witness(where=where, left=short(left), right=short(right), difference=short(left - right))

    def _where(self, formula: Basic, site: Site, at: int) -> str:
        """Name the sizes, indices and variables that both values hang on, and those that decide a branch."""
        environment = site.environments[at]
        parts = [f"{s.name} = {v}" for s, v in (*site.case.sizes.items(), *environment.items())]
        parts += [f"{display(s)} = {v}" for s, v in site.case.bits.items()]
        used = set(self._switches.get(formula, ()))
        used.update(*(factor.free_symbols for factor in site.case.region.signs))
        for side in (self.right, formula):
            used.update(*(entry.free_symbols for entry in self._entries(side, site)[at] or ()))
        values = {s: site.values[s] if s in site.values else self._drawn(site, s) for s in used}
        shown = sorted(values, key=natural)
        parts += [f"{display(s)} = {short(values[s])}" for s in shown[:VARIABLES_SHOWN]]
        parts += [f"and {len(shown) - VARIABLES_SHOWN} more"] * (len(shown) > VARIABLES_SHOWN)
        return ", ".join(parts) or "there are no variables"


def _paired(one: list[Any], other: list[Any]) -> Iterator[tuple[Any, Any]]:
    if len(one) != len(other):
        raise NotComparableError
    return zip(one, other, strict=True)
