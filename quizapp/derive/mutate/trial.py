"""Put every mistake in a claim on trial, cheapest evidence first, and say what became of it.

Many digits at the claim's own points refute nearly all. What they cannot tell from the truth goes to the
network's numbers, and what these cannot tell either must be proved equal to the truth: else it has survived.

A network is put on trial as well: whatever the digits refute, and its numbers reach, has to differ there from
the truth by more than a millionth of the largest value. If it does not, the fixture hides that mistake (a
size of 2, equal entries, a one-hot target, a probability of one half), and the claim is vacuous. Mistakes
with a letter the fixture has no number for are beyond its reach, and so is a bound, which a network only
keeps to.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sympy import Basic
from sympy.polys.polyerrors import BasePolynomialError

from quizapp.derive.cases import Maker
from quizapp.derive.deadline import Clock, Deadline, OutOfTimeError
from quizapp.derive.declarations import Declarations, Statement
from quizapp.derive.latex import BlackboardPrinter
from quizapp.derive.mutate.mistakes import CANNOT_BE_BUILT, Mistake, mistakes_in
from quizapp.derive.mutate.witnesses import Digits, Fixture, NotComparableError, fixtures, noticed
from quizapp.derive.networkcheck import Drawn
from quizapp.derive.precision import Precision
from quizapp.derive.proof import prove_zero
from quizapp.derive.report import Evidence, EvidenceKind, Fate, Mutant, StepKind, Verdict
from quizapp.derive.signs import AtKinkError

SECONDS = 5.0
"""For the digits of one mistake, and again for the network's numbers; a thousand times what is usual."""
PROOF_SECONDS = 3.0
"""For the proof that one is no mistake at all."""
NAMES_SHOWN = 6


@dataclass(slots=True)
class Trial:
    """A claim that holds, and what is known about it from judging it."""

    declared: Declarations
    statement: Statement
    hypotheses: Sequence[Statement]
    precision: Precision
    drawn: Sequence[Drawn]
    clock: Clock
    _digits: Digits = field(init=False)
    _fixtures: list[Fixture] = field(init=False)

    def __post_init__(self) -> None:
        left, right = self.statement.left, self.statement.right
        free = self.declared.free_indices(left)
        free += tuple(i for i in self.declared.free_indices(right) if i not in free)
        points, exact = self.precision.points, not self.precision.approximate
        self._digits = Digits.of(self.declared, right, free, points, exact=exact)
        drawn = () if self.statement.slack is not None else self.drawn
        self._fixtures = fixtures(self.declared, right, free, drawn)

    def mutants(self) -> tuple[Mutant, ...]:
        """Try every mistake that can be built."""
        found = (self._tried(mistake) for mistake in mistakes_in(self.statement, self.declared))
        return tuple(mutant for mutant in found if mutant is not None)

    def _tried(self, mistake: Mistake) -> Mutant | None:
        where: str | None = None
        try:
            with suppress(OutOfTimeError), Deadline.after(self.clock, SECONDS).enforced():
                where = self._digits.difference(mistake.formula)
        except NotComparableError:
            return None
        seen: bool | None = None
        with suppress(OutOfTimeError), Deadline.after(self.clock, SECONDS).enforced():
            seen = noticed(mistake.formula, self._fixtures)
        if where is not None:
            by, fate = EvidenceKind.PRECISION, Fate.REFUTED
            return self._mutant(mistake, fate, by=by, where=where, seen_by_network=seen)
        if seen:
            return self._mutant(mistake, Fate.REFUTED, by=EvidenceKind.NETWORK, seen_by_network=True)
        if self._equals_the_truth(mistake.formula):
            return self._mutant(mistake, Fate.EQUAL, by=EvidenceKind.PROOF)
        return self._mutant(mistake, Fate.SURVIVED, seen_by_network=seen)

    def _mutant(self, mistake: Mistake, fate: Fate, **known: object) -> Mutant:
        latex = str(BlackboardPrinter(self.declared).doprint(mistake.formula))
        return Mutant.model_validate({"name": mistake.name, "latex": latex, "fate": fate, **known})

    def _equals_the_truth(self, formula: Basic) -> bool:
        statement = self.statement
        equality = Statement(
            StepKind.STEP, statement.right, formula, statement.reason, statement.origin, where=statement.where
        )
        deadline = Deadline.after(self.clock, PROOF_SECONDS)
        try:
            with deadline.enforced():
                cases = list(Maker(self.declared, equality, self.hypotheses).cases(numbers=False))
            entries = [entry for case in cases for entry in case.entries]
            return bool(entries) and all(prove_zero(e.left - e.right, deadline) is not None for e in entries)
        except (OutOfTimeError, AtKinkError, BasePolynomialError, *CANNOT_BE_BUILT):
            return False


def evidence_of(mutants: Sequence[Mutant], seconds: float) -> Evidence:
    """Sum the trials of one claim up in a line of evidence."""
    refuted = [m for m in mutants if m.fate is Fate.REFUTED]
    equal = [m for m in mutants if m.fate is Fate.EQUAL]
    survivors = [m for m in mutants if m.fate is Fate.SURVIVED]
    unseen = [m for m in mutants if m.unseen]
    parts = [_listed(f"{len(refuted)} of {len(mutants)} refuted", refuted)]
    if equal:
        parts.append(_listed(f"{len(equal)} proved equal", equal))
    if survivors:
        parts.insert(0, _listed(f"{len(survivors)} not told from the truth", survivors, everything=True))
    if unseen:
        parts.insert(0, _listed(f"{len(unseen)} that the network lets pass", unseen, everything=True))
    verdict = Verdict.VACUOUS if survivors or unseen or not mutants else Verdict.AGREES
    summary = "; ".join(parts) if mutants else "no mistake could be planted"
    return Evidence(kind=EvidenceKind.MUTANTS, verdict=verdict, summary=summary, seconds=seconds)


def _listed(what: str, mutants: Sequence[Mutant], *, everything: bool = False) -> str:
    shown = [m.name for m in (mutants if everything else mutants[:NAMES_SHOWN])]
    more = len(mutants) - len(shown)
    return f"{what}: {', '.join(shown + [f'and {more} more'] * (more > 0))}" if shown else what
