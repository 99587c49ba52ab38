"""Everything a command takes from the machine it runs on: folders, settings, clock, identity, consent."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from quizapp.errors import ContentError
from quizapp.locations import Locations, Pack, find_locations, own_pack
from quizapp.settings import Settings, read_settings

if TYPE_CHECKING:
    from quizapp.cards.library import Library
    from quizapp.memory.calendar import Calendar
    from quizapp.store.book import ReviewBook


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the machine and the learner gave this run."""

    environ: Mapping[str, str]
    locations: Locations
    settings: Settings
    pack: Pack
    trust: bool
    """Whether the learner already agreed, on the command line, to run the pack's code."""

    @classmethod
    def read(cls, environ: Mapping[str, str], *, pack: Path | None, trust: bool) -> "Surroundings":
        """Find folders and settings; pack replaces the pack that came along.

        Raises:
            SettingsError: The settings file is unusable.
            ContentError: pack is no pack.
        """
        locations = find_locations(environ)
        settings = read_settings(locations.settings, environ)
        if settings.data is not None and not environ.get("QUIZAPP_DATA"):
            locations = replace(locations, data=settings.data.expanduser().absolute())
        return cls(environ, locations, settings, open_pack(pack) if pack else own_pack(), trust)

    def with_pack(self, pack: Pack) -> "Surroundings":
        """Return the same surroundings with another pack."""
        return replace(self, pack=pack)

    def library(self) -> "Library":
        """Read the pack's cards."""
        from quizapp.cards.library import load_library

        return load_library(self.pack.content, cache=self.locations.cache / "cards")

    def calendar(self) -> "Calendar":
        """Return the learner's days: the chosen time zone, or the system's."""
        from tzlocal import get_localzone

        from quizapp.memory.calendar import Calendar

        chosen = self.settings.timezone
        return Calendar(ZoneInfo(chosen) if chosen else get_localzone(), self.settings.rollover_hour)

    def open_book(self) -> "ReviewBook":
        """Open the review log; the caller closes it.

        Raises:
            StoreError: It cannot be opened, is in use, or is damaged.
        """
        from quizapp.memory.schedule import Scheduler
        from quizapp.store.book import ReviewBook

        scheduler = Scheduler(self.calendar(), desired_retention=self.settings.desired_retention)
        return ReviewBook.open(self.locations.data, scheduler, now=now, new_id=new_id)

    def derivations(self) -> dict[str, Path]:
        """Return the pack's derivations, or none when the learner does not want their code run."""
        from quizapp.cli.consent import may_run
        from quizapp.derive.worker import find_derivations

        found = find_derivations(self.pack.derivations)
        return found if may_run(self, found) else {}


def now() -> datetime:
    """Return the current moment in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return an id that no other review has."""
    return uuid.uuid4().hex


def open_pack(path: Path) -> Pack:
    """Return the pack at path: a folder that holds `content/`, or anything inside one.

    Raises:
        ContentError: Nothing at or above path is a pack.
    """
    if not path.exists():
        raise ContentError(f"{path}: no such folder; name a folder that holds content/ and derivations/")
    here = path.absolute()
    for folder in (here, *here.parents):
        if (folder / "content").is_dir():
            return Pack(folder, own=folder == own_pack().root)
    raise ContentError(f"{path}: not a pack; it needs a content/ folder with one subfolder a topic")
