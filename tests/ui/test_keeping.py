"""What was proved to its end is kept, whoever wanted it proved."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from quizapp.derive.report import Finished, Message, Outline, Report
from quizapp.ui.keeping import KeepingProver
from tests.ui.proofs import FAILED, FINISHED, NAME, OUTLINE, judged

RUN: list[Message] = [OUTLINE, judged(4), judged(5), FINISHED]


@dataclass
class SayingProver:
    """Says the same about every derivation, and remembers when it was left."""

    messages: list[Message]
    left_early: bool = False

    async def prove(
        self, name: str, *, judge: bool = True, plots: bool = False, **_: object
    ) -> AsyncGenerator[Message, None]:
        try:
            for message in self.messages:
                yield message
        except GeneratorExit:
            self.left_early = True
            raise

    async def warm(self) -> None:
        pass

    async def close(self) -> None:
        pass


@dataclass
class Shelf:
    """Keeps reports in a list."""

    kept: list[Report] = field(default_factory=list)

    def keep_report(self, report: Report) -> None:
        self.kept.append(report)


async def heard(prover: KeepingProver, *, judge: bool = True) -> list[Message]:
    return [message async for message in prover.prove(NAME, judge=judge)]


async def test_a_whole_run_is_kept_and_passed_on() -> None:
    shelf = Shelf()
    assert await heard(KeepingProver(SayingProver(RUN), shelf)) == RUN
    (kept,) = shelf.kept
    assert kept.outline == OUTLINE
    assert kept.good


async def test_it_is_kept_before_its_end_is_told() -> None:
    shelf = Shelf()
    async for message in KeepingProver(SayingProver(RUN), shelf).prove(NAME):
        assert len(shelf.kept) == isinstance(message, Finished)


async def test_a_run_that_failed_or_was_cut_short_is_not_kept() -> None:
    shelf = Shelf()
    runs: list[list[Message]] = [[OUTLINE, FAILED], [OUTLINE, judged(4)], [FINISHED]]
    for run in runs:
        await heard(KeepingProver(SayingProver(run), shelf))
    assert shelf.kept == []


async def test_an_outline_is_no_run() -> None:
    shelf = Shelf()
    await heard(KeepingProver(SayingProver([OUTLINE, FINISHED]), shelf), judge=False)
    assert shelf.kept == []


async def test_leaving_early_ends_the_run_at_once() -> None:
    prover = SayingProver(RUN)
    messages = KeepingProver(prover, Shelf()).prove(NAME)
    assert isinstance(await anext(messages), Outline)
    await messages.aclose()
    assert prover.left_early


async def test_a_run_that_is_cancelled_is_not_kept() -> None:
    shelf = Shelf()

    class Slow(SayingProver):
        async def prove(
            self, name: str, *, judge: bool = True, plots: bool = False, **_: object
        ) -> AsyncGenerator[Message, None]:
            yield OUTLINE
            await asyncio.Event().wait()

    task = asyncio.create_task(heard(KeepingProver(Slow([]), shelf)))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    assert shelf.kept == []
