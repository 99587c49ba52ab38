"""A numeric derivative that knows how wrong it may be, and its comparison with a formula and a network.

Complex step where the objective is analytic, central differences extrapolated after Richardson elsewhere.
Both are always computed: `np.abs` drops an imaginary part in silence, and only real steps see a kink.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from quizapp.derive.differences import (
    Array,
    Differences,
    Objective,
    complex_step,
    differences,
    evaluate,
    scatter,
)
from quizapp.derive.report import Verdict
from quizapp.errors import DerivationError

ROUNDING = 1e-10
"""How far two float64 computations of one gradient may lie apart, relative to its largest entry.

Right ones were never seen further apart than 1e-13; the control below lies four decades above.
"""
CONTROL = 1e-6
"""The relative error that every comparison has to notice, tried on every entry of every comparison."""
CROSS_CHECK = 1e-2
"""Real steps with a wider relative error bar could not tell whether the complex step lost a term."""


@dataclass(frozen=True, slots=True)
class NumericGradient:
    """The derivative of an objective: of shape `at`, or output shape + `at` shape for an array objective."""

    value: Array
    error: Array
    """Measured bound on the error of each entry; infinite where nothing is known about it."""
    method: Literal["complex step", "Richardson"]
    kinks: NDArray[np.bool_]
    """Entries where the derivatives from the left and from the right differ."""
    resolution: float
    """The largest entry that round-off alone may have produced."""
    insensitive: bool = False
    """Whether no step in any entry changed the objective."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the comparison of formula, network and numeric derivative established."""

    verdict: Verdict
    summary: str
    """One line for the evidence panel: `formula ↔ backprop 1.1e-16, ↔ complex step 2.0e-16`."""
    index: tuple[int, ...]
    """The entry of the largest disagreement, counted from 0."""
    names: tuple[str, str]
    """Which two disagree most there."""
    left: float
    """What the first of them says at `index`."""
    right: float


def numeric_gradient(objective: Objective, at: NDArray[Any] | float) -> NumericGradient:
    """Differentiate `objective` with respect to every entry of `at`.

    Raises DerivationError when `at` is not float64, or the objective not finite, float64 or repeatable.
    """
    x = np.asarray(at)
    if x.dtype != np.float64:
        raise DerivationError(
            f"a gradient is checked in float64, but its point is {x.dtype}; convert it first"
        )
    if x.size == 0 or not np.isfinite(x).all():
        raise DerivationError(
            "a gradient is checked at a finite point with at least one entry; draw `at` again"
        )
    with np.errstate(all="ignore"):
        centre = evaluate(objective, x)
        if not np.isfinite(centre).all():
            raise DerivationError("the objective is not finite at the point where its gradient is checked")
        if not np.array_equal(centre, evaluate(objective, x)):
            raise DerivationError(
                "the objective gives two values at one point; draw random numbers outside it"
            )
        roundoff = scatter(objective, x, centre)
        real = differences(objective, x, centre, roundoff)
        exact = complex_step(objective, x, centre)
        if exact is None:
            return _by_richardson(real)
        value, spread = exact
        largest = float(np.abs(value).max())
        confirmed = (np.abs(value - real.value) <= real.error + ROUNDING * largest) | np.isinf(real.error)
        if not confirmed.all():
            return _by_richardson(real)
        reach = max(1.0, float(np.abs(x).max()))
        resolution = max(10 * float(spread.max()), float(roundoff.max()) / reach)
        unchecked = (real.error > CROSS_CHECK * largest) & (largest > resolution)
        error = spread + np.where(unchecked, real.error, 0.0)
        return NumericGradient(value, error, "complex step", real.kinks, resolution, real.insensitive)


def _by_richardson(real: Differences) -> NumericGradient:
    resolution = float(real.noise.max())
    return NumericGradient(real.value, real.error, "Richardson", real.kinks, resolution, real.insensitive)


def compare(
    formula: NDArray[Any],
    network: NDArray[Any],
    numeric: NumericGradient | None,
    *,
    scale: float | None = None,
) -> Agreement:
    """Compare what the formula, the network and the numeric derivative say, pairwise and entry by entry.

    Errors are relative to the block's largest entry, or to `scale`, the size that a wrong value would have: a
    claim that a whole block vanishes has to give it. Raises DerivationError when shapes or types differ.
    """
    sides = {"formula": np.asarray(formula, dtype=np.float64), "network": np.asarray(network)}
    if sides["network"].dtype != np.float64:
        raise DerivationError(
            f"the network returned {sides['network'].dtype}; compute it in float64 throughout"
        )
    if numeric is not None:
        sides = {"formula": sides["formula"], "backprop": sides["network"], numeric.method: numeric.value}
    if len({side.shape for side in sides.values()}) > 1:
        listed = ", ".join(f"{name} {side.shape}" for name, side in sides.items())
        raise DerivationError(f"shapes differ: {listed}; check the order of the indices, or give axes=")
    if sides["formula"].size == 0:
        raise DerivationError("there is nothing to compare: the arrays are empty")
    with np.errstate(all="ignore"):
        return _Comparison(sides, numeric, scale).judge()


