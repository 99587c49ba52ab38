"""Where the formulas of a pack stand: what the last whole run of each derivation found."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.derive.report import Report, Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts over the runs that are known of the files as they are; nothing is assumed of the others."""

    formulas: int
    """Relations that were judged."""
    verified: int
    """Those among them that are what they are said to be."""
    refuted: tuple[str, ...]
    """Derivations that state something false."""
    unproved: int
    """Derivations of which no whole run is known."""


def standing(derivations: Mapping[str, object], reports: Mapping[str, Report]) -> Standing:
    """Return where the formulas of these derivations stand, as far as there are reports."""
    known = {name: reports[name] for name in derivations if name in reports}
    judged = [step for report in known.values() for step in report.steps if step.kind.judged]
    return Standing(
        formulas=len(judged),
        verified=sum(step.good for step in judged),
        refuted=tuple(name for name, report in known.items() if worst(report) is Verdict.REFUTED),
        unproved=len(derivations) - len(known),
    )


def worst(report: Report) -> Verdict | None:
    """Return the worst that was established in a run; None when nothing was judged."""
    order = list(Verdict)
    found = [step.established or Verdict.INCONCLUSIVE for step in report.steps if step.kind.judged]
    return max(found, key=order.index, default=None)
