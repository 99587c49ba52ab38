"""Compare a claim with a network: the formula's value, backpropagation, and a numeric derivative."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Basic, Expr, ImmutableDenseMatrix, Integer, Integral, Limit, Symbol
from sympy.matrices.matrixbase import MatrixBase

from quizapp.derive.comparison import Comparison, Network
from quizapp.derive.declarations import Declarations, Domain, Statement
from quizapp.derive.instantiate import Instance
from quizapp.derive.nodes import Quantity, Tensor, UnknownFunction, name_of
from quizapp.derive.numeric import compare, numeric_gradient
from quizapp.derive.operators import Gradient
from quizapp.derive.report import Verdict, Witness
from quizapp.derive.signs import AtKinkError
from quizapp.derive.tape import NoValueError, Tape
from quizapp.errors import DerivationError

DRAWS = 3
"""How often a network is drawn anew."""
DEFINITION_ERROR = 1e-7
"""How far rounding may take the value of a defined quantity from its definition."""
LARGEST_SCALE = 1e3
"""How much larger than all numbers that are given a wrong value may be said to be."""
HYPOTHESIS_ERROR = 1e-9
"""How far rounding may take the given values from a stated hypothesis."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the network says about one claim."""

    verdict: Verdict
    summary: str
    witness: Witness | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One comparison with where it comes from."""

    network: Network
    comparison: Comparison

    @property
    def place(self) -> str:
        """Where to look when it is not fit."""
        return f"{self.network.origin}: comparison with {self.comparison.label!r}"


def draw_comparisons(networks: list[Network], name: str, seed: int) -> dict[str, list[Drawn]]:
    """Run every network for all its draws and give the comparisons by label."""
    found: dict[str, list[Drawn]] = {}
    for network in networks:
        for draw in range(DRAWS):
            digest = sha256(f"{name}/{network.title}/{draw}/{seed}".encode()).digest()
            rng = np.random.default_rng(int.from_bytes(digest[:8]))
            drawn = network.compare(rng)
            if not isinstance(drawn, Iterable):
                raise DerivationError(f"{network.origin}: a network yields Comparison, but gives {drawn!r}")
            for comparison in drawn:
                if not isinstance(comparison, Comparison):
                    raise DerivationError(
                        f"{network.origin}: a network yields Comparison, not {comparison!r}"
                    )
                found.setdefault(comparison.label, []).append(Drawn(network, comparison))
    return found


def check_network(
    declared: Declarations, statement: Statement, hypotheses: Sequence[Statement], drawn: Sequence[Drawn]
) -> Agreement:
    """Judge one claim by all its comparisons; the worst verdict counts, and refutes at once."""
    values = [_value(declared, statement, hypotheses, one) for one in drawn]
    # Among values that differ from 0, a value of 0 is as telling as they are.
    largest = max(
        (float(np.abs(v).max()) for v in values if not isinstance(v, Agreement) and v.size), default=0
    )
    results = []
    for one, value in zip(drawn, values, strict=True):
        result = value if isinstance(value, Agreement) else _check(statement, one, value, largest)
        if result.verdict is Verdict.REFUTED:
            return result
        results.append(result)
    worst = max(results, key=lambda r: list(Verdict).index(r.verdict))
    titles = ", ".join(dict.fromkeys(one.network.title for one in drawn))
    times = f", {len(drawn)} times" if len(drawn) > 1 else ""
    return Agreement(worst.verdict, f"{titles}{times}: {worst.summary}", worst.witness)


def _value(
    declared: Declarations, statement: Statement, hypotheses: Sequence[Statement], one: Drawn
) -> NDArray[np.float64] | Agreement:
    """Give the value of the right side at the network's numbers, or why there is none."""
    with _located(one.place):
        numbers = Numbers.of(declared, one.comparison.values)
        try:
            numbers.require_definitions()
            for hypothesis in hypotheses:
                numbers.require(hypothesis)
            if not all(numbers.instance.holds(condition, {}) for condition in statement.where):
                raise DerivationError("the values are outside of the claim's where=")
            return numbers.array(statement, one.comparison.axes)
        except AtKinkError:
            return Agreement(Verdict.INCONCLUSIVE, "the network was drawn at a kink")
        except NoValueError as error:
            return Agreement(Verdict.INCONCLUSIVE, f"the formula has no value there: {error}")


def _check(statement: Statement, one: Drawn, value: NDArray[np.float64], largest: float) -> Agreement:
    comparison = one.comparison
    network = np.asarray(comparison.network)
    with _located(one.place):
        formula = _shaped(value, network.shape, "network's array")
        if statement.slack is not None:
            return _below(network, formula, one.network.title)
        numeric = None
        if comparison.objective is not None:
            numeric = numeric_gradient(comparison.objective, np.asarray(comparison.at))
            formula = _shaped(formula, numeric.value.shape, "numeric derivative")
            network = network.reshape(numeric.value.shape)
        scale = _scale(comparison, formula)
        if scale is None and numeric is None and not formula.any() and largest > 0:
            scale = largest
        found = compare(formula, network, numeric, scale=scale)
    if found.verdict is not Verdict.REFUTED:
        return Agreement(found.verdict, found.summary)
    entry = ", ".join(str(i + 1) for i in found.index) or "the value"
    where = f"{one.network.title}, entry {entry}: {' and '.join(found.names)}"
    return Agreement(found.verdict, found.summary, _witness(where, found.left, found.right))


