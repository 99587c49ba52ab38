"""Whether a typed formula is the right side of a claim, and if not, where it differs and what went wrong."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Dummy, Ge, Symbol, ZeroMatrix

from quizapp.derive.cases import Case, Maker
from quizapp.derive.deadline import Deadline, OutOfTimeError
from quizapp.derive.declarations import Declarations, Statement
from quizapp.derive.derivation import Derivation
from quizapp.derive.diagnose import CANNOT_BE_COMPARED, diagnose
from quizapp.derive.fitting import MeaninglessError, alike, is_matrix, shape_of
from quizapp.derive.latex import BlackboardPrinter
from quizapp.derive.lexicon import (
    functions_of_matrices,
    has_derivative,
    things_of,
    vocabulary_of,
    withheld,
)
from quizapp.derive.mutate.mistakes import CANNOT_BE_BUILT, Mistake, in_one_line, mistakes_in
from quizapp.derive.mutate.witnesses import NotComparableError
from quizapp.derive.nodes import Tensor
from quizapp.derive.precision import Precision, examine
from quizapp.derive.proof import prove_zero
from quizapp.derive.report import Grade, GradeVerdict, StepKind, Witness
from quizapp.derive.rounded import exact_forms
from quizapp.derive.signs import AtKinkError
from quizapp.derive.typed import RejectedError, Vocabulary, parse
from quizapp.derive.understood import Reader
from quizapp.derive.yardstick import Yardstick
from quizapp.errors import DerivationError

NUMBERS_SECONDS = 6.0
"""For the points at which a claim is evaluated, once for all answers to it."""
SIZES = 2
"""Combinations of sizes at which answers are compared."""
GRADE_SECONDS = 3.0
"""For reading and comparing one answer."""
DIAGNOSIS_SECONDS = 2.0
PROOF_SECONDS = 0.06
"""For the proof that an answer that agrees at every point is the same; without one it still counts."""
UNSIZED = "how long is the `1`, or how large the `I`? write `ones(N)` or `eye(N)`"
NOT_GRADED = (
    RejectedError,
    MeaninglessError,
    NotComparableError,
    AtKinkError,
    OutOfTimeError,
    RecursionError,
    *CANNOT_BE_BUILT,
)
"""What is raised where an answer means nothing, or cannot be computed."""


@dataclass(slots=True)
class Desk:
    """A claim that answers are compared with; making one takes longer than grading."""

    derivation: Derivation
    statement: Statement
    definitions: tuple[tuple[str, str], ...] = ()
    """Names that the exercise gives to formulas, as `s` for `sigma(z)`."""
    vocabulary: Vocabulary = field(init=False)
    reader: Reader = field(init=False)
    yardstick: Yardstick = field(init=False)
    _mistakes: tuple[Mistake, ...] | None = None
    _answer: str | None = None

    def __post_init__(self) -> None:
        declared, statement = self.derivation.declared, self.statement
        things = things_of(self.derivation, statement)
        self.vocabulary = vocabulary_of(
            things,
            declared,
            without=withheld(statement, declared),
            derivatives=has_derivative(statement.right),
        )
        self.reader = Reader(declared, things, functions_of_matrices(self.derivation))
        for name, text in self.definitions:
            self._define(name, text)
        self.yardstick = yardstick_of(self.derivation, statement, hypotheses_of(self.derivation, statement))

    def _define(self, name: str, text: str) -> None:
        """Let a name stand for a formula; one that is known, or a value for an example, changes nothing."""
        if self.vocabulary.kind(name) is not None:
            return
        try:
            expr = self.reader.read(parse(text, self.vocabulary))
        except (RejectedError, MeaninglessError):
            return
        self.vocabulary, self.reader = self.reader.with_definition(name, expr, self.vocabulary)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Every mistake that the engine knows to make in the claim."""
        if self._mistakes is None:
            self._mistakes = mistakes_in(self.statement, self.derivation.declared)
        return self._mistakes

    def grade(self, text: str) -> Grade:
        """Say what an answer is worth."""
        deadline = Deadline.after(time.monotonic, GRADE_SECONDS)
        try:
            with deadline.enforced():
                formula = self._read(text)
                problem = self._misfit(formula)
                witness = self.yardstick.witness(formula) if problem is None else None
        except NOT_GRADED as error:
            return refusal(error)
        return problem or self._graded(text, formula, witness)

    def _graded(self, text: str, formula: Any, witness: Witness | None) -> Grade:
        if witness is None:
            return Grade(verdict=GradeVerdict.EQUAL, proved=self._proved(formula))
        if witness.right == "":
            message = "yours has no value there, and the answer has one"
            return Grade(verdict=GradeVerdict.DOMAIN, witness=witness, message=message)
        return Grade(
            verdict=GradeVerdict.DIFFERENT, witness=witness, diagnosis=self._diagnosis(text, formula)
        )

    def _read(self, text: str) -> Any:
        formula = self.reader.read(parse(text, self.vocabulary))
        right = self.statement.right
        if formula == 0 and is_matrix(right):
            return ZeroMatrix(*right.shape)
        if is_matrix(formula) and is_matrix(right):
            formula, _ = alike(formula, right) or (formula, right)
        if formula.atoms(Dummy):
            raise MeaninglessError(UNSIZED)
        return formula

    def _misfit(self, formula: Any) -> Grade | None:
        """Say what is wrong with an answer that numbers need not be asked about."""
        right, left = self.statement.right, self.statement.left
        if (message := _other_shape(right, formula)) is not None:
            return Grade(verdict=GradeVerdict.UNREADABLE, message=message)
        free = free_indices(self.derivation, self.statement)
        strange = [i for i in self.derivation.declared.free_indices(formula) if i not in free]
        if strange:
            message = f"the index `{strange[0].name}` is open; sum over it, or use an index of the question"
            return Grade(verdict=GradeVerdict.UNREADABLE, message=message)
        if isinstance(formula, Basic) and not right.has(left) and formula.has(left) and not left.is_number:
            message = "this repeats the left side; write what it comes to"
            return Grade(verdict=GradeVerdict.RESTATED, message=message)
        return None

    def _proved(self, formula: Any) -> bool:
        statement = self.statement
        if formula == statement.right:
            return True
        same = Statement(StepKind.STEP, statement.right, formula, "", statement.origin, where=statement.where)
        return proves(self.derivation, same, hypotheses_of(self.derivation, statement), PROOF_SECONDS)

    def _diagnosis(self, text: str, formula: Any) -> str:
        statement = self.statement
        if self._answer is None:
            self._answer = in_one_line(BlackboardPrinter(self.derivation.declared), statement.right)
        deadline = Deadline.after(time.monotonic, DIAGNOSIS_SECONDS)
        try:
            with deadline.enforced():
                return self._rounded(text) or diagnose(
                    self.yardstick, formula, statement, self.mistakes, self._answer
                )
        except (OutOfTimeError, RecursionError):
            return ""

    def _rounded(self, text: str) -> str:
        """Say that a decimal stands for a number that it only approaches."""
        for shown, name, exact in exact_forms(text):
            try:
                if self.yardstick.witness(self._read(exact)) is None:
                    return f"{shown} is not exactly {name}; write {name}"
            except (RejectedError, MeaninglessError, *CANNOT_BE_COMPARED):
                continue
        return ""


