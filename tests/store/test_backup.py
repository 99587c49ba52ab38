import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from quizapp.errors import StoreBusyError, StoreDamagedError, StoreError
from quizapp.store import ReviewBook, restore
from quizapp.store.backup import worth_keeping
from tests.store.conftest import Shelf, record


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").glob("*"))


def test_a_backup_holds_every_review_in_one_file(shelf: Shelf, book: ReviewBook) -> None:
    for number in range(30):
        record(book, f"card-{number}")
    path = book.backup(shelf.root / "copy.db")
    assert [p.name for p in shelf.root.glob("copy.db*")] == ["copy.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM reviews").fetchone() == (30,)


def test_a_backup_goes_among_the_others_into_a_folder_or_to_a_file(shelf: Shelf, book: ReviewBook) -> None:
    backups = shelf.folder / "backups"
    assert book.backup() == backups / "reviews-2026-11-23T030000Z.db"
    assert book.backup() == backups / "reviews-2026-11-23T030000Z-2.db"
    (shelf.root / "stick").mkdir()
    assert book.backup(shelf.root / "stick") == shelf.root / "stick" / "reviews.db"
    assert book.backup(shelf.root / "new" / "file.db").is_file()


def test_a_backup_never_overwrites_a_file(shelf: Shelf, book: ReviewBook) -> None:
    precious = shelf.root / "precious.txt"
    precious.write_text("keep me")
    with pytest.raises(StoreError, match="exists already — choose another name"):
        book.backup(precious)
    assert precious.read_text() == "keep me"


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(shelf: Shelf, book: ReviewBook) -> None:
    (shelf.root / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        book.backup(shelf.root / "file" / "copy.db")
    assert sorted(p.name for p in shelf.root.iterdir()) == ["data", "file"]


def test_one_automatic_backup_is_made_on_each_day_the_book_is_opened(shelf: Shelf) -> None:
    shelf.open().close()
    assert names(shelf.folder) == []  # an empty log is worth no backup
    with shelf.open() as book:
        record(book)
    for days in (0, 0, 1, 2):
        shelf.clock.advance(days=days)
        shelf.open().close()
    assert names(shelf.folder) == [f"reviews-2026-11-{day}.db" for day in (23, 24, 26)]


def test_an_automatic_backup_that_fails_is_a_notice_and_not_the_end(shelf: Shelf) -> None:
    with shelf.open() as book:
        record(book)
    (shelf.folder / "backups").write_text("in the way")
    with shelf.open() as book:
        assert len(book.notices) == 1
        assert book.notices[0].startswith("There is no backup of today: ")
        record(book)


def test_old_automatic_backups_are_thinned_and_others_kept(shelf: Shelf) -> None:
    with shelf.open() as book:
        record(book)
        by_hand = book.backup()
    source = by_hand.read_bytes()
    today = date(2026, 11, 23)
    for age in range(1, 500):
        (shelf.folder / "backups" / f"reviews-{today - timedelta(days=age)}.db").write_bytes(source)
    shelf.open().close()
    left = names(shelf.folder)
    assert by_hand.name in left
    days = [name.removeprefix("reviews-").removesuffix(".db") for name in left if name != by_hand.name]
    assert days == sorted(str(day) for day in worth_keeping(today - timedelta(days=n) for n in range(500)))
    assert len(days) == 20  # 7 days, 3 more Sundays, and 10 more months whose last day is neither


def test_backups_kept_are_the_last_days_weeks_and_months() -> None:
    today = date(2026, 11, 23)  # a Monday
    kept = worth_keeping(today - timedelta(days=age) for age in range(900))
    assert {today - timedelta(days=age) for age in range(7)} <= kept
    assert {date(2026, 11, 22), date(2026, 11, 15), date(2026, 11, 8)} <= kept  # Sundays
    assert {date(2026, 10, 31), date(2026, 2, 28), date(2025, 12, 31)} <= kept
    assert min(kept) == date(2025, 12, 31)


def test_thinning_every_day_keeps_a_year_of_months() -> None:
    kept: set[date] = set()
    for number in range(800):
        kept = worth_keeping(kept | {date(2024, 1, 1) + timedelta(days=number)})
        assert len(kept) <= 7 + 4 + 12
    assert len({(day.year, day.month) for day in kept}) == 12


def test_a_pause_costs_no_backup() -> None:
    old = {date(2020, 1, 1) + timedelta(days=n) for n in range(3)}
    assert worth_keeping(old | {date(2026, 11, 23)}) == old | {date(2026, 11, 23)}


def test_restoring_goes_back_to_the_backup_and_keeps_what_it_replaces(shelf: Shelf) -> None:
    with shelf.open() as book:
        record(book, "a")
        backup = book.backup()
        at_backup = book.reviews(), dict(book.states)
        record(book, "b")
        latest = book.reviews()
    aside = restore(shelf.folder, backup, now=shelf.clock)
    assert aside is not None
    with shelf.open() as book:
        assert (book.reviews(), dict(book.states)) == at_backup
        assert book.merge(aside) == 1
        assert book.reviews() == latest


def test_restoring_into_an_empty_folder_replaces_nothing(shelf: Shelf) -> None:
    with shelf.open("elsewhere") as book:
        record(book)
        backup = book.backup(shelf.root / "copy.db")
    assert restore(shelf.folder, backup, now=shelf.clock) is None
    with shelf.open() as book:
        assert len(book.reviews()) == 1


def test_a_damaged_backup_is_not_restored(shelf: Shelf) -> None:
    with shelf.open() as book:
        for number in range(60):
            record(book, f"card-{number}")
        backup = book.backup()
        reviews = book.reviews()
    content = bytearray(backup.read_bytes())
    content[8200:9000] = bytes(800)
    backup.write_bytes(content)
    with pytest.raises(StoreDamagedError, match=f"{backup}: the file is damaged .* — name another file"):
        restore(shelf.folder, backup, now=shelf.clock)
    with shelf.open() as book:
        assert book.reviews() == reviews


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("missing", "cannot be opened; check that it exists"),
        ("folder", "is a folder — name a file in it"),
        ("empty", "is empty — name another backup"),
        ("text", "file is not a database.* — name another file"),
        ("foreign", "is not a review log of quizapp"),
        ("newer", "was written by a newer quizapp .* — upgrade quizapp"),
        ("the log itself", "is the review log itself — name one of its backups"),
    ],
)
def test_a_file_that_is_no_backup_is_not_restored(shelf: Shelf, kind: str, message: str) -> None:
    with shelf.open() as book:
        record(book)
        path = book.backup(shelf.root / "copy.db")
        reviews = book.reviews()
    match kind:
        case "missing":
            path.unlink()
        case "folder":
            path = shelf.root
        case "empty":
            path.write_bytes(b"")
        case "text":
            path.write_text("dear diary, " * 99)
        case "foreign":
            path.unlink()
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("CREATE TABLE songs (title)")
        case "newer":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA user_version = 9")
        case _:
            path = shelf.log
    with pytest.raises(StoreError, match=message):
        restore(shelf.folder, path, now=shelf.clock)
    with shelf.open() as book:
        assert book.reviews() == reviews


def test_restoring_waits_until_the_book_is_closed(shelf: Shelf, book: ReviewBook) -> None:
    backup = book.backup(shelf.root / "copy.db")
    with pytest.raises(StoreBusyError):
        restore(shelf.folder, backup, now=shelf.clock)
