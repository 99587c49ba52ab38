"""Claims that a learner is working on, kept ready between one answer and the next."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

from sympy import Basic, Symbol

from quizapp.derive.board import Board, replay
from quizapp.derive.declarations import Statement, dependencies
from quizapp.derive.derivation import Derivation
from quizapp.derive.grade import Desk, claim_of
from quizapp.derive.latex import BlackboardPrinter, latex_of
from quizapp.derive.lexicon import concerned, things_of
from quizapp.derive.load import load
from quizapp.derive.mutate.places import places
from quizapp.derive.nodes import Entry, Quantity, Tensor
from quizapp.derive.report import Graded, GradeVerdict, Opened, StepKind, Typed
from quizapp.derive.vocabulary import Vocabulary

BOX, EMPTY = "box", "□"
_BOXES = re.compile(rf"\\mathrm\{{{BOX}\d+\}}")
MOST = 16
"""Claims kept ready; an evening has about as many."""


class Lessons:
    """Answers what is typed about claims; the slow part of a claim is done once."""

    def __init__(self) -> None:
        self._derivations: OrderedDict[tuple[str, bytes], Derivation] = OrderedDict()
        self._desks: OrderedDict[tuple[Any, ...], Desk] = OrderedDict()
        self._boards: OrderedDict[tuple[Any, ...], Board] = OrderedDict()

    def answer(self, path: Path, name: str, typed: Typed) -> Opened | Graded:
        """Open a claim, or grade what was typed; raises DerivationError when the file has no such claim."""
        source = path.read_bytes()
        derivation = _kept(self._derivations, (name, source), lambda: load(path, name))
        statement = claim_of(derivation, typed.label)
        if typed.blackboard:
            return self._write(derivation, statement, (name, source), typed)
        key = (name, source, typed.label, typed.definitions)
        desk = _kept(self._desks, key, lambda: Desk(derivation, statement, typed.definitions))
        if typed.text is not None:
            return Graded(name=name, grade=desk.grade(typed.text))
        return _opened(name, derivation, statement, desk.vocabulary)

    def _write(
        self, derivation: Derivation, statement: Statement, key: tuple[str, bytes], typed: Typed
    ) -> Opened | Graded:
        """Verify the next line of a board, or open it; lines that were verified before are not again."""

        def replayed() -> Board:
            board = Board(derivation, statement)
            replay(board, typed.lines)
            return board

        board = copy(_kept(self._boards, (*key, typed.label, typed.lines), replayed))
        if typed.text is None:
            return _opened(key[0], derivation, statement, board.vocabulary)
        grade = board.write(typed.text)
        if grade.verdict is GradeVerdict.EQUAL:
            _kept(self._boards, (*key, typed.label, (*typed.lines, typed.text)), lambda: board)
        return Graded(name=key[0], grade=grade)


def _kept(store: "OrderedDict[Any, Any]", key: Any, make: Any) -> Any:
    """Return what a store has under a key, made now if it has to be; what was not used longest goes."""
    if key in store:
        store.move_to_end(key)
    else:
        store[key] = make()
        if len(store) > MOST:
            store.popitem(last=False)
    return store[key]


def _opened(name: str, derivation: Derivation, statement: Statement, vocabulary: Vocabulary) -> Opened:
    declared = derivation.declared
    printer = BlackboardPrinter(declared)
    right = printer.doprint(statement.right)
    related = concerned(things_of(derivation, statement), statement, declared)
    new = vocabulary.by_name.keys() - things_of(derivation, statement).keys()
    return Opened(
        name=name,
        label=statement.label or "",
        vocabulary=vocabulary,
        names=tuple(letter.name for letter in vocabulary.letters if letter.name in {*related, *new}),
        left=printer.doprint(statement.left),
        relation="=" if statement.slack is None else r"\le",
        givens=(
            *(latex_of(line, declared) for line in _givens(derivation, statement)),
            *_ranges(derivation, statement, printer),
        ),
        hints=(
            statement.reason,
            f"${_BOXES.sub(EMPTY, printer.doprint(_skeleton(statement.right)))}$",
            f"${right}$",
        ),
    )


def _givens(derivation: Derivation, statement: Statement) -> list[Statement]:
    """Return the definitions and hypotheses before a claim that speak of what it speaks of."""
    used = dependencies(statement.left) | dependencies(statement.right)
    before = derivation.statements[: derivation.statements.index(statement)]
    kinds = {StepKind.DEFINITION, StepKind.HYPOTHESIS}
    return [
        line
        for line in before
        if line.kind in kinds and not used.isdisjoint(_subject(line.left) | _subject(line.right))
    ]


def _ranges(derivation: Derivation, statement: Statement, printer: BlackboardPrinter) -> Iterator[str]:
    """Yield between which bounds the letters of a claim lie, as LaTeX: without them it may not hold."""
    lines = [*_givens(derivation, statement), statement]
    used = {part for line in lines for side in (line.left, line.right) for part in dependencies(side)}
    for letter, domain in derivation.declared.domains.items():
        if letter not in used:
            continue
        name, low, high = printer.doprint(letter), domain.low, domain.high
        if low is not None and high is not None:
            yield f"{printer.doprint(low)} < {name} < {printer.doprint(high)}"
        elif low is not None:
            yield f"{name} > {printer.doprint(low)}"
        elif high is not None:
            yield f"{name} < {printer.doprint(high)}"


def _subject(side: Basic) -> set[Basic]:
    found = {part for part in dependencies(side) if isinstance(part, Symbol | Tensor | Quantity)}
    return found or {side}


def _skeleton(formula: Basic) -> Basic:
    """Return a formula with an empty box in place of every name: its shape, and nothing more."""
    whole = formula
    for number, place in enumerate(list(places(formula))):
        if isinstance(place.part, Symbol | Quantity | Entry) and place.part not in place.scope:
            whole = whole.xreplace({place.part: Symbol(f"{BOX}{number}", real=True)})
    return whole
