"""The pack that comes with quizapp has nothing wrong with it, and covers the first post."""

from pathlib import Path

import pytest

from quizapp.cards.library import Library, load_library
from quizapp.cards.model import ChooseExercise, Language
from quizapp.derive.worker import find_derivations
from quizapp.locations import own_pack
from tests.cli.run import quizapp

QUESTIONS_OF_THE_FIRST_POST = 11


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(own_pack().content)


def test_check_finds_nothing_wrong(tmp_path: Path) -> None:
    result = quizapp(tmp_path, "check")
    assert result.exit_code == 0, result.output


def test_every_card_is_written_in_both_languages(library: Library) -> None:
    assert len(library.cards) >= 22
    assert [card.id for card in library.cards.values() if set(card.faces) != set(Language)] == []


def test_every_question_of_the_first_post_has_a_card(library: Library) -> None:
    sources = " ".join(source for card in library.cards.values() for source in card.sources)
    missing = [n for n in range(1, QUESTIONS_OF_THE_FIRST_POST + 1) if f"question {n}" not in sources]
    assert missing == []


def test_the_cards_rest_on_many_derivations_and_leave_none_unused(library: Library) -> None:
    assert len(library.derivations) >= 14
    assert set(library.derivations) <= set(find_derivations(own_pack().derivations))


def test_right_options_stand_in_every_position(library: Library) -> None:
    positions = [
        place
        for card in library.cards.values()
        for exercise in card.faces[Language.ENGLISH].exercises
        if isinstance(exercise, ChooseExercise)
        for place, choice in enumerate(exercise.choices)
        if choice.right
    ]
    assert min(positions.count(place) for place in range(4)) >= len(positions) / 8


def test_first_answers_can_be_spoken(library: Library) -> None:
    """About 90 seconds: 150 spoken words a minute, and formulas count as one word each."""
    long = {
        card.id: words
        for card in library.cards.values()
        if (words := len(card.faces[Language.ENGLISH].answer.split())) > 300
    }
    assert long == {}
