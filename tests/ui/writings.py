"""A claim to derive, and a prover that opens it and grades one line after the other."""

from collections.abc import Callable, Sequence

from quizapp.derive.report import (
    Asked,
    Failed,
    Finished,
    Grade,
    Graded,
    GradeVerdict,
    Message,
    Opened,
    Typed,
    Witness,
)
from quizapp.derive.typed import Kind, Letter, Vocabulary
from tests.ui.proofs import NAME

LETTERS = (
    Letter(name="K", kind=Kind.SIZE, latex="K"),
    Letter(name="L", kind=Kind.SCALAR, latex="L"),
    Letter(name="j", kind=Kind.INDEX, latex="j"),
    Letter(name="k", kind=Kind.INDEX, latex="k"),
    Letter(name="p", kind=Kind.VECTOR, latex="p"),
    Letter(name="y", kind=Kind.VECTOR, latex="y"),
    Letter(name="z", kind=Kind.VECTOR, latex="z"),
)
OPENED = Opened(
    name=NAME,
    label="gradient",
    vocabulary=Vocabulary(letters=LETTERS, derivatives=True),
    names=(),
    left=r"\frac{\partial L}{\partial z_{k}}",
    givens=(
        r"p_{k} = \frac{e^{z_{k}}}{\sum_{j=1}^{K} e^{z_{j}}}",
        r"L = -\sum_{k=1}^{K} y_{k} \log p_{k}",
        r"\sum_{k=1}^{K} y_{k} = 1",
    ),
    hints=("Sum the Jacobian against y.", "$□_{□} - □_{□}$", "$p_{k} - y_{k}$"),
)
FOLLOWS = Grade(verdict=GradeVerdict.EQUAL, proved=True)
SEEN = Grade(verdict=GradeVerdict.EQUAL)
REACHED = Grade(verdict=GradeVerdict.EQUAL, proved=True, reached=True)
WRONG = Grade(
    verdict=GradeVerdict.DIFFERENT,
    witness=Witness(where="K = 3, z_1 = 5.81", left="-0.0886", right="0.911", difference="-1"),
    diagnosis="the sign of the term y_k is flipped",
)
DONE = Finished(name=NAME, seconds=0.01)


def naming(name: str) -> Grade:
    """Return the verdict on a line that introduces a name."""
    return Grade(verdict=GradeVerdict.EQUAL, defines=name)


def opened_with(*names: str) -> Opened:
    """Return the claim with names that were introduced."""
    letters = [Letter(name=name, kind=Kind.SCALAR, latex=name) for name in names]
    return OPENED.model_copy(update={"vocabulary": OPENED.vocabulary.with_letters(*letters)})


def writing(*answers: Grade | Failed) -> Callable[[Asked | Typed], Sequence[Message]]:
    """Return what a prover says: the opened claim with its new names, and one answer for each line."""
    waiting = list(answers)

    def reply(question: Asked | Typed) -> Sequence[Message]:
        assert isinstance(question, Typed)
        assert question.blackboard
        if question.text is None:
            names = [line.removeprefix("let ").split(" =")[0] for line in question.lines]
            return (opened_with(*names).model_copy(update={"label": question.label}), DONE)
        answer = waiting.pop(0)
        return (answer,) if isinstance(answer, Failed) else (Graded(name=NAME, grade=answer), DONE)

    return reply
