"""What a statement says, one explicit case at a time: each size, each bit, each side of its kinks."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from sympy import Basic, Expr, Integer, Integral, Limit, S, Symbol
from sympy.matrices.matrixbase import MatrixBase

from quizapp.derive.chance import expect_possible
from quizapp.derive.declarations import Declarations, Domain, Statement, dependencies
from quizapp.derive.feasible import impossible
from quizapp.derive.instantiate import Instance
from quizapp.derive.nodes import Tensor
from quizapp.derive.signs import Region, UndecidedError, anywhere
from quizapp.errors import DerivationError

MOST_REGIONS = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One scalar equality of a case."""

    indices: Mapping[Symbol, Expr]
    place: tuple[int, ...]
    """Row and column when the sides are matrices."""
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Case:
    """A statement at definite sizes and bits, in one region."""

    sizes: Mapping[Symbol, int]
    bits: Mapping[Symbol, Expr]
    region: Region
    entries: Sequence[Entry]
    solved: Mapping[Symbol, Expr]
    """What the hypotheses express by the other symbols; already put into the entries."""
    instance: Instance
    """How the statement was made explicit; it makes other formulas explicit in the same way."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the cases of one statement, under the hypotheses stated before it."""

    declared: Declarations
    statement: Statement
    hypotheses: Sequence[Statement]

    @property
    def sides(self) -> tuple[Basic, Basic]:
        """The two sides that have to be equal; for a bound, difference and slack."""
        if self.statement.slack is None:
            return self.statement.left, self.statement.right
        return self.statement.right - self.statement.left, self.statement.slack

    @property
    def two_forms(self) -> bool:
        """Whether the numbers need a form of their own: sampled laws, unevaluated integrals."""
        used = dependencies(self.statement.left) | dependencies(self.statement.right)
        if any(tensor in used for tensor in self.declared.laws):
            return True
        bodies = [self.statement.left, self.statement.right]
        bodies += [d for d in (getattr(u, "definition", None) for u in used) if d is not None]
        return any(body.has(Integral, Limit) for body in bodies)

    def cases(self, *, numbers: bool) -> Iterator[Case]:
        """Give every case, small sizes first."""
        for sizes in self.declared.size_choices(*self.sides, *self.statement.where):
            for bits in self._bits(sizes):
                yield from self._regions(sizes, bits, numbers=numbers)

    @property
    def _random(self) -> list[Tensor]:
        used = dependencies(self.sides[0]) | dependencies(self.sides[1])
        return [tensor for tensor in self.declared.laws if tensor in used]

    def _bits(self, sizes: Mapping[Symbol, int]) -> list[dict[Symbol, Expr]]:
        free = {s for side in (*self.sides, *self.statement.where) for s in side.free_symbols}
        for hypothesis in reversed(self.hypotheses):
            related = hypothesis.left.free_symbols | hypothesis.right.free_symbols
            free |= related if related & free else set()
        known = {b for b in free & self.declared.binary if _sizes_of(b, self.declared) <= sizes.keys()}
        binary = sorted(known, key=lambda s: s.name)
        plain = Instance(self.declared, sizes, Region(anywhere))
        symbols = [s for b in binary for s in (plain.entries(b) if isinstance(b, Tensor) else [b])]
        choices = product((S.Zero, S.One), repeat=len(symbols))
        return [dict(zip(symbols, choice, strict=True)) for choice in choices]

    def _regions(
        self, sizes: Mapping[Symbol, int], bits: Mapping[Symbol, Expr], *, numbers: bool
    ) -> Iterator[Case]:
        explicit: dict[Symbol, tuple[Basic, tuple[int, ...]]] = {}
        waiting, done = [Region(partial(domain_of, self.declared, explicit))], 0
        while waiting:
            region = waiting.pop()
            if impossible(region):
                continue
            instance = Instance(self.declared, sizes, region, fixed=bits, numbers=numbers, explicit=explicit)
            try:
                case = self._case(instance, region, bits)
            except UndecidedError as undecided:
                if not undecided.factor.free_symbols:
                    raise DerivationError(f"the sign of {undecided.factor} is unclear") from undecided
                waiting += reversed(region.split(undecided.factor))
                if done + len(waiting) > MOST_REGIONS:
                    raise DerivationError(
                        f"the statement bends in more than {MOST_REGIONS} ways; state it for fewer entries"
                    ) from undecided
                continue
            if case is not None:
                done += 1
                yield case

    def _case(self, instance: Instance, region: Region, bits: Mapping[Symbol, Expr]) -> Case | None:
        self._split_at_declared_kinks(region)
        solved = solutions(instance, self.hypotheses)
        instance.solved = solved
        if not all(region.imply_positive(expr) for expr in _inside_domains(solved, region)):
            return None
        for tensor in self._random:
            expect_possible(instance, tensor, region.domain)
        if not all(instance.holds(condition, {}) for condition in self.statement.where):
            return None
        indices = self.declared.free_indices(self.sides[0])
        indices += tuple(i for i in self.declared.free_indices(self.sides[1]) if i not in indices)
        found = []
        for environment in self.declared.index_values(indices, instance.sizes):
            left, right = (instance.of(side, environment) for side in self.sides)
            found += list(_scalars(environment, left, right))
        needed = {s for e in found for s in _symbols(e)}
        needed = needed.union(*(factor.free_symbols for factor in region.signs))
        solved = {s: v for s, v in solved.items() if s in needed or _confines(s, v, needed, region)}
        if solved:
            found = [
                Entry(e.indices, e.place, e.left.xreplace(solved), e.right.xreplace(solved)) for e in found
            ]
        return Case(instance.sizes, bits, region, found, solved, instance)

    def _split_at_declared_kinks(self, region: Region) -> None:
        used = dependencies(self.sides[0]) | dependencies(self.sides[1])
        for symbol, domain in self.declared.domains.items():
            if isinstance(symbol, Symbol) and domain.kinks and symbol in used:
                for kink in domain.kinks:
                    region(symbol - kink)


