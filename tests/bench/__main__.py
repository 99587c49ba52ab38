"""Measure everything DESIGN §9 sets a budget for, side by side in one run, and print the table."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from quizapp.cards.library import load_library
from quizapp.cards.model import DeriveExercise, Language
from quizapp.derive.report import Finished, Judged, Message, Opened, Typed
from quizapp.derive.worker import Prover, find_derivations
from quizapp.locations import own_pack
from tests.bench.screen import keys, start_up
from tests.cards.generate import write_cards

CARDS = 10_000
# A fresh process each time: what is warm is the cache on disk, not this interpreter.
CHECK = """
import functools, sys, time
from pathlib import Path
started = time.perf_counter()
from quizapp import mathtext
from quizapp.cards.cache import sources_version
from quizapp.cards.check import check_library
from quizapp.cards.checked import read_checked, write_checked
from quizapp.cards.library import load_library
from quizapp.cli.checking import cells_of
folder = Path(sys.argv[1])
printed = eval(sys.argv[2])
library = load_library(folder / "content", cache=folder / "cache")
version = sources_version(Path(mathtext.__path__[0]))
known = read_checked(folder / "checked", version)
checked = set(known)
problems = check_library(library, printed, render=functools.cache(cells_of), checked=checked)
if checked != known:
    write_checked(folder / "checked", version, checked)
assert len(library.cards) == int(sys.argv[3]) and not problems
print(time.perf_counter() - started)
"""


def main() -> None:
    """Print one line a measurement: what, how much, and the budget."""
    print(f"{'what':54} {'measured':>12}  budget")
    ours, bare = start_up(5)
    row("start to the last byte of the first screen", f"{1000 * ours:.0f} ms", "")
    row("  the same of a bare Textual app, in turns", f"{1000 * bare:.0f} ms", "")
    row("  ratio", f"{ours / bare:.2f} x", "<= 1.5 x")
    small, reveals = keys(100)
    row("key to painted frame, median of 100", f"{1000 * median(small):.1f} ms", "")
    row("  99th percentile", f"{1000 * quantiles(small, n=100)[98]:.1f} ms", "<= 16 ms")
    row(f"reveal of a card, worst of {len(reveals)}", f"{1000 * max(reveals):.0f} ms", "<= 60 ms")
    cold, warm = check()
    row(f"check of {CARDS:,} cards in two languages, cold", f"{cold:.1f} s", "")
    row("  warm, median of 3", f"{warm:.2f} s", "<= 1 s")
    firsts, totals = asyncio.run(worker())
    slowest = max(totals, key=lambda name: totals[name])
    row("first verdict, worker warm, median", f"{1000 * median(firsts.values()):.0f} ms", "<= 300 ms")
    late = max(firsts, key=lambda name: firsts[name])
    row(f"  slowest ({late})", f"{1000 * firsts[late]:.0f} ms", "<= 300 ms")
    row(f"all steps of the slowest ({slowest})", f"{totals[slowest]:.2f} s", "<= 5 s")
    graded = asyncio.run(grading())
    row(
        f"grading a typed formula, worker warm, median of {len(graded)}",
        f"{1000 * median(graded):.0f} ms",
        "",
    )
    row("  95th percentile", f"{1000 * quantiles(graded, n=20)[18]:.0f} ms", "<= 100 ms")
    row(f"verify, {len(totals)} derivations, {os.cpu_count()} cores", f"{verify():.1f} s", "<= 60 s")


def row(what: str, measured: str, budget: str) -> None:
    """Print one line of the table."""
    print(f"{what:54} {measured:>12}  {budget}", flush=True)


def check() -> tuple[float, float]:
    """Return seconds to load and check the generated cards in a fresh process: cold, and warm."""
    with tempfile.TemporaryDirectory() as folder:
        printed = write_cards(Path(folder) / "content", CARDS)
        time.sleep(2.5)  # the cache does not trust files that are younger than their time stamp's resolution
        command = [sys.executable, "-c", CHECK, folder, repr(printed), str(CARDS)]
        cold, *warm = (float(subprocess.check_output(command)) for _ in range(4))
    return cold, median(warm)


async def worker() -> tuple[dict[str, float], dict[str, float]]:
    """Return seconds to the first verdict and to the last, of every derivation, in a worker that is warm."""
    derivations = find_derivations(own_pack().derivations)
    prover = Prover(derivations)
    firsts: dict[str, float] = {}
    totals: dict[str, float] = {}
    try:
        async for _ in prover.prove(next(iter(derivations))):
            pass
        for name in derivations:
            started = time.perf_counter()
            async for message in prover.prove(name):
                if isinstance(message, Judged) and message.step.verdict is not None:
                    firsts.setdefault(name, time.perf_counter() - started)
                if isinstance(message, Finished):
                    totals[name] = time.perf_counter() - started
    finally:
        await prover.close()
    return firsts, totals


async def grading() -> list[float]:
    """Return seconds for a right, a negated and a doubled answer to every derive exercise of the deck.

    The claim has been opened, as it is when a learner begins to type.
    """
    prover = Prover(find_derivations(own_pack().derivations))
    seconds: list[float] = []
    try:
        for card in load_library(own_pack().content).cards.values():
            for exercise in card.face(Language.ENGLISH).exercises:
                if not isinstance(exercise, DeriveExercise):
                    continue
                opened = await ask(prover, card.derivation, Typed(label=exercise.label))
                assert isinstance(opened, Opened)
                right = opened.hints[-1].strip("$")
                for text in (right, f"-({right})", f"2 ({right})"):
                    started = time.perf_counter()
                    await ask(prover, card.derivation, Typed(label=exercise.label, text=text))
                    seconds.append(time.perf_counter() - started)
    finally:
        await prover.close()
    return seconds


async def ask(prover: Prover, name: str, typed: Typed) -> Message:
    """Return the first thing that is said about a typed formula."""
    said = [message async for message in prover.prove(name, judge=False, typed=typed)]
    return said[0]


def verify() -> float:
    """Return seconds that `quizapp verify` takes; it must succeed."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, **{f"QUIZAPP_{kind}": folder for kind in ("DATA", "CONFIG", "CACHE")}}
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "quizapp", "verify"], env=environ, check=True, capture_output=True
        )
        return time.perf_counter() - started


main()