class _Comparison:
    """The pairwise differences of the sides, against tolerances that no side can widen for itself."""

    def __init__(self, sides: dict[str, Array], numeric: NumericGradient | None, scale: float | None) -> None:
        zeros = np.zeros(sides["formula"].shape)
        self.sides = sides
        self.bars = dict.fromkeys(sides, zeros)
        self.judged = zeros == 0
        self.resolution = 0.0
        reference = list(sides.values())
        if numeric is not None:
            self.bars[numeric.method] = numeric.error
            self.judged = np.isfinite(numeric.error) & ~numeric.kinks
            self.resolution = numeric.resolution
            reference = [numeric.value]
        largest = float(np.nan_to_num(np.abs(np.stack(reference)), posinf=0.0).max())
        self.block = max(largest, scale or 0.0)
        self.vanishes = self.block <= self.resolution
        self.indifferent = ""
        if numeric is not None and numeric.insensitive and scale is None:
            self.indifferent = "the objective does not change with this variable"
        elif numeric is None and scale is None and not sides["formula"].any():
            self.indifferent = "nothing says how large a wrong value would be; give the Comparison a scale="

    def judge(self) -> Agreement:
        pairs = list(combinations(self.sides, 2))
        excess = {pair: self._excess(self.sides[pair[0]], pair) for pair in pairs}
        worst = max(pairs, key=lambda pair: float(excess[pair].max()))
        index = tuple(int(i) for i in np.unravel_index(int(excess[worst].argmax()), excess[worst].shape))
        wrong = bool(excess[worst][index] > 1)
        verdict, remark = (Verdict.REFUTED, "") if wrong else self._when_equal()
        if self.indifferent:
            verdict, remark = Verdict.VACUOUS, self.indifferent
        left, right = (float(self.sides[name][index]) for name in worst)
        if verdict is Verdict.REFUTED:
            where = f" at {list(index)}" if index else ""
            digits = 6 if f"{left:.6g}" != f"{right:.6g}" else 17
            remark = f"{worst[0]} {left:.{digits}g}, but {worst[1]} {right:.{digits}g}{where}"
        summary = self._errors() + (f": {remark}" if remark else "")
        return Agreement(verdict, summary, index, worst, left, right)

    def _excess(self, first: Array, pair: tuple[str, str]) -> Array:
        """Return how many tolerances `first` is from the second of the pair; 0 where nothing is known."""
        allowed = ROUNDING * self.block + (self.resolution if self.vanishes else 0.0) + self.bars[pair[1]]
        apart = np.abs(first - self.sides[pair[1]])
        ratio = np.where(apart <= allowed, apart / (2 * allowed), np.maximum(apart / allowed, 2.0))
        ratio = np.where(apart == 0, 0.0, ratio)
        return np.where(self.judged, np.nan_to_num(ratio, nan=np.inf, posinf=np.inf), 0.0)

    def _when_equal(self) -> tuple[Verdict, str]:
        """Return the verdict when no difference was seen, and why it is not success."""
        if self.vanishes:
            remark = "the gradient is lost in round-off: any small value agrees; choose another point"
            return Verdict.VACUOUS, remark
        if not self.judged.all():
            index = list(map(int, np.argwhere(~self.judged)[0]))
            return Verdict.INCONCLUSIVE, f"a kink or an undefined value at {index}; choose another point"
        if not self._notices_a_small_error():
            return Verdict.INCONCLUSIVE, f"error bar too wide to notice an error of {CONTROL:.0e}"
        return Verdict.AGREES, ""

    def _notices_a_small_error(self) -> bool:
        """Plant an error in every entry of the formula, and see each one refuted by each of the others."""
        step = CONTROL * self.block
        excesses = [
            self._excess(self.sides["formula"] + sign * step, ("formula", name))
            for name in list(self.sides)[1:]
            for sign in (1, -1)
        ]
        return bool((np.stack(excesses) > 1).all())

    def _errors(self) -> str:
        """Return the largest relative difference of the formula from each of the others."""
        parts = []
        for name in list(self.sides)[1:]:
            apart = np.where(self.judged, np.abs(self.sides["formula"] - self.sides[name]), 0.0).max()
            relative = float(apart) / (self.block or 1.0)
            parts.append(f"↔ {name} {relative:.1e}" if relative else f"↔ {name} 0")
        return "formula " + ", ".join(parts)
