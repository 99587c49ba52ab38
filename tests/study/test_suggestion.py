"""The rating that ticked key points speak for."""

import pytest

from quizapp.memory import Rating
from quizapp.study.suggestion import suggest


@pytest.mark.parametrize(
    ("ticked", "points", "suggested"),
    [
        (0, 3, None),
        (0, 0, None),
        (1, 3, Rating.AGAIN),
        (2, 3, Rating.HARD),
        (3, 3, Rating.GOOD),
        (1, 2, Rating.HARD),
        (1, 1, Rating.GOOD),
        (2, 5, Rating.AGAIN),
        (3, 5, Rating.HARD),
    ],
)
def test_suggests_by_the_share_of_points_said(ticked: int, points: int, suggested: Rating | None) -> None:
    assert suggest(ticked, points) is suggested


@pytest.mark.parametrize(("ticked", "points"), [(4, 3), (-1, 3)])
def test_refuses_ticks_that_cannot_be(ticked: int, points: int) -> None:
    with pytest.raises(ValueError, match="cannot have been ticked"):
        suggest(ticked, points)


def test_saying_more_never_lowers_the_suggestion() -> None:
    for points in range(1, 10):
        suggestions = [suggest(ticked, points) or 0 for ticked in range(points + 1)]
        assert suggestions == sorted(suggestions)
        assert Rating.EASY not in suggestions
