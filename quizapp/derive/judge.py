"""Judge a derivation line by line: proof, precision and network, and the verdict that follows from them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from sympy import ZeroMatrix

from quizapp.derive.cases import Case, Maker
from quizapp.derive.deadline import Clock, Deadline, OutOfTimeError
from quizapp.derive.declarations import Statement
from quizapp.derive.latex import latex_of
from quizapp.derive.mutate.trial import Trial, evidence_of
from quizapp.derive.networkcheck import Drawn, check_network, draw_comparisons
from quizapp.derive.positivity import manifestly_nonnegative
from quizapp.derive.precision import Precision, examine
from quizapp.derive.proof import WORDS, Rung, prove_zero
from quizapp.derive.report import Evidence, EvidenceKind, Mutant, Step, StepKind, Verdict, Witness
from quizapp.derive.scope import scope_of
from quizapp.derive.signs import AtKinkError
from quizapp.errors import DerivationError

if TYPE_CHECKING:
    from quizapp.derive.derivation import Derivation

CLAIM_SECONDS = 4.0
"""For the symbolic work on one claim."""
SYMBOLIC_SECONDS = 6.0
"""For the symbolic work on all claims together; a claim always gets a tenth of CLAIM_SECONDS."""
NUMBERS_SECONDS = 3.0
"""For the points of one claim."""
SYMPY_GAVE_UP = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What SymPy raises on expressions it cannot work with."""


def check_complete(derivation: "Derivation") -> None:
    """Raise DerivationError unless there is something to judge and a network to judge it by."""
    if not any(statement.kind is StepKind.CLAIM for statement in derivation.statements):
        raise DerivationError(f"{derivation.title!r} claims nothing; add at least one d.claim(...)")
    if not derivation.networks:
        raise DerivationError(f"{derivation.title!r} is compared with no network; add an @d.network(...)")


def unjudged(derivation: "Derivation") -> Iterator[Step]:
    """Give every line without a verdict."""
    for number, statement in enumerate(derivation.statements, 1):
        with _located(statement):
            latex = latex_of(statement, derivation.declared)
        yield Step(
            number=number,
            kind=statement.kind,
            label=statement.label,
            latex=latex,
            reason=statement.reason,
        )


def judge(
    derivation: "Derivation", seed: int, clock: Clock = monotonic, *, mutants: bool = False
) -> Iterator[Step]:
    """Give every line in order, each claim and step with its verdict and evidence.

    With `mutants`, mistakes are planted in every claim that holds; one that is not found makes it vacuous.
    """
    comparisons: dict[str, list[Drawn]] | None = None
    hypotheses: list[Statement] = []
    symbolic_seconds = SYMBOLIC_SECONDS
    for step, statement in zip(unjudged(derivation), derivation.statements, strict=True):
        if statement.kind is StepKind.HYPOTHESIS:
            hypotheses.append(statement)
        if not statement.judged:
            yield step
            continue
        if comparisons is None:
            comparisons = _comparisons(derivation, seed)
        drawn = comparisons.get(statement.label or "", [])
        seconds = min(CLAIM_SECONDS, max(symbolic_seconds, CLAIM_SECONDS / 10))
        judgement = _Judgement(derivation, statement, tuple(hypotheses), seed, clock, seconds)
        evidence = judgement.by_symbols()
        symbolic_seconds -= sum(e.seconds for e in evidence if e.kind is EvidenceKind.PROOF)
        if drawn:
            evidence.append(judgement.by_network(drawn))
        planted: tuple[Mutant, ...] = ()
        if mutants and statement.kind is not StepKind.FALLACY and combined(evidence).good:
            planted, found = judgement.by_mutants(drawn)
            evidence.append(found)
        verdict = combined(evidence)
        known = {"verdict": verdict, "scope": judgement.scope, "evidence": tuple(evidence)}
        yield step.model_copy(update={**known, "mutants": planted})


def combined(evidence: Sequence[Evidence]) -> Verdict:
    """Give the verdict on a claim: numbers refute, only a proof with agreeing numbers proves."""
    verdicts = [e.verdict for e in evidence]
    numeric = [e.verdict for e in evidence if e.kind is not EvidenceKind.PROOF]
    if Verdict.REFUTED in verdicts:
        return Verdict.REFUTED
    if Verdict.VACUOUS in verdicts:
        return Verdict.VACUOUS
    if Verdict.INCONCLUSIVE in numeric or not numeric:
        return Verdict.INCONCLUSIVE
    return Verdict.PROVED if Verdict.PROVED in verdicts else Verdict.AGREES


@contextmanager
def _located(statement: Statement) -> Iterator[None]:
    """Say of which line an error speaks."""
    try:
        yield
    except DerivationError as error:
        raise DerivationError(f"{statement.origin}: {error}") from error
    except SYMPY_GAVE_UP as error:
        what = f"{type(error).__name__}: {error}"
        raise DerivationError(
            f"{statement.origin}: this cannot be worked out ({what}); state it more simply"
        ) from error


