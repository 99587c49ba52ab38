"""What the blackboard prints of a claim can be typed: it is read, and graded equal."""

import random

import pytest

from quizapp.derive.declarations import Statement
from quizapp.derive.derivation import Derivation
from quizapp.derive.grade import Desk, claim_of
from quizapp.derive.report import GradeVerdict, StepKind
from quizapp.derive.typed import as_text, parse
from quizapp.derive.worker import find_derivations
from quizapp.locations import own_pack
from tests.derive.deck import derivation, latex

NOT_TYPED = {
    "chain_rule/fan_out:skip": "a derivative taken at a point, with a bar",
    "chain_rule/fan_out:shared-weight": "a derivative taken at a point, with a bar",
    "chain_rule/series:where": "a derivative taken at a point, with a bar",
    "losses/robust:log-cosh-stable": "e is the error there, and e^x the exponential as well",
}
NAMES = sorted(find_derivations(own_pack().derivations))
SAMPLE = sorted(random.Random(3).sample(NAMES, min(30, len(NAMES))))


def claims(found: Derivation) -> list[Statement]:
    return [line for line in found.statements if line.kind is StepKind.CLAIM]


def not_read_back(name: str, most: int | None = None) -> list[str]:
    problems = []
    for line in claims(derivation(name))[:most]:
        if f"{name}:{line.label}" in NOT_TYPED:
            continue
        asked = Desk(derivation(name), claim_of(derivation(name), line.label or ""))
        printed = latex(asked, line.right)
        graded = asked.grade(printed)
        if graded.verdict is not GradeVerdict.EQUAL:
            problems.append(f"{line.label}: {printed}: {graded}")
            continue
        tree = parse(printed, asked.vocabulary)
        if parse(as_text(tree), asked.vocabulary) != tree:
            problems.append(f"{line.label}: {printed} becomes {as_text(tree)}")
    return problems


@pytest.mark.parametrize("name", SAMPLE)
def test_claims_read_back(name: str) -> None:
    assert not_read_back(name, 2) == []


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_every_claim_reads_back(name: str) -> None:
    assert not_read_back(name) == []
