"""The commands about the review log: due, rebuild, backup, restore, merge, paths."""

import json
from pathlib import Path

import click

from quizapp.cli.surroundings import Surroundings, now
from quizapp.locations import VARIABLES


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def due(surroundings: Surroundings, as_json: bool) -> None:
    """Say what is due today, topic by topic."""
    from quizapp.memory.queue import plan

    library = surroundings.library()
    with surroundings.open_book() as book:
        calendar = surroundings.calendar()
        at = now()
        today = plan(
            library.cards.values(),
            book.states,
            now=at,
            calendar=calendar,
            new_per_day=surroundings.settings.new_per_day,
            introduced_today=book.introduced_on(calendar.day(at)),
        )
    if as_json:
        click.echo(json.dumps({"due": list(today.due), "new": list(today.new)}, ensure_ascii=False))
        return
    language = surroundings.settings.language
    for topic in today.topics:
        click.echo(f"{topic.due:4} due {topic.new:4} new  {library.title(topic.topic, language)}")
    click.echo(f"{len(today.due):4} due {len(today.new):4} new  today")


@click.command()
@click.pass_obj
def rebuild(surroundings: Surroundings) -> None:
    """Make every card's memory state again from the review log."""
    with surroundings.open_book() as book:
        click.echo(f"{book.rebuild()} cards rebuilt from {len(book.reviews())} reviews")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(surroundings: Surroundings, file: Path | None) -> None:
    """Copy the review log to FILE, or into the backups folder."""
    with surroundings.open_book() as book:
        click.echo(book.backup(file))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def restore(surroundings: Surroundings, file: Path) -> None:
    """Put the backup FILE in place of the review log, which is kept beside it."""
    from quizapp.store.restore import restore as put_back

    kept = put_back(surroundings.locations.data, file, now=now)
    click.echo(f"restored {file}" + (f"; the log it replaced is {kept}" if kept else ""))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def merge(surroundings: Surroundings, file: Path) -> None:
    """Add the reviews of another review log, such as one from a second machine."""
    with surroundings.open_book() as book:
        click.echo(f"{book.merge(file)} reviews added")


@click.command()
@click.pass_obj
def paths(surroundings: Surroundings) -> None:
    """Print where quizapp keeps its files."""
    locations = surroundings.locations
    rows = {
        "reviews": (locations.data, VARIABLES["data"]),
        "settings": (locations.settings, VARIABLES["config"]),
        "cache": (locations.cache, VARIABLES["cache"]),
        "pack": (surroundings.pack.root, "QUIZAPP_PACK"),
    }
    for name, (path, variable) in rows.items():
        click.echo(f"{name:9} {path}  (moved by {variable})")
