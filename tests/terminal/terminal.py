"""A real terminal for tests: a child on a pseudo-terminal, its screen kept by pyte."""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

PATIENCE_SECONDS = 60.0
"""How long a wait may last before the test fails; a guard, not a measurement."""

KEYS = {"enter": "\r", "escape": "\x1b", "space": " ", "tab": "\t", "down": "\x1b[B", "up": "\x1b[A"} | {
    "backspace": "\x7f",
    "ctrl+q": "\x11",
}


class Terminal:
    """Runs `quizapp` with arguments in a terminal of columns × lines."""

    def __init__(
        self,
        *arguments: str,
        home: Path,
        columns: int = 80,
        lines: int = 24,
        environ: Mapping[str, str] | None = None,
        command: tuple[str, ...] = (sys.executable, "-m", "quizapp"),
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            command[0],
            [*command[1:], *arguments],
            dimensions=(lines, columns),
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LANG": "C.UTF-8",
                "QUIZAPP_DATA": str(home / "data"),
                "QUIZAPP_CONFIG": str(home / "config"),
                "QUIZAPP_CACHE": str(home / "cache"),
                **(environ or {}),
            },
            timeout=PATIENCE_SECONDS,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.close(force=True)

    @property
    def text(self) -> str:
        """What the screen shows, trailing blanks removed."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, *keys: str) -> None:
        """Type keys, named as in KEYS or given as they are."""
        for key in keys:
            self.child.send(KEYS.get(key, key))

    def wait_for(self, *wanted: str, absent: str | None = None) -> str:
        """Read until every wanted text is on the screen and absent is not; return the screen."""
        return self.wait_until(
            lambda text: all(w in text for w in wanted) and (absent is None or absent not in text),
            f"{wanted} (without {absent!r})" if absent else f"{wanted}",
        )

    def wait_until(self, holds: Callable[[str], bool], description: str) -> str:
        """Read until holds(screen text)."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not holds(self.text):
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {description}; the screen shows:\n{self.text}")
            self._read()
        return self.text

    def wait_for_end(self) -> int | None:
        """Read until the program ends; return its exit status, or None when a signal ended it."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.child.isalive():
            if time.monotonic() > deadline:
                raise AssertionError(f"the program did not end; the screen shows:\n{self.text}")
            self._read()
        self._read()
        return self.child.exitstatus

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send the program a signal."""
        self.child.kill(number)

    def _read(self) -> None:
        try:
            received = self.child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            return
        self.raw += received
        self._stream.feed(received)