def refusal(error: BaseException) -> Grade:
    """Say why nothing was compared: the formula is not understood, or it could not be computed."""
    match error:
        case RejectedError():
            return Grade(verdict=GradeVerdict.UNREADABLE, message=str(error), position=error.position)
        case MeaninglessError():
            return Grade(verdict=GradeVerdict.UNREADABLE, message=str(error))
        case OutOfTimeError() | RecursionError():
            message = "it could not be compared in time; write it shorter, or take a smaller step"
        case NotComparableError():
            message = "it has no value where the answer has one"
        case _:
            message = f"it could not be compared: {error}"
    return Grade(verdict=GradeVerdict.UNDECIDED, message=message)


def yardstick_of(derivation: Derivation, statement: Statement, hypotheses: Sequence[Statement]) -> Yardstick:
    """Evaluate the right side of a statement at points; raises DerivationError where it has no value."""
    points = _points(derivation, statement, hypotheses)
    free, exact = free_indices(derivation, statement), not points.approximate
    return Yardstick.of(derivation.declared, statement.right, free, points.points, exact=exact)


def _points(derivation: Derivation, statement: Statement, hypotheses: Sequence[Statement]) -> Precision:
    """Evaluate the right side, which the claim says is the left one, at sizes and bits of both."""
    declared, right = derivation.declared, statement.right
    left = statement.left if statement.slack is None else right
    where = (*statement.where, *_mentioning(declared, left))
    same = Statement(StepKind.STEP, right, right, "", statement.origin, where=where)
    deadline = Deadline.after(time.monotonic, NUMBERS_SECONDS)
    try:
        with deadline.enforced():
            cases = of_few_sizes(Maker(declared, same, hypotheses))
            name = statement.label or ""
            found = examine(cases, name, literal_zero=True, bound=False, deadline=deadline)
    except OutOfTimeError as error:
        message = f"`{statement.label}` takes too long to evaluate; try another exercise"
        raise DerivationError(message) from error
    if not found.points:
        raise DerivationError(f"`{statement.label}` has no value at any point; try another exercise")
    return found


