"""What the engine found out about a derivation, as values that travel between processes.

The worker writes these as JSON lines; the screen, the command line and the tests read them.
Nothing here needs SymPy or NumPy.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Verdict(StrEnum):
    """What was established about a claim, best first."""

    PROVED = "proved"
    """The residual reduced to zero symbolically, and every number agreed."""
    AGREES = "agrees"
    """Every number agreed; no symbolic proof was found or asked for."""
    INCONCLUSIVE = "inconclusive"
    """A kink, an error bar too wide, or no time left. Never shown as success."""
    VACUOUS = "vacuous"
    """The fixture could not have told right from wrong. A build failure."""
    REFUTED = "refuted"
    """False, with a point that shows it."""

    @property
    def good(self) -> bool:
        """Whether a learner may rely on the claim."""
        return self in {Verdict.PROVED, Verdict.AGREES}


class EvidenceKind(StrEnum):
    """How something was checked."""

    PROOF = "proof"
    PRECISION = "precision"
    NETWORK = "network"


class StepKind(StrEnum):
    """What a line of the blackboard is."""

    DEFINITION = "definition"
    HYPOTHESIS = "hypothesis"
    STEP = "step"
    """A relation that is checked but that no card cites."""
    CLAIM = "claim"
    """A relation that is checked and carries a label."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Witness(_Value):
    """A point at which two values that should be equal are not."""

    where: str
    """The point, as `z = 20, y = 1/2`."""
    left: str
    right: str
    difference: str


class Evidence(_Value):
    """One independent check of one claim."""

    kind: EvidenceKind
    verdict: Verdict
    summary: str
    """One line for the evidence panel: what was compared, how often, and the worst error."""
    seconds: float
    witness: Witness | None = None


class Step(_Value):
    """One line of the blackboard with what is known about it."""

    number: int
    """Position on the blackboard, from 1."""
    kind: StepKind
    label: str | None = None
    latex: str
    """The relation, printed from the checked SymPy objects."""
    reason: str
    verdict: Verdict | None = None
    """None for definitions and hypotheses, which are not judged, and for steps not judged yet."""
    scope: str = ""
    """For which sizes, indices or regions it was checked, as `K = 2, 3, 4`; empty when there are none."""
    evidence: tuple[Evidence, ...] = ()


class Outline(_Value):
    """A derivation before anything is judged."""

    type: Literal["outline"] = "outline"
    name: str
    """`<topic>/<name>`."""
    title: str
    summary: str
    """First line of the file's docstring."""
    steps: tuple[Step, ...]
    source: str = ""
    """SHA-256 of the file that was run, in hexadecimal; empty when the outline was not made by the worker."""

    @property
    def labels(self) -> dict[str, str]:
        """The LaTeX of every labelled claim."""
        return {step.label: step.latex for step in self.steps if step.label is not None}


class Judged(_Value):
    """One step with its verdict; sent as soon as it is known."""

    type: Literal["judged"] = "judged"
    name: str
    step: Step


class Finished(_Value):
    """Every step was judged."""

    type: Literal["finished"] = "finished"
    name: str
    seconds: float


class Failed(_Value):
    """The derivation could not be run to its end."""

    type: Literal["failed"] = "failed"
    name: str
    message: str
    """What went wrong, where (`path:line`), and what to do."""


Message = Annotated[Outline | Judged | Finished | Failed, Field(discriminator="type")]
MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)
READY = "ready"
"""The worker's first line, written once everything is imported."""


class Request(_Value):
    """What the worker is asked to do."""

    name: str
    path: str
    """The derivation file."""
    judge: bool = True
    """False asks for the outline only, which is what `quizapp check` compares card equations with."""


class Report(_Value):
    """A whole run of one derivation."""

    outline: Outline
    steps: tuple[Step, ...]
    """Every step of the outline, judged."""
    seconds: float

    @property
    def good(self) -> bool:
        """Whether every judged step was proved or agreed, and at least one was judged."""
        verdicts = [step.verdict for step in self.steps if step.kind in {StepKind.STEP, StepKind.CLAIM}]
        return bool(verdicts) and all(verdict is not None and verdict.good for verdict in verdicts)
