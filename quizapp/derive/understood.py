"""A typed formula as the SymPy expression it means in a derivation."""

from collections.abc import Callable, Mapping
from functools import singledispatchmethod
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Derivative,
    Determinant,
    E,
    Eq,
    Ge,
    Gt,
    Identity,
    Integer,
    Inverse,
    KroneckerDelta,
    Le,
    Lt,
    MatMul,
    MatPow,
    Max,
    Min,
    Ne,
    Piecewise,
    Pow,
    Product,
    Rational,
    Sum,
    Symbol,
    Trace,
    ceiling,
    cos,
    cosh,
    exp,
    floor,
    log,
    nan,
    oo,
    pi,
    sech,
    sign,
    sin,
    sinh,
    sqrt,
    tanh,
    zoo,
)
from sympy.matrices.exceptions import ShapeError

from quizapp.derive.declarations import Declarations
from quizapp.derive.fitting import (
    MeaninglessError,
    added,
    alike,
    entry_by_entry,
    is_matrix,
    multiplied,
    shape_of,
    transposed,
    unsized,
)
from quizapp.derive.mutate.mistakes import CANNOT_BE_BUILT
from quizapp.derive.names import latex_name
from quizapp.derive.nodes import NamedFunction, Tensor
from quizapp.derive.operators import (
    Elementwise,
    Expectation,
    Gradient,
    Inner,
    SquaredNorm,
    StateSum,
    Variance,
    ones,
)
from quizapp.derive.typed import Kind, Letter, Vocabulary, nodes
from quizapp.errors import DerivationError

_ENTRYWISE: Mapping[str, Callable[..., Any]] = {
    "exp": exp,
    "log": log,
    "sqrt": sqrt,
    "abs": Abs,
    "sign": sign,
    "tanh": tanh,
    "sinh": sinh,
    "cosh": cosh,
    "sech": sech,
    "sin": sin,
    "cos": cos,
    "floor": floor,
    "ceil": ceiling,
    "sigmoid": lambda x: 1 / (1 + exp(-x)),
    "softplus": lambda x: log(1 + exp(x)),
    "relu": lambda x: Max(0, x),
}
"""Functions of one number, which a vector or matrix takes entry by entry."""
_OF_NUMBERS: Mapping[str, Callable[..., Any]] = {
    "max": Max,
    "min": Min,
    "kron": KroneckerDelta,
    "ones": ones,
    "eye": Identity,
    "E": Expectation,
    "Var": Variance,
}
_OF_MATRICES: Mapping[str, Callable[..., Any]] = {
    "norm": lambda x: sqrt(SquaredNorm(x)),
    "dot": lambda x, y: Inner(*(alike(x, y) or (x, y))),
    "hadamard": entry_by_entry,
    "inv": Inverse,
    "transpose": transposed,
    "trace": Trace,
    "det": Determinant,
}
_RELATIONS = {
    nodes.Relation.LESS: Lt,
    nodes.Relation.AT_MOST: Le,
    nodes.Relation.GREATER: Gt,
    nodes.Relation.AT_LEAST: Ge,
    nodes.Relation.EQUAL: Eq,
    nodes.Relation.UNEQUAL: Ne,
}


