"""The derivations of a pack as a reader chooses among them, known without running any."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from quizapp.derive.report import Report, Verdict
from quizapp.ui.standing import worst


@dataclass(frozen=True, slots=True)
class Entry:
    """One derivation."""

    name: str
    """`<topic>/<name>`."""
    title: str
    summary: str
    """First line of the file's docstring; empty when there is none."""
    verdict: Verdict | None = None
    """The worst verdict of its last run; None when it has not been run."""

    @property
    def topic(self) -> str:
        """The folder it lies in."""
        return self.name.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The entries with one of them marked."""

    entries: tuple[Entry, ...] = ()
    marked: int = 0

    @property
    def current(self) -> Entry | None:
        """The marked entry; None when there are none."""
        return self.entries[self.marked] if self.entries else None

    def move(self, by: int) -> "Catalogue":
        """Move the mark; it stops at both ends."""
        return self.mark(self.marked + by)

    def mark(self, position: int) -> "Catalogue":
        """Mark an entry, or the nearest there is."""
        return replace(self, marked=max(0, min(position, len(self.entries) - 1)))

    def filled(self, entries: tuple[Entry, ...]) -> "Catalogue":
        """Hold other entries; the mark stays on the derivation it was on."""
        names = [entry.name for entry in entries]
        name = None if self.current is None else self.current.name
        return Catalogue(entries).mark(names.index(name) if name in names else self.marked)


def read_entries(derivations: Mapping[str, Path], reports: Mapping[str, Report]) -> tuple[Entry, ...]:
    """Read what each file says of itself; one that cannot be read is listed under its name."""
    verdicts = {name: worst(report) for name, report in reports.items()}
    return tuple(_entry(name, path, verdicts.get(name)) for name, path in sorted(derivations.items()))


def _entry(name: str, path: Path, verdict: Verdict | None) -> Entry:
    title = name.rpartition("/")[2].replace("_", " ").replace("-", " ").capitalize()
    try:
        module = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return Entry(name, title, "", verdict)
    summary = (ast.get_docstring(module) or "").partition("\n")[0].strip()
    return Entry(name, _stated_title(module) or title, summary, verdict)


def _stated_title(module: ast.Module) -> str | None:
    """Return the title given to `Derivation("...")` at the top level of a file."""
    for statement in module.body:
        match statement:
            case ast.Assign(
                value=ast.Call(func=ast.Name(id="Derivation"), args=[ast.Constant(value=str(title)), *_])
            ):
                return title
    return None
