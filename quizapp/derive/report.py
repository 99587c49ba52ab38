"""What the engine found out about a derivation, as values that travel between processes.

The worker writes these as JSON lines; the screen, the command line and the tests read them.
Nothing here needs SymPy or NumPy.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from quizapp.derive.vocabulary import Vocabulary


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
    MUTANTS = "mutants"
    """What became of deliberate mistakes in the formula, planted one at a time."""


class Fate(StrEnum):
    """What became of one deliberate mistake."""

    REFUTED = "refuted"
    """A number tells it from the truth."""
    EQUAL = "equal"
    """No mistake after all: it is proved to be the claim in another form."""
    SURVIVED = "survived"
    """Nothing tells it from the truth, and nothing shows that it is the truth."""


class StepKind(StrEnum):
    """What a line of the blackboard is."""

    DEFINITION = "definition"
    HYPOTHESIS = "hypothesis"
    STEP = "step"
    """A relation that is checked but that no card cites."""
    CLAIM = "claim"
    """A relation that is checked and carries a label."""
    FALLACY = "fallacy"
    """A labelled relation that is said to be false, and has to be refuted."""

    @property
    def judged(self) -> bool:
        """Whether such a line gets a verdict."""
        return self in {StepKind.STEP, StepKind.CLAIM, StepKind.FALLACY}


class _Value(BaseModel):
    # The screen is drawn before anything is proved; building these takes as long as a tenth of its start.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


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


class Mutant(_Value):
    """One deliberate mistake in a claim, and what became of it."""

    name: str
    """What was changed, as `the factor 1/N is missing`."""
    latex: str
    """The right side with the mistake in it."""
    fate: Fate
    by: EvidenceKind | None = None
    """What settled it; None for a survivor."""
    where: str = ""
    """The first point that tells it from the truth."""
    seen_by_network: bool | None = None
    """Whether the network's numbers alone tell it from the truth; None when no network reaches it."""

    @property
    def unseen(self) -> bool:
        """Whether a network was compared with the claim, and would have let this mistake pass."""
        return self.fate is Fate.REFUTED and self.seen_by_network is False


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
    mutants: tuple[Mutant, ...] = ()
    """Deliberate mistakes in the right side; empty unless they were asked for."""

    @property
    def good(self) -> bool:
        """Whether it is what it is said to be: right, or for a fallacy wrong; the unjudged always are."""
        return not self.kind.judged or (self.established is not None and self.established.good)

    @property
    def established(self) -> Verdict | None:
        """The verdict on what the line says; a fallacy says `≠`, which one point at which it fails proves."""
        if self.kind is not StepKind.FALLACY or self.verdict is None:
            return self.verdict
        if self.verdict is Verdict.REFUTED:
            return Verdict.PROVED
        return Verdict.REFUTED if self.verdict.good else self.verdict


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
    plots: tuple[str, ...] = ()
    """The titles of what it can draw."""

    @property
    def labels(self) -> dict[str, str]:
        """The LaTeX of every labelled claim."""
        return {step.label: step.latex for step in self.steps if step.label is not None}


class Judged(_Value):
    """One step with its verdict; sent as soon as it is known."""

    type: Literal["judged"] = "judged"
    name: str
    step: Step


