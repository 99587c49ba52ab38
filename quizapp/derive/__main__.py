"""The proof process: `python -m quizapp.derive` reads a request a line and writes messages, a line each.

It prepares for guests that misbehave before it lets one in: the pipes to the parent are moved out of their
reach, memory is limited, and the process dies with its parent, even in the middle of a long computation.
"""

import argparse
import ctypes
import faulthandler
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from pydantic import ValidationError

from quizapp.derive.report import READY, Failed, Request

PR_SET_PDEATHSIG = 1
"""The Linux call that asks for a signal when the parent ends."""
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Matrices here are tiny; a thread pool would reserve address space and slow down the other workers."""


def main() -> None:
    """Serve requests until standard input ends."""
    parser = argparse.ArgumentParser(
        prog="python -m quizapp.derive", description="Prove derivations on request."
    )
    parser.add_argument("--megabytes", type=int, default=2048, help="address space a derivation may use")
    parser.add_argument(
        "--die-with", type=int, metavar="PID", help="end at once when this parent process does"
    )
    options = parser.parse_args()
    requests, answers = _move_pipes()
    faulthandler.enable(2)
    faulthandler.register(signal.SIGUSR1, 2, all_threads=True)
    _limit(options.megabytes)
    if options.die_with is not None:
        _die_with(options.die_with)
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    at_end = (lambda: lines.put(None)) if options.die_with is None else _kill_everything
    threading.Thread(target=_read, args=(requests, lines.put, at_end), daemon=True).start()
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    with suppress(BrokenPipeError):
        _serve(iter(lines.get, None), _sender(answers), options.megabytes)
    os._exit(0)  # whatever threads a derivation left behind


def _move_pipes() -> tuple[int, int]:
    """Return private descriptors of the pipes to the parent; what a derivation prints is lost."""
    requests, answers = os.dup(0), os.dup(1)
    with Path(os.devnull).open("r+b", buffering=0) as nowhere:
        os.dup2(nowhere.fileno(), 0)
        os.dup2(nowhere.fileno(), 1)
    return requests, answers


def _limit(megabytes: int) -> None:
    for kind, limit in ((resource.RLIMIT_AS, megabytes * 2**20), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # macOS knows these limits, and refuses some values
            resource.setrlimit(kind, (limit, limit))


def _die_with(parent: int) -> None:
    """Ask the system for our death with the parent's; where it cannot, the end of standard input will do."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)

        def ask() -> None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

        ask()
        os.register_at_fork(after_in_child=ask)
    if os.getppid() != parent:
        os._exit(0)


def _kill_everything() -> None:
    """End this process and those that derivations have started."""
    os.killpg(0, signal.SIGKILL)


def _read(requests: int, put: Callable[[bytes], None], at_end: Callable[[], None]) -> None:
    with os.fdopen(requests, "rb") as stream:
        for line in stream:
            put(line)
    at_end()


def _sender(answers: int) -> Callable[[str], None]:
    """Return a function that writes a line to the parent; a fork of this process cannot."""
    os.register_at_fork(after_in_child=lambda: os.close(answers))

    def send(line: str) -> None:
        remaining = (line + "\n").encode()
        while remaining:
            remaining = remaining[os.write(answers, remaining) :]

    return send


def _serve(lines: Iterator[bytes], send: Callable[[str], None], megabytes: int) -> None:
    from quizapp.derive.lessons import Lessons  # after the limits: this loads SymPy and NumPy
    from quizapp.derive.serve import answer

    lessons = Lessons()
    send(READY)
    for line in lines:
        try:
            request = Request.model_validate_json(line)
        except ValidationError as error:
            send(Failed(name="", message=f"not a request: {error}").model_dump_json())
            continue
        for message in answer(request, lessons, megabytes=megabytes):
            send(message.model_dump_json())


if __name__ == "__main__":
    main()
