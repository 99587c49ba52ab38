"""The derivation in which the answers of `answers.json` are typed."""

import json
from dataclasses import dataclass
from pathlib import Path

from sympy import Sum, exp

from quizapp.derive import Derivation
from quizapp.derive.declarations import Statement
from quizapp.derive.grade import Desk
from quizapp.derive.lexicon import things_of, vocabulary_of
from quizapp.derive.report import GradeVerdict, StepKind
from quizapp.derive.typed import Vocabulary, parse
from quizapp.derive.understood import Reader


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed where a reference was asked for, and what it is worth."""

    reference: str
    typed: str
    verdict: GradeVerdict


def pairs() -> list[Typed]:
    found = json.loads(Path(__file__).with_name("answers.json").read_text("utf-8"))
    return [Typed(each["reference"], each["typed"], GradeVerdict(each["verdict"])) for each in found]


def everything() -> Derivation:
    """Declare something of every kind; no two sizes are the same."""
    d = Derivation("Answers")
    size_k, size_n, size_d = d.size("K", 3, 4), d.size("N", 5, 6), d.size("D", 2, 3)
    j, k = d.indices("j k", size_k)
    d.index("i", size_d)
    d.index("n", size_n)
    x, w, b = d.reals("x w b")
    a, c = d.positive("a"), d.positive("c")
    p_, q_ = d.probability("p"), d.probability("q")
    del w, b, a, c, p_, q_
    d.bit("u")
    z = d.vector("z", size_k)
    d.vector("y", size_k)
    d.vectors("h g", size_d)
    d.matrix("W", size_d, size_k)
    d.matrix("X", size_n, size_d)
    d.matrix("A", size_d, size_d)
    d.function("sigma", x, 1 / (1 + exp(-x)), "The logistic function.")
    d.let("s", exp(z[k]) / Sum(exp(z[j]), (j, 1, size_k)), "The softmax.")
    return d


def desk_for(reference: str) -> Desk:
    """Ask for a formula."""
    d = everything()
    line = Statement(
        StepKind.CLAIM, d.statements[0].left, d.statements[0].right, "", "answers.json", "before"
    )
    d.statements.append(line)
    things = things_of(d, line)
    vocabulary = vocabulary_of(things, d.declared, without=frozenset(), derivatives=False)
    expr = Reader(d.declared, things).read(parse(reference, vocabulary))
    asked = Statement(StepKind.CLAIM, expr, expr, "", "answers.json", label="asked")
    d.statements.append(asked)
    return Desk(d, asked)


def vocabulary_for(reference: str) -> Vocabulary:
    return desk_for(reference).vocabulary
