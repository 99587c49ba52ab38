from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.memory import Calendar

SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    UTC,
    SEOUL,
    BERLIN,
    timezone(-timedelta(hours=9, minutes=30)),
    ZoneInfo("America/New_York"),
    ZoneInfo("America/Havana"),  # its clocks change at midnight
    ZoneInfo("Australia/Lord_Howe"),  # its summer time is half an hour
    ZoneInfo("Asia/Kathmandu"),
]
MOMENTS = st.integers(631_152_000, 2_840_140_800).map(lambda second: datetime.fromtimestamp(second, UTC))


def test_studying_past_midnight_counts_for_the_evening_before() -> None:
    calendar = Calendar(SEOUL)
    assert calendar.day(datetime(2026, 11, 24, 3, 59, tzinfo=SEOUL)) == date(2026, 11, 23)
    assert calendar.day(datetime(2026, 11, 24, 4, 0, tzinfo=SEOUL)) == date(2026, 11, 24)


def test_rollover_hour_zero_turns_the_day_at_midnight() -> None:
    calendar = Calendar(SEOUL, rollover_hour=0)
    assert calendar.day(datetime(2026, 11, 23, 23, 59, tzinfo=SEOUL)) == date(2026, 11, 23)
    assert calendar.day(datetime(2026, 11, 24, tzinfo=SEOUL)) == date(2026, 11, 24)


def test_the_day_belongs_to_the_learners_zone_whatever_zone_the_moment_has() -> None:
    at = datetime(2026, 11, 23, 20, tzinfo=UTC)  # five in the morning in Seoul
    assert Calendar(SEOUL).day(at) == date(2026, 11, 24)
    assert Calendar(SEOUL).day(at.astimezone(BERLIN)) == date(2026, 11, 24)
    assert Calendar(BERLIN).day(at) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 6, 1), 24)]
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    calendar = Calendar(BERLIN)
    assert calendar.start(day + timedelta(days=1)) - calendar.start(day) == timedelta(hours=hours)


def test_a_day_whose_first_hour_is_skipped_starts_when_the_clocks_have_moved() -> None:
    start = Calendar(BERLIN, rollover_hour=2).start(date(2026, 3, 29))
    assert start.astimezone(BERLIN).hour == 3
    assert start == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_day_whose_first_hour_comes_twice_starts_the_first_time() -> None:
    start = Calendar(BERLIN, rollover_hour=2).start(date(2026, 10, 25))
    assert start == datetime(2026, 10, 25, 0, tzinfo=UTC)


@settings(max_examples=300, deadline=None)
@given(at=MOMENTS, zone=st.sampled_from(ZONES), hour=st.integers(0, 23))
def test_every_moment_lies_between_the_starts_of_its_day_and_the_next(
    at: datetime, zone: tzinfo, hour: int
) -> None:
    calendar = Calendar(zone, hour)
    day = calendar.day(at)
    assert calendar.start(day) <= at < calendar.start(day + timedelta(days=1))


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("hour", [0, 1, 2, 3, 4])
def test_moments_around_every_change_of_the_clocks_keep_their_day(zone: tzinfo, hour: int) -> None:
    calendar = Calendar(zone, hour)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    while at.year == 2026:
        day = calendar.day(at)
        assert calendar.start(day) <= at < calendar.start(day + timedelta(days=1))
        at += timedelta(minutes=30)


def test_days_between_counts_the_turns_of_the_day() -> None:
    calendar = Calendar(BERLIN)
    evening = datetime(2026, 3, 28, 23, tzinfo=BERLIN)  # the clocks change in this night
    assert calendar.days_between(evening, datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)) == 0
    assert calendar.days_between(evening, datetime(2026, 3, 29, 4, tzinfo=BERLIN)) == 1
    assert calendar.days_between(evening, datetime(2026, 3, 31, 3, tzinfo=BERLIN)) == 2


def test_days_between_is_zero_when_the_clock_went_backwards() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    assert Calendar(UTC).days_between(at, at - timedelta(days=3)) == 0


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Calendar(UTC).day(datetime(2026, 11, 23))  # noqa: DTZ001


@pytest.mark.parametrize("hour", [-1, 24])
def test_a_rollover_hour_outside_the_day_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 23"):
        Calendar(UTC, hour)
