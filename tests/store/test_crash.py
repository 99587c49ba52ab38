"""SIGKILL at any moment costs no review that was acknowledged."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.memory import Calendar, Scheduler
from quizapp.store import ReviewBook

CHILD = Path(__file__).with_name("recording_child.py")
KILLS = 50


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_no_acknowledged_review_is_lost_in_fifty_kills(tmp_path: Path) -> None:
    source = random.Random(50)
    folder = tmp_path / "data"
    acknowledged: list[str] = []
    for kill in range(KILLS):
        with subprocess.Popen(
            [sys.executable, str(CHILD), str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            if kill % 5:
                acknowledged.append(child.stdout.readline().strip())
                time.sleep(source.uniform(0, 0.06))
            else:  # before, during or just after it opens the book
                time.sleep(source.uniform(0.05, 0.25))
            child.send_signal(signal.SIGKILL)
            rest, complaint = child.stdout.read(), child.stderr.read()
        assert child.returncode == -signal.SIGKILL, complaint
        # The kill can cut the last line short: what arrived of it is no acknowledgement.
        acknowledged += rest.split("\n")[:-1]

    with closing(sqlite3.connect(folder / "reviews.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        stored = {id_ for (id_,) in connection.execute("SELECT id FROM reviews")}
    assert len(acknowledged) > KILLS
    assert set(acknowledged) <= stored
    assert len(stored) <= len(acknowledged) + KILLS  # at most one in flight at each kill

    with ReviewBook.open(
        folder, Scheduler(Calendar(UTC)), now=lambda: datetime(2026, 11, 23, tzinfo=UTC), new_id=str
    ) as book:
        states = dict(book.states)
        assert states
        book.rebuild()
        assert dict(book.states) == states
