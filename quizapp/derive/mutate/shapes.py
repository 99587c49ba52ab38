"""Mistakes with matrices and sums: transposes, the order of products, the ends of sums, indices."""

from collections.abc import Iterator

from sympy import Expr, HadamardProduct, MatMul, Mul, Product, Sum, Symbol, Transpose

from quizapp.derive.declarations import Declarations
from quizapp.derive.mutate.places import Place
from quizapp.derive.mutate.terms import Change, Say, fitting
from quizapp.derive.nodes import Entry, Tensor


def of_matrices(place: Place, say: Say) -> Iterator[Change]:
    """Forget or add a transpose, or swap the operands of a product."""
    part = place.part
    if isinstance(part, Transpose):
        yield f"{say(part.arg)} is not transposed", part.arg
    elif isinstance(part, Tensor) and part.rank == 2 and not isinstance(place.parent, Transpose):
        yield f"{say(part)} is transposed", Transpose(part)
    elif isinstance(part, MatMul):
        scalar, matrices = part.as_coeff_matrices()
        for n in range(len(matrices) - 1):
            swapped = [*matrices[:n], matrices[n + 1], matrices[n], *matrices[n + 2 :]]
            for product in fitting(scalar, *swapped):
                yield f"{say(matrices[n])} and {say(matrices[n + 1])} are swapped", product
    elif isinstance(part, HadamardProduct):
        for n, factor in enumerate(part.args):
            others = part.args[:n] + part.args[n + 1 :]
            rest = HadamardProduct(*others) if len(others) > 1 else others[0]
            yield f"the factor {say(factor)} is missing", rest


def of_sums(place: Place, say: Say) -> Iterator[Change]:
    """Start a sum late, end it early, or average where it should add."""
    part = place.part
    if not isinstance(part, Sum | Product):
        return
    what = "sum" if isinstance(part, Sum) else "product"
    (index, low, high), *others = part.limits
    yield (
        f"the {what} over {say(index)} stops one short",
        part.func(part.function, (index, low, high - 1), *others),
    )
    yield (
        f"the {what} over {say(index)} starts one late",
        part.func(part.function, (index, low + 1, high), *others),
    )
    divided = isinstance(place.parent, Mul) and 1 / high in place.parent.args
    if isinstance(part, Sum) and not divided and low == 1:
        yield f"the sum over {say(index)} is divided by {say(high)}", part / high


def of_sizes(place: Place, say: Say, declared: Declarations) -> Iterator[Change]:
    """Be off by one in a size or in a number of steps."""
    part = place.part
    if isinstance(part, Symbol) and part in declared.sizes:
        for other in (part - 1, part + 1):
            yield f"{say(other)} stands in place of {say(part)}", other


def of_indices(place: Place, say: Say, declared: Declarations, free: tuple[Symbol, ...]) -> Iterator[Change]:
    """Take another index that runs over the same range, or the indices of an entry in the wrong order."""
    part = place.part
    if not isinstance(part, Entry):
        return
    known = [i for i in dict.fromkeys((*place.scope, *free)) if i in declared.indices]
    for n, index in enumerate(part.indices):
        if index not in declared.indices:
            continue
        for other in known:
            if other != index and declared.indices[other] == declared.indices[index]:
                indices: list[Expr] = [*part.indices[:n], other, *part.indices[n + 1 :]]
                yield (
                    f"{say(other)} stands in place of {say(index)} in {say(part)}",
                    Entry(part.tensor, *indices),
                )
    if len(part.indices) == 2 and part.indices[0] != part.indices[1]:
        yield f"the indices of {say(part)} are swapped", Entry(part.tensor, *part.indices[::-1])