class Reader:
    """Gives typed formulas their meaning, with the names of one derivation."""

    def __init__(
        self, declared: Declarations, things: Mapping[str, Basic], of_matrices: frozenset[Basic] = frozenset()
    ) -> None:
        self._declared = declared
        self._things = dict(things)
        """What every name stands for: symbols, tensors, quantities and functions."""
        self._of_matrices = of_matrices
        """Functions that take a vector or matrix as a whole; the others take it entry by entry."""

    def knowing(self, name: str, meaning: Any) -> "Reader":
        """Return a reader for which a name stands for something."""
        return Reader(self._declared, {**self._things, name: meaning}, self._of_matrices)

    def read(self, node: nodes.Node) -> Any:
        """Return the expression.

        Raises:
            MeaninglessError: shapes or kinds do not fit together.
        """
        try:
            found = self._read(node)
        except ShapeError as error:
            raise MeaninglessError(f"the shapes do not fit: {error}") from error
        except DerivationError as error:
            raise MeaninglessError(str(error)) from error
        except CANNOT_BE_BUILT as error:
            raise MeaninglessError(f"it has no meaning: {error}") from error
        if found.has(nan, zoo, oo, -oo):
            raise MeaninglessError("it has no value anywhere; is there a division by 0?")
        return found

    def number(self, node: nodes.Node) -> Any:
        """Return the expression of a part that has to be one number."""
        found = self._read(node)
        if is_matrix(found):
            raise MeaninglessError(f"a number is needed where a matrix stands, which is {shape_of(found)}")
        if isinstance(found, NamedFunction):
            raise MeaninglessError(f"`{found.name}` needs its argument")
        return found

    def with_definition(self, name: str, expr: Any, vocabulary: Vocabulary) -> "tuple[Vocabulary, Reader]":
        """Return vocabulary and reader in which a name stands for a formula."""
        if is_matrix(expr):
            dimensions = (expr.shape[0],) if expr.shape[1] == 1 else expr.shape
            expr = expr if isinstance(expr, Tensor) else Tensor(name, dimensions, expr)
            kind = Kind.VECTOR if len(dimensions) == 1 else Kind.MATRIX
        else:
            kind = Kind.SCALAR
        letter = Letter(name=name, kind=kind, latex=latex_name(name))
        return vocabulary.with_letters(letter), self.knowing(name, expr)

    @singledispatchmethod
    def _read(self, node: Any) -> Any:
        raise MeaninglessError(f"{type(node).__name__} has no meaning here")

    @_read.register
    def _(self, node: nodes.Number) -> Any:
        return Rational(node.value.numerator, node.value.denominator)

    @_read.register
    def _(self, node: nodes.Name) -> Any:
        if node.name in self._things:
            return self._things[node.name]
        return {"e": E, "pi": pi}[node.name]

    @_read.register
    def _(self, node: nodes.Entry) -> Any:
        indices = tuple(self.number(index) for index in node.indices)
        if not all(index.is_integer for index in indices):
            raise MeaninglessError(f"an index of `{node.name}` is no whole number, as 1 in `{node.name}_1`")
        return self._things[node.name][indices]

    @_read.register
    def _(self, node: nodes.Negative) -> Any:
        body = self._read(node.body)
        return MatMul(-1, body) if is_matrix(body) else -body

    @_read.register
    def _(self, node: nodes.Add) -> Any:
        terms = [self._read(term) for term in node.terms]
        return added(terms) if any(map(is_matrix, terms)) else Add(*terms)

    @_read.register
    def _(self, node: nodes.Multiply) -> Any:
        return multiplied([self._read(factor) for factor in node.factors])

    @_read.register
    def _(self, node: nodes.Divide) -> Any:
        top, bottom = self._read(node.top), self.number(node.bottom)
        return MatMul(1 / bottom, top) if is_matrix(top) else top / bottom

    @_read.register
    def _(self, node: nodes.Power) -> Any:
        base, exponent = self._read(node.base), self.number(node.exponent)
        if not is_matrix(base):
            if isinstance(node.base, nodes.Apply) and node.base.function == "norm" and exponent == 2:
                return SquaredNorm(self._matrix(node.base.arguments[0]))
            return Pow(base, exponent)
        if exponent == -1:
            return Inverse(base)
        if base.shape[1] == 1:
            raise MeaninglessError(
                "a vector has no power; write its length as `||x||^2`, or its entries as `x_k^2`"
            )
        return MatPow(base, exponent)

    @_read.register
    def _(self, node: nodes.Transpose) -> Any:
        return transposed(self._matrix(node.body))

    @_read.register
    def _(self, node: nodes.Big) -> Any:
        known = self._things.get(node.index)
        if isinstance(known, Tensor):
            return StateSum(self.number(node.body), known)
        index = known if isinstance(known, Symbol) else Symbol(node.index, integer=True, positive=True)
        if node.low is not None and node.high is not None:
            limits = (index, self.number(node.low), self.number(node.high))
        else:
            limits = (index, Integer(1), self._declared.indices[index])
        body = self.knowing(node.index, index).number(node.body)
        return (Sum if node.operator == "sum" else Product)(body, limits)

    @_read.register
    def _(self, node: nodes.Indicator) -> Any:
        condition = node.condition
        if condition.relation is nodes.Relation.EQUAL:
            sides = self.number(condition.left), self.number(condition.right)
            if all(side.is_integer for side in sides):
                return KroneckerDelta(*sides)
        return Piecewise((Integer(1), self._condition(condition)), (Integer(0), True))

    @_read.register
    def _(self, node: nodes.Cases) -> Any:
        branches = [
            (self.number(value), True if condition is None else self._condition(condition))
            for value, condition in node.branches
        ]
        return Piecewise(*branches)

    @_read.register
    def _(self, node: nodes.Differential) -> Any:
        body, variable = self._read(node.body), self._read(node.variable)
        if isinstance(body, Elementwise) and body.args[2] == variable:
            slot, of_one, matrix = body.args
            return Elementwise.of(slot, Derivative(of_one, (slot, node.times)), matrix)
        body = self.number(node.body)
        if isinstance(variable, Tensor):
            if node.times != 1 or isinstance(node.body, nodes.Differential):
                raise MeaninglessError("a gradient is taken once; name an entry for a second derivative")
            return Gradient(body, variable)
        if not getattr(variable, "_diff_wrt", False) or getattr(variable, "is_integer", False):
            raise MeaninglessError("a derivative is by a variable, and this is none; name another one")
        return Derivative(body, (variable, node.times))

    @_read.register
    def _(self, node: nodes.Apply) -> Any:
        name, known = node.function, self._things.get(node.function)
        if isinstance(known, NamedFunction):
            return self._call(known, node)
        if name in {"ones", "eye"} and not node.arguments:
            return unsized(name)
        if name in _OF_NUMBERS:
            return _OF_NUMBERS[name](*map(self.number, node.arguments))
        if name in _OF_MATRICES:
            return _OF_MATRICES[name](*map(self._matrix, node.arguments))
        argument, function = self._read(node.arguments[0]), _ENTRYWISE[name]
        return Elementwise(function, argument) if is_matrix(argument) else function(argument)

    def _call(self, function: NamedFunction, node: nodes.Apply) -> Any:
        arguments = [self._read(argument) for argument in node.arguments]
        if len(arguments) == 1 and function not in self._of_matrices and is_matrix(arguments[0]):
            return Elementwise(function, arguments[0])
        return function(*arguments)

    def _condition(self, condition: nodes.Condition) -> Any:
        relation = _RELATIONS[condition.relation]
        return relation(self.number(condition.left), self.number(condition.right))

    def _matrix(self, node: nodes.Node) -> Any:
        found = self._read(node)
        if not is_matrix(found):
            raise MeaninglessError("a vector or matrix is needed where a number stands")
        return found
