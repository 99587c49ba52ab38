"""What was found out about derivations, kept in a cache folder and true only of the files it came from."""

import os
import platform
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from quizapp.derive.report import Outline, Report

QUIZAPP = Path(__file__).parent.parent
ENGINE = ("derive", "network")
"""The packages whose code decides what is printed and what is proved."""
LIBRARIES = ("numpy", "sympy", "mpmath")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: str
    outline: Outline
    report: Report | None = None


class Measured:
    """A folder with a file for each derivation; what is damaged, outdated or unwritable counts as unknown."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def outline(self, name: str, path: Path) -> Outline | None:
        """Return what the derivation prints, if that is known of the file as it is."""
        entry = self._entry(name, path)
        return None if entry is None else entry.outline

    def report(self, name: str, path: Path) -> Report | None:
        """Return the last whole run of the derivation, if that is known of the file as it is."""
        entry = self._entry(name, path)
        return None if entry is None else entry.report

    def keep_outline(self, outline: Outline) -> None:
        """Remember what a derivation prints."""
        known = self._read(outline.name)
        report = known.report if known is not None and known.outline.source == outline.source else None
        self._write(_Entry(engine=self.engine, outline=outline, report=report))

    def keep_report(self, report: Report) -> None:
        """Remember a whole run of a derivation."""
        self._write(_Entry(engine=self.engine, outline=report.outline, report=report))

    @cached_property
    def engine(self) -> str:
        """A digest of everything but the derivation itself that a verdict depends on."""
        digest = sha256(platform.python_version().encode())
        for library in LIBRARIES:
            with suppress(PackageNotFoundError):
                digest.update(f"{library} {version(library)}\n".encode())
        for package in ENGINE:
            for path in sorted((QUIZAPP / package).rglob("*.py")):
                digest.update(f"{path.relative_to(QUIZAPP).as_posix()}\n".encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def _entry(self, name: str, path: Path) -> _Entry | None:
        entry = self._read(name)
        try:
            source = sha256(path.read_bytes()).hexdigest()
        except OSError:
            return None
        return entry if entry is not None and entry.outline.source == source else None

    def _read(self, name: str) -> _Entry | None:
        try:
            entry = _Entry.model_validate_json(self._file(name).read_bytes())
        except (OSError, ValidationError):
            return None
        return entry if entry.engine == self.engine and entry.outline.name == name else None

    def _write(self, entry: _Entry) -> None:
        if not entry.outline.source:
            return
        file = self._file(entry.outline.name)
        draft = file.with_suffix(f".{os.getpid()}.draft")
        with suppress(OSError):  # nothing is lost but the time to measure again
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_text(entry.model_dump_json(), "utf-8")
            draft.replace(file)

    def _file(self, name: str) -> Path:
        return self._folder / f"{sha256(name.encode()).hexdigest()[:32]}.json"
