"""How well a learner says she knew an answer."""

from enum import IntEnum


class Rating(IntEnum):
    """The four buttons under an answer; the numbers are FSRS's and are what the log stores."""

    AGAIN = 1
    """Not known: seen again in this session."""
    HARD = 2
    """Known with an effort, or with a point missing."""
    GOOD = 3
    """Known."""
    EASY = 4
    """Known at once and completely."""
