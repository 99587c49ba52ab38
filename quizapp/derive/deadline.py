"""Interrupt symbolic work that does not end by itself."""

import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import FrameType

Clock = Callable[[], float]
"""Monotonic seconds."""


SHORTEST = 1e-3
"""Seconds after which a timer rings that is late already."""


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

    def enforced(self) -> AbstractContextManager[None]:
        """Interrupt the block by a timer where there is one: in the main thread, on systems with SIGALRM."""
        self.check()
        if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
            return nullcontext()
        return _Alarm(self)


class _Alarm(AbstractContextManager[None]):
    """Raises OutOfTimeError in its block when a deadline passes; an alarm around it goes on afterwards.

    A class and not a generator: an alarm that rings while a generator is being left would leave it suspended,
    to be resumed by the garbage collector, which would then wind the clock of somebody else.
    """

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def __enter__(self) -> None:
        self._outer, _ = signal.setitimer(signal.ITIMER_REAL, 0)
        self._started = self._deadline.clock()
        seconds = max(self._deadline.seconds_left, SHORTEST)
        self._before = signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, min(seconds, self._outer) if self._outer else seconds)

    def __exit__(self, *_: object) -> None:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        finally:
            signal.signal(signal.SIGALRM, self._before)
            if self._outer:
                left = self._outer - (self._deadline.clock() - self._started)
                signal.setitimer(signal.ITIMER_REAL, max(left, SHORTEST))

    @staticmethod
    def _ring(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTimeError
