import math

import pytest

from quizapp.cards.model import CardId
from quizapp.memory.fuzz import fraction_for, fuzz_bounds, fuzzed

MAXIMUM = 36_500
FRACTIONS = (0.0, 0.25, 0.5, 0.75, 1 - 2**-53)


def anki_bounds(interval: float) -> tuple[int, int]:
    """Anki's bounds, written from its documentation as the table of spreads at the ends of its ranges.

    From 2.5 over 7 to 20 days the spread grows in straight lines from 1 over 1.675 to 2.975, then by 1/20.
    """
    if interval < 2.5:
        return (max(1, math.floor(interval + 0.5)),) * 2
    if interval < 7:
        spread = 1 + (interval - 2.5) * 3 / 20
    elif interval < 20:
        spread = 1.675 + (interval - 7) / 10
    else:
        spread = 2.975 + (interval - 20) / 20
    return math.floor(interval - spread + 0.5), math.floor(interval + spread + 0.5)


def test_every_interval_stays_inside_ankis_bounds_and_its_maximum() -> None:
    for interval in range(1, MAXIMUM + 1):
        lower, upper = anki_bounds(interval)
        assert fuzz_bounds(interval, MAXIMUM) == (lower, min(upper, MAXIMUM))
        days = [fuzzed(interval, MAXIMUM, fraction) for fraction in FRACTIONS]
        assert days[0] == lower
        assert days[-1] == min(upper, MAXIMUM)
        assert days == sorted(days)
        assert all(type(d) is int for d in days)


def test_exact_intervals_between_whole_days_stay_inside_ankis_bounds() -> None:
    for hundredths in range(50, 10_000):
        interval = hundredths / 100
        assert fuzz_bounds(interval, MAXIMUM) == anki_bounds(interval)


@pytest.mark.parametrize(
    ("interval", "maximum", "lower", "middle", "upper"),
    [
        (1.0, 1000, 1, 1, 1),
        (2.49, 1000, 2, 2, 2),
        (2.5, 1000, 2, 3, 4),
        (7.0, 1000, 5, 7, 9),
        (17.0, 1000, 14, 17, 20),
        (37.0, 1000, 33, 37, 41),
        (19.9, 1000, 17, 20, 23),
        (20.1, 1000, 17, 20, 23),
        (100.0, 99, 93, 96, 99),
    ],
)
def test_bounds_are_those_of_ankis_own_tests(
    interval: float, maximum: int, lower: int, middle: int, upper: int
) -> None:
    assert [fuzzed(interval, maximum, f) for f in (0.0, 0.5, 0.99)] == [lower, middle, upper]


@pytest.mark.parametrize("maximum", [1, 2, 3, 10, 365])
def test_no_interval_passes_the_maximum_or_falls_below_a_day(maximum: int) -> None:
    for interval in (0.01, 0.9, 2.5, 9.7, 364.0, 366.0, 36_500.0, 121_032.0):
        for fraction in FRACTIONS:
            assert 1 <= fuzzed(interval, maximum, fraction) <= maximum


def test_a_longer_interval_never_becomes_a_shorter_one_with_the_same_fraction() -> None:
    for fraction in FRACTIONS:
        days = [fuzzed(tenths / 10, MAXIMUM, fraction) for tenths in range(1, 20_000)]
        assert days == sorted(days)


def test_cards_learned_together_are_spread_over_all_of_the_bounds() -> None:
    days = [fuzzed(37.0, MAXIMUM, fraction_for(CardId(f"card-{n}"), 3)) for n in range(900)]
    counts = {day: days.count(day) for day in range(33, 42)}
    assert sum(counts.values()) == 900
    assert min(counts.values()) > 60  # 100 each on average


def test_fuzz_depends_on_the_card_and_the_number_of_the_review_and_on_nothing_else() -> None:
    assert fraction_for(CardId("sigmoid-derivative"), 1) == 0.6004895898941824
    assert fraction_for(CardId("sigmoid-derivative"), 2) != fraction_for(CardId("sigmoid-derivative"), 1)
    assert fraction_for(CardId("sigmoid"), 12) != fraction_for(CardId("sigmoid1"), 2)
