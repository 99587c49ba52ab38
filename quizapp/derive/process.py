"""A proof process as its parent sees it: lines to and fro, and an end that never fails to come."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections import deque
from contextlib import suppress

from quizapp.derive.report import Request

LAST_WORDS = 8192
"""Bytes kept of what the process wrote to standard error."""
OUTERMOST = b"_run_module_as_main"
"""The last function in a traceback of the process."""
GRACE_SECONDS = 1.0
"""How long a process that has closed its pipe may take to end."""
REAP_SECONDS = 0.002
"""How often a killed process is looked after until it is gone."""


class ProofProcess:
    """A running `python -m quizapp.derive`, in a session of its own so that Ctrl+C does not reach it."""

    def __init__(self, *, megabytes: int) -> None:
        """Start it. Raises OSError when the system allows no further process."""
        command = [sys.executable, "-P", "-m", "quizapp.derive"]
        options = ["--megabytes", str(megabytes), "--die-with", str(os.getpid())]
        self._megabytes = megabytes
        self.ready = False
        """Whether it has said that everything is imported."""
        self._popen = subprocess.Popen(
            command + options,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        assert self._popen.stderr is not None
        self._requests, self._answers, self._complaints = (
            pipe.fileno() for pipe in (self._popen.stdin, self._popen.stdout, self._popen.stderr)
        )
        self._lines: deque[bytes] = deque()
        self._partial = b""
        self._last_words = b""
        self._changed = asyncio.Event()
        self._ended = False
        self._killed = False
        self._forced = False
        self._loop = asyncio.get_running_loop()
        for pipe, callback in ((self._answers, self._hear), (self._complaints, self._overhear)):
            os.set_blocking(pipe, False)
            self._loop.add_reader(pipe, callback)

    def ask(self, request: Request) -> None:
        """Send a request; a process that has ended is noticed by the next `line`."""
        with suppress(BrokenPipeError):
            os.write(self._requests, request.model_dump_json().encode() + b"\n")

    async def line(self) -> bytes | None:
        """Return the next line, or None when there will be none."""
        while not self._lines and not self._ended:
            self._changed.clear()
            await self._changed.wait()
        return self._lines.popleft() if self._lines else None

    async def where(self, path: str, *, seconds: float) -> str:
        """Return `path:line` for the line of the file `path` that is being run, if it says so in time."""
        with suppress(ProcessLookupError):
            self._popen.send_signal(signal.SIGUSR1)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._last_place(path) == path and OUTERMOST not in self._last_words:
                    self._changed.clear()
                    await self._changed.wait()
        return self._last_place(path)

    async def stop(self) -> None:
        """Kill the process with all it started, and see it gone, however often this is cancelled meanwhile.

        Quitting cancels twice: Textual cancels the worker, then asyncio.run() whatever is left.
        """
        cancelled = False
        # One that has closed its pipe is ending by itself, and how it ends is worth knowing.
        kill_at = self._loop.time() + GRACE_SECONDS if self._ended else 0.0
        while self._popen.poll() is None:
            if cancelled or self._loop.time() >= kill_at:
                self._forced = True
                self._kill()
            try:
                await asyncio.sleep(REAP_SECONDS)
            except asyncio.CancelledError:
                cancelled = True
        self._kill()
        if cancelled:
            raise asyncio.CancelledError

    def obituary(self, path: str) -> str:
        """Say how the process ended; call it after `stop`."""
        where, code = self._last_place(path), self._popen.returncode
        if not self.ready:
            said = self._last_words.decode(errors="replace").strip().splitlines() or [f"exit code {code}"]
            return f"the proof process does not start within {self._megabytes} MB ({said[-1]}); allow it more"
        if self._forced:
            return f"{where}: it cuts the connection to quizapp; remove what closes file descriptors"
        if code == -signal.SIGKILL:
            return f"{where}: the system ran out of memory and killed the proof; choose smaller sizes"
        if code < 0:
            return f"{where}: it crashes Python ({signal.Signals(-code).name}); correct the derivation"
        return f"{where}: it ends the proof process (exit code {code}); remove what does"

    def _kill(self) -> None:
        if self._killed:
            return
        self._killed = True
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        with suppress(BlockingIOError):
            self._overhear()
        for pipe in (self._answers, self._complaints):
            self._loop.remove_reader(pipe)
        for stream in (self._popen.stdin, self._popen.stdout, self._popen.stderr):
            assert stream is not None
            stream.close()
        self._ended = True
        self._changed.set()

    def _hear(self) -> None:
        arrived = self._read(self._answers)
        *lines, self._partial = (self._partial + arrived).split(b"\n")
        self._lines.extend(lines)
        self._ended = not arrived
        self._changed.set()

    def _overhear(self) -> None:
        self._last_words = (self._last_words + self._read(self._complaints))[-LAST_WORDS:]
        self._changed.set()

    def _read(self, pipe: int) -> bytes:
        """Read what is there, and nothing at the end of the pipe, which is listened to no longer."""
        arrived = os.read(pipe, 65536)
        if not arrived:
            self._loop.remove_reader(pipe)
        return arrived

    def _last_place(self, path: str) -> str:
        """Return the line of the file in what faulthandler wrote, which begins with the innermost call."""
        words = self._last_words.decode(errors="replace")
        found = re.search(rf'File "{re.escape(path)}", line (\d+)', words)
        return f"{path}:{found[1]}" if found else path
