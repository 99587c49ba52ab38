"""What a learner is told when the log cannot be opened, read or written, and that nothing is lost by it."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.errors import StoreBusyError, StoreDamagedError, StoreError
from quizapp.store import ReviewBook, restore
from tests.store.conftest import Shelf, record


def filled(shelf: Shelf, reviews: int = 60) -> None:
    with shelf.open() as book:
        for number in range(reviews):
            record(book, f"card-{number}")


def flip_bytes(path: Path, start: int, length: int) -> None:
    content = bytearray(path.read_bytes())
    content[start : start + length] = bytes(byte ^ 0xA5 for byte in content[start : start + length])
    path.write_bytes(content)


def test_a_second_instance_is_told_which_process_holds_the_book(shelf: Shelf, book: ReviewBook) -> None:
    with pytest.raises(StoreBusyError, match=rf"process {os.getpid()}\) — close it and try again"):
        shelf.open()
    record(book)
    book.close()
    with shelf.open() as again:
        assert len(again.reviews()) == 1


def test_a_lock_dies_with_its_process(shelf: Shelf) -> None:
    holder = (
        "import sys, time; from pathlib import Path; from quizapp.store.lock import FolderLock\n"
        "lock = FolderLock(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(shelf.folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(StoreBusyError, match=f"process {process.pid}"):
            shelf.open()
        process.send_signal(signal.SIGKILL)
        process.wait()
        shelf.open().close()


def test_opening_that_fails_leaves_the_lock_free(shelf: Shelf) -> None:
    shelf.folder.mkdir()
    shelf.log.write_bytes(b"junk" * 300)
    for _ in range(2):
        with pytest.raises(StoreDamagedError):
            shelf.open()


@pytest.mark.parametrize("start", [0, 20, 4096, 8192, 12_288], ids="byte {}".format)
def test_a_damaged_log_names_the_backup_to_restore_and_stays_as_it_is(shelf: Shelf, start: int) -> None:
    filled(shelf)
    with shelf.open() as book:  # makes the automatic backup
        reviews = book.reviews()
    flip_bytes(shelf.log, start, 800)
    damaged = shelf.log.read_bytes()
    backup = shelf.folder / "backups" / "reviews-2026-11-23.db"
    with pytest.raises(StoreDamagedError) as caught:
        shelf.open()
    assert str(shelf.log) in str(caught.value)
    assert f"run `quizapp restore {backup}`" in str(caught.value)
    assert shelf.log.read_bytes() == damaged
    aside = restore(shelf.folder, backup, now=shelf.clock)
    assert aside is not None
    assert aside.read_bytes() == damaged
    with shelf.open() as book:
        assert book.reviews() == reviews


def test_a_damaged_backup_is_not_recommended(shelf: Shelf) -> None:
    filled(shelf)
    for _ in range(2):
        shelf.open().close()
        shelf.clock.advance(days=1)
    older, newer = sorted((shelf.folder / "backups").iterdir())
    flip_bytes(newer, 4096, 500)
    flip_bytes(shelf.log, 0, 100)
    with pytest.raises(StoreDamagedError, match=f"quizapp restore {older}"):
        shelf.open()


def test_a_damaged_log_without_a_backup_says_what_is_left_to_try(shelf: Shelf) -> None:
    filled(shelf)
    flip_bytes(shelf.log, 0, 100)
    with pytest.raises(StoreDamagedError, match=r"no sound backup.*\.recover"):
        shelf.open()


def test_damage_that_appears_while_the_book_is_open_is_told_too(shelf: Shelf) -> None:
    filled(shelf)
    shelf.open().close()
    with shelf.open() as book:
        record(book, "while open")
        book._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        book._connection.execute("PRAGMA cache_size = 0")
        flip_bytes(shelf.log, 4096, shelf.log.stat().st_size - 4096)
        with pytest.raises(StoreDamagedError, match="quizapp restore"):
            book.rebuild()


@pytest.mark.parametrize("loss", ["deleted", "emptied"])
def test_a_lost_log_is_not_replaced_by_an_empty_one(shelf: Shelf, loss: str) -> None:
    filled(shelf)
    shelf.open().close()
    if loss == "deleted":
        shelf.log.unlink()
    else:
        shelf.log.write_bytes(b"")
    for _ in range(2):
        with pytest.raises(StoreDamagedError, match="quizapp restore"):
            shelf.open()


def test_a_log_that_vanished_in_the_middle_of_a_restore_is_not_replaced_by_an_empty_one(shelf: Shelf) -> None:
    filled(shelf)
    aside = shelf.log.rename(shelf.folder / "reviews-set-aside-2026-11-23T030000.000000Z.db")
    with pytest.raises(StoreDamagedError, match=f"gone.*quizapp restore {aside}"):
        shelf.open()


def test_a_database_of_another_program_is_left_alone(shelf: Shelf) -> None:
    shelf.folder.mkdir()
    with closing(sqlite3.connect(shelf.log)) as connection:
        connection.execute("CREATE TABLE songs (title)")
    with pytest.raises(StoreError, match=r"is not a review log of quizapp — move it away"):
        shelf.open()


def test_a_log_of_a_newer_quizapp_is_left_alone(shelf: Shelf) -> None:
    filled(shelf)
    with closing(sqlite3.connect(shelf.log)) as connection:
        connection.execute("PRAGMA user_version = 7")
    with pytest.raises(StoreError, match=r"newer quizapp \(version 7 .* this one knows 2\) — upgrade"):
        shelf.open()


def test_a_file_in_place_of_the_folder_is_told(shelf: Shelf) -> None:
    shelf.folder.write_text("I am a file")
    with pytest.raises(StoreError, match="is a file, not a folder"):
        shelf.open()
    assert shelf.folder.read_text() == "I am a file"


def test_a_folder_below_a_file_is_told(shelf: Shelf) -> None:
    (shelf.root / "file").write_text("")
    with pytest.raises(StoreError, match="choose another folder"):
        shelf.open("file/data")


@pytest.fixture
def unprivileged(tmp_path: Path) -> Iterator[None]:
    """Run as a user whom permissions bind: root ignores them."""
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions of this kind do not exist here")
    nobody = 65534
    folders = [tmp_path, *tmp_path.parents[:2]]
    modes = [folder.stat().st_mode for folder in folders]
    root = os.geteuid() == 0
    if root:
        for folder in folders:
            folder.chmod(0o755)
        os.seteuid(nobody)
    yield
    if root:
        os.seteuid(0)
        for folder, mode in zip(folders, modes, strict=True):
            folder.chmod(mode)


def test_a_folder_that_cannot_be_written_is_told(shelf: Shelf, unprivileged: None) -> None:
    sealed = shelf.root / "sealed"
    if os.geteuid() != 65534:
        sealed.mkdir(mode=0o500)
    with pytest.raises(StoreError, match=r"cannot be written \(Permission denied\) — make it writable"):
        shelf.open("sealed/data")


def test_a_log_that_cannot_be_written_is_told_and_loses_nothing(book: ReviewBook) -> None:
    record(book, "a")
    before = book.reviews(), dict(book.states)
    book._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="make the file and its folder writable"):
        record(book, "b")
    assert (book.reviews(), dict(book.states)) == before


def test_a_full_disk_is_told_and_loses_nothing(book: ReviewBook) -> None:
    record(book, "first")
    pages = book._connection.execute("PRAGMA page_count").fetchone()[0]
    book._connection.execute(f"PRAGMA max_page_count = {pages}")
    kept = 1
    with pytest.raises(StoreError, match="the disk is full; free some space"):  # noqa: PT012
        for number in range(10_000):
            record(book, f"card-{number}")
            kept += 1
    assert (len(book.reviews()), len(book.states)) == (kept, kept)
    with pytest.raises(StoreError, match="full"):  # noqa: PT012
        for _ in range(10_000):
            book.undo()
            book.redo()
    book._connection.execute("PRAGMA max_page_count = 1000000")
    before = dict(book.states)
    book.rebuild()
    assert dict(book.states) == before
    record(book, "last")


def test_a_log_that_another_program_has_locked_is_told(shelf: Shelf, book: ReviewBook) -> None:
    book._connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(shelf.log, isolation_level=None)) as browser:
        browser.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program has it open"):
            record(book)
    assert record(book).reviews == 1
