"""Runs the command in this process, with folders of its own."""

import os
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner, Result

from quizapp.cli import main


def quizapp(home: Path, *arguments: str | Path, environ: Mapping[str, str] | None = None) -> Result:
    """Run `quizapp` with arguments; standard input is no terminal."""
    surroundings = {
        "QUIZAPP_DATA": str(home / "data"),
        "QUIZAPP_CONFIG": str(home / "config"),
        "QUIZAPP_CACHE": str(home / "cache"),
        "LANG": "C.UTF-8",
        **(environ or {}),
    }
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("QUIZAPP_", "LC_"))}
    with patch.dict(os.environ, {**kept, **surroundings}, clear=True):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="quizapp")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