class Curve(_Value):
    """Points to be joined by a line, in the order in which they are given."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    """As many as `x`, all finite, and above 0 on a logarithmic axis."""
    guide: bool = False
    """Whether it is only there to be compared with, as a contour or an expected slope."""


class Plot(_Value):
    """Numbers that a derivation computed, and how they are to be drawn."""

    title: str
    x_label: str
    y_label: str
    x_log: bool = False
    y_log: bool = False
    series: tuple[Curve, ...]
    """At least one."""


class Plotted(_Value):
    """One plot of the derivation; sent only when plots were asked for."""

    type: Literal["plotted"] = "plotted"
    name: str
    plot: Plot


Nested = str | tuple[str, ...] | tuple[tuple[str, ...], ...]
"""A fraction as text, a vector of them, or a matrix by its rows."""


class Asked(_Value):
    """The right side of a claim at given values, as an exercise asks for it."""

    label: str
    values: dict[str, Nested]
    """What each name that the claim mentions stands for."""


class Valued(_Value):
    """What was asked for, in the same order; sent only when something was."""

    type: Literal["valued"] = "valued"
    name: str
    answers: tuple[float | str, ...]
    """Each a value, or a sentence that says why there is none."""


class GradeVerdict(StrEnum):
    """What a typed formula is worth as an answer."""

    EQUAL = "equal"
    """The same as the right side of the claim wherever that has a value."""
    DIFFERENT = "different"
    """Not the same, with a point that shows it."""
    DOMAIN = "domain"
    """Without a value at a point where the claim has one."""
    UNDECIDED = "undecided"
    """Neither could be shown. Never counted as wrong."""
    RESTATED = "restated"
    """The question itself in other letters."""
    UNREADABLE = "unreadable"
    """Not understood, or of another shape; nothing was compared."""


class Grade(_Value):
    """What was found out about a typed formula."""

    verdict: GradeVerdict
    message: str = ""
    """Why nothing was compared, or what is missing."""
    position: int | None = None
    """Index of the first character that is not understood."""
    witness: Witness | None = None
    """Where it differs: left is the claim's value, right the learner's, empty where there is none."""
    diagnosis: str = ""
    """The mistake that leads from the claim to this formula; empty when none is known."""
    proved: bool = False
    """Whether equality was proved, and not only seen at every point."""
    reached: bool = False
    """On a blackboard: whether the line is what was to be shown."""
    defines: str = ""
    """On a blackboard: the name that the line introduces."""


class Opened(_Value):
    """A claim that is ready to be answered, or to be derived; sent when it was asked to be opened."""

    type: Literal["opened"] = "opened"
    name: str
    label: str
    vocabulary: Vocabulary
    names: tuple[str, ...]
    """Those of its names that the claim has to do with."""
    left: str
    """The left side, as LaTeX."""
    relation: str = "="
    """How the sides compare, as LaTeX: a bound is answered with its larger side."""
    givens: tuple[str, ...]
    """Definitions and hypotheses that the claim rests on, as LaTeX."""
    hints: tuple[str, ...]
    """Markdown, each telling more than the one before; the last one is the answer."""


class Graded(_Value):
    """What a typed formula is worth; sent when one was handed in."""

    type: Literal["graded"] = "graded"
    name: str
    grade: Grade


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


Message = Annotated[
    Outline | Judged | Plotted | Valued | Opened | Graded | Finished | Failed, Field(discriminator="type")
]
MESSAGE: TypeAdapter[Message] = TypeAdapter(Message, config=ConfigDict(defer_build=True))
READY = "ready"
"""The worker's first line, written once everything is imported."""


class Typed(_Value):
    """A claim that a learner answers, or derives on a blackboard."""

    label: str
    definitions: tuple[tuple[str, str], ...] = ()
    """Names that the exercise gives to formulas, as `s` for `sigma(z)`."""
    blackboard: bool = False
    """Whether lines are written that lead to the claim, rather than one answer."""
    lines: tuple[str, ...] = ()
    """On a blackboard: what was verified before."""
    text: str | None = None
    """The answer or the next line; None only opens the claim."""


class Request(_Value):
    """What the worker is asked to do."""

    name: str
    path: str
    """The derivation file."""
    judge: bool = True
    """False asks for the outline only, which is what `quizapp check` compares card equations with."""
    mutants: bool = False
    """Whether to plant mistakes in every claim as well, and see each of them found."""
    plots: bool = False
    """Whether to compute what the derivation can draw as well."""
    asked: tuple[Asked, ...] = ()
    """Values to compute as well."""
    typed: Typed | None = None
    """A formula to grade, or a claim to open; nothing else is done then."""


class Report(_Value):
    """A whole run of one derivation."""

    outline: Outline
    steps: tuple[Step, ...]
    """Every step of the outline, judged."""
    seconds: float

    @property
    def good(self) -> bool:
        """Whether every judged step is what it is said to be, and at least one was judged."""
        judged = [step for step in self.steps if step.kind.judged]
        return bool(judged) and all(step.good for step in judged)
