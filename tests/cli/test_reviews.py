"""`due`, `rebuild`, `backup`, `restore`, `merge`, `paths`, and what is said when something is in the way."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.cards.model import CardId
from quizapp.memory import Calendar, Rating, Scheduler
from quizapp.store import ReviewBook
from tests.cli.packs import write_pack
from tests.cli.run import quizapp


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack")


def review(home: Path, card: str = "sigmoid", *, at: datetime | None = None) -> None:
    ids = (f"{card}-{number}" for number in range(100))
    moment = at or datetime(2026, 1, 5, 12, tzinfo=UTC)
    with ReviewBook.open(
        home / "data", Scheduler(Calendar(UTC)), now=lambda: moment, new_id=lambda: next(ids)
    ) as book:
        book.record(CardId(card), Rating.GOOD, duration_ms=1000, content_hash="x")


def test_due_counts_new_and_due_cards(tmp_path: Path, pack: Path) -> None:
    result = quizapp(tmp_path, "--pack", pack, "due", "--json")
    assert json.loads(result.stdout) == {"due": [], "new": ["sigmoid"]}
    review(tmp_path)
    result = quizapp(tmp_path, "--pack", pack, "due", "--json")
    assert json.loads(result.stdout) == {"due": ["sigmoid"], "new": []}
    assert "1 due" in quizapp(tmp_path, "--pack", pack, "due").stdout


def test_due_calls_topics_what_their_readme_says(tmp_path: Path, pack: Path) -> None:
    assert "1 new  Activations" in quizapp(tmp_path, "--pack", pack, "due").stdout
    (pack / "content" / "activations" / "README.md").write_text("# Bends in the line\n", "utf-8")
    assert "1 new  Bends in the line" in quizapp(tmp_path, "--pack", pack, "due").stdout


def test_rebuild_says_what_it_did(tmp_path: Path, pack: Path) -> None:
    review(tmp_path)
    assert "1 cards rebuilt from 1 reviews" in quizapp(tmp_path, "--pack", pack, "rebuild").stdout


def test_a_backup_restores_what_was_lost(tmp_path: Path, pack: Path) -> None:
    review(tmp_path)
    copy = tmp_path / "copy.db"
    assert quizapp(tmp_path, "backup", copy).exit_code == 0
    (tmp_path / "data" / "reviews.db").write_bytes(b"damaged")
    damaged = quizapp(tmp_path, "--pack", pack, "due")
    assert damaged.exit_code == 1
    assert "quizapp restore" in " ".join(damaged.output.split())
    assert (tmp_path / "data" / "reviews.db").read_bytes() == b"damaged"
    result = quizapp(tmp_path, "restore", copy)
    assert result.exit_code == 0, result.output
    assert "1 due" in quizapp(tmp_path, "--pack", pack, "due").stdout


def test_merge_adds_another_machines_reviews(tmp_path: Path, pack: Path) -> None:
    review(tmp_path)
    review(tmp_path / "laptop", "other")
    result = quizapp(tmp_path, "merge", tmp_path / "laptop" / "data" / "reviews.db")
    assert "1 reviews added" in result.output
    assert "0 reviews added" in quizapp(tmp_path, "merge", tmp_path / "laptop" / "data" / "reviews.db").output


def test_paths_follow_the_environment_and_the_setting(tmp_path: Path) -> None:
    assert str(tmp_path / "data") in quizapp(tmp_path, "paths").stdout
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text(f'data = "{tmp_path / "elsewhere"}"\n', "utf-8")
    assert str(tmp_path / "elsewhere") in quizapp(tmp_path, "paths", environ={"QUIZAPP_DATA": ""}).stdout
    assert str(tmp_path / "elsewhere") not in quizapp(tmp_path, "paths").stdout


def test_an_unusable_data_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", "utf-8")
    result = quizapp(tmp_path, "due")
    assert result.exit_code == 1
    assert str(tmp_path / "data") in result.output
    assert (tmp_path / "data").read_text("utf-8") == "a file"


def test_a_newer_log_is_left_alone(tmp_path: Path) -> None:
    review(tmp_path)
    with sqlite3.connect(tmp_path / "data" / "reviews.db") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    result = quizapp(tmp_path, "due")
    assert result.exit_code == 1
    assert "999" in result.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("new_per_day = 'many'", "settings.toml:1: new_per_day"),
        ("\ntheem = 'dark'", "settings.toml:2: theem: the settings are language, theme"),
        ("new_per_day =", "not TOML"),
        ("timezone = 'Mars'", "Asia/Seoul"),
    ],
)
def test_a_bad_setting_is_explained(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text(text, "utf-8")
    result = quizapp(tmp_path, "paths")
    assert result.exit_code == 1
    assert said in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_a_mistyped_command_is_guessed(tmp_path: Path) -> None:
    result = quizapp(tmp_path, "verfy")
    assert result.exit_code == 2
    assert "did you mean verify?" in result.output


def test_version_and_completion(tmp_path: Path) -> None:
    assert "version 0.1.0" in quizapp(tmp_path, "--version").output
    assert "_quizapp_completion" in quizapp(tmp_path, "completion", "bash").output


def test_a_mistyped_topic_is_guessed(tmp_path: Path, pack: Path) -> None:
    result = quizapp(tmp_path, "--pack", pack, "study", "activatoins")
    assert result.exit_code == 1
    assert "did you mean activations?" in result.output


def test_a_pack_without_usable_cards_is_explained(tmp_path: Path, pack: Path) -> None:
    (pack / "content" / "activations" / "sigmoid.md").write_bytes(b"\xff\x00 junk")
    result = quizapp(tmp_path, "--pack", pack)
    assert result.exit_code == 1
    assert "quizapp check says why" in " ".join(result.output.split())


def test_the_room_needs_a_terminal(tmp_path: Path) -> None:
    result = quizapp(tmp_path)
    assert result.exit_code == 1
    assert "needs a terminal" in result.output
