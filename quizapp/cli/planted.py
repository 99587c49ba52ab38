"""The table of `quizapp verify --mutants`: what became of the mistakes that were planted in every claim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from quizapp.derive.report import EvidenceKind, Failed, Fate, Mutant, Report, Step

SECONDS = 300.0
"""What one derivation may take with its mutants; a whole pack takes about as long as that."""
COLUMNS = ("claims", "mutants", "precision", "network", "equal", "survive", "unseen")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mutants there were, and what became of them."""

    claims: int = 0
    mutants: int = 0
    precision: int = 0
    network: int = 0
    """Refuted by the network's numbers alone, whether or not other numbers did so first."""
    equal: int = 0
    survive: int = 0
    unseen: int = 0

    @classmethod
    def of(cls, steps: Sequence[Step]) -> Self:
        """Count the mutants of some claims."""
        mutants = [mutant for step in steps for mutant in step.mutants]
        return cls(
            claims=sum(bool(step.mutants) for step in steps),
            mutants=len(mutants),
            precision=sum(mutant.by is EvidenceKind.PRECISION for mutant in mutants),
            network=sum(mutant.seen_by_network is True for mutant in mutants),
            equal=sum(mutant.fate is Fate.EQUAL for mutant in mutants),
            survive=sum(mutant.fate is Fate.SURVIVED for mutant in mutants),
            unseen=sum(mutant.unseen for mutant in mutants),
        )

    @property
    def cells(self) -> str:
        """Return the numbers as a row of the table."""
        return " ".join(f"{getattr(self, name):>{max(7, len(name))}}" for name in COLUMNS)


def mutant_table(results: Sequence[Report | Failed]) -> Iterator[str]:
    """Return a row for each derivation, what escaped below it, and the sums at the end."""
    yield f"  {'':36} " + " ".join(f"{name:>7}" for name in COLUMNS)
    reports = [result for result in results if isinstance(result, Report)]
    for report in reports:
        yield f"{'✓' if report.good else '✗'} {report.outline.name:36} {Tally.of(report.steps).cells}"
        for step in report.steps:
            yield from (f"    {line}" for line in escaped(step))
    tally = Tally.of([step for report in reports for step in report.steps])
    yield f"  {'all':36} {tally.cells}"
    yield (
        f"{tally.mutants} mistakes in {tally.claims} claims:"
        f" {tally.mutants - tally.equal - tally.survive} refuted"
        f" ({tally.precision} by precision; {tally.network} by the network's numbers alone),"
        f" {tally.equal} proved equal, {tally.survive} survived, {tally.unseen} unseen by a network"
    )


def escaped(step: Step) -> Iterator[str]:
    """Return the mistakes in a claim that nothing noticed, and those that only its network did not."""
    for mutant in step.mutants:
        if mutant.fate is Fate.SURVIVED:
            yield _line("survived", step, mutant)
        elif mutant.unseen:
            yield _line("unseen by the network", step, mutant)


def _line(what: str, step: Step, mutant: Mutant) -> str:
    return f"{what}: {step.label or f'step {step.number}'}: {mutant.name}:  {mutant.latex}"
