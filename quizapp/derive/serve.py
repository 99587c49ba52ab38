"""What the proof process does with one request, and how it explains a derivation that went wrong."""

import os
import threading
import time
import traceback
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from quizapp.derive.lessons import Lessons
from quizapp.derive.load import load
from quizapp.derive.report import Failed, Finished, Judged, Message, Plotted, Request, Valued
from quizapp.derive.values import answer_to
from quizapp.errors import DerivationError, QuizappError

LONGEST_DETAIL = 300
"""Characters of somebody else's error message that fit in ours."""


def answer(request: Request, lessons: Lessons, *, megabytes: int) -> Iterator[Message]:
    """Run one derivation and yield what is found; it ends with Finished or Failed."""
    started = time.perf_counter()
    threads = threading.active_count()
    try:
        path = Path(request.path)
        if request.typed is not None:
            yield lessons.answer(path, request.name, request.typed)
            yield Finished(name=request.name, seconds=time.perf_counter() - started)
            return
        before = path.read_bytes()
        derivation = load(path, request.name)
        source = sha256(before).hexdigest() if path.read_bytes() == before else ""
        yield derivation.outline(request.name).model_copy(update={"source": source})
        if request.judge:
            for step in derivation.judge(mutants=request.mutants):
                yield Judged(name=request.name, step=step)
        if request.plots:
            for plot in derivation.draw():
                yield Plotted(name=request.name, plot=plot)
        if request.asked:
            answers = tuple(answer_to(derivation, each) for each in request.asked)
            yield Valued(name=request.name, answers=answers)
        _expect_nothing_running(request.path, threads)
        yield Finished(name=request.name, seconds=time.perf_counter() - started)
    except BaseException as error:  # noqa: BLE001 - a derivation may raise anything, SystemExit included
        yield Failed(name=request.name, message=explain(error, request.path, megabytes=megabytes))


def _expect_nothing_running(path: str, threads: int) -> None:
    if threading.active_count() > threads or _has_children():
        raise DerivationError(f"{path}: it leaves a thread or process running; end what it starts")


def explain(error: BaseException, path: str, *, megabytes: int) -> str:
    """Say in one line where in the file `path` something went wrong, what, and what to do."""
    if isinstance(error.__cause__, SystemExit):
        error = error.__cause__
    where = _where(error, path)
    if _is_out_of_memory(error):
        return f"{where}: it needs more memory than the {megabytes} MB it may use; choose smaller sizes"
    if isinstance(error, QuizappError):
        return str(error) if path in str(error) else f"{where}: {error}"
    if isinstance(error, SyntaxError):
        return f"{where}: {error.msg}; correct the syntax"
    if isinstance(error, SystemExit):
        return f"{where}: it calls exit; remove the call, quizapp decides when a derivation ends"
    if isinstance(error, OSError) and error.filename == path:
        return f"{path}: the file cannot be read ({error.strerror}); check its name and permissions"
    return f"{where}: {type(error).__name__}{_detail(error)}; correct the derivation"


def _where(error: BaseException, path: str) -> str:
    """Return `path:line` for the innermost line of the derivation that was running, or only the path."""
    if isinstance(error, SyntaxError) and error.filename == path:
        return f"{path}:{error.lineno}"
    lines = [
        line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == path
    ]
    return f"{path}:{lines[-1]}" if lines else path


def _detail(error: BaseException) -> str:
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 - an exception of a derivation may not even print
        return ""
    return f": {text[:LONGEST_DETAIL]}" if text else ""


def _is_out_of_memory(error: BaseException | None) -> bool:
    """Whether memory was the cause, directly or wrapped in another error."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _has_children() -> bool:
    """Whether a process that was started here still runs."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True