def _scale(comparison: Comparison, formula: NDArray[np.float64]) -> float | None:
    """Give how large a wrong value would be where the right one is 0; elsewhere the values say it."""
    if comparison.scale is None or (np.abs(formula) > HYPOTHESIS_ERROR * comparison.scale).any():
        return None
    values = [np.abs(np.asarray(value, dtype=float)).max() for value in comparison.values.values()]
    if comparison.scale > LARGEST_SCALE * max([1.0, *values]):
        raise DerivationError(
            f"scale={comparison.scale:g} would hide what is wrong; give the size of a wrong value"
        )
    return comparison.scale


def _below(network: Any, bound: Any, title: str) -> Agreement:
    """Look whether the network's values keep to a bound, up to rounding."""
    if network.dtype.kind not in "fiu" or not np.isfinite(network).all():
        raise DerivationError("what keeps to a bound has to be finite numbers")
    excess = network - bound
    worst = int(np.argmax(excess))
    if excess.flat[worst] > HYPOTHESIS_ERROR * max(1.0, abs(float(bound.flat[worst]))):
        witness = _witness(f"{title}: network and bound", network.flat[worst], bound.flat[worst])
        return Agreement(Verdict.REFUTED, "the network goes beyond the bound", witness)
    return Agreement(Verdict.AGREES, f"the network keeps to the bound, by {-excess.flat[worst]:.2g}")


def _witness(where: str, left: float, right: float) -> Witness:
    return Witness(where=where, left=f"{left:.6g}", right=f"{right:.6g}", difference=f"{left - right:.6g}")


@contextmanager
def _located(place: str) -> Iterator[None]:
    try:
        yield
    except DerivationError as error:
        raise DerivationError(f"{place}: {error}") from error


