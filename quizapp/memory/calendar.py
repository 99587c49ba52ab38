"""The learner's days: they turn at the rollover hour of her own time zone, not at midnight UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Calendar:
    """A time zone and the hour at which a new day of study begins there.

    A day reaches from `start(day)` up to, and without, `start(day + 1)`: 24 hours, or 23 or 25 when the
    clocks change.
    """

    timezone: tzinfo
    rollover_hour: int = 4
    """Whole hour from 0 to 23; studying past midnight still counts for the evening before."""

    def __post_init__(self) -> None:
        if not 0 <= self.rollover_hour <= 23:
            raise ValueError(f"rollover_hour is {self.rollover_hour}; it must be an hour from 0 to 23")

    def day(self, at: datetime) -> date:
        """Return the learner's day that holds the moment `at`, which must know its time zone."""
        if at.tzinfo is None:
            raise ValueError(f"{at.isoformat()} has no time zone")
        on_the_wall = at.astimezone(self.timezone).replace(tzinfo=None)
        return (on_the_wall - timedelta(hours=self.rollover_hour)).date()

    def start(self, day: date) -> datetime:
        """Return, in UTC, the first moment of the learner's day.

        Where the clocks skip the rollover hour, the day starts at the moment they skip to; where they pass it
        twice, it starts the first time.
        """
        return datetime.combine(day, time(self.rollover_hour), self.timezone).astimezone(UTC)

    def days_between(self, earlier: datetime, later: datetime) -> int:
        """Return how many times a new day began between two moments; 0 when they are in reverse order."""
        return max(0, (self.day(later) - self.day(earlier)).days)
