"""A stored library equals a parsed one, and never outlives a change."""

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.cards import library as library_module
from quizapp.cards.files import CardFile
from quizapp.cards.library import Library, load_library
from quizapp.cards.model import CardId, Language
from tests.cards.pack import ENGLISH, ENGLISH_NAME, KOREAN, KOREAN_NAME, write_pack

SIGMOID = CardId("sigmoid")
LONG_AGO = 1_000_000_000


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were parsed, in order."""
    names: list[str] = []
    parse: Callable[..., object] = library_module._parse_file

    def note(content: Path, file: CardFile) -> object:
        names.append(file.name)
        return parse(content, file)

    monkeypatch.setattr(library_module, "_parse_file", note)
    return names


def write_old(content: Path, files: dict[str, str | bytes], seconds: int = LONG_AGO) -> Path:
    write_pack(content, files)
    for name in files:
        os.utime(content / name, (seconds, seconds))
    return content


def stored_pack(tmp_path: Path) -> tuple[Path, Path]:
    """Return the content folder and the cache of a pack that was loaded once, with one bad file in it."""
    files: dict[str, str | bytes] = {
        ENGLISH_NAME: ENGLISH,
        KOREAN_NAME: KOREAN,
        "activations/bad.md": b"\xff",
    }
    content, cache = write_old(tmp_path / "content", files), tmp_path / "deep" / "cache"
    load_library(content, cache=cache)
    return content, cache


def same(left: Library, right: Library) -> bool:
    return (dict(left.cards), left.problems, left.pages) == (dict(right.cards), right.problems, right.pages)


def test_a_stored_library_equals_a_parsed_one(tmp_path: Path, parsed: list[str]) -> None:
    content, cache = stored_pack(tmp_path)
    parsed.clear()
    stored = load_library(content, cache=cache)
    assert parsed == []
    assert same(stored, load_library(content))
    assert stored.cards[SIGMOID].face(Language.KOREAN).title == "시그모이드의 도함수는 무엇인가요?"


def test_an_unchanged_library_does_not_rewrite_its_cache(tmp_path: Path) -> None:
    content, cache = stored_pack(tmp_path)
    before = cache.stat().st_ino
    load_library(content, cache=cache)
    assert cache.stat().st_ino == before


def test_only_an_edited_file_is_parsed_again(tmp_path: Path, parsed: list[str]) -> None:
    content, cache = stored_pack(tmp_path)
    write_old(content, {ENGLISH_NAME: ENGLISH.replace("# What is", "# That is")}, LONG_AGO + 1)
    parsed.clear()
    edited = load_library(content, cache=cache)
    assert parsed == [ENGLISH_NAME]
    assert edited.cards[SIGMOID].face(Language.ENGLISH).title.startswith("That is")
    parsed.clear()
    assert same(load_library(content, cache=cache), edited)
    assert parsed == []


def test_a_file_of_another_size_is_parsed_again_whatever_its_time(tmp_path: Path) -> None:
    content, cache = stored_pack(tmp_path)
    write_old(content, {ENGLISH_NAME: ENGLISH.replace("# What", "# Whatever")})
    assert (
        load_library(content, cache=cache).cards[SIGMOID].face(Language.ENGLISH).title.startswith("Whatever")
    )


def test_a_file_written_just_before_the_cache_is_not_trusted(tmp_path: Path) -> None:
    content, cache = stored_pack(tmp_path)
    written = cache.stat().st_mtime_ns
    os.utime(content / ENGLISH_NAME, ns=(written, written))
    load_library(content, cache=cache)
    os.utime(cache, ns=(written, written))
    write_pack(content, {ENGLISH_NAME: ENGLISH.replace("# What", "# That")})
    os.utime(content / ENGLISH_NAME, ns=(written, written))
    assert load_library(content, cache=cache).cards[SIGMOID].face(Language.ENGLISH).title.startswith("That")


def test_added_and_removed_files_are_seen(tmp_path: Path) -> None:
    content, cache = stored_pack(tmp_path)
    (content / KOREAN_NAME).unlink()
    write_old(content, {"activations/other.md": ENGLISH.replace("id: sigmoid", "id: other")})
    library = load_library(content, cache=cache)
    assert list(library.cards) == ["other", "sigmoid"]
    assert list(library.cards[SIGMOID].faces) == [Language.ENGLISH]
    assert same(load_library(content, cache=cache), library)


@pytest.mark.parametrize(
    "damage",
    [
        lambda stored: b"",
        lambda stored: stored[:-20],
        lambda stored: stored[:30],
        lambda stored: stored.replace(b"sigmoid", b"sigmaid", 1),
        lambda stored: stored.replace(b"Its slope", b"Its shape"),
        lambda stored: b"\x80\x04cos\nsystem\n(S'true'\ntR.",
        lambda stored: stored.split(b"\n")[0] + b"\n[]\n",
        lambda stored: b"\n" * 100,
    ],
)
def test_a_damaged_cache_is_ignored_and_replaced(
    tmp_path: Path, parsed: list[str], damage: Callable[[bytes], bytes]
) -> None:
    content, cache = stored_pack(tmp_path)
    damaged = damage(cache.read_bytes())
    assert damaged != cache.read_bytes()
    cache.write_bytes(damaged)
    parsed.clear()
    assert same(load_library(content, cache=cache), load_library(content))
    assert ENGLISH_NAME in parsed
    parsed.clear()
    load_library(content, cache=cache)
    assert parsed == []


@given(rows=st.binary(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_foreign_cache_with_a_right_checksum_is_ignored(tmp_path: Path, rows: bytes) -> None:
    content, cache = stored_pack(tmp_path)
    head = cache.read_bytes().split(b"\n")[0].rpartition(b" ")[0]
    cache.write_bytes(head + b" %08x\n" % zlib.crc32(rows) + rows)
    assert list(load_library(content, cache=cache).cards) == [SIGMOID]


def test_removed_files_leave_the_cache(tmp_path: Path) -> None:
    content, cache = stored_pack(tmp_path)
    assert KOREAN_NAME.encode() in cache.read_bytes()
    (content / KOREAN_NAME).unlink()
    load_library(content, cache=cache)
    assert KOREAN_NAME.encode() not in cache.read_bytes()


def test_the_cache_of_another_pack_is_not_used(tmp_path: Path, parsed: list[str]) -> None:
    _, cache = stored_pack(tmp_path)
    other = write_old(tmp_path / "other", {ENGLISH_NAME: ENGLISH})
    parsed.clear()
    load_library(other, cache=cache)
    assert parsed == [ENGLISH_NAME]


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    content, _ = stored_pack(tmp_path)
    (tmp_path / "file").write_text("in the way")
    assert list(load_library(content, cache=tmp_path / "file" / "cache").cards) == [SIGMOID]
    assert list(load_library(content, cache=tmp_path / "deep").cards) == [SIGMOID]
