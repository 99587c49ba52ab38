"""Compare the sides of a statement at many points with many digits; a point refutes what is false."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Any

from mpmath import mp
from sympy import Expr, Rational, Symbol

from quizapp.derive.cases import Case, Entry, display, natural
from quizapp.derive.deadline import Deadline
from quizapp.derive.report import Verdict, Witness
from quizapp.derive.samples import Points
from quizapp.derive.tape import DIGITS, NotRealError, NoValueError, Tape

POINTS = 24
"""Points for a statement; several cases share them, but each gets some."""
POINTS_OF_A_CASE = 4
TRIES = 40
"""Points drawn for one that lies in the region."""
MOST_MISSES = 200
"""Points drawn before a region is taken to be empty: there are more sign patterns than regions."""
EXACT = mp.mpf(10) ** -40
APPROACHED = mp.mpf(10) ** -7
"""For limits and integrals, which numbers only approach."""
MANY_DIGITS = 800
"""For a second look at a difference: more digits than cancellation eats at the points that are drawn."""
MORE_DIGITS = 250
"""For a second look at an agreement: a term as small as exp(-500) does not hide from as many."""
WIDER = 100
"""How much farther out points are drawn for a region that was not reached."""
SAFETY = mp.mpf(10) ** 6
"""By how much a formula may amplify the error of an integral or a limit in it."""
VARIABLES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a case at which both sides were evaluated and agree."""

    case: Case
    values: Mapping[Symbol, Any]
    """Of every explicit symbol of the statement, those expressed by hypotheses included."""


@dataclass(slots=True)
class Tally:
    """What was seen so far."""

    tried: int = 0
    evaluated: int = 0
    worst: Any = 0
    nonzero: bool = False
    approximate: bool = False
    error: Any = 0
    """Of what was approached, as measured."""
    witness: Witness | None = None
    points: list[Point] = field(default_factory=list)
    gap: str = ""
    """Why the points do not cover the statement."""


@dataclass(frozen=True, slots=True)
class Precision:
    """What many digits say about a statement."""

    verdict: Verdict
    summary: str
    witness: Witness | None = None
    points: Sequence[Point] = ()
    """Where both sides were evaluated, when they agree."""
    approximate: bool = False
    """Whether a limit or an integral was only approached."""


