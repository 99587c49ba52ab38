"""Unfold a statement at definite sizes and indices into plain SymPy over explicit symbols.

Sums are written out, `z[k]` becomes the symbol `z[2]`, names become their definitions, derivatives are taken
of explicit expressions, and whatever bends is replaced by the piece that holds in the region at hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import singledispatchmethod
from itertools import product
from math import prod
from typing import Any

from sympy import (
    Abs,
    Add,
    And,
    Basic,
    Derivative,
    Determinant,
    Expr,
    HadamardProduct,
    Heaviside,
    Identity,
    ImmutableDenseMatrix,
    Integer,
    Integral,
    Inverse,
    Limit,
    MatAdd,
    MatMul,
    MatPow,
    Max,
    Min,
    Mul,
    Not,
    OneMatrix,
    Or,
    Piecewise,
    Pow,
    Product,
    S,
    Subs,
    Sum,
    Symbol,
    Trace,
    Transpose,
    ZeroMatrix,
    diff,
    sign,
)
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom
from sympy.matrices.matrixbase import MatrixBase

from quizapp.derive.chance import MOST_OUTCOMES, mean
from quizapp.derive.declarations import Declarations, Law, as_integers, mentioned
from quizapp.derive.integrals import integral, limit
from quizapp.derive.nodes import Call, Entry, Quantity, Tensor, name_of, unknown
from quizapp.derive.operators import (
    Elementwise,
    Expectation,
    Gradient,
    Inner,
    SquaredNorm,
    StateSum,
    Variance,
)
from quizapp.derive.scoping import apart, expect_within, expect_written_with
from quizapp.derive.signs import AtKinkError, BentByError, Decide
from quizapp.errors import DerivationError

KEPT = ("declared", "sizes", "decide", "fixed", "opaque", "numbers", "slopes", "solved")
"""What another instance for a part of a formula has in common with this one."""
Environment = Mapping[Symbol, Expr]
"""What indices and parameters stand for at the moment."""


@dataclass(slots=True)
class Instance:
    """One way to make a derivation explicit."""

    declared: Declarations
    sizes: Mapping[Symbol, int]
    decide: Decide
    fixed: Mapping[Symbol, Expr] = field(default_factory=dict)
    """Explicit bits and states that have a value, by explicit symbol."""
    opaque: frozenset[Basic] = frozenset()
    """Quantities and tensors that are variables of their own rather than their definitions."""
    numbers: bool = False
    """Whether the result is only evaluated: integrals stay, and laws become specimens."""
    slopes: Mapping[Basic, ImmutableDenseMatrix] = field(default_factory=dict)
    """Gradients that are known as such, as that of an arbitrary loss."""
    solved: Mapping[Symbol, Expr] = field(default_factory=dict)
    """What the hypotheses express by other symbols; used where a value is put in, before it is."""
    explicit: dict[Symbol, tuple[Basic, tuple[int, ...]]] = field(default_factory=dict)
    """Each explicit symbol with the tensor or quantity, and the indices, it was made for."""
    _memo: dict[Any, Any] = field(default_factory=dict)
    _free: dict[Basic, tuple[Symbol, ...]] = field(default_factory=dict)
    _others: dict[Any, "Instance"] = field(default_factory=dict)

    def of(self, expr: Basic, environment: Environment | None = None) -> Any:
        """Give the explicit expression, or for a matrix an explicit matrix."""
        environment = environment or {}
        free = self._free.get(expr)
        if free is None:
            free = self._free[expr] = tuple(dict.fromkeys(mentioned(expr)))
        key = (expr, tuple((s, environment[s]) for s in free if s in environment))
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._visit(expr, environment)
        return found

    def symbol(self, thing: Tensor | Quantity | Gradient, *indices: int) -> Symbol:
        """Give the explicit symbol of an entry, or of a quantity held opaque."""
        place = f"[{','.join(map(str, indices))}]" if indices else "[]"
        positive = True if getattr(thing, "positive", False) else None
        symbol = Symbol(name_of(thing) + place, real=True, positive=positive)
        self.explicit[symbol] = (thing, indices)
        return symbol

    def shape(self, tensor: Basic) -> tuple[int, ...]:
        """Give the dimensions of a tensor, or of any matrix, at these sizes."""
        dimensions = tensor.dimensions if isinstance(tensor, Tensor) else tensor.shape
        return tuple(self._integer(n, {}) for n in dimensions)

    def entries(self, tensor: Tensor) -> list[Symbol]:
        """Give every explicit symbol of a tensor."""
        return [self.symbol(tensor, *at) for at in product(*(range(1, n + 1) for n in self.shape(tensor)))]

    # The pieces

    @singledispatchmethod
    def _visit(self, expr: Basic, environment: Environment) -> Any:
        if not expr.args:
            return expr
        return expr.func(*(self.of(argument, environment) for argument in expr.args))

    @_visit.register
    def _(self, expr: Symbol, environment: Environment) -> Any:
        if expr in environment:
            return environment[expr]
        if expr in self.sizes:
            return Integer(self.sizes[expr])
        if expr in self.declared.indices:
            raise DerivationError(f"index {expr.name} is used outside of its sum")
        if expr not in self.fixed and expr in (self.declared.domains.keys() | self.declared.binary):
            self.explicit[expr] = (expr, ())
        return self.fixed.get(expr, expr)

    @_visit.register
    def _(self, expr: Quantity, environment: Environment) -> Any:  # noqa: ARG002
        return self.symbol(expr) if expr in self.opaque else self.of(expr.definition)

    @_visit.register
    def _(self, expr: Entry, environment: Environment) -> Any:
        tensor = expr.tensor
        at = tuple(self._integer(i, environment) for i in expr.indices)
        if any(not 1 <= i <= n for i, n in zip(at, self.shape(tensor), strict=True)):
            raise DerivationError(f"{expr} is outside: entry {list(at)} of shape {list(self.shape(tensor))}")
        if tensor.definition is None or tensor in self.opaque:
            symbol = self.symbol(tensor, *at)
            return self.fixed.get(symbol, symbol)
        if tensor.indices:
            return self.of(tensor.definition, dict(zip(tensor.indices, map(Integer, at), strict=True)))
        return self.of(tensor.definition)[at[0] - 1, at[1] - 1 if tensor.rank == 2 else 0]

    @_visit.register
    def _(self, expr: Call, environment: Environment) -> Any:
        function = expr.function
        if function.body is not None:
            bound = list(zip(function.parameters, expr.arguments, strict=True))
            renamed = {p: a for p, a in bound if isinstance(p, Tensor)}
            inside = {p: self.of(a, environment) for p, a in bound if p not in renamed}
            return self.of(function.body.xreplace(renamed), inside)
        values = [self.of(argument, environment) for argument in expr.arguments]
        flat = [x for v in values for x in (v if isinstance(v, MatrixBase) else [v])]
        return unknown(function.name, (0,) * len(flat))(*flat)

    @_visit.register(Sum)
    @_visit.register(Product)
    def _(self, expr: Any, environment: Environment) -> Any:
        collect = Add if isinstance(expr, Sum) else Mul
        return collect(*self._terms(expr.function, list(reversed(expr.limits)), environment))

    def _terms(self, term: Expr, limits: list[Any], environment: Environment) -> list[Expr]:
        if not limits:
            return [self.of(term, environment)]
        index, low, high = limits[0]
        values = range(self._integer(low, environment), self._integer(high, environment) + 1)
        return [t for v in values for t in self._terms(term, limits[1:], {**environment, index: Integer(v)})]

    # Derivatives

    @_visit.register
    def _(self, expr: Derivative, environment: Environment) -> Any:
        variables = [(v, self._integer(n, environment)) for v, n in expr.variable_count]
        return self._differentiate(expr.expr, variables, environment)

    @_visit.register
    def _(self, expr: Gradient, environment: Environment) -> Any:
        scalar, variable = expr.args
        rows, columns = self.shape(variable)[0], (*self.shape(variable), 1)[1]

        def entry(i: int, j: int) -> Expr:
            at = (i + 1,) if variable.rank == 1 else (i + 1, j + 1)
            return self._differentiate(scalar, [(Entry(variable, *at), 1)], environment)

        return ImmutableDenseMatrix(rows, columns, entry)

    def _differentiate(self, expr: Expr, variables: list[tuple[Expr, int]], environment: Environment) -> Expr:
        named = [v.tensor if isinstance(v, Entry) else v for v, _ in variables]
        if len(variables) == 1 and isinstance(named[0], Tensor) and variables[0][1] == 1:
            known = self.slopes.get(Gradient(expr, named[0]))
            if known is not None:
                row, *column = (self._integer(i, environment) - 1 for i in variables[0][0].indices)
                return known[row, column[0] if column else 0]
        defined = {v for v in named if getattr(v, "definition", None) is not None}
        for thing in defined:
            expect_written_with(thing, expr)
        inside = {s: e for s, e in environment.items() if s not in named}
        holder = self.other_than(opaque=self.opaque | defined)
        symbols = [holder.of(variable, inside) for variable, _ in variables]
        for (variable, _), symbol in zip(variables, symbols, strict=True):
            if not isinstance(symbol, Symbol):
                raise DerivationError(f"{variable} cannot be differentiated by: it stands for {symbol}")
        inside, back = apart(inside, symbols)
        back |= {s: environment[s] for s in named if s in environment}
        result = (holder.at(back) if back else holder).of(expr, inside)
        for symbol, (_, times) in zip(symbols, variables, strict=True):
            result = diff(result, symbol, times)
        for symbol in result.free_symbols:
            thing, at = holder.explicit.get(symbol, (None, ()))
            if thing in defined and thing not in self.opaque:
                back[symbol] = self.of(thing[at] if at else thing, environment)
        return result.xreplace(back)

    def other_than(self, **changes: Any) -> "Instance":
        """Give the instance that differs in some of what KEPT lists."""
        key = tuple(sorted((name, _frozen(value)) for name, value in changes.items()))
        if all(getattr(self, name) == value for name, value in changes.items()):
            return self
        if key not in self._others:
            kept = {name: getattr(self, name) for name in KEPT}
            self._others[key] = Instance(**{**kept, **changes}, explicit=self.explicit)
        return self._others[key]

    @_visit.register
    def _(self, expr: Subs, environment: Environment) -> Any:
        inside = {s: e for s, e in environment.items() if s not in expr.variables}
        named = [v.tensor if isinstance(v, Entry) else v for v in expr.variables]
        defined = {v for v in named if getattr(v, "definition", None) is not None}
        holder = self.other_than(opaque=self.opaque | defined)
        values = [self.of(p, environment) for p in expr.point]
        symbols = [holder.of(v, inside) for v in expr.variables]
        for symbol, value in zip(symbols, values, strict=True):
            expect_within(symbol, value)
        inside, back = apart(inside, symbols)
        point = {**dict(zip(symbols, values, strict=True)), **back}
        result = holder.at(point, self.solved).of(expr.expr, inside)
        return result.xreplace(dict(self.solved)).xreplace(point)

    def at(self, point: Mapping[Symbol, Expr], solved: Mapping[Symbol, Expr] | None = None) -> "Instance":
        """Give the same instance on those sides of its kinks on which a point lies."""

        def decide(switch: Expr) -> int:
            result = self.decide(switch.xreplace(dict(solved or {})).xreplace(dict(point)))
            if result == 0:
                raise AtKinkError(f"{switch} is 0 there")
            return result

        return self.elsewhere(decide)

    def elsewhere(self, decide: Decide) -> "Instance":
        """Give the same instance on other sides of its kinks."""
        kept = {name: getattr(self, name) for name in KEPT}
        return Instance(**{**kept, "decide": decide}, explicit=self.explicit)

    def of_law(self, law: Law) -> Law:
        """Give a distribution with explicit values, probabilities and moments."""
        if law.values is not None:
            return Law(tuple((self.of(value), self.of(weight)) for value, weight in law.values))
        return Law(mean=self.of(law.mean), variance=self.of(law.variance))

    # What bends

    @_visit.register(Max)
    @_visit.register(Min)
    def _(self, expr: Any, environment: Environment) -> Any:
        best, *others = (self.of(a, environment) for a in sorted(expr.args, key=lambda a: a.sort_key()))
        wanted = 1 if isinstance(expr, Max) else -1
        for other in others:
            if self.decide(other - best) == wanted:
                best = other
        return best

    @_visit.register
    def _(self, expr: Abs, environment: Environment) -> Any:
        inner = self.of(expr.args[0], environment)
        return self.decide(inner) * inner

    @_visit.register
    def _(self, expr: Pow, environment: Environment) -> Any:
        power = expr.func(*(self.of(argument, environment) for argument in expr.args))
        # The root of a square is an absolute value, which bends.
        return power.xreplace({a: self.decide(a.args[0]) * a.args[0] for a in power.atoms(Abs)})

    @_visit.register
    def _(self, expr: sign, environment: Environment) -> Any:
        return Integer(self.decide(self.of(expr.args[0], environment)))

    @_visit.register
    def _(self, expr: Heaviside, environment: Environment) -> Any:
        side = self.decide(self.of(expr.args[0], environment))
        if side == 0:
            raise AtKinkError(str(expr))
        return Integer(side > 0)

    @_visit.register
    def _(self, expr: Piecewise, environment: Environment) -> Any:
        for piece, condition in expr.args:
            if self.holds(condition, environment):
                return self.of(piece, environment)
        raise DerivationError(f"no piece of {expr} applies")

    def holds(self, condition: Basic, environment: Environment) -> bool:
        """Decide a condition in this region."""
        match condition:
            case BooleanAtom():
                return bool(condition)
            case And():
                return all(self.holds(c, environment) for c in condition.args)
            case Or():
                return any(self.holds(c, environment) for c in condition.args)
            case Not():
                return not self.holds(condition.args[0], environment)
            case Relational():
                side = self.decide(self.of(condition.lhs, environment) - self.of(condition.rhs, environment))
                allowed = {"==": {0}, "!=": {-1, 1}, ">": {1}, ">=": {0, 1}, "<": {-1}, "<=": {-1, 0}}
                return side in allowed[condition.rel_op]
        raise DerivationError(f"{condition} cannot be decided; use inequalities")

    # Chance, states, integrals, limits

    @_visit.register
    def _(self, expr: Expectation, environment: Environment) -> Any:
        return mean(self, expr.args[0], environment)

    @_visit.register
    def _(self, expr: Variance, environment: Environment) -> Any:
        term = expr.args[0]
        return mean(self, term, environment, power=2) - mean(self, term, environment) ** 2

    @_visit.register
    def _(self, expr: StateSum, environment: Environment) -> Any:
        term, *states = expr.args
        units = [symbol for tensor in states for symbol in self.entries(tensor)]
        if 2 ** len(units) > MOST_OUTCOMES:
            raise DerivationError(f"a sum over 2^{len(units)} states is too large; choose smaller sizes")
        free = {s: v for s, v in self.fixed.items() if s not in units}
        choices = [dict(zip(units, c, strict=True)) for c in product((S.Zero, S.One), repeat=len(units))]
        try:
            inner = self.with_fixed(free).unbent_by(lambda symbol: symbol in units).of(term, environment)
        except BentByError:
            return Add(*(self.with_fixed({**free, **choice}).of(term, environment) for choice in choices))
        return Add(*(inner.xreplace(choice) for choice in choices))

    def with_fixed(self, values: Mapping[Symbol, Expr]) -> "Instance":
        """Give the same instance with other values of bits, states and random entries."""
        return self.other_than(fixed=values)

    def unbent_by(self, averaged: Callable[[Symbol], bool]) -> "Instance":
        """Give an instance that raises BentByError where a kink hangs on what is summed or averaged over.

        Such a kink has no side of its own: every outcome lies on one.
        """

        def decide(switch: Expr) -> int:
            found = {s for s in switch.free_symbols if averaged(s)}
            if found:
                raise BentByError(found)
            return self.decide(switch)

        return self.elsewhere(decide)

    @_visit.register
    def _(self, expr: Integral, environment: Environment) -> Any:
        return integral(self, expr, environment)

    @_visit.register
    def _(self, expr: Limit, environment: Environment) -> Any:
        return limit(self, expr, environment)

    # Matrices

    @_visit.register
    def _(self, expr: Tensor, environment: Environment) -> Any:
        shape = self.shape(expr)
        if expr.rank == 1:
            return ImmutableDenseMatrix(shape[0], 1, lambda i, _: self.of(expr[i + 1], environment))
        return ImmutableDenseMatrix(*shape, lambda i, j: self.of(expr[i + 1, j + 1], environment))

    @_visit.register
    def _(self, expr: MatMul, environment: Environment) -> Any:
        result, *others = (self.of(a, environment) for a in expr.args)
        for other in others:
            result = result * other
        return result

    @_visit.register
    def _(self, expr: MatAdd, environment: Environment) -> Any:
        result, *others = (self.of(a, environment) for a in expr.args)
        for other in others:
            result = result + other
        return result

    @_visit.register(Transpose)
    def _(self, expr: Any, environment: Environment) -> Any:
        return self.of(expr.args[0], environment).T

    @_visit.register
    def _(self, expr: Inverse, environment: Environment) -> Any:
        return _inverse(self.of(expr.args[0], environment))

    @_visit.register
    def _(self, expr: MatPow, environment: Environment) -> Any:
        matrix, exponent = self.of(expr.args[0], environment), self._integer(expr.args[1], environment)
        base = matrix if exponent >= 0 else _inverse(matrix)
        # SymPy's own power simplifies every product on the way, for many seconds.
        return prod([base] * abs(exponent), start=ImmutableDenseMatrix.eye(base.shape[0]))

    @_visit.register
    def _(self, expr: HadamardProduct, environment: Environment) -> Any:
        result, *others = (self.of(a, environment) for a in expr.args)
        for other in others:
            result = result.multiply_elementwise(other)
        return result

    @_visit.register
    def _(self, expr: Elementwise, environment: Environment) -> Any:
        slot, body, matrix = expr.args
        return self.of(matrix, environment).applyfunc(lambda x: self.of(body, {**environment, slot: x}))

    @_visit.register
    def _(self, expr: Trace, environment: Environment) -> Any:
        return self.of(expr.args[0], environment).trace()

    @_visit.register
    def _(self, expr: Determinant, environment: Environment) -> Any:
        return self.of(expr.args[0], environment).det(method="berkowitz")

    @_visit.register
    def _(self, expr: SquaredNorm, environment: Environment) -> Any:
        return Add(*(x**2 for x in self.of(expr.args[0], environment)))

    @_visit.register
    def _(self, expr: Inner, environment: Environment) -> Any:
        left, right = (self.of(a, environment) for a in expr.args)
        return Add(*(a * b for a, b in zip(left, right, strict=True)))

    @_visit.register(OneMatrix)
    @_visit.register(ZeroMatrix)
    @_visit.register(Identity)
    def _(self, expr: Any, environment: Environment) -> Any:  # noqa: ARG002
        rows, columns = self.shape(expr)
        if isinstance(expr, Identity):
            return ImmutableDenseMatrix.eye(rows)
        return ImmutableDenseMatrix(rows, columns, lambda _i, _j: Integer(isinstance(expr, OneMatrix)))

    def _integer(self, expr: Basic, environment: Environment) -> int:
        value = self.of(expr, environment) if expr.args or isinstance(expr, Symbol) else expr
        value = value.xreplace(as_integers(self.sizes))
        if not value.is_Integer:
            raise DerivationError(f"{expr} should be a whole number at definite sizes, but is {value}")
        return int(value)


def _inverse(matrix: ImmutableDenseMatrix) -> ImmutableDenseMatrix:
    """Invert by cofactors, leaving simplification to the proof: SymPy's own inverse takes seconds for it."""
    determinant = matrix.det(method="berkowitz")
    if determinant == 0:
        raise DerivationError("a matrix without an inverse is inverted")
    return matrix.adjugate() / determinant


def _frozen(value: Any) -> Any:
    return tuple(sorted(value.items(), key=str)) if isinstance(value, Mapping) else value
