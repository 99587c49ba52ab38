"""The pack that comes with quizapp has nothing wrong with it, and covers the posts it comes from."""

from collections import Counter
from pathlib import Path

import pytest

from quizapp.cards.coverage import read_sources
from quizapp.cards.library import Library, load_library
from quizapp.cards.model import (
    ChooseExercise,
    DeriveExercise,
    Exercise,
    Language,
    NumberExercise,
    OrderExercise,
    SpotExercise,
)
from quizapp.derive.worker import find_derivations
from quizapp.locations import own_pack
from tests.cli.run import quizapp


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(own_pack().content)


def exercises(library: Library) -> list[Exercise]:
    return [
        exercise for card in library.cards.values() for exercise in card.faces[Language.ENGLISH].exercises
    ]


def test_check_finds_nothing_wrong(tmp_path: Path) -> None:
    result = quizapp(tmp_path, "check")
    assert result.exit_code == 0, result.output


def test_every_card_is_written_in_both_languages(library: Library) -> None:
    assert len(library.cards) >= 150
    assert [card.id for card in library.cards.values() if set(card.faces) != set(Language)] == []


def test_every_post_is_covered(library: Library) -> None:
    sources = read_sources(own_pack().content)
    assert sources is not None
    assert list(sources.posts) == [f"P{number:02}" for number in range(1, 17)]
    assert all(any(concept.post == post for concept in sources.concepts) for post in sources.posts)


def test_the_cards_rest_on_every_derivation(library: Library) -> None:
    assert set(library.derivations) == set(find_derivations(own_pack().derivations))


def test_every_kind_of_exercise_is_there_and_every_card_has_two(library: Library) -> None:
    kinds = Counter(type(exercise) for exercise in exercises(library))
    assert kinds.total() >= 300
    every = (DeriveExercise, ChooseExercise, SpotExercise, OrderExercise, NumberExercise)
    assert min(kinds[kind] for kind in every) >= 25
    few = [card.id for card in library.cards.values() if len(card.faces[Language.ENGLISH].exercises) < 2]
    assert few == []


def test_a_right_option_is_not_known_by_its_length(library: Library) -> None:
    """With four options the longest is right a quarter of the time; a habit would show as more."""
    single = [
        exercise.choices
        for exercise in exercises(library)
        if isinstance(exercise, ChooseExercise | SpotExercise)
        and sum(choice.right for choice in exercise.choices) == 1
    ]
    longest = [max(choices, key=lambda choice: len(choice.text)).right for choices in single]
    assert sum(longest) / len(longest) < 0.45


def test_every_card_has_three_to_six_key_points_and_a_mistake(library: Library) -> None:
    faces = [card.faces[Language.ENGLISH] for card in library.cards.values()]
    assert [face.title for face in faces if not 3 <= len(face.key_points) <= 6] == []
    assert [face.title for face in faces if not face.mistakes] == []


def test_every_level_is_there(library: Library) -> None:
    levels = Counter(card.level for card in library.cards.values())
    assert min(levels[level] for level in (1, 2, 3)) >= 30
