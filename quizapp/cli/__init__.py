"""The `quizapp` command: it reads the surroundings and hands everything below what it needs."""

import difflib
import os
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from quizapp.cli import room
from quizapp.cli.surroundings import Surroundings
from quizapp.errors import QuizappError

COMMANDS = {
    "study": "room",
    "quiz": "quiz",
    "check": "checking",
    "verify": "packs",
    "derive": "packs",
    "due": "reviews",
    "rebuild": "reviews",
    "backup": "reviews",
    "restore": "reviews",
    "merge": "reviews",
    "paths": "reviews",
    "completion": "room",
}
"""The module of each command, imported when the command is wanted: the study room opens sooner so."""


class Commands(click.Group):
    """A group that explains our own errors and guesses what a mistyped command meant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name every command, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"quizapp.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that args names."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = (
                f"did you mean {near[0]}?"
                if near
                else f"the commands are {', '.join(self.list_commands(ctx))}"
            )
            raise click.UsageError(f"there is no command {args[0]!r}; {hint}", ctx) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; print what quizapp can explain without a traceback."""
        try:
            return super().invoke(ctx)
        except QuizappError as error:
            raise click.ClickException(str(error)) from error


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="quizapp")
@click.option(
    "--pack",
    type=click.Path(path_type=Path),
    envvar="QUIZAPP_PACK",
    metavar="PATH",
    help="Study the pack in this folder (content/ and derivations/) instead of the one that came along.",
)
@click.option("--trust", is_flag=True, help="Run the derivations of --pack without asking.")
@click.pass_context
def main(ctx: click.Context, pack: Path | None, trust: bool) -> None:
    """Study deep-learning interview questions, and prove the answers.

    Without a command, opens the study room.
    """
    ctx.obj = Surroundings.read(os.environ, pack=pack, trust=trust)
    if ctx.invoked_subcommand is None:
        room.open_home(ctx.obj)
