"""What a derivation has declared: the sizes, indices, variables and random things its statements speak of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from sympy import Basic, Derivative, Expr, Integer, Limit, Subs, Symbol, oo
from sympy.concrete.expr_with_limits import ExprWithLimits

from quizapp.derive.nodes import Entry, NamedFunction, Quantity, Tensor
from quizapp.derive.operators import Elementwise
from quizapp.derive.report import StepKind
from quizapp.errors import DerivationError

MOST_SIZES = 6
"""More combinations of sizes than this are thinned out, so that a proof stays quick."""


@dataclass(frozen=True, slots=True)
class Domain:
    """Where a real variable lives, and where its formulas may bend."""

    low: Expr | None = None
    high: Expr | None = None
    kinks: tuple[Expr, ...] = ()
    generic: bool = False
    """Whether values near 0, 1/2 and 1 hide errors and are never drawn, as for a probability."""

    @property
    def interval(self) -> tuple[Expr, Expr]:
        """Both ends, of which neither belongs to it."""
        return -oo if self.low is None else self.low, oo if self.high is None else self.high

    def holds(self, value: Expr) -> bool:
        """Say whether a number lies in it."""
        low, high = self.interval
        return bool(low < value) and bool(value < high)


@dataclass(frozen=True, slots=True)
class Law:
    """How the independent entries of a random vector or matrix are distributed."""

    values: tuple[tuple[Expr, Expr], ...] | None = None
    """Every value with its probability."""
    mean: Expr | None = None
    variance: Expr | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the blackboard as it was written."""

    kind: StepKind
    left: Basic
    right: Basic
    reason: str
    origin: str
    """`path:line` of the statement."""
    label: str | None = None
    where: tuple[Basic, ...] = ()
    slack: Expr | None = None
    """Of a bound `left <= right`: what `right - left` is, manifestly not negative."""
    solve_for: Basic | None = None

    @property
    def judged(self) -> bool:
        """Whether it claims something, rather than agreeing on it."""
        return self.kind.judged


@dataclass(slots=True)
class Declarations:
    """Everything declared so far, by the symbol that stands for it."""

    sizes: dict[Symbol, tuple[int, ...]] = field(default_factory=dict)
    indices: dict[Symbol, Expr] = field(default_factory=dict)
    """Each index with the size it runs to."""
    domains: dict[Basic, Domain] = field(default_factory=dict)
    """Of scalars, and of vectors and matrices for each of their entries."""
    binary: set[Basic] = field(default_factory=set)
    """Bits and state vectors: 0 or 1, always enumerated."""
    laws: dict[Tensor, Law] = field(default_factory=dict)

    def free_indices(self, expr: Basic) -> tuple[Symbol, ...]:
        """Give the indices a formula leaves open, in the order in which it mentions them."""
        return tuple(dict.fromkeys(s for s in mentioned(expr) if s in self.indices))

    def size_choices(self, *parts: Basic) -> list[dict[Symbol, int]]:
        """Give the combinations of sizes at which formulas are to be checked, small ones first."""
        used = [size for size in self.sizes if any(size in dependencies(part) for part in parts)]
        used += [s for s in self.sizes if s not in used and self._sizes_an_index(s, parts)]
        used.sort(key=list(self.sizes).index)
        combinations = sorted(product(*(self.sizes[s] for s in used)), key=lambda c: (sum(c), c))
        if len(combinations) > MOST_SIZES:
            longest = max(len(self.sizes[s]) for s in used)
            combinations = [
                tuple(self.sizes[s][n % len(self.sizes[s])] for s in used) for n in range(longest)
            ]
        return [dict(zip(used, combination, strict=True)) for combination in combinations]

    def _sizes_an_index(self, size: Symbol, parts: tuple[Basic, ...]) -> bool:
        open_indices = (i for part in parts for i in self.free_indices(part))
        return any(size in self.indices[i].free_symbols for i in open_indices)

    def index_values(self, indices: tuple[Symbol, ...], sizes: Mapping[Symbol, int]) -> list[dict[Any, Expr]]:
        """Give every assignment of the given indices at the given sizes."""
        ends = [self.indices[i].xreplace(as_integers(sizes)) for i in indices]
        for index, end in zip(indices, ends, strict=True):
            if not end.is_Integer:
                raise DerivationError(f"nothing says how far index {index.name} runs: {end} is not known")
        ranges = [range(1, int(end) + 1) for end in ends]
        return [dict(zip(indices, (Integer(v) for v in values), strict=True)) for values in product(*ranges)]


def as_integers(sizes: Mapping[Symbol, int]) -> dict[Symbol, Integer]:
    """Give sizes as SymPy numbers."""
    return {size: Integer(value) for size, value in sizes.items()}


def mentioned(expr: Basic) -> Iterator[Symbol]:  # noqa: PLR0912 - one branch for each way to bind
    """Walk over the plain symbols a formula leaves free, in reading order, without unfolding definitions."""
    match expr:
        case Symbol():
            yield expr
        case Quantity() | NamedFunction() | Tensor():
            return
        case Derivative():
            # What is differentiated first, as the axes of a Jacobian: output, then input.
            yield from mentioned(expr.expr)
            for variable, _ in expr.variable_count:
                yield from mentioned(variable)
        case ExprWithLimits():
            bound = {limit[0] for limit in expr.limits}
            for place, limit in enumerate(expr.limits):
                # SymPy writes a sum of sums as one, inner limits first; these may use the outer index.
                outer = {other[0] for other in expr.limits[place + 1 :]}
                for end in limit[1:]:
                    yield from (s for s in mentioned(end) if s not in outer)
            yield from (s for s in mentioned(expr.function) if s not in bound)
        case Elementwise():
            slot, body, matrix = expr.args
            yield from (s for s in mentioned(body) if s != slot)
            yield from mentioned(matrix)
        case Limit():
            function, variable, point, _ = expr.args
            yield from mentioned(point)
            yield from (s for s in mentioned(function) if s != variable)
        case Subs():
            for part in (*expr.point, *(v for v in expr.variables if not isinstance(v, Symbol))):
                yield from mentioned(part)
            yield from (s for s in mentioned(expr.expr) if s not in expr.variables)
        case _:
            for argument in expr.args:
                yield from mentioned(argument)


def dependencies(expr: Basic) -> set[Basic]:
    """Give everything a formula depends on, through every definition: sizes, scalars, tensors, quantities."""
    found: set[Basic] = set()
    waiting: list[Basic] = [expr]
    while waiting:
        part = waiting.pop()
        if part in found:
            continue
        match part:
            case Symbol():
                found.add(part)
            case Quantity():
                found.add(part)
                waiting.append(part.definition)
            case Tensor():
                found.add(part)
                waiting += [*part.dimensions, *([part.definition] if part.definition is not None else [])]
            case NamedFunction():
                found.add(part)
                waiting += [part.body] if part.body is not None else []
            case Entry() | _:
                waiting += part.args
    return found
