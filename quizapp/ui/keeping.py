"""A prover whose finished proofs are kept."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Protocol

from quizapp.derive.report import Asked, Finished, Message, Report, Typed
from quizapp.derive.worker import report_of


class Prover(Protocol):
    """What proves, and can be told to stop."""

    def prove(
        self,
        name: str,
        *,
        judge: bool = True,
        plots: bool = False,
        asked: Sequence[Asked] = (),
        typed: Typed | None = None,
    ) -> AsyncGenerator[Message, None]:
        """Run a derivation and say what is found; closing the generator ends the run."""
        ...

    async def warm(self) -> None:
        """Get ready."""
        ...

    async def close(self) -> None:
        """End the process at once; may be called twice."""
        ...


class Keeper(Protocol):
    """Where whole runs are kept."""

    def keep_report(self, report: Report) -> None:
        """Remember a whole run of a derivation."""
        ...


class KeepingProver:
    """Proves as another prover does, and keeps every run that came to its end, whichever screen wanted it."""

    def __init__(self, prover: Prover, keeper: Keeper) -> None:
        """Have prover prove, and keeper keep."""
        self._prover = prover
        self._keeper = keeper

    async def prove(
        self,
        name: str,
        *,
        judge: bool = True,
        plots: bool = False,
        asked: Sequence[Asked] = (),
        typed: Typed | None = None,
    ) -> AsyncGenerator[Message, None]:
        """Yield what the prover says; its last word is passed on once the run is kept."""
        said: list[Message] = []
        proving = self._prover.prove(name, judge=judge, plots=plots, asked=asked, typed=typed)
        async with aclosing(proving) as messages:
            async for message in messages:
                said.append(message)
                if judge and isinstance(message, Finished):
                    await self._keep(said)
                yield message

    async def _keep(self, said: list[Message]) -> None:
        report = report_of(said)
        if isinstance(report, Report):
            await asyncio.to_thread(self._keeper.keep_report, report)

    async def warm(self) -> None:
        """Get ready."""
        await self._prover.warm()

    async def close(self) -> None:
        """End the process at once."""
        await self._prover.close()