def _shaped(array: Any, shape: tuple[int, ...], what: str) -> Any:
    if [n for n in array.shape if n != 1] != [n for n in shape if n != 1]:
        raise DerivationError(
            f"the formula has shape {array.shape}, the {what} {shape};"
            " transpose what the network gives, or name the order of the indices with axes="
        )
    return array.reshape(shape)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A derivation at the numbers of one comparison."""

    instance: Instance
    values: Mapping[Symbol, float]

    @classmethod
    def of(cls, declared: Declarations, values: Mapping[Basic, Any]) -> "Numbers":
        """Read sizes off the shapes of the arrays, and name every number by its explicit symbol."""
        sizes = _sizes(declared, values)
        numbers: dict[Symbol, float] = {}

        def decide(switch: Expr) -> int:
            value = Tape([switch])(numbers)[0] if switch.free_symbols else switch
            if value == 0 and switch.free_symbols:
                raise AtKinkError(str(switch))
            return int(value > 0) - int(value < 0)

        defined = frozenset(thing for thing in values if not isinstance(thing, Gradient))
        instance = Instance(declared, sizes, decide, opaque=defined, numbers=True)
        slopes = {}
        for thing, value in values.items():
            array = _real_array(thing, value)
            _require_domain(declared, thing, array)
            if isinstance(thing, Tensor | Gradient):
                shape = instance.shape(thing)
                if [n for n in array.shape if n != 1] != [n for n in shape if n != 1]:
                    raise DerivationError(f"{name_of(thing)} has shape {array.shape}, but {shape} is needed")
                array = array.reshape(shape)
                symbols = {at: instance.symbol(thing, *(i + 1 for i in at)) for at in np.ndindex(shape)}
                numbers.update({symbol: float(array[at]) for at, symbol in symbols.items()})
                if isinstance(thing, Gradient):
                    slopes[thing] = ImmutableDenseMatrix(*shape, list(symbols.values()))
            else:
                symbol = instance.symbol(thing) if isinstance(thing, Quantity) else thing
                if array.size != 1:
                    raise DerivationError(f"{name_of(thing)} is a scalar, but has shape {array.shape}")
                numbers[symbol] = float(array.reshape(()))
        instance.slopes = slopes
        return cls(instance, numbers)

    def evaluate(self, expressions: list[Expr]) -> list[float]:
        """Give the values of explicit expressions."""
        tape = Tape(expressions)
        missing = sorted({_owner(self.instance, s) for s in tape.symbols if s not in self.values})
        if missing:
            raise DerivationError(f"values= lacks {', '.join(missing)}, which the formula mentions")
        return [float(v) for v in tape(self.values)]

    def array(self, statement: Statement, axes: tuple[Symbol, ...] | None) -> NDArray[np.float64]:
        """Give the right side for every value of the free indices, one axis for each."""
        declared = self.instance.declared
        free = declared.free_indices(statement.left)
        free += tuple(i for i in declared.free_indices(statement.right) if i not in free)
        if axes is not None and set(axes) != set(free):
            raise DerivationError(f"axes= must name the free indices {[i.name for i in free]}")
        order = axes or free
        found: list[Expr] = []
        inner: tuple[int, ...] = ()
        for environment in declared.index_values(order, self.instance.sizes):
            value = self.instance.of(statement.right, environment)
            if isinstance(value, MatrixBase):
                inner = value.shape
                found += list(value)
            else:
                found.append(value)
        shape = tuple(int(self.instance.of(declared.indices[i])) for i in order)
        if statement.right == 0 and getattr(statement.left, "is_Matrix", False):
            inner = self.instance.shape(statement.left)
            found = [Integer(0)] * (inner[0] * inner[1])
        return np.array(self.evaluate(found)).reshape(shape + inner)

    def require_definitions(self) -> None:
        """Raise when a defined quantity was given another value than its definition has at these numbers."""
        unfolded = self.instance.other_than(opaque=frozenset(), slopes={})
        for thing in sorted(self.instance.opaque, key=name_of):
            if getattr(thing, "definition", None) is None:
                continue
            try:
                defined, held = unfolded.of(thing), self.instance.of(thing)
                pairs = zip(_entries(defined), _entries(held), strict=True)
                known = [x for pair in pairs if self._has(pair[0]) for x in pair]
                values = np.array(self.evaluate(known))
            except (DerivationError, AtKinkError, NoValueError):
                continue  # It takes more than these numbers to say what it is.
            right, given = values[::2], values[1::2]
            if (np.abs(right - given) > DEFINITION_ERROR * max([1.0, *np.abs(right)])).any():
                raise DerivationError(f"the value of {name_of(thing)} is not what its definition gives")

    def _has(self, expr: Expr) -> bool:
        return not expr.has(UnknownFunction, Integral, Limit) and expr.free_symbols <= self.values.keys()

    def require(self, hypothesis: Statement) -> None:
        """Raise when the numbers break a hypothesis they are all there to check."""
        declared, difference = self.instance.declared, hypothesis.left - hypothesis.right
        try:
            environments = declared.index_values(declared.free_indices(difference), self.instance.sizes)
            residuals = [self.instance.of(difference, e) for e in environments]
        except DerivationError:
            return  # It speaks of sizes this comparison does not have.
        known = [r for r in residuals if all(s in self.values for s in r.free_symbols)]
        if any(abs(r) > HYPOTHESIS_ERROR for r in self.evaluate(known)):
            raise DerivationError(f"the values break the hypothesis at {hypothesis.origin}")


def _entries(value: Any) -> list[Expr]:
    return list(value) if isinstance(value, MatrixBase) else [value]


def _real_array(thing: Basic, value: Any) -> NDArray[np.float64]:
    try:
        array = np.asarray(value)
        return np.asarray(array.tolist() if array.dtype.kind == "c" else array, dtype=float)
    except (TypeError, ValueError) as error:
        raise DerivationError(f"the value of {name_of(thing)} is not made of real numbers") from error


def _require_domain(declared: Declarations, thing: Basic, array: NDArray[np.float64]) -> None:
    """Raise for numbers outside of where a variable was declared to live; its ends may be touched."""
    low, high = (float(end) for end in declared.domains.get(thing, Domain()).interval)
    outside = (array != 0) & (array != 1) if thing in declared.binary else (array < low) | (array > high)
    if outside.any():
        raise DerivationError(
            f"the value {array[outside].flat[0]:g} is outside of where {name_of(thing)} lives"
        )


def _size(size: Basic, value: Any) -> int:
    if isinstance(value, bool) or int(value) != value or value < 1:
        raise DerivationError(f"size {name_of(size)} is a positive whole number, not {value!r}")
    return int(value)


def _sizes(declared: Declarations, values: Mapping[Basic, Any]) -> dict[Symbol, int]:
    sizes: dict[Symbol, int] = {}
    for thing, value in values.items():
        if thing in declared.sizes:
            sizes[thing] = _size(thing, value)
        if not isinstance(thing, Tensor):
            continue
        shape = np.shape(value)
        dimensions = thing.dimensions
        if len(shape) == 2 and len(dimensions) == 1 and 1 in shape:
            shape = (max(shape),)
        if len(shape) != len(dimensions):
            raise DerivationError(f"{thing.name} needs {len(dimensions)} axes, but has shape {shape}")
        for size, length in zip(dimensions, shape, strict=True):
            if isinstance(size, Symbol) and sizes.setdefault(size, length) != length:
                raise DerivationError(
                    f"size {size.name} is {sizes[size]} elsewhere, but {length} in {thing.name}"
                )
    return sizes


def _owner(instance: Instance, symbol: Symbol) -> str:
    thing, _ = instance.explicit.get(symbol, (symbol, ()))
    return name_of(thing)
