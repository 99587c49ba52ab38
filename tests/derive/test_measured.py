"""What was measured is remembered exactly as long as it is true."""

from hashlib import sha256
from pathlib import Path

import pytest

from quizapp.derive import measured as module
from quizapp.derive.measured import Measured
from quizapp.derive.report import Outline, Report, Step, StepKind, Verdict

NAME = "losses/squared"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "losses" / "squared.py"
    path.parent.mkdir()
    path.write_text("d = 1\n")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "measured"


def outline_of(path: Path) -> Outline:
    step = Step(number=1, kind=StepKind.CLAIM, label="gradient", latex="a = b", reason="Because.")
    source = sha256(path.read_bytes()).hexdigest()
    return Outline(name=NAME, title="Squared error", summary="", steps=(step,), source=source)


def report_of(path: Path) -> Report:
    outline = outline_of(path)
    judged = outline.steps[0].model_copy(update={"verdict": Verdict.PROVED})
    return Report(outline=outline, steps=(judged,), seconds=0.25)


def test_nothing_is_known_before_it_was_measured(folder: Path, path: Path) -> None:
    assert Measured(folder).outline(NAME, path) is None
    assert Measured(folder).report(NAME, path) is None


def test_an_outline_is_remembered_across_starts(folder: Path, path: Path) -> None:
    Measured(folder).keep_outline(outline_of(path))
    assert Measured(folder).outline(NAME, path) == outline_of(path)
    assert Measured(folder).report(NAME, path) is None


def test_a_report_is_remembered_and_not_lost_to_a_later_outline(folder: Path, path: Path) -> None:
    Measured(folder).keep_report(report_of(path))
    Measured(folder).keep_outline(outline_of(path))
    assert Measured(folder).report(NAME, path) == report_of(path)


def test_a_changed_derivation_is_unknown(folder: Path, path: Path) -> None:
    Measured(folder).keep_report(report_of(path))
    path.write_text("d = 2\n")
    assert Measured(folder).outline(NAME, path) is None
    assert Measured(folder).report(NAME, path) is None


def test_a_report_of_an_older_file_does_not_vouch_for_the_newer_one(folder: Path, path: Path) -> None:
    before = report_of(path)
    path.write_text("d = 2\n")
    Measured(folder).keep_report(before)
    assert Measured(folder).report(NAME, path) is None
    Measured(folder).keep_outline(outline_of(path))
    assert Measured(folder).report(NAME, path) is None


def test_a_vanished_derivation_is_unknown(folder: Path, path: Path) -> None:
    Measured(folder).keep_report(report_of(path))
    path.unlink()
    assert Measured(folder).report(NAME, path) is None


@pytest.mark.parametrize("change", ["engine", "library"])
def test_another_engine_knows_nothing(
    folder: Path, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    Measured(folder).keep_report(report_of(path))
    if change == "engine":
        (tmp_path / "quizapp" / "derive").mkdir(parents=True)
        (tmp_path / "quizapp" / "derive" / "proof.py").touch()
        monkeypatch.setattr(module, "QUIZAPP", tmp_path / "quizapp")
    else:
        monkeypatch.setattr(module, "version", lambda library: "0.0")
    assert Measured(folder).report(NAME, path) is None


@pytest.mark.parametrize("damage", [b"", b"\x00\xff", b"{}", b'{"engine": 1}', b"[" * 100_000])
def test_a_damaged_entry_is_unknown_and_replaced(folder: Path, path: Path, damage: bytes) -> None:
    Measured(folder).keep_report(report_of(path))
    [entry] = folder.iterdir()
    entry.write_bytes(damage)
    assert Measured(folder).report(NAME, path) is None
    Measured(folder).keep_report(report_of(path))
    assert Measured(folder).report(NAME, path) == report_of(path)


def test_no_draft_is_left_behind(folder: Path, path: Path) -> None:
    Measured(folder).keep_report(report_of(path))
    Measured(folder).keep_report(report_of(path))
    assert [file.suffix for file in folder.iterdir()] == [".json"]


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path, path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    Measured(blocked / "measured").keep_report(report_of(path))
    assert Measured(blocked / "measured").report(NAME, path) is None


def test_an_outline_of_unknown_origin_is_not_kept(folder: Path, path: Path) -> None:
    Measured(folder).keep_outline(outline_of(path).model_copy(update={"source": ""}))
    assert not folder.exists()
