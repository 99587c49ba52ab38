"""The commands that open the study room, and the one that teaches them to the shell."""

import difflib
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete

from quizapp.cli.surroundings import Surroundings, new_id, now
from quizapp.errors import ContentError
from quizapp.locations import own_pack

if TYPE_CHECKING:
    from quizapp.ui.app import Opening, QuizApp

SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


def complete_topic(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the pack's topics to the shell."""
    surroundings = ctx.find_object(Surroundings)
    content = (surroundings.pack if surroundings else own_pack()).content
    topics = sorted(path.name for path in content.iterdir() if path.is_dir())
    return [CompletionItem(topic) for topic in topics if topic.startswith(incomplete)]


@click.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete_topic)
@click.pass_obj
def study(surroundings: Surroundings, topics: tuple[str, ...]) -> None:
    """Study what is due, in every topic or only in those named."""
    from quizapp.ui.app import Opening

    open_room(surroundings, Opening("study", topics))


@click.command()
@click.argument("shell", type=click.Choice(list(SHELLS)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL; source it from the shell's start-up file."""
    click.echo(SHELLS[shell](ctx.find_root().command, {}, "quizapp", "_QUIZAPP_COMPLETE").source())


def open_home(surroundings: Surroundings) -> None:
    """Open the room at its first screen."""
    from quizapp.ui.app import HOME

    open_room(surroundings, HOME)


def open_room(surroundings: Surroundings, opening: "Opening") -> None:
    """Run the app until the learner leaves it, and end the program with its exit status.

    Raises:
        ContentError: There is nothing to study, a topic is unknown, or this is no terminal.
        StoreError: The review log cannot be opened.
    """
    with _no_collection_at_the_start():
        app = _run_room(surroundings, opening)
    if app.return_code:
        raise SystemExit(app.return_code)


@contextmanager
def _no_collection_at_the_start() -> Iterator[None]:
    """Spare the collector what the imports make; a sixth of the start, for nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _collect_from_here() -> None:
    """Let the collector run again, but not through what is here to stay; that takes several frames."""
    gc.freeze()
    gc.enable()


def _run_room(surroundings: Surroundings, opening: "Opening") -> "QuizApp":
    from quizapp.derive.measured import Measured
    from quizapp.derive.worker import Prover
    from quizapp.store.sheets import FOLDER_NAME
    from quizapp.ui.app import QuizApp
    from quizapp.ui.keeping import KeepingProver
    from quizapp.ui.services import Services

    library = surroundings.library()
    if not library.cards:
        raise ContentError(f"{surroundings.pack.content}: no card can be studied; quizapp check says why")
    for topic in opening.topics:
        if topic not in library.topics:
            near = difflib.get_close_matches(topic, library.topics, n=1, cutoff=0.4) or library.topics
            raise ContentError(f"there is no topic {topic!r}; did you mean {' or '.join(near)}?")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ContentError("the study room needs a terminal; quizapp --help lists what works without one")
    derivations = surroundings.derivations()
    measured = Measured(surroundings.locations.cache / "measured")
    with surroundings.open_book() as book:
        services = Services(
            library=library,
            book=book,
            prover=KeepingProver(Prover(derivations), measured),
            settings=surroundings.settings,
            now=now,
            derivations=derivations,
            measured=measured,
            new_id=new_id,
            blackboards=surroundings.locations.data / FOLDER_NAME,
        )
        app = QuizApp(services, opening=opening, when_painted=_collect_from_here)
        app.run()
    return app
