"""When two equations are the same, and where they first differ."""

import pytest

from quizapp.cards.equations import first_difference, same_equation


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("a = b", "a = b", True),
        ("a\n= b", "a = b", True),
        ("  a  \r\n\n   = b\n", "a = b", True),
        ("a  = b", "a = b", False),
        ("a=b", "a = b", False),
        (r"\pi r", r"\pir", False),
    ],
)
def test_only_line_breaks_may_differ(left: str, right: str, same: bool) -> None:
    assert same_equation(left, right) is same


def test_the_difference_is_shown_from_both_sides_with_a_little_around_it() -> None:
    card, printed = first_difference("a" * 30 + "+" + "b" * 30, "a" * 30 + "-" + "b" * 30)
    assert card == "…" + "a" * 12 + "+" + "b" * 19 + "…"
    assert printed == "…" + "a" * 12 + "-" + "b" * 19 + "…"


def test_a_text_that_ends_too_early_says_so() -> None:
    assert first_difference("a", "a + b") == ("a (its end)", "a + b")
