"""The command that names everything wrong with the cards of a pack."""

import asyncio
import functools
import json
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapp.cli.packs import count
from quizapp.cli.surroundings import Surroundings, open_pack
from quizapp.derive.report import Asked, Failed, Nested, Outline, Valued

if TYPE_CHECKING:
    from quizapp.cards.check import Printed
    from quizapp.cards.library import Library
    from quizapp.cards.model import Value
    from quizapp.cards.problems import Problem
    from quizapp.cards.questions import Question
    from quizapp.derive.worker import Prover


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as a JSON list.")
@click.option("--fix", is_flag=True, help="Write into the files what has one right answer.")
@click.option("--codes", is_flag=True, help="Explain every code of a problem instead.")
@click.pass_obj
def check(surroundings: Surroundings, path: Path | None, as_json: bool, fix: bool, codes: bool) -> None:
    """Name everything that is wrong with the cards of a pack.

    PATH is a pack, its content folder, or one file of it; the pack in use when absent. --fix writes labelled
    equations, the numbers and wrong formulas of exercises, missing ids, and COVERAGE.md.
    """
    if codes:
        from quizapp.cards.problems import code_table

        click.echo(code_table(), nl=False)
        return
    from quizapp import mathtext
    from quizapp.cards.cache import sources_version
    from quizapp.cards.check import check_library
    from quizapp.cards.checked import read_checked, write_checked

    if path is not None:
        surroundings = surroundings.with_pack(open_pack(path))
    library = surroundings.library()
    printed = print_derivations(surroundings, library)
    evaluate = functools.partial(evaluate_all, surroundings)
    problems: Sequence[Problem] = ()
    if fix:
        from quizapp.cards.fix import fix_library

        only = path if path is not None and path.is_file() else None
        fixed = fix_library(library, printed, evaluate, only=only)
        for line in fixed.fixes:
            click.echo(line, err=as_json)
        problems = fixed.problems
        library = surroundings.library()
    renderer = sources_version(Path(mathtext.__path__[0]))
    ledger = surroundings.locations.cache / "checked.json"
    known = read_checked(ledger, renderer)
    checked = set(known)
    render = functools.cache(cells_of)
    found = check_library(library, printed, render=render, evaluate=evaluate, checked=checked)
    problems = [*problems, *found]
    if checked != known:
        write_checked(ledger, renderer, checked)
    if path is not None and path.is_file():
        problems = [problem for problem in problems if problem.path.absolute() == path.absolute()]
    if as_json:
        click.echo(json.dumps([problem.to_json() for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(problem)
        click.echo(
            f"{len(library.cards)} cards, {count(len(problems), 'problem')}"
            if problems
            else f"{len(library.cards)} cards, nothing wrong",
            err=True,
        )
    if problems:
        raise SystemExit(1)


def cells_of(latex: str) -> int:
    """Lay a formula out for a small terminal and return how wide it is; raises MathError."""
    from quizapp.cards.check import MOST_CELLS
    from quizapp.mathtext import render_block
    from quizapp.mathtext.width import display_width

    return max(map(display_width, render_block(latex, MOST_CELLS)))


def print_derivations(surroundings: Surroundings, library: "Library") -> "Printed":
    """Return what each derivation prints that a card names, measured now or since its last change.

    Where the pack says what it is to cover, that is every derivation there is.
    """
    from quizapp.cards.coverage import SOURCES
    from quizapp.derive.measured import Measured
    from quizapp.derive.worker import Prover, find_derivations

    derivations = surroundings.derivations()
    measured = Measured(surroundings.locations.cache / "measured")
    refused = find_derivations(surroundings.pack.derivations).keys() - derivations.keys()
    every = derivations if (library.root / SOURCES).exists() else ()
    printed: dict[str, Mapping[str, str] | str] = {}
    wanted = []
    for name in dict.fromkeys([*library.derivations, *every]):
        if name in refused:
            printed[name] = "its code did not come with quizapp and was not run; add --trust"
        path = derivations.get(name)
        if path is None:
            continue
        known = measured.outline(name, path)
        if known is None:
            wanted.append(name)
        else:
            printed[name] = known.labels

    async def ask(prover: Prover) -> None:
        while wanted:
            name = wanted.pop(0)
            async for message in prover.prove(name, judge=False):
                if isinstance(message, Outline):
                    printed[name] = message.labels
                    measured.keep_outline(message)
                elif isinstance(message, Failed):
                    printed[name] = message.message

    in_parallel(derivations, len(wanted), ask)
    return printed


def evaluate_all(
    surroundings: Surroundings, questions: "Sequence[Question]"
) -> "Mapping[Question, float | str]":
    """Return the values that derivations compute, each asked once for all that is wanted of it."""
    from quizapp.derive.worker import Prover

    derivations = surroundings.derivations()
    found: dict[Question, float | str] = {}
    waiting: defaultdict[str, list[Question]] = defaultdict(list)
    for question in questions:
        waiting[question.derivation].append(question)

    async def ask(prover: Prover) -> None:
        while waiting:
            name, wanted = waiting.popitem()
            asked = [Asked(label=q.label, values={n: nested(v) for n, v in q.values}) for q in wanted]
            async for message in prover.prove(name, judge=False, asked=asked):
                if isinstance(message, Valued):
                    found.update(zip(wanted, message.answers, strict=True))
                elif isinstance(message, Failed):
                    found.update(dict.fromkeys(wanted, message.message))

    in_parallel(derivations, len(waiting), ask)
    return found


def in_parallel(
    derivations: Mapping[str, Path], tasks: int, ask: "Callable[[Prover], Awaitable[None]]"
) -> None:
    """Let a worker a core take tasks until there are none left."""
    from quizapp.derive.worker import Prover

    async def run() -> None:
        provers = [Prover(derivations) for _ in range(min(os.cpu_count() or 1, tasks))]
        try:
            await asyncio.gather(*map(ask, provers))
        finally:
            await asyncio.gather(*(prover.close() for prover in provers))

    if tasks:
        asyncio.run(run())


def nested(value: "Value") -> Nested:
    """Return a value as it travels to the worker."""
    if not isinstance(value, tuple):
        return str(value)
    if all(isinstance(part, tuple) for part in value):
        return tuple(tuple(map(str, row)) for row in value if isinstance(row, tuple))
    return tuple(map(str, value))
