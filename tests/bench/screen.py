"""Times what a learner waits for at a real terminal: from a start or a key to the last byte painted."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import pexpect

QUIET_SECONDS = 0.15
"""A screen that was silent for this long is painted."""

QUIZAPP = (sys.executable, "-m", "quizapp")
BARE = (sys.executable, str(Path(__file__).with_name("bare.py")))


class Stopwatch:
    """A program on a pseudo-terminal, with the moment of its last output."""

    def __init__(self, command: tuple[str, ...], home: Path) -> None:
        self.started = time.perf_counter()
        folders = {f"QUIZAPP_{kind.upper()}": str(home / kind) for kind in ("data", "config", "cache")}
        environ = {
            **os.environ,
            **folders,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            command[0], [*command[1:]], dimensions=(40, 100), env=environ, timeout=60
        )

    def painted(self, marker: bytes = b"") -> float:
        """Read until marker was seen and the screen is quiet; return seconds since the last start or key."""
        last = self.started
        seen: bytes = b""
        while True:
            try:
                seen += self.child.read_nonblocking(1 << 16, timeout=QUIET_SECONDS)
                last = time.perf_counter()
            except pexpect.TIMEOUT:
                if marker in seen:
                    return last - self.started
                if time.perf_counter() - self.started > 60:
                    raise

    def shown(self, marker: bytes) -> float:
        """Read until marker arrives; return seconds since the start or key. What follows stays unread."""
        seen: bytes = b""
        while marker not in seen:
            seen += self.child.read_nonblocking(1 << 16, timeout=60)
        return time.perf_counter() - self.started

    def press(self, key: str) -> None:
        """Type a key and start the watch."""
        self.started = time.perf_counter()
        os.write(self.child.child_fd, key.encode())


@contextmanager
def running(command: tuple[str, ...], home: Path) -> Iterator[Stopwatch]:
    """Start a program, and end it whatever happens."""
    watch = Stopwatch(command, home)
    try:
        yield watch
    finally:
        watch.child.close(force=True)


def start_up(rounds: int) -> tuple[float, float]:
    """Return median seconds from start to a painted screen: of quizapp and of the bare app, run in turns."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds + 1):
            with running(BARE, Path(folder)) as watch:
                bare.append(watch.painted(b"Painted in full."))
            with running(QUIZAPP, Path(folder)) as watch:
                ours.append(watch.painted(b"First question"))
    return median(ours[1:]), median(bare[1:])


def keys(presses: int) -> tuple[list[float], list[float]]:
    """Return seconds from key to painted frame: of small changes, and of revealing a card."""
    small: list[float] = []
    reveals: list[float] = []
    with tempfile.TemporaryDirectory() as folder, running(QUIZAPP, Path(folder)) as watch:
        watch.painted(b"First question")
        watch.press("\r")
        watch.painted(b"reveal")
        for key in ("j", "k") * (presses // 2):
            if not reveals or len(small) % 20 == 0:
                if reveals:
                    watch.press("3")
                    watch.painted(b"reveal")
                watch.press(" ")
                reveals.append(watch.shown(b"again"))
                time.sleep(2)  # verdicts are painted when they come; they are not what is timed
                watch.painted()
            watch.press(key)
            small.append(watch.painted())
    return small, reveals
