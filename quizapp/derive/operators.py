"""What is done with named things, and stays as written: gradients, norms, means, sums over states."""

from collections.abc import Callable
from typing import Any, Self

from sympy import Basic, Derivative, Expr, Integer, MatrixExpr, OneMatrix, Symbol, sympify

from quizapp.derive.nodes import Tensor, Unevaluated
from quizapp.errors import DerivationError


class Gradient(Unevaluated, MatrixExpr):
    """The derivative of a scalar by every entry of a vector or matrix, in the shape of that matrix."""

    def __new__(cls, scalar: Any, variable: Tensor) -> Self:
        """Differentiate a scalar by a vector or matrix."""
        if not isinstance(variable, Tensor):
            raise DerivationError(f"Gradient takes a vector or matrix to differentiate by, not {variable}")
        if getattr(scalar, "is_Matrix", False):
            raise DerivationError("Gradient takes a scalar; write Derivative(f[i], x[j]) for a Jacobian")
        return Basic.__new__(cls, sympify(scalar), variable)

    @property
    def shape(self) -> tuple[Expr, Expr]:
        """The shape of the variable."""
        return self.args[1].shape

    def __getitem__(self, key: Any) -> Derivative:
        """Give one partial derivative; indices count from 1, as those of the variable."""
        scalar, variable = self.args
        return Derivative(scalar, variable[key])


class Elementwise(Unevaluated, MatrixExpr):
    """A function applied to every entry of a vector or matrix."""

    def __new__(cls, function: Callable[[Expr], Expr], matrix: MatrixExpr) -> Self:
        """Apply a function of one scalar."""
        slot = Symbol("_", real=True)
        return cls.of(slot, sympify(function(slot)), matrix)

    @classmethod
    def of(cls, slot: Symbol, body: Expr, matrix: MatrixExpr) -> "Elementwise":
        """Build it from the function's body in one symbol."""
        return Basic.__new__(cls, slot, body, matrix)

    @property
    def func(self) -> Any:
        """How SymPy rebuilds it."""
        return Elementwise.of

    @property
    def shape(self) -> tuple[Expr, Expr]:
        """The shape of the matrix."""
        return self.args[2].shape


class SquaredNorm(Unevaluated, Expr):
    """Sum of the squares of all entries."""

    is_nonnegative = True

    def __new__(cls, matrix: MatrixExpr) -> Self:
        """Take a vector or matrix."""
        return Expr.__new__(cls, _matrix(cls, matrix))


class Inner(Unevaluated, Expr):
    """Sum of the products of corresponding entries: the inner product of two vectors or matrices."""

    is_real = True

    def __new__(cls, left: MatrixExpr, right: MatrixExpr) -> Self:
        """Take two vectors or matrices of one shape."""
        left, right = _matrix(cls, left), _matrix(cls, right)
        if left.shape != right.shape:
            raise DerivationError(
                f"Inner takes two matrices of one shape, not {left.shape} and {right.shape}"
            )
        return Expr.__new__(cls, left, right)


class Expectation(Unevaluated, Expr):
    """The mean over everything random inside."""

    is_real = True

    def __new__(cls, expr: Any) -> Self:
        """Average an expression."""
        return Expr.__new__(cls, sympify(expr))


class Variance(Unevaluated, Expr):
    """The variance over everything random inside."""

    is_real = True

    def __new__(cls, expr: Any) -> Self:
        """Take the variance of an expression."""
        return Expr.__new__(cls, sympify(expr))


class StateSum(Unevaluated, Expr):
    """A sum over every binary value of one or more state vectors."""

    is_real = True

    def __new__(cls, expr: Any, *states: Tensor) -> Self:
        """Sum an expression over state vectors."""
        if not states or not all(isinstance(s, Tensor) for s in states):
            raise DerivationError("StateSum takes an expression and the state vectors to sum over")
        return Expr.__new__(cls, sympify(expr), *states)

    @property
    def free_symbols(self) -> set[Basic]:
        """Everything but the states that are summed over."""
        return set(self.args[0].free_symbols) - set(self.args[1:])


def ones(n: Any) -> OneMatrix:
    """Give the column of n ones."""
    return OneMatrix(sympify(n), Integer(1))


def _matrix(cls: type, matrix: Any) -> MatrixExpr:
    if not getattr(matrix, "is_Matrix", False):
        raise DerivationError(f"{cls.__name__} takes a vector or matrix, not {matrix}")
    return matrix
