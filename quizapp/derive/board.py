"""A claim derived by the learner herself: each line is verified, by whatever route the claim is reached."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Dummy, count_ops

from quizapp.derive.cases import Maker
from quizapp.derive.deadline import Deadline, OutOfTimeError
from quizapp.derive.declarations import Statement
from quizapp.derive.derivation import NAME, Derivation
from quizapp.derive.diagnose import diagnose
from quizapp.derive.fitting import MeaninglessError, alike, is_matrix, shape_of
from quizapp.derive.grade import (
    NOT_GRADED,
    UNSIZED,
    hypotheses_of,
    of_few_sizes,
    proves,
    refusal,
    yardstick_of,
)
from quizapp.derive.latex import BlackboardPrinter
from quizapp.derive.lexicon import functions_of_matrices, things_of, vocabulary_of, words_of
from quizapp.derive.mutate.mistakes import in_one_line, mistakes_in
from quizapp.derive.precision import examine
from quizapp.derive.report import Grade, GradeVerdict, StepKind, Verdict
from quizapp.derive.rounded import exact_forms
from quizapp.derive.typed import RejectedError, Vocabulary, parse, sides_of
from quizapp.derive.understood import Reader
from quizapp.errors import DerivationError

SECONDS = 3.0
"""For the points of one line."""
PROOF_SECONDS = 0.3
DIAGNOSIS_SECONDS = 1.5
LONGEST = 1.25
"""How much longer than the book's a last line may be."""
_LET = re.compile(r"\s*let\s+(.+?)\s*=\s*(.+)", re.DOTALL)


