"""Named things in a derivation, as SymPy expressions that nothing evaluates early.

Each knows its name and what it stands for; `quizapp.derive.instantiate` turns them into explicit symbols.
Definitions are hidden from `args`, so that SymPy never rewrites the inside of a named quantity.
"""

from typing import Any, Self

from sympy import AtomicExpr, Basic, Expr, Function, MatrixExpr, S, Symbol, Tuple, sympify

from quizapp.errors import DerivationError


class Unevaluated(Basic):
    """Something only the engine unfolds: SymPy's `doit`, which products of matrices call, leaves it alone."""

    def doit(self, **_: object) -> Basic:
        """Stay as it is."""
        return self


class Quantity(Unevaluated, AtomicExpr):
    """A scalar that was given a name, as `L` for a loss."""

    is_real = True
    _diff_wrt = True
    is_symbol = True

    def __new__(cls, name: str, definition: Expr) -> Self:
        """Name a definition."""
        quantity = AtomicExpr.__new__(cls)
        quantity.name = name
        quantity.definition = definition
        return quantity

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.name, self.definition)

    @property
    def free_symbols(self) -> set[Basic]:
        """Everything the definition depends on, so that a derivative of the name is not 0 at once."""
        return set(self.definition.free_symbols)

    def _sympystr(self, printer: Any) -> str:  # noqa: ARG002
        return self.name

    def sort_key(self, order: object = None) -> Any:  # noqa: ARG002
        """Sort by name, as SymPy sorts symbols."""
        return self.class_key(), (1, (self.name,)), S.One.sort_key(), S.One


class Tensor(Unevaluated, MatrixExpr):
    """A vector (one index, a column as a matrix) or a matrix (two): `z[k]`, `W[i, j]`, `W * x`."""

    is_Atom = True
    is_number = False
    _diff_wrt = True

    def __new__(
        cls,
        name: str,
        dimensions: tuple[Expr, ...],
        definition: Basic | None = None,
        indices: tuple[Symbol, ...] = (),
        *,
        positive: bool = False,
    ) -> Self:
        """Name a shape, with a definition by entries or as a matrix where it has one."""
        tensor = Basic.__new__(cls)
        tensor.name = name
        tensor.dimensions = tuple(sympify(n) for n in dimensions)
        tensor.definition = definition
        tensor.indices = indices
        tensor.positive = positive
        return tensor

    def _hashable_content(self) -> tuple[Any, ...]:
        definition = Tuple() if self.definition is None else self.definition
        return (self.name, Tuple(*self.dimensions), definition, Tuple(*self.indices), self.positive)

    @property
    def rank(self) -> int:
        """How many indices an entry takes: 1 or 2."""
        return len(self.dimensions)

    @property
    def shape(self) -> tuple[Expr, Expr]:
        """Rows and columns; a vector is a column."""
        return self.dimensions if self.rank == 2 else (self.dimensions[0], S.One)

    @property
    def free_symbols(self) -> set[Basic]:
        """The tensor itself, or what its definition depends on."""
        if self.definition is None:
            return {self}
        return (set(self.definition.free_symbols) - set(self.indices)) | {self}

    def sort_key(self, order: object = None) -> Any:  # noqa: ARG002
        """Sort by name, as SymPy sorts symbols."""
        return self.class_key(), (1, (self.name,)), S.One.sort_key(), S.One

    def __getitem__(self, key: Any) -> "Entry":
        indices = key if isinstance(key, tuple) else (key,)
        if len(indices) != self.rank:
            kind = "a vector: it takes 1 index" if self.rank == 1 else "a matrix: it takes 2 indices"
            raise DerivationError(f"{self.name} is {kind}, not {len(indices)}")
        return Entry(self, *indices)

    def __iter__(self) -> Any:
        raise DerivationError(f"{self.name} cannot be looped over; write a Sum over its index")

    def _entry(self, i: Expr, j: Expr, **_: object) -> "Entry":
        return Entry(self, *((i + 1,) if self.rank == 1 else (i + 1, j + 1)))

    def _sympystr(self, printer: Any) -> str:  # noqa: ARG002
        return self.name


