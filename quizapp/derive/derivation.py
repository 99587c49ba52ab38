"""The vocabulary in which a derivation file states definitions, hypotheses, steps and claims."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from sympy import And, Basic, Float, Rational, Symbol, sympify
from sympy.core.relational import Relational

from quizapp.derive.comparison import Comparison, Network
from quizapp.derive.declarations import Declarations, Domain, Law, Statement, mentioned
from quizapp.derive.nodes import NamedFunction, Quantity, Tensor, name_of
from quizapp.derive.origin import place_of_caller, summary_of_caller
from quizapp.derive.plots import Figure, Series, draw
from quizapp.derive.report import Outline, Plot, Step, StepKind
from quizapp.errors import DerivationError

Computation = Callable[[Mapping[str, Any]], float]
"""Network code for one number: arrays and, counted from 1, indices by name."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_\{?[A-Za-z0-9,]+\}?)?'*")


class Derivation:
    """A blackboard: what is defined, what is assumed, what is claimed, and which network must agree."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.summary = summary_of_caller()
        """First line of the docstring of the file that states it."""
        self.declared = Declarations()
        self.statements: list[Statement] = []
        self.networks: list[Network] = []
        self.figures: list[Figure] = []
        self.computations: dict[str, tuple[tuple[str, ...], Computation]] = {}
        self._names: set[str] = set()

    # Sizes, indices, variables

    def size(self, name: str, *values: int) -> Symbol:
        """Declare a size such as a number of classes; claims are proved at each of the values."""
        if not values or any(isinstance(v, bool) or v != int(v) or v < 1 for v in values):
            raise DerivationError(
                f"size {name} needs the positive whole numbers to check, as size({name!r}, 3, 4, 5)"
            )
        symbol = Symbol(self._new(name), integer=True, positive=True)
        self.declared.sizes[symbol] = tuple(sorted(values))
        return symbol

    def index(self, name: str, size: Any) -> Symbol:
        """Declare one index that runs from 1 to a size."""
        symbol = Symbol(self._new(name), integer=True, positive=True)
        self.declared.indices[symbol] = sympify(size)
        return symbol

    def indices(self, names: str, size: Any) -> tuple[Symbol, ...]:
        """Declare indices that run from 1 to a size; a claim with a free index is proved for every value."""
        return tuple(self.index(name, size) for name in names.split())

    def vector(self, name: str, size: Any, **domain: Any) -> Tensor:
        """Declare one real vector: `z[k]` is an entry, `z` a column; `domain` is as for `real`."""
        return self._tensor(name, (size,), **domain)

    def vectors(self, names: str, size: Any, **domain: Any) -> tuple[Tensor, ...]:
        """Declare real vectors of one size."""
        return tuple(self.vector(name, size, **domain) for name in names.split())

    def matrix(self, name: str, rows: Any, columns: Any, **domain: Any) -> Tensor:
        """Declare one real matrix: `W[i, j]` is an entry, and `W.T * (W * x - y)` works too."""
        return self._tensor(name, (rows, columns), **domain)

    def matrices(self, names: str, rows: Any, columns: Any, **domain: Any) -> tuple[Tensor, ...]:
        """Declare real matrices of one shape."""
        return tuple(self.matrix(name, rows, columns, **domain) for name in names.split())

    def real(self, name: str, *, kinks: Iterable[Any] = (), low: Any = None, high: Any = None) -> Symbol:
        """Declare one real variable, strictly between `low` and `high` where given.

        Claims are proved separately on each side of every kink. Those of `Max`, `Abs` and `Piecewise` are
        found without being declared.
        """
        domain = _domain(low, high, kinks)
        positive = domain.low is not None and domain.low >= 0
        negative = domain.high is not None and domain.high <= 0
        facts = {"positive": True} if positive else {"negative": True} if negative else {"real": True}
        symbol = Symbol(self._new(name), **facts)
        self.declared.domains[symbol] = domain
        return symbol

    def reals(self, names: str, **domain: Any) -> tuple[Symbol, ...]:
        """Declare real variables."""
        return tuple(self.real(name, **domain) for name in names.split())

    def positive(self, name: str) -> Symbol:
        """Declare one positive variable, as a learning rate."""
        return self.real(name, low=0)

    def probability(self, name: str) -> Symbol:
        """Declare one variable between 0 and 1."""
        symbol = self.real(name, low=0, high=1)
        self.declared.domains[symbol] = Domain(sympify(0), sympify(1), generic=True)
        return symbol

    def bit(self, name: str) -> Symbol:
        """Declare one variable that is 0 or 1; both values are checked."""
        symbol = Symbol(self._new(name), integer=True, nonnegative=True)
        self.declared.binary.add(symbol)
        return symbol

    def bits(self, names: str) -> tuple[Symbol, ...]:
        """Declare variables that are 0 or 1; every combination is checked."""
        return tuple(self.bit(name) for name in names.split())

    def states(self, name: str, size: Any) -> Tensor:
        """Declare a binary vector, as the units of a Boltzmann machine; sum over it with `StateSum`."""
        tensor = self._tensor(name, (size,))
        self.declared.binary.add(tensor)
        return tensor

    def random(
        self,
        name: str,
        *dimensions: Any,
        values: Mapping[Any, Any] | None = None,
        mean: Any = None,
        variance: Any = None,
    ) -> Tensor:
        """Declare a vector or matrix of independent random entries, for `Expectation` and `Variance`.

        Either every value with its probability, which is summed over exactly, or a mean and a variance, and
        then every distribution with these moments is meant.
        """
        if (values is None) == (mean is None or variance is None):
            raise DerivationError(
                f"random {name} needs either values={{value: probability}} or both mean= and variance="
            )
        tensor = self._tensor(name, dimensions)
        if values is None:
            self.declared.laws[tensor] = Law(mean=sympify(mean), variance=sympify(variance))
        else:
            self.declared.laws[tensor] = Law(tuple((sympify(v), sympify(p)) for v, p in values.items()))
        return tensor

    # Definitions and hypotheses

    def let(self, name: str, expr: Any, reason: str, *, order: tuple[Symbol, ...] = ()) -> Any:
        """Name an expression: a scalar, or a vector or matrix by its free indices or by its shape.

        Two free indices become row and column in the order of their declaration, unless `order` differs.
        """
        definition = sympify(expr)
        if definition.is_Matrix:
            rows, columns = definition.shape
            named: Any = Tensor(self._new(name), (rows,) if columns == 1 else (rows, columns), definition)
            return self._define(named, named, definition, reason)
        found = self.declared.free_indices(definition)
        free = order or tuple(i for i in self.declared.indices if i in found)
        if set(free) != set(found):
            raise DerivationError(f"order= of {name} must name its free indices {_listed(found)} exactly")
        if len(free) > 2:
            raise DerivationError(
                f"{name} has {len(free)} free indices ({_listed(free)}); at most 2 are supported"
            )
        if not free:
            named = Quantity(self._new(name), definition)
            return self._define(named, named, definition, reason)
        named = Tensor(self._new(name), tuple(self.declared.indices[i] for i in free), definition, free)
        return self._define(named, named[free], definition, reason)

    def function(
        self, name: str, arguments: Symbol | tuple[Symbol, ...], expr: Any, reason: str
    ) -> NamedFunction:
        """Define a function, to be used as `sigma(z)`, `sigma(-z)` and `Derivative(sigma(z), z)`."""
        parameters = arguments if isinstance(arguments, tuple) else (arguments,)
        named = NamedFunction(self._new(name), parameters, sympify(expr))
        self._define(named, named(*parameters), named.body, reason)
        return named

    def arbitrary(self, name: str, *arguments: Any) -> Any:
        """Declare a smooth function nothing is known about, or with arguments a scalar that depends on them.

        `f = d.arbitrary("f")` is used as `f(x)`; `L = d.arbitrary("L", w)` is printed as `L`.
        """
        function = NamedFunction(self._new(name), (), None)
        return Quantity(name, function(*arguments)) if arguments else function

    def given(self, left: Any, right: Any, reason: str, *, solve_for: Any = None) -> None:
        """State an equality for the claims below; one symbol, by default the last, is eliminated by it."""
        solve = None if solve_for is None else sympify(solve_for)
        self._state(StepKind.HYPOTHESIS, left, right, reason, solve_for=solve)

    # Claims

    def claim(self, label: str, left: Any, right: Any, reason: str, *, where: Any = None) -> None:
        """Claim an equality that cards may cite, for every value of its free indices and variables."""
        self._label(label)
        self._state(StepKind.CLAIM, left, right, reason, label=label, where=_conditions(where))

    def refuted(self, label: str, left: Any, right: Any, reason: str, *, where: Any = None) -> None:
        r"""State that two sides are not equal: a common mistake, which has to fail at some point.

        The reason says what is wrong with it. Cards may cite it; it is printed with `\ne`.
        """
        self._label(label)
        self._state(StepKind.FALLACY, left, right, reason, label=label, where=_conditions(where))

    def step(self, left: Any, right: Any, reason: str, *, where: Any = None) -> None:
        """Claim an equality on the way, checked like a claim but not cited."""
        self._state(StepKind.STEP, left, right, reason, where=_conditions(where))

    def bound(
        self, label: str, smaller: Any, larger: Any, slack: Any, reason: str, *, where: Any = None
    ) -> None:
        """Claim `smaller <= larger`: their difference is `slack`, which is seen to be at least 0."""
        self._label(label)
        given = sympify(slack)
        self._state(
            StepKind.CLAIM, smaller, larger, reason, label=label, where=_conditions(where), slack=given
        )

    def network(self, title: str) -> Callable[[Callable[[np.random.Generator], Iterable[Comparison]]], Any]:
        """Register a generator of `Comparison`; it is run for several draws of its random generator."""

        def register(compare: Callable[[np.random.Generator], Iterable[Comparison]]) -> Any:
            code = compare.__code__
            self.networks.append(Network(title, compare, f"{code.co_filename}:{code.co_firstlineno}"))
            return compare

        return register

    def plot(
        self, title: str, *, x: str, y: str, x_log: bool = False, y_log: bool = False
    ) -> Callable[[Callable[[np.random.Generator], Iterable[Series]]], Any]:
        """Register a generator of `Series` over axes named `x` and `y`; it is run when somebody looks."""

        def register(compute: Callable[[np.random.Generator], Iterable[Series]]) -> Any:
            self.figures.append(Figure(title, x, y, compute, x_log=x_log, y_log=y_log))
            return compute

        return register

    def computed(self, label: str, *names: str) -> Callable[[Computation], Computation]:
        """Register network code for the right side of a claim at the values of `names`.

        Exercises that draw these values have the formula's answer compared with the network's.
        """

        def register(compute: Computation) -> Computation:
            self.computations[label] = names, compute
            return compute

        return register

    # Running it

    def outline(self, name: str) -> Outline:
        """Give every line, printed but not judged; raises DerivationError when there is nothing to judge."""
        from quizapp.derive.judge import check_complete, unjudged

        check_complete(self)
        titles = tuple(figure.title for figure in self.figures)
        steps = tuple(unjudged(self))
        return Outline(name=name, title=self.title, summary=self.summary, steps=steps, plots=titles)

    def judge(self, seed: int = 0, *, mutants: bool = False) -> Iterator[Step]:
        """Judge every line, giving each as soon as it is known; with `mutants`, plant mistakes in each."""
        from quizapp.derive.judge import check_complete, judge

        check_complete(self)
        return judge(self, seed, mutants=mutants)

    def draw(self) -> Iterator[Plot]:
        """Compute every plot, one after the other; the same numbers each time."""
        return map(draw, self.figures)

    def show(self) -> None:
        """Judge and print the blackboard."""
        from quizapp.derive.blackboard import print_blackboard

        print_blackboard(self.outline(self.title), self.judge())

    # Inside

    def _new(self, name: str) -> str:
        if not NAME.fullmatch(name):
            raise DerivationError(
                f"{name!r} cannot be a name; use a letter or word with an optional subscript, as W_1"
            )
        if name in self._names:
            raise DerivationError(f"{name} is already taken in this derivation; choose another name")
        self._names.add(name)
        return name

    def _tensor(self, name: str, dimensions: tuple[Any, ...], **domain: Any) -> Tensor:
        if len(dimensions) not in {1, 2}:
            raise DerivationError(f"{name} needs 1 or 2 dimensions, not {len(dimensions)}")
        region = _domain(domain.get("low"), domain.get("high"), domain.get("kinks", ()))
        positive = region.low is not None and bool(region.low >= 0)
        tensor = Tensor(self._new(name), dimensions, positive=positive)
        self.declared.domains[tensor] = region
        return tensor

    def _define(self, named: Any, left: Any, right: Any, reason: str) -> Any:
        self._state(StepKind.DEFINITION, left, right, reason)
        return named

    def _label(self, label: str) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", label):
            raise DerivationError(f"{label!r} cannot be a label; use small letters, digits and hyphens")
        if any(statement.label == label for statement in self.statements):
            raise DerivationError(f"label {label!r} is used twice; labels name one claim each")

    def _state(self, kind: StepKind, left: Any, right: Any, reason: str, **details: Any) -> None:
        left, right = sympify(left), sympify(right)
        if kind is not StepKind.DEFINITION:
            self._check_sides(left, right)
        for part in (left, right, details.get("slack"), *details.get("where", ())):
            _expect_exact(part)
        for condition in details.get("where", ()):
            for index in self.declared.free_indices(condition):
                raise DerivationError(
                    f"where= speaks of one entry, by index {index.name}; say with Piecewise what holds for it"
                )
        if not reason.strip():
            raise DerivationError("every line of a derivation needs a reason")
        self.statements.append(Statement(kind, left, right, reason, place_of_caller(), **details))

    def _check_sides(self, left: Basic, right: Basic) -> None:
        matrices = {bool(getattr(side, "is_Matrix", False)) for side in (left, right) if side != 0}
        if len(matrices) == 2:
            raise DerivationError(f"one side is a matrix and the other is not: {left} and {right}")
        if True in matrices and right != 0 and left.shape != right.shape:
            raise DerivationError(f"the left side has shape {left.shape}, the right side {right.shape}")
        known = {*self.declared.indices, *self.declared.sizes, *self.declared.domains, *self.declared.binary}
        strangers = [s for side in (left, right) for s in mentioned(side) if s not in known]
        unknown = sorted({s.name for s in strangers})
        if unknown:
            raise DerivationError(f"{', '.join(unknown)} was not declared with this derivation")


def _domain(low: Any, high: Any, kinks: Iterable[Any]) -> Domain:
    ends = [None if end is None else sympify(end) for end in (low, high)]
    if ends[0] is not None and ends[1] is not None and not ends[0] <= ends[1]:
        raise DerivationError(f"nothing lies above low={low} and below high={high}")
    return Domain(ends[0], ends[1], tuple(sympify(k) for k in kinks))


def _expect_exact(expr: Basic | None) -> None:
    """Raise for decimals that float64 only approaches, which no other number is equal to."""
    for number in set() if expr is None else expr.atoms(Float):
        exact = Rational(str(number))
        if exact != Rational(number):
            raise DerivationError(
                f"{float(number)} is not exactly {exact}; write Rational({exact.p}, {exact.q})"
            )


def _conditions(where: Any) -> tuple[Basic, ...]:
    if where is None:
        return ()
    conditions = where if isinstance(where, tuple) else where.args if isinstance(where, And) else (where,)
    for condition in conditions:
        if not isinstance(condition, Relational):
            raise DerivationError(f"where= takes inequalities such as gap > 0, not {condition}")
    return tuple(conditions)


def _listed(indices: Iterable[Basic]) -> str:
    return ", ".join(name_of(i) for i in indices) or "none"
