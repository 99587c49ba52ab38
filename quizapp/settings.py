"""What a learner may choose, read from `settings.toml`."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from quizapp.cards.model import Language
from quizapp.errors import SettingsError


def _known_timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("not a time zone of the tz database; write it like Asia/Seoul")
    return name


class Settings(BaseModel):
    """Every setting with its default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Language = Language.ENGLISH
    """The language cards open in."""
    theme: Literal["dark", "light"] = "dark"
    new_per_day: Annotated[int, Field(ge=0, le=1000)] = 10
    """New cards introduced in one learner's day."""
    desired_retention: Annotated[float, Field(ge=0.7, le=0.99)] = 0.9
    """Probability of recall at which a card comes back."""
    rollover_hour: Annotated[int, Field(ge=0, le=23)] = 4
    """Local hour at which a learner's day ends."""
    timezone: Annotated[str, AfterValidator(_known_timezone)] | None = None
    """Name of a time zone; the system's when absent."""
    interview: date | None = None
    """The day of the interview, counted down on the home screen."""
    data: Path | None = None
    """Folder for the review log; the environment variable QUIZAPP_DATA goes before it."""


def read_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read path, or return the defaults when there is no such file.

    Without a language setting, a Korean locale opens cards in Korean.

    Raises:
        SettingsError: The file cannot be read, is not TOML, or a value is unusable.
    """
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}); mend or remove the file") from error
    try:
        chosen = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not TOML: {error}; write lines like new_per_day = 10") from error
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    if locale.startswith("ko"):
        chosen.setdefault("language", Language.KOREAN)
    try:
        return Settings.model_validate(chosen)
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(path, text, error))) from error


def _explain(path: Path, text: str, error: ValidationError) -> list[str]:
    problems = []
    for problem in error.errors():
        key = str(problem["loc"][0])
        lines = (n for n, line in enumerate(text.splitlines(), 1) if line.split("=")[0].strip() == key)
        known = ", ".join(Settings.model_fields)
        advice = f"the settings are {known}" if problem["type"] == "extra_forbidden" else problem["msg"]
        problems.append(f"{path}:{next(lines, 1)}: {key}: {advice}")
    return problems
