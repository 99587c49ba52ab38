"""Interrupt symbolic work that does not end by itself."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

Clock = Callable[[], float]
"""Monotonic seconds."""


class OutOfTimeError(Exception):
    """The time given to a piece of work is over."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment after which work is to stop."""

    clock: Clock
    moment: float

    @classmethod
    def after(cls, clock: Clock, seconds: float) -> "Deadline":
        """Give the moment some seconds from now."""
        return cls(clock, clock() + seconds)

    @property
    def seconds_left(self) -> float:
        """Time left, not below 0."""
        return max(0.0, self.moment - self.clock())

    def check(self) -> None:
        """Raise OutOfTimeError when the moment has passed."""
        if self.clock() >= self.moment:
            raise OutOfTimeError

    def at_most(self, seconds: float) -> "Deadline":
        """Give an earlier deadline for a part of the work."""
        return Deadline(self.clock, min(self.moment, self.clock() + seconds))

    @contextmanager
    def enforced(self) -> Iterator[None]:
        """Interrupt the block by a timer where there is one: in the main thread, on systems with SIGALRM."""
        self.check()
        if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
            yield
            return

        def ring(_number: int, _frame: FrameType | None) -> None:
            raise OutOfTimeError

        before = signal.signal(signal.SIGALRM, ring)
        outer, _ = signal.getitimer(signal.ITIMER_REAL)
        started = self.clock()
        seconds = max(self.seconds_left, 1e-3)
        signal.setitimer(signal.ITIMER_REAL, min(seconds, outer) if outer else seconds)
        try:
            yield
        finally:
            # A block inside of another one gives it back the time that is left.
            left = max(outer - (self.clock() - started), 1e-3) if outer else 0
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            signal.setitimer(signal.ITIMER_REAL, left)