@dataclass(slots=True)
class Board:
    """What has been written about one claim so far."""

    derivation: Derivation
    statement: Statement
    vocabulary: Vocabulary = field(init=False)
    reader: Reader = field(init=False)
    left: Any = field(init=False)
    """What the next line is about, unless it says so itself."""
    last: Any = None
    """The right side of the last line; None before the first."""
    text: str = ""
    """The last line as it was written."""
    introduced: frozenset[str] = frozenset()
    """Names that the learner gave to formulas."""

    def __post_init__(self) -> None:
        things = things_of(self.derivation, self.statement)
        self.vocabulary = vocabulary_of(
            things, self.derivation.declared, without=frozenset(), derivatives=True
        )
        self.reader = Reader(self.derivation.declared, things, functions_of_matrices(self.derivation))
        self.left = self.statement.left

    def write(self, text: str) -> Grade:
        """Verify a line; one that holds stays on the board."""
        deadline = Deadline.after(time.monotonic, SECONDS)
        try:
            with deadline.enforced():
                if (definition := _LET.fullmatch(text)) is not None:
                    return self._define(*definition.groups())
                left, right = self._sides(text)
                grade = self._refused(text, left, right) or self._judged(left, right, deadline)
        except NOT_GRADED as error:
            return refusal(error)
        if grade.verdict is GradeVerdict.DIFFERENT:
            return grade.model_copy(update={"diagnosis": self._diagnosis(text, left, right)})
        if grade.verdict is GradeVerdict.EQUAL:
            proved = proves(self.derivation, self._line(left, right), self._hypotheses, PROOF_SECONDS)
            grade = grade.model_copy(update={"proved": proved, "reached": self._reaches(left, right)})
            self.left, self.last, self.text = left, right, text
        return grade

    def _define(self, name: str, text: str) -> Grade:
        if not NAME.fullmatch(name):
            raise RejectedError(f"`{name}` cannot be a name; write `let s = sigma(z)`", 0)
        if self.vocabulary.kind(name) is not None:
            raise RejectedError(f"`{name}` already stands for something; choose another name", 0)
        expr = self.reader.read(parse(text, self.vocabulary))
        if expr.atoms(Dummy):
            raise MeaninglessError(UNSIZED)
        self.vocabulary, self.reader = self.reader.with_definition(name, expr, self.vocabulary)
        self.introduced |= {name}
        return Grade(verdict=GradeVerdict.EQUAL, defines=name)

    def _sides(self, text: str) -> tuple[Any, Any]:
        before, after = sides_of(text)
        right = self.reader.read(parse(after, self.vocabulary))
        left = self.reader.read(parse(before, self.vocabulary)) if before.strip() else self.left
        if is_matrix(left) and is_matrix(right):
            left, right = alike(left, right) or (left, right)
        if left.atoms(Dummy) or right.atoms(Dummy):
            raise MeaninglessError(UNSIZED)
        return left, right

    def _refused(self, text: str, left: Any, right: Any) -> Grade | None:
        """Say what is wrong with a line that numbers need not be asked about."""
        if left == right or text.split() == self.text.split():
            message = "both sides are the same" if left == right else "this is the line before"
            return Grade(verdict=GradeVerdict.RESTATED, message=message)
        if is_matrix(left) != is_matrix(right):
            raise MeaninglessError("one side is a number and the other a matrix; name an entry, as `x_k`")
        if is_matrix(left) and left.shape != right.shape:
            mend = ": transpose one" if left.shape == right.shape[::-1] else ""
            shapes = f"the left side is {shape_of(left)}, and the right side {shape_of(right)}"
            raise MeaninglessError(shapes + mend)
        return None

    def _judged(self, left: Any, right: Any, deadline: Deadline) -> Grade:
        """Compare the two sides at points; a line without any is not decided."""
        line = self._line(left, right)
        cases = of_few_sizes(Maker(self.derivation.declared, line, self._hypotheses))
        found = examine(cases, "line", literal_zero=True, bound=False, deadline=deadline)
        if found.verdict is Verdict.REFUTED:
            return Grade(verdict=GradeVerdict.DIFFERENT, witness=found.witness)
        if found.verdict is Verdict.AGREES:
            return Grade(verdict=GradeVerdict.EQUAL)
        return Grade(verdict=GradeVerdict.UNDECIDED, message=found.summary)

    def _line(self, left: Any, right: Any) -> Statement:
        where = self.statement.where
        return Statement(StepKind.STEP, left, right, "", self.statement.origin, where=where)

    @property
    def _hypotheses(self) -> tuple[Statement, ...]:
        return hypotheses_of(self.derivation, self.statement)

    def _diagnosis(self, text: str, left: Any, right: Any) -> str:
        """Name the mistake that leads from the claim, or from the line before, to this one."""
        known = [(self.statement.left, self.statement.right), (self.left, self.last)]
        references = [
            self._line(left, truth) for about, truth in known if about == left and truth is not None
        ]
        deadline = Deadline.after(time.monotonic, DIAGNOSIS_SECONDS)
        try:
            with deadline.enforced():
                for reference in references:
                    if found := self._mistake(text, reference, right):
                        return found
        except (OutOfTimeError, RecursionError):
            return ""
        return ""

    def _mistake(self, text: str, reference: Statement, right: Any) -> str:
        declared = self.derivation.declared
        try:
            yardstick = yardstick_of(self.derivation, reference, self._hypotheses)
            for shown, name, exact in exact_forms(text):
                if yardstick.witness(self._sides(exact)[1]) is None:
                    return f"{shown} is not exactly {name}; write {name}"
            answer = in_one_line(BlackboardPrinter(declared), self.statement.right)
            return diagnose(yardstick, right, reference, mistakes_in(reference, declared), answer)
        except (OutOfTimeError, RecursionError):
            raise
        except NOT_GRADED:
            return ""

    def _reaches(self, left: Any, right: Any) -> bool:
        """Whether a line is the claim: what was asked for, worked out in the book's words, and no longer.

        A sum, a derivative or a function that the book's right side does not have is still to be worked out.
        """
        book = self.statement.right
        if left != self.statement.left:
            return False
        if isinstance(right, Basic) and right.has(left) and not book.has(left):
            return False
        if not self._unfolded(words_of(right)) <= words_of(book):
            return False
        return bool(count_ops(right) <= max(LONGEST * count_ops(book), count_ops(book) + 1))

    def _unfolded(self, words: frozenset[Any]) -> frozenset[Any]:
        """Put what the learner's own names stand for in place of them."""
        own = {word for word in words if getattr(word, "name", "") in self.introduced}
        inside = [self._unfolded(words_of(word.definition)) for word in own]
        return (words - own).union(*inside)


def replay(board: Board, lines: tuple[str, ...]) -> None:
    """Write lines that were verified before; raises DerivationError when one does not hold any more."""
    for line in lines:
        if board.write(line).verdict is not GradeVerdict.EQUAL:
            raise DerivationError(f"the line `{line}` does not hold; undo it")