@dataclass(slots=True)
class _Judgement:
    derivation: "Derivation"
    statement: Statement
    hypotheses: tuple[Statement, ...]
    seed: int
    clock: Clock
    seconds: float
    cases: list[Case] = field(default_factory=list)
    found: Precision | None = None
    """What the points said."""

    def by_symbols(self) -> list[Evidence]:
        """Give the proof and the precision evidence; no proof is tried of what is false at a point."""
        if self.statement.left == self.statement.right:
            summary = "both sides are written the same: nothing is claimed"
            return [self._evidence(EvidenceKind.PROOF, Verdict.VACUOUS, summary, self.clock())]
        with _located(self.statement):
            if self.statement.kind is not StepKind.FALLACY:
                return [self._proof(), self._precision()]
            at_points = self._precision()
            return [at_points] if at_points.verdict is Verdict.REFUTED else [self._proof(), at_points]

    @property
    def scope(self) -> str:
        """Sizes, indices and sides of kinks the claim was looked at for."""
        return scope_of(self.cases, self.derivation.declared.free_indices(self.statement.left))

    @property
    def _maker(self) -> Maker:
        return Maker(self.derivation.declared, self.statement, self.hypotheses)

    def _proof(self) -> Evidence:
        start = self.clock()
        deadline = Deadline.after(self.clock, self.seconds)
        verdict, summary = Verdict.INCONCLUSIVE, "no proof found"
        try:
            with deadline.enforced():
                self.cases = list(self._maker.cases(numbers=False))
            rung = self._highest_rung(deadline)
            if rung is not None:
                verdict, summary = self._proved(WORDS[rung])
        except OutOfTimeError:
            summary = f"no proof within {self.seconds:.2g} s"
        except AtKinkError as error:
            summary = f"stated at a kink: {error}"
        return self._evidence(EvidenceKind.PROOF, verdict, summary, start)

    def _highest_rung(self, deadline: Deadline) -> Rung | None:
        highest = Rung.LITERAL
        for case in self.cases:
            for entry in case.entries:
                rung = prove_zero(entry.left - entry.right, deadline)
                if rung is None:
                    return None
                highest = max(highest, rung)
        return highest if self.cases else None

    def _proved(self, summary: str) -> tuple[Verdict, str]:
        if self.statement.slack is not None:
            if not manifestly_nonnegative(self.statement.slack):
                return Verdict.INCONCLUSIVE, "the slack is right, but not seen to be at least 0 from its form"
            summary += "; the slack is made of squares and of what is not negative"
        return Verdict.PROVED, summary + (f", for {self.scope}" if self.scope else "")

    def _precision(self) -> Evidence:
        start = self.clock()
        deadline = Deadline.after(self.clock, NUMBERS_SECONDS)
        name = f"{self.derivation.title}/{self.statement.label or self.statement.reason}/{self.seed}"
        literal_zero = any(side == 0 or isinstance(side, ZeroMatrix) for side in self._maker.sides)
        bound = self.statement.slack is not None
        try:
            with deadline.enforced():
                ready = self.cases and not self._maker.two_forms
                cases = self.cases if ready else list(self._maker.cases(numbers=True))
                self.cases = self.cases or cases
                found = examine(cases, name, literal_zero=literal_zero, bound=bound, deadline=deadline)
        except OutOfTimeError:
            summary = f"the points took more than {NUMBERS_SECONDS:g} s"
            return self._evidence(EvidenceKind.PRECISION, Verdict.INCONCLUSIVE, summary, start)
        except AtKinkError as error:
            summary = f"stated at a kink: {error}"
            return self._evidence(EvidenceKind.PRECISION, Verdict.INCONCLUSIVE, summary, start)
        self.found = found
        return self._evidence(EvidenceKind.PRECISION, found.verdict, found.summary, start, found.witness)

    def by_mutants(self, drawn: list[Drawn]) -> tuple[tuple[Mutant, ...], Evidence]:
        """Plant every mistake, and give what became of each with the evidence that sums it up."""
        start = self.clock()
        assert self.found is not None
        with _located(self.statement):
            trial = Trial(
                self.derivation.declared, self.statement, self.hypotheses, self.found, drawn, self.clock
            )
            mutants = trial.mutants()
        return mutants, evidence_of(mutants, round(self.clock() - start, 3))

    def by_network(self, drawn: list[Drawn]) -> Evidence:
        """Give the network evidence."""
        start = self.clock()
        found = check_network(self.derivation.declared, self.statement, self.hypotheses, drawn)
        return self._evidence(EvidenceKind.NETWORK, found.verdict, found.summary, start, found.witness)

    def _evidence(
        self, kind: EvidenceKind, verdict: Verdict, summary: str, start: float, witness: Witness | None = None
    ) -> Evidence:
        seconds = round(self.clock() - start, 3)
        return Evidence(kind=kind, verdict=verdict, summary=summary, seconds=seconds, witness=witness)


def _comparisons(derivation: "Derivation", seed: int) -> dict[str, list[Drawn]]:
    found = draw_comparisons(derivation.networks, derivation.title, seed)
    labels = [statement.label for statement in derivation.statements if statement.label is not None]
    for label, drawn in found.items():
        if label not in labels:
            origin = drawn[0].network.origin
            raise DerivationError(f"{origin}: no claim is labelled {label!r}; there are {', '.join(labels)}")
    if derivation.networks and not found:
        raise DerivationError(f"{derivation.networks[0].origin}: the network yields no Comparison")
    return found
