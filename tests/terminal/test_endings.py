"""However the room is left, the terminal is restored, nothing is lost and no process stays behind."""

import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.terminal.terminal import Terminal
from tests.terminal.test_evening import at_home

RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l")
"""Leave the alternate screen, show the cursor, stop mouse reports."""


def descendants(terminal: Terminal) -> list[psutil.Process]:
    try:
        return psutil.Process(terminal.child.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def assert_gone(processes: list[psutil.Process]) -> None:
    _gone, alive = psutil.wait_procs(processes, timeout=30)
    assert alive == []


def test_sigterm_restores_the_terminal_and_leaves_no_orphan(tmp_path: Path) -> None:
    with Terminal(home=at_home(tmp_path), lines=40) as terminal:
        terminal.wait_for("First question")
        terminal.press("enter")
        terminal.wait_for("space reveal")
        terminal.press("space")
        terminal.wait_for("✓ proved")
        workers = descendants(terminal)
        assert workers
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_for_end() == 128 + signal.SIGTERM
        assert all(sequence in terminal.raw for sequence in RESTORED)
        assert_gone(workers)


def test_an_exception_restores_the_terminal_and_leaves_no_orphan(tmp_path: Path) -> None:
    crash = (
        "from quizapp.ui.screens.study import StudyScreen\n"
        "def boom(self, *_): raise RuntimeError('planted')\n"
        "StudyScreen.action_skip = boom\n"
        "from quizapp.cli import main\n"
        "main(prog_name='quizapp')\n"
    )
    command = (sys.executable, "-c", crash)
    with Terminal(home=at_home(tmp_path), lines=40, command=command) as terminal:
        terminal.wait_for("First question")
        terminal.press("enter")
        terminal.wait_for("space reveal")
        terminal.press("space")
        terminal.wait_for("✓ proved")
        workers = descendants(terminal)
        assert workers
        terminal.press("s")
        assert terminal.wait_for_end() == 1
        assert all(sequence in terminal.raw for sequence in RESTORED)
        assert b"planted" in terminal.raw
        assert_gone(workers)


def test_a_second_room_on_the_same_log_says_so(tmp_path: Path) -> None:
    home = at_home(tmp_path)
    with Terminal(home=home) as first:
        first.wait_for("First question")
        with Terminal(home=home) as second:
            assert second.wait_for_end() == 1
            assert "another quizapp" in " ".join(second.text.split())
            assert "Traceback" not in second.text


def kill_once(home: Path, source: random.Random, seen: int) -> int:
    """Study until a moment drawn from source, then SIGKILL; return how many ratings were acknowledged."""
    acknowledged = seen
    with Terminal(home=home, lines=40) as terminal:
        terminal.wait_for("Study" if seen else "First question")
        terminal.press("enter")
        terminal.wait_for("space reveal")
        terminal.press("space")
        terminal.wait_for("1 again")
        if source.random() < 0.7:
            terminal.press("1")  # it comes back, so that the deck never ends
            terminal.wait_for("space reveal")  # the next card is drawn only after the review is on disk
            acknowledged += 1
            terminal.press("space")
        time.sleep(source.uniform(0, 0.3))
        workers = descendants(terminal)
        terminal.kill(signal.SIGKILL)
        terminal.wait_for_end()
        assert_gone(workers)
    return acknowledged


def kill_often(home: Path, times: int) -> None:
    source = random.Random(times)
    (home / "config" / "settings.toml").write_text('timezone = "UTC"\nnew_per_day = 1000\n', "utf-8")
    acknowledged = 0
    for _ in range(times):
        acknowledged = kill_once(home, source, acknowledged)
        with closing(sqlite3.connect(home / "data" / "reviews.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            stored = connection.execute("SELECT count(*) FROM reviews").fetchone()[0]
        assert stored == acknowledged


def test_sigkill_loses_no_acknowledged_review(tmp_path: Path) -> None:
    kill_often(at_home(tmp_path), 4)


@pytest.mark.soak
def test_fifty_sigkills_lose_no_acknowledged_review(tmp_path: Path) -> None:
    kill_often(at_home(tmp_path), 50)
