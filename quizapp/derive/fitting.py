"""Sums and products of matrices that a learner wrote.

Their shapes have to fit; where a `1` or an `I` was written without a size, they say which.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sympy import Dummy, HadamardProduct, Identity, MatAdd, MatMul, Mul, OneMatrix, Transpose

from quizapp.derive.operators import Inner
from quizapp.errors import QuizappError


class MeaninglessError(QuizappError):
    """A formula that can be read and means nothing, as a sum of a matrix and a number."""


def is_matrix(found: Any) -> bool:
    """Whether something is a vector or matrix."""
    return bool(getattr(found, "is_Matrix", False))


def shape_of(matrix: Any) -> str:
    """Write a shape, as `N × D`."""
    return f"{_length(matrix.shape[0])} × {_length(matrix.shape[1])}"


def unsized(function: str) -> Any:
    """Give the column of ones or the identity, of a size that only what stands beside it will say."""
    size = Dummy(integer=True, positive=True)
    return OneMatrix(size, 1) if function == "ones" else Identity(size)


def transposed(matrix: Any) -> Any:
    """Transpose a matrix; twice is not at all."""
    return matrix.arg if isinstance(matrix, Transpose) else Transpose(matrix)


def added(terms: Sequence[Any]) -> Any:
    """Add matrices; raises MeaninglessError when one is a number, or of another shape."""
    matrices = [term for term in terms if is_matrix(term)]
    if len(matrices) != len(terms):
        raise MeaninglessError(
            f"a matrix and a number are added; the matrix is {shape_of(matrices[0])}, so add `ones(...)`"
        )
    first, *others = matrices
    for other in others:
        if (pair := alike(first, other)) is None:
            shapes = f"{shape_of(first)} and {shape_of(other)}"
            raise MeaninglessError(f"the terms are {shapes}, and cannot be added: transpose one?")
        first = pair[0]
    return MatAdd(first, *((alike(first, other) or (first, other))[1] for other in others))


def multiplied(factors: Sequence[Any]) -> Any:
    """Multiply numbers and matrices in their order; raises MeaninglessError when shapes do not fit."""
    scalars = [factor for factor in factors if not is_matrix(factor)]
    matrices: list[Any] = []
    for factor in factors:
        if not is_matrix(factor):
            continue
        matrices.append(factor)
        if len(matrices) > 1:
            matrices[-2:] = _in_a_row(*matrices[-2:])
        rows = [n for n, matrix in enumerate(matrices[:-1]) if matrix.shape[0] == 1]
        if rows and matrices[-1].shape[1] == 1:
            # A row times a column is a number, which commutes with everything.
            *before, column = matrices[rows[-1] :]
            row = before[0] if len(before) == 1 else MatMul(*before)
            scalars.append(Inner(transposed(row), column))
            del matrices[rows[-1] :]
    for left, right in pairwise(matrices):
        _in_a_row(left, right)
    if not matrices:
        return Mul(*scalars)
    return matrices[0] if len(matrices) == 1 and not scalars else MatMul(*scalars, *matrices)


def entry_by_entry(left: Any, right: Any) -> Any:
    """Multiply corresponding entries; raises MeaninglessError when the shapes differ."""
    pair = alike(left, right)
    if pair is None:
        shapes = f"{shape_of(left)} and {shape_of(right)}"
        raise MeaninglessError(f"⊙ multiplies entry by entry, but the sides are {shapes}: transpose one?")
    return HadamardProduct(*pair)


def alike(one: Any, other: Any) -> tuple[Any, Any] | None:
    """Give two matrices with one shape, sizes left open filled in; None when their shapes differ."""
    for axis in (0, 1):
        one, other = _same_size(one, one.shape[axis], other, other.shape[axis])
    return (one, other) if one.shape == other.shape else None


def _in_a_row(left: Any, right: Any) -> tuple[Any, Any]:
    left, right = _same_size(left, left.shape[1], right, right.shape[0])
    if left.shape[1] != right.shape[0]:
        raise MeaninglessError(
            f"{shape_of(left)} times {shape_of(right)} cannot be multiplied: transpose one, or swap them"
        )
    return left, right


def _same_size(one: Any, length: Any, other: Any, wanted: Any) -> tuple[Any, Any]:
    if isinstance(length, Dummy) and length != wanted:
        return one.xreplace({length: wanted}), other
    if isinstance(wanted, Dummy) and length != wanted:
        return one, other.xreplace({wanted: length})
    return one, other


def _length(size: Any) -> str:
    return "?" if isinstance(size, Dummy) else str(size)
