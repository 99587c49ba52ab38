"""The commands about derivations: verify them, show one on a blackboard, draw its plots."""

import asyncio
import difflib
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from quizapp.cli import planted
from quizapp.cli.room import open_room
from quizapp.cli.surroundings import Surroundings
from quizapp.derive.report import (
    Failed,
    Finished,
    Judged,
    Message,
    Outline,
    Plot,
    Plotted,
    Report,
    Step,
    StepKind,
    Verdict,
)
from quizapp.errors import ContentError


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--json", "as_json", is_flag=True, help="Print every report as one JSON list.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes to use; one a core when absent.")
@click.option("--mutants", is_flag=True, help="Plant mistakes in every claim and see each one found.")
@click.pass_obj
def verify(
    surroundings: Surroundings, names: tuple[str, ...], as_json: bool, workers: int | None, mutants: bool
) -> None:
    """Prove every derivation, or those named; NAME may be a topic.

    Fails unless every claim is proved or agrees, every formula said to be false is refuted, and with
    --mutants every planted mistake is refuted or proved to be none.
    """
    from quizapp.derive.measured import Measured
    from quizapp.derive.worker import SECONDS, prove_all

    derivations = surroundings.derivations()
    wanted = choose(derivations, names)
    measured = Measured(surroundings.locations.cache / "measured")
    with click.progressbar(length=len(wanted), label="Proving", file=sys.stderr, width=24) as bar:

        def advance(message: Message) -> None:
            if isinstance(message, Finished | Failed):
                bar.update(1)

        results = asyncio.run(
            prove_all(
                derivations,
                wanted,
                workers=workers or os.cpu_count() or 1,
                on_message=advance,
                seconds=planted.SECONDS if mutants else SECONDS,
                mutants=mutants,
            )
        )
    for result in results:
        if isinstance(result, Report):
            measured.keep_report(result)
    if as_json:
        click.echo(
            json.dumps([result.model_dump(mode="json") for result in results], ensure_ascii=False, indent=1)
        )
    else:
        for line in verdict_table(results):
            click.echo(line)
        for line in planted.mutant_table(results) if mutants else ():
            click.echo(line)
    if not all(isinstance(result, Report) and result.good for result in results):
        raise SystemExit(1)


@click.command()
@click.argument("name")
@click.option("--evidence", is_flag=True, help="Print how each claim was checked.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Only write its plots, as PNG, SVG or CSV.",
)
@click.option(
    "--yourself",
    is_flag=False,
    flag_value="",
    metavar="[LABEL]",
    help="Open the room to derive it yourself, at the claim LABEL.",
)
@click.pass_obj
def derive(
    surroundings: Surroundings,
    *,
    name: str,
    evidence: bool,
    as_json: bool,
    plot: Path | None,
    yourself: str | None,
) -> None:
    """Prove the derivation NAME and print its blackboard."""
    from quizapp.derive.blackboard import step_lines
    from quizapp.derive.worker import Prover, report_of

    if plot is not None and (evidence or as_json):
        raise click.UsageError("--plot draws and proves nothing; leave out --evidence and --json")
    if yourself is not None and (evidence or as_json or plot is not None):
        raise click.UsageError("--yourself opens the room; leave out --evidence, --json and --plot")
    derivations = surroundings.derivations()
    (name,) = choose(derivations, [name], one=True)
    if yourself is not None:
        from quizapp.ui.app import Opening

        open_room(surroundings, Opening("blackboard", derivation=name, label=yourself or None))
        return
    if plot is not None:
        export_plots(derivations, name, plot)
        return
    width = min(shutil.get_terminal_size().columns, 100)

    async def run() -> Report | Failed:
        prover = Prover(derivations)
        messages = []
        try:
            async for message in prover.prove(name):
                messages.append(message)
                if not as_json:
                    write(message)
        finally:
            await prover.close()
        return report_of(messages)

    def write(message: Message) -> None:
        if isinstance(message, Outline):
            click.echo(f"{message.title}\n{message.summary}\n")
        elif isinstance(message, Judged):
            click.echo("\n".join([*step_lines(message.step, evidence=evidence, width=width), ""]))

    result = asyncio.run(run())
    if as_json:
        click.echo(result.model_dump_json(indent=1))
    elif isinstance(result, Failed):
        raise ContentError(result.message)
    if not (isinstance(result, Report) and result.good):
        raise SystemExit(1)