def _mentioning(declared: Declarations, left: Basic) -> list[Basic]:
    """Give conditions that always hold, and mention the sizes and bits of a formula: each gets a value."""
    bits = [thing for thing in left.free_symbols if thing in declared.binary]
    entries = [bit[(1,) * bit.rank] if isinstance(bit, Tensor) else bit for bit in bits]
    sizes = list(declared.size_choices(left)[0])
    return [Ge(thing, 0, evaluate=False) for thing in sorted([*sizes, *entries], key=str)]


def free_indices(derivation: Derivation, statement: Statement) -> tuple[Symbol, ...]:
    """Give the indices that a statement leaves open."""
    free = derivation.declared.free_indices(statement.left)
    return free + tuple(i for i in derivation.declared.free_indices(statement.right) if i not in free)


def hypotheses_of(derivation: Derivation, statement: Statement) -> tuple[Statement, ...]:
    """Give what is assumed before a claim."""
    before = derivation.statements[: derivation.statements.index(statement)]
    return tuple(line for line in before if line.kind is StepKind.HYPOTHESIS)


def proves(
    derivation: Derivation, equality: Statement, hypotheses: Sequence[Statement], seconds: float
) -> bool:
    """Whether an equality is proved within some seconds; that it is not says nothing."""
    deadline = Deadline.after(time.monotonic, seconds)
    try:
        with deadline.enforced():
            cases = list(Maker(derivation.declared, equality, hypotheses).cases(numbers=False))
            entries = [entry for case in cases for entry in case.entries]
            return bool(entries) and all(prove_zero(e.left - e.right, deadline) is not None for e in entries)
    except (OutOfTimeError, RecursionError, AtKinkError, *CANNOT_BE_BUILT):
        return False


def of_few_sizes(maker: Maker) -> list[Case]:
    """Return every case at the first sizes: what is wrong for five classes is wrong for three."""
    found: list[Case] = []
    sizes: list[Any] = []
    for case in maker.cases(numbers=True):
        if case.sizes not in sizes:
            if len(sizes) == SIZES:
                break
            sizes.append(case.sizes)
        found.append(case)
    return found


def _other_shape(right: Any, formula: Any) -> str | None:
    """Say that an answer has another shape than what was asked for, and what would mend it."""
    if is_matrix(formula) != is_matrix(right):
        if is_matrix(right):
            return f"the answer is {shape_of(right)}, and yours is one number"
        return f"the answer is one number, and yours is {shape_of(formula)}; name an entry, as `x_k`"
    if not is_matrix(right) or formula.shape == right.shape:
        return None
    mend = ": transpose it" if formula.shape == right.shape[::-1] else ""
    return f"the answer is {shape_of(right)}, and yours is {shape_of(formula)}{mend}"


def claim_of(derivation: Derivation, label: str) -> Statement:
    """Return a claim by its label; raises DerivationError when there is none."""
    for statement in derivation.statements:
        if statement.label == label and statement.kind is StepKind.CLAIM:
            return statement
    raise DerivationError(f"it has no claim `{label}`")