class Entry(Unevaluated, Expr):
    """One entry of a vector or matrix; indices count from 1."""

    is_real = True
    _diff_wrt = True

    def __new__(cls, tensor: Tensor, *indices: Any) -> Self:
        """Take the entry at some indices."""
        return Expr.__new__(cls, tensor, *(sympify(i) for i in indices))

    @property
    def tensor(self) -> Tensor:
        """What this is an entry of."""
        return self.args[0]

    @property
    def indices(self) -> tuple[Expr, ...]:
        """Row, or row and column."""
        return self.args[1:]

    def _eval_is_positive(self) -> bool | None:
        return True if self.tensor.positive else None

    def _sympystr(self, printer: Any) -> str:
        return f"{self.tensor.name}[{', '.join(printer.doprint(i) for i in self.indices)}]"


class NamedFunction(Unevaluated):
    """A function that was given a name: `sigma(z)`, `sigma(-z)`."""

    def __new__(cls, name: str, parameters: tuple[Symbol, ...], body: Expr | None) -> Self:
        """Name a body in some parameters; without a body nothing is known about it."""
        function = Basic.__new__(cls)
        function.name = name
        function.parameters = parameters
        function.body = body
        return function

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.name, Tuple(*self.parameters), Tuple() if self.body is None else self.body)

    @property
    def free_symbols(self) -> set[Basic]:
        """What the body uses besides the parameters, as the slope of a leaky ReLU."""
        return set() if self.body is None else set(self.body.free_symbols) - set(self.parameters)

    def __call__(self, *arguments: Any) -> "Call":
        """Apply it, as in `sigma(-z)`."""
        if self.body is not None and len(arguments) != len(self.parameters):
            takes, got = len(self.parameters), len(arguments)
            raise DerivationError(f"{self.name} takes {takes} argument{'s' * (takes > 1)}, not {got}")
        for parameter, argument in zip(self.parameters, arguments, strict=False):
            if (
                isinstance(parameter, Tensor)
                and getattr(argument, "dimensions", None) != parameter.dimensions
            ):
                raise DerivationError(
                    f"{self.name} takes a vector or matrix like {parameter.name}, not {argument}"
                )
        return Call(self, *arguments)


class Call(Unevaluated, Expr):
    """A named or arbitrary function at some arguments."""

    is_real = True
    _diff_wrt = False

    def __new__(cls, function: NamedFunction, *arguments: Any) -> Self:
        """Apply a function."""
        return Expr.__new__(cls, function, *(sympify(a) for a in arguments))

    @property
    def function(self) -> NamedFunction:
        """Which function."""
        return self.args[0]

    @property
    def arguments(self) -> tuple[Expr, ...]:
        """At which arguments."""
        return self.args[1:]

    def _sympystr(self, printer: Any) -> str:
        return f"{self.function.name}({', '.join(printer.doprint(a) for a in self.arguments)})"


class UnknownFunction(Function):
    """A smooth function nothing is known about; its partial derivatives are unknown functions too."""

    label: str
    orders: tuple[int, ...]
    is_real = True

    def fdiff(self, argindex: int = 1) -> Expr:
        """Differentiate by one argument; mixed partial derivatives commute because only counts are kept."""
        orders = tuple(n + (i == argindex - 1) for i, n in enumerate(self.orders))
        return unknown(self.label, orders)(*self.args)


_UNKNOWN: dict[tuple[str, tuple[int, ...]], type[UnknownFunction]] = {}


def unknown(label: str, orders: tuple[int, ...]) -> type[UnknownFunction]:
    """Give the partial derivative of an unknown function that was taken `orders` times by each argument."""
    key = (label, orders)
    if key not in _UNKNOWN:
        name = f"{label}_{'_'.join(map(str, orders))}"
        _UNKNOWN[key] = type(name, (UnknownFunction,), {"label": label, "orders": orders})
    return _UNKNOWN[key]


def name_of(thing: Basic) -> str:
    """Give the name of a symbol, quantity, tensor or function, and of anything else what it looks like."""
    return str(getattr(thing, "name", thing))
