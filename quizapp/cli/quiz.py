"""The command that draws a quiz: for the study room, or as JSON for scripts."""

import difflib
import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.room import complete_topic, open_room
from quizapp.cli.surroundings import Surroundings, new_id
from quizapp.errors import ContentError
from quizapp.study.quiz import MOST_MINUTES, MOST_QUESTIONS, QUESTIONS, QuizError, QuizSettings, draw_quiz
from quizapp.study.task import Kind

if TYPE_CHECKING:
    from quizapp.cards.library import Library

DRAWING = ("topics", "levels", "count", "minutes", "kinds", "seed")
"""Options that say which quiz is meant."""


@click.command()
@click.option("--topics", metavar="A,B", shell_complete=complete_topic, help="Only these; all when absent.")
@click.option("--levels", metavar="1,2", help="1 screening, 2 standard, 3 senior; all when absent.")
@click.option("--count", type=click.IntRange(1, MOST_QUESTIONS), help=f"Questions; {QUESTIONS} when absent.")
@click.option("--minutes", type=click.IntRange(1, MOST_MINUTES), help="End after so many minutes.")
@click.option("--kinds", metavar="A,B", help=f"Of {', '.join(Kind)}; all when absent.")
@click.option("--seed", type=click.IntRange(min=0), help="Draw the quiz that this number stands for.")
@click.option("--json", "as_json", is_flag=True, help="Print the quiz, or with --results the results.")
@click.option("--answers", is_flag=True, help="With --json: print the right answers as well.")
@click.option("--results", is_flag=True, help="Print the results of past quizzes instead.")
@click.pass_context
def quiz(
    ctx: click.Context,
    *,
    topics: str | None,
    levels: str | None,
    count: int | None,
    minutes: int | None,
    kinds: str | None,
    seed: int | None,
    as_json: bool,
    answers: bool,
    results: bool,
) -> None:
    """Be examined; the schedule stays as it is.

    The same options with the same --seed draw the same quiz from the same pack, anywhere. With --minutes
    alone the number of questions is open.
    """
    surroundings = ctx.find_object(Surroundings)
    assert surroundings is not None
    if results:
        if any(ctx.params[name] is not None for name in DRAWING) or answers:
            raise click.UsageError("--results goes with --json only: no quiz is drawn")
        print_results(surroundings, as_json=as_json)
        return
    if answers and not as_json:
        raise click.UsageError("--answers goes with --json: in the study room they come one by one")
    library = surroundings.library()
    try:
        settings = QuizSettings(
            seed=int(new_id()[:8], 16) if seed is None else seed,
            topics=_known(topics, library.topics, "topic"),
            levels=_levels(levels),
            kinds=tuple(map(Kind, _known(kinds, list(Kind), "kind of question"))),
            count=QUESTIONS if count is None and minutes is None else count,
            minutes=minutes,
        )
    except QuizError as error:
        raise click.UsageError(str(error)) from error
    check_draw(library, settings)
    if as_json:
        from quizapp.cli.quiz_json import print_quiz

        print_quiz(surroundings, library, settings, answers=answers)
        return
    from quizapp.ui.app import Opening

    open_room(surroundings, Opening("quiz", settings.topics, quiz=settings))


def check_draw(library: "Library", settings: QuizSettings) -> None:
    """See that there is something to ask.

    Raises:
        ContentError: no exercise of the pack fits the settings.
    """
    if not draw_quiz(library.cards.values(), settings):
        raise ContentError("no exercise fits; name more topics, levels or kinds, or leave an option out")


def _levels(text: str | None) -> tuple[int, ...]:
    parts = _parts(text)
    wrong = [part for part in parts if not part.isdecimal()]
    if wrong:
        raise QuizError(f"level {wrong[0]!r}: the levels are 1, 2, 3; write them like 1,2")
    return tuple(sorted(set(map(int, parts))))


def _known(text: str | None, names: Collection[str], what: str) -> tuple[str, ...]:
    """Return the names in a list, in the order of the pack, so that their order in the list says nothing."""
    wanted = _parts(text)
    for name in wanted:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1, cutoff=0.4) or list(names)
            raise ContentError(f"there is no {what} {name!r}; did you mean {' or '.join(near)}?")
    return tuple(str(name) for name in names if name in wanted)


def _parts(text: str | None) -> list[str]:
    if text is None:
        return []
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise QuizError("a list is empty; write names with commas between, or leave the option out")
    return parts


def print_results(surroundings: Surroundings, *, as_json: bool) -> None:
    """Print every quiz that was ended, the oldest first."""
    with surroundings.open_book() as book:
        taken = book.quizzes()
        calendar = surroundings.calendar()
    rows: list[dict[str, Any]] = [
        {
            "id": each.id,
            "at": each.at.isoformat(timespec="seconds"),
            "right": each.right,
            "asked": each.asked,
            "seconds": round(each.duration_ms / 1000),
            "settings": _settings(each.settings),
        }
        for each in taken
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for each, row in zip(taken, rows, strict=True):
        at = each.at.astimezone(calendar.timezone)
        minutes, seconds = divmod(row["seconds"], 60)
        share = f"{each.right / each.asked:4.0%}" if each.asked else "   —"
        about = _about(row["settings"])
        score = f"{each.right:3} of {each.asked:3} {share}"
        click.echo(f"{at:%Y-%m-%d %H:%M}  {score}  {minutes:3}:{seconds:02}  {about}")
    if not taken:
        click.echo("no quiz was taken yet; quizapp quiz begins one", err=True)


def _settings(text: str) -> dict[str, Any]:
    try:
        return QuizSettings.from_json(text).as_values()
    except QuizError:
        return {}


def _about(settings: dict[str, Any]) -> str:
    """Return the settings as the options that draw the quiz again."""
    named: Iterable[tuple[str, Any]] = ((name, settings.get(name)) for name in DRAWING)
    options = [
        f"--{name} {','.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in named
        if value not in (None, [])
    ]
    return " ".join(options)