def examine(
    cases: Sequence[Case],
    name: str,
    *,
    literal_zero: bool,
    bound: bool,
    deadline: Deadline,
) -> Precision:
    """Evaluate every case; `name` seeds the points, so that they are the same in every run."""
    tally = Tally()
    share = max(POINTS_OF_A_CASE, -(-POINTS // max(1, len(cases))))
    for number, case in enumerate(cases):
        seed = int.from_bytes(sha256(f"{name}/{number}".encode()).digest()[:8])
        _examine_case(case, Random(seed), share, tally, bound=bound, deadline=deadline)  # noqa: S311
        if tally.witness is not None:
            return Precision(Verdict.REFUTED, f"false where {tally.witness.where}", tally.witness)
    points = f"{tally.evaluated} point{'s' * (tally.evaluated != 1)}"
    if tally.evaluated == 0 or 2 * tally.evaluated < tally.tried:
        return Precision(Verdict.INCONCLUSIVE, f"only {tally.evaluated} of {tally.tried} points have a value")
    if tally.gap:
        return Precision(Verdict.INCONCLUSIVE, tally.gap)
    if not tally.nonzero and not literal_zero:
        return Precision(Verdict.VACUOUS, f"both sides are 0 at all {points}: nothing was compared")
    how = "approached numerically" if tally.approximate else f"{DIGITS} digits"
    summary = f"{points}, {how}, largest difference {short(tally.worst, 2)}"
    return Precision(Verdict.AGREES, summary, points=tally.points, approximate=tally.approximate)


def _examine_case(  # noqa: PLR0915 - one pass over the points of a case, told in order
    case: Case,
    random: Random,
    share: int,
    tally: Tally,
    *,
    bound: bool,
    deadline: Deadline,
) -> None:
    factors = [f.xreplace(dict(case.solved)) for f in case.region.signs]
    sides = [side for entry in case.entries for side in (entry.left, entry.right)]
    try:
        gate, tape = Tape([*factors, *case.solved.values()]), Tape(sides)
    except NoValueError:
        tally.tried += 1
        return
    tally.approximate |= tape.approximate
    symbols = sorted({*gate.symbols, *tape.symbols}, key=natural)
    intervals = {s: case.region.interval(s) for s in symbols}
    generic = {s for s in symbols if case.region.domain(s).generic}
    supply = Points(tuple(symbols), intervals, generic, random)
    listed = _listed(case, symbols)
    wanted = share if symbols else 1
    wanted = min(wanted, POINTS_OF_A_CASE) if tape.approximate else wanted
    accepted = evaluated = 0
    last: Mapping[Symbol, Any] = {}
    for draw in range(wanted * TRIES):
        if accepted == wanted or (accepted == 0 and draw == MOST_MISSES):
            break
        deadline.check()
        point = supply.draw(WIDER if accepted == 0 and draw > MOST_MISSES / 2 else 1)
        point |= {s: random.choice(values).xreplace(point) for s, values in listed.items()}
        try:
            opening = gate(point)
            signs, solved = opening[: len(factors)], opening[len(factors) :]
            if not _inside(case, signs, solved):
                continue
            accepted += 1
            tally.tried += 1
            values = tape(point)
            tally.error = max(tally.error, tape.error)
        except NotRealError as error:
            everything = {**point, **dict(zip(case.solved, solved, strict=True))}
            _note_one_side(case, everything, error.values, tally)
            continue
        except NoValueError:
            continue
        evaluated += 1
        tally.evaluated += 1
        everything = {**point, **dict(zip(case.solved, solved, strict=True))}
        worst = tally.worst
        _compare(case, everything, values, tally, bound=bound)
        if tally.witness is not None and not tape.approximate:
            # What looks false may be digits lost in a difference of near-equals, as in log(1 - p).
            tally.worst, tally.witness = worst, None
            _compare(case, everything, Tape(sides, digits=MANY_DIGITS)(point), tally, bound=bound)
        if tally.witness is not None:
            return
        tally.points.append(Point(case, everything))
        last = point
    if evaluated:
        _look_closely(case, last, tally)
    elif accepted:
        tally.gap = f"no point has a value{_in_region(case)}"
    elif not _continued(case, tape, supply):
        tally.gap = f"no point was found{_in_region(case)}: state there what is claimed, with where="


def _listed(case: Case, symbols: Sequence[Symbol]) -> dict[Symbol, list[Expr]]:
    """Give what random entries outside of any mean can be, where that was listed."""
    found = {}
    for symbol in symbols:
        law = case.instance.declared.laws.get(case.instance.explicit.get(symbol, (None,))[0])  # type: ignore[arg-type]
        if law is not None and law.values is not None:
            found[symbol] = [value for value, _ in case.instance.of_law(law).values or ()]
    return found


def _in_region(case: Case) -> str:
    sides = [f"{f} {'>' if sign > 0 else '<'} 0" for f, sign in case.region.signs.items()]
    return " where " + " and ".join(sides) if sides else ""


def _continued(case: Case, tape: Tape, supply: Points) -> bool:
    """Say whether the sides agree as formulas in a region where no point was found, by points elsewhere."""
    agree = 0
    for _ in range(POINTS_OF_A_CASE):
        try:
            values = tape(supply.draw())
        except NoValueError:
            continue
        tally = Tally(approximate=tape.approximate)
        _compare(case, {}, values, tally, bound=False)
        if tally.witness is not None:
            return False
        agree += 1
    return agree > 0


def _note_one_side(case: Case, point: Mapping[Symbol, Any], values: Sequence[Any], tally: Tally) -> None:
    """Note where one side is real and the other is not: there the statement says nothing true."""
    for entry, left, right in zip(case.entries, values[::2], values[1::2], strict=True):
        if (left is None) != (right is None):
            side = "left" if left is None else "right"
            tally.gap = f"the {side} side has no real value where {where(case, entry, point)}"


def _look_closely(case: Case, point: Mapping[Symbol, Any], tally: Tally) -> None:
    """Look with more digits for a difference too small to show, as of x + exp(-200) from x."""
    different = [e for e in case.entries if e.left != e.right]
    if tally.approximate or not different:
        return
    sides = [side for entry in different for side in (entry.left, entry.right)]
    with suppress(NoValueError):
        suspects = _apart(Tape(sides, digits=MORE_DIGITS)(point), MORE_DIGITS)
        if not suspects:
            return
        values = Tape(sides, digits=MANY_DIGITS)(point)
        for n in suspects.keys() & _apart(values, MANY_DIGITS).keys():
            # What is lost by cancellation shrinks with the digits; what is different stays.
            left, right = values[2 * n : 2 * n + 2]
            if abs(left - right) * 2 > suspects[n]:
                tally.witness = _witness(case, different[n], point, left, right)
                return


def _apart(values: Sequence[Any], digits: int) -> dict[int, Any]:
    """Give the difference of each pair that rounding to so many digits, and some lost, does not explain."""
    found = {}
    with mp.workdps(digits):
        for n, (left, right) in enumerate(zip(values[::2], values[1::2], strict=True)):
            if abs(left - right) > mp.mpf(10) ** (DIGITS - digits) * max(abs(left), abs(right)):
                found[n] = abs(left - right)
    return found


def _inside(case: Case, factors: list[Any], solved: list[Any]) -> bool:
    tiny = mp.mpf(10) ** -30
    if any(f * s < tiny for f, s in zip(factors, case.region.signs.values(), strict=True)):
        return False
    for symbol, value in zip(case.solved, solved, strict=True):
        domain = case.region.domain(symbol)
        if domain.low is not None and value <= mp.mpf(str(domain.low.evalf(20))):
            return False
        if domain.high is not None and value >= mp.mpf(str(domain.high.evalf(20))):
            return False
    return True


def _compare(
    case: Case, point: Mapping[Symbol, Any], values: list[Any], tally: Tally, *, bound: bool
) -> None:
    allowed = max(EXACT, min(APPROACHED, SAFETY * tally.error)) if tally.approximate else EXACT
    with mp.workdps(DIGITS):
        for entry, left, right in zip(case.entries, values[::2], values[1::2], strict=True):
            difference = abs(left - right)
            scale = max(1, abs(left), abs(right))
            tally.worst = max(tally.worst, difference / scale)
            tally.nonzero |= max(abs(left), abs(right)) > EXACT
            if difference > allowed * scale or (bound and right < -allowed * scale):
                tally.witness = _witness(case, entry, point, left, right)
                return


def _witness(case: Case, entry: Entry, point: Mapping[Symbol, Any], left: Any, right: Any) -> Witness:
    shown = short(left), short(right), short(left - right)
    return Witness(where=where(case, entry, point), left=shown[0], right=shown[1], difference=shown[2])


def where(case: Case, entry: Entry, point: Mapping[Symbol, Any]) -> str:
    """Say in words which entry of which case is meant, and what its variables are."""
    used = entry.left.free_symbols.union(
        entry.right.free_symbols, *(f.free_symbols for f in case.region.signs)
    )
    parts = [f"{s.name} = {v}" for s, v in case.sizes.items()]
    parts += [f"{s.name} = {v}" for s, v in entry.indices.items()]
    if entry.place:
        parts.append(f"entry {', '.join(map(str, entry.place))}")
    parts += [f"{display(s)} = {v}" for s, v in case.bits.items()]
    variables = [s for s in sorted(point, key=natural) if s in used or s in case.solved]
    parts += [f"{display(s)} = {short(point[s])}" for s in variables[:VARIABLES_SHOWN]]
    if len(variables) > VARIABLES_SHOWN:
        parts.append(f"and {len(variables) - VARIABLES_SHOWN} more")
    return ", ".join(parts) or "there are no variables"


def short(value: Any, digits: int = 6) -> str:
    """Write a number as a reader wants it: small fractions as they are, others as short decimals."""
    if isinstance(value, Rational):
        small = value.q in {1, 2, 3, 4}
        return str(value) if small else short(mp.mpf(int(value.p)) / int(value.q), digits)
    if isinstance(value, Expr):
        return str(value)
    return str(mp.nstr(value, digits)).removesuffix(".0")