def domain_of(
    declared: Declarations, explicit: Mapping[Symbol, tuple[Basic, tuple[int, ...]]], symbol: Symbol
) -> Domain:
    """Give the domain of an explicit symbol: its own, or that of the vector or matrix it is an entry of."""
    thing, _ = explicit.get(symbol, (symbol, ()))
    return declared.domains.get(thing, Domain())


def solutions(instance: Instance, hypotheses: Sequence[Statement]) -> dict[Symbol, Expr]:
    """Express one symbol by the others for every hypothesis whose sizes are known."""
    solved: dict[Symbol, Expr] = {}
    for hypothesis in hypotheses:
        difference = hypothesis.left - hypothesis.right
        used = instance.declared.free_indices(difference)
        sizes = dependencies(difference) | {
            s for i in used for s in dependencies(instance.declared.indices[i])
        }
        if any(s in instance.declared.sizes and s not in instance.sizes for s in sizes):
            continue
        for environment in instance.declared.index_values(used, instance.sizes):
            residual = instance.of(difference, environment).xreplace(solved).expand()
            symbol, value = _solve(instance, hypothesis, residual, environment)
            solved = {s: v.xreplace({symbol: value}) for s, v in solved.items()}
            solved[symbol] = value
    return solved


def _inside_domains(solved: Mapping[Symbol, Expr], region: Region) -> Iterator[Expr]:
    """Give what is positive because every symbol lies in its domain, also one that others express."""
    for symbol, value in solved.items():
        low, high = region.domain(symbol).interval
        if low.is_finite:
            yield value - low
        if high.is_finite:
            yield high - value


def _sizes_of(thing: Basic, declared: Declarations) -> AbstractSet[Symbol]:
    """Give the sizes that have to be known to write a vector or matrix out."""
    dimensions = thing.dimensions if isinstance(thing, Tensor) else ()
    return {s for n in dimensions for s in n.free_symbols if s in declared.sizes}


def _confines(symbol: Symbol, value: Expr, needed: AbstractSet[Symbol], region: Region) -> bool:
    """Say whether the domain of a symbol limits what others can be."""
    bounded = any(end.is_finite for end in region.domain(symbol).interval)
    return bounded and not needed.isdisjoint(value.free_symbols)


def _solve(
    instance: Instance, hypothesis: Statement, residual: Expr, environment: Mapping[Symbol, Expr]
) -> tuple[Symbol, Expr]:
    if hypothesis.solve_for is not None:
        candidates = [instance.of(hypothesis.solve_for, environment)]
    else:
        candidates = sorted(residual.free_symbols, key=natural, reverse=True)
    for symbol in candidates:
        slope = residual.diff(symbol)
        if slope != 0 and not slope.has(symbol) and (slope.is_number or slope.is_nonzero):
            # At 0 rather than `symbol - residual / slope`, in which the symbol need not cancel.
            return symbol, (-residual.xreplace({symbol: S.Zero}) / slope).expand()
    raise DerivationError(
        f"the hypothesis at {hypothesis.origin} gives no symbol by the others;"
        " name one with solve_for= that occurs linearly"
    )


def natural(symbol: Symbol) -> tuple[Any, ...]:
    """Give a sort key that puts `z[2]` before `z[10]`."""
    name, _, rest = symbol.name.partition("[")
    return name, tuple(int(i) for i in rest.rstrip("]").split(",") if i)


def display(symbol: Symbol) -> str:
    """Write `z[2]` as z_2 and `W[1,2]` as W_12."""
    name, _, rest = symbol.name.partition("[")
    if not rest:
        return name
    at = rest.rstrip("]").split(",")
    return name + ("_" + ("" if all(len(i) == 1 for i in at) else ",").join(at) if at != [""] else "")


def _scalars(environment: Mapping[Symbol, Expr], left: Any, right: Any) -> Iterator[Entry]:
    if not isinstance(left, MatrixBase) and not isinstance(right, MatrixBase):
        yield Entry(environment, (), left, right)
        return
    shape = left.shape if isinstance(left, MatrixBase) else right.shape
    for i, j in product(range(shape[0]), range(shape[1])):
        at = (i + 1, j + 1) if shape[1] > 1 else (i + 1,)
        pair = [side[i, j] if isinstance(side, MatrixBase) else Integer(0) for side in (left, right)]
        yield Entry(environment, at, *pair)


def _symbols(entry: Entry) -> set[Symbol]:
    return entry.left.free_symbols | entry.right.free_symbols
