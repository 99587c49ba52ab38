"""The rating that the ticked key points speak for."""

from quizapp.memory.rating import Rating


def suggest(ticked: int, points: int) -> Rating | None:
    """Return a rating for having said ticked of points; None when nothing was ticked, which says nothing.

    Easy is never suggested: how much effort it took, only the learner knows.
    """
    if not 0 <= ticked <= points:
        raise ValueError(f"{ticked} of {points} points cannot have been ticked")
    if ticked == 0:
        return None
    if ticked == points:
        return Rating.GOOD
    return Rating.HARD if 2 * ticked >= points else Rating.AGAIN
