"""Every derive exercise of the deck, rewrites of its answer, and the mistakes that can be made in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from sympy import Expr, together

from quizapp.cards.library import load_library
from quizapp.cards.model import DeriveExercise, Language
from quizapp.derive.derivation import Derivation
from quizapp.derive.grade import Desk, claim_of
from quizapp.derive.latex import BlackboardPrinter
from quizapp.derive.load import load
from quizapp.derive.mutate.mistakes import CANNOT_BE_BUILT
from quizapp.derive.typed import Kind, RejectedError, as_text, nodes, parse
from quizapp.derive.worker import find_derivations
from quizapp.locations import own_pack
from quizapp.study.task import definitions_of


@dataclass(frozen=True, slots=True)
class Question:
    """A derive exercise."""

    derivation: str
    label: str
    definitions: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.derivation}:{self.label}"


@cache
def questions() -> tuple[Question, ...]:
    """Give every exercise of the deck, those with the same answer once."""
    found = {
        Question(card.derivation, exercise.label, definitions_of(exercise.prompt)): None
        for card in load_library(own_pack().content).cards.values()
        for exercise in card.faces[Language.ENGLISH].exercises
        if isinstance(exercise, DeriveExercise)
    }
    return tuple(sorted(found, key=str))


@cache
def derivation(name: str) -> Derivation:
    return load(find_derivations(own_pack().derivations)[name], name)


@cache
def desk(question: Question) -> Desk:
    found = derivation(question.derivation)
    return Desk(found, claim_of(found, question.label), question.definitions)


def latex(at: Desk, formula: object) -> str:
    return str(BlackboardPrinter(at.derivation.declared).doprint(formula))


def rewrites(at: Desk) -> Iterator[str]:
    """Give the answer in other forms, as text."""
    tree = parse(latex(at, at.statement.right), at.vocabulary)
    yield as_text(_other_way_round(tree))
    yield as_text(nodes.Negative(nodes.Add((nodes.Negative(tree), tree, nodes.Negative(tree)))))
    yield as_text(nodes.Add((nodes.Multiply((nodes.Number(Fraction(2)), tree)), nodes.Negative(tree))))
    if isinstance(tree, nodes.Multiply) and at.statement.right.is_Matrix and _matrices(tree, at):
        yield as_text(nodes.Transpose(nodes.Multiply(tuple(map(nodes.Transpose, reversed(tree.factors))))))
    if isinstance(at.statement.right, Expr) and not at.statement.right.is_Matrix:
        for change in (lambda e: e.expand(), together):
            try:
                changed = change(at.statement.right)
                if changed != at.statement.left:
                    yield as_text(parse(latex(at, changed), at.vocabulary))
            except (RejectedError, *CANNOT_BE_BUILT):
                continue


def _other_way_round(tree: nodes.Node) -> nodes.Node:
    """Give the same formula with its terms in the other order."""
    match tree:
        case nodes.Add(terms):
            return nodes.Add(tuple(map(_other_way_round, reversed(terms))))
        case nodes.Negative(body):
            return nodes.Negative(_other_way_round(body))
        case nodes.Divide(top, bottom):
            return nodes.Divide(_other_way_round(top), _other_way_round(bottom))
        case nodes.Multiply(factors):
            return nodes.Multiply(tuple(map(_other_way_round, factors)))
        case _:
            return tree


def _matrices(tree: nodes.Multiply, at: Desk) -> bool:
    plain = [factor.body if isinstance(factor, nodes.Transpose) else factor for factor in tree.factors]
    kinds = [at.vocabulary.kind(factor.name) if isinstance(factor, nodes.Name) else None for factor in plain]
    return set(kinds) <= {Kind.VECTOR, Kind.MATRIX}