def export_plots(derivations: Mapping[str, Path], name: str, file: Path) -> None:
    """Draw what a derivation offers into a file.

    Raises:
        ContentError: The file cannot be written, or the derivation fails or has no plots.
    """
    from quizapp.cli.figures import check_figure, write_figure
    from quizapp.derive.worker import Prover

    check_figure(file)
    plots: list[Plot] = []

    async def ask() -> None:
        prover = Prover(derivations)
        try:
            async for message in prover.prove(name, judge=False, plots=True):
                if isinstance(message, Plotted):
                    plots.append(message.plot)
                elif isinstance(message, Failed):
                    raise ContentError(message.message)
        finally:
            await prover.close()

    asyncio.run(ask())
    if not plots:
        raise ContentError(f"{name} has no plots; add one to its file with @d.plot")
    write_figure(plots, file)
    click.echo(f"{file}: {count(len(plots), 'plot')}")


def choose(derivations: Mapping[str, Path], names: Iterable[str], *, one: bool = False) -> list[str]:
    """Return the derivations that names mean, all of them when there are none.

    A name is `topic/name`, the name alone where it is the only one, or (unless one is wanted) a topic.

    Raises:
        ContentError: A name means nothing or several derivations, or the pack has none.
    """
    if not derivations:
        raise ContentError("this pack has no derivations that may be run; see derivations/<topic>/<name>.py")
    chosen: list[str] = []
    for name in names:
        topic = [known for known in derivations if known.startswith(name.rstrip("/") + "/")]
        same = [known for known in derivations if name in {known, known.partition("/")[2]}]
        found = same if same or one else topic
        if not found or (one and len(found) > 1):
            near = found or topic or difflib.get_close_matches(name, derivations, n=3, cutoff=0.3)
            raise ContentError(
                f"there is no derivation {name!r}; did you mean {' or '.join(near or derivations)}?"
            )
        chosen += found
    return list(dict.fromkeys(chosen or derivations))


def verdict_table(results: Sequence[Report | Failed]) -> list[str]:
    """Return one line for each derivation, what is wrong below it, and the sums at the end."""
    lines = []
    totals: Counter[Verdict] = Counter()
    failed = 0
    for result in results:
        if isinstance(result, Failed):
            failed += 1
            lines.append(f"✗ {result.name:36} {result.message}")
            continue
        judged = [step for step in result.steps if step.verdict is not None]
        counts = Counter(step.established for step in judged if step.established is not None)
        totals += counts
        spoken = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
        lines.append(
            f"{'✓' if result.good else '✗'} {result.outline.name:36} {spoken:28} {result.seconds:6.2f} s"
        )
        for step in judged:
            if not step.good:
                lines += [f"    {line}" for line in accusation(step)]
    spoken = ", ".join(f"{totals[verdict]} {verdict}" for verdict in Verdict if totals[verdict])
    lines.append(f"{count(len(results), 'derivation')}: {spoken or 'nothing judged'}")
    if failed:
        lines.append(f"{count(failed, 'derivation')} could not be run")
    return lines


def accusation(step: Step) -> list[str]:
    """Return what is wrong with a claim, and the point that shows it."""
    lines = [f"{step.established}: {step.label or f'step {step.number}'}:  {step.latex}"]
    for evidence in step.evidence:
        if evidence.verdict.good and step.kind is not StepKind.FALLACY:
            continue
        lines.append(f"  {evidence.kind}: {evidence.summary}")
        if evidence.witness is not None:
            seen = evidence.witness
            lines.append(
                f"  at {seen.where}: left {seen.left}, right {seen.right}, difference {seen.difference}"
            )
    return lines


def count(number: int, noun: str) -> str:
    """Return `1 card`, `2 cards`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
