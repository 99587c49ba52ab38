"""Where quizapp keeps and finds its files."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

VARIABLES = {"data": "QUIZAPP_DATA", "config": "QUIZAPP_CONFIG", "cache": "QUIZAPP_CACHE"}
"""Environment variables that move each folder."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder with `content/` and `derivations/`."""

    root: Path
    own: bool
    """Whether it came with quizapp, so that its code may run without asking."""

    @property
    def content(self) -> Path:
        """The folder of card files, one subfolder a topic."""
        return self.root / "content"

    @property
    def derivations(self) -> Path:
        """The folder of derivation files, one subfolder a topic."""
        return self.root / "derivations"


@dataclass(frozen=True, slots=True)
class Locations:
    """The learner's folders; none of them needs to exist yet."""

    data: Path
    """The review log, its backups, and the blackboards that the learner saved."""
    config: Path
    """Holds `settings.toml`."""
    cache: Path
    """Whatever can be made again: parsed cards, measured verdicts."""

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"


def find_locations(environ: Mapping[str, str]) -> Locations:
    """Return the platform's conventional folders, or those the environment names.

    Relative paths in a variable are taken from the current folder and `~` is expanded.
    """
    folders = PlatformDirs("quizapp", appauthor=False)
    conventional = {
        "data": folders.user_data_path,
        "config": folders.user_config_path,
        "cache": folders.user_cache_path,
    }
    moved = {kind: environ.get(variable) for kind, variable in VARIABLES.items()}
    return Locations(
        **{
            kind: Path(chosen).expanduser().absolute() if (chosen := moved[kind]) else default
            for kind, default in conventional.items()
        }
    )


def own_pack() -> Pack:
    """Return the pack that came with quizapp: beside the code in a wheel, above it in a checkout."""
    package = Path(sys.modules["quizapp"].__path__[0])
    shipped = package / "pack"
    return Pack(shipped if shipped.is_dir() else package.parent, own=True)
