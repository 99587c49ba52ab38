"""Proving derivations from the process that draws the screen, in a child that can always be killed."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from quizapp.derive.process import ProofProcess
from quizapp.derive.report import (
    MESSAGE,
    READY,
    Asked,
    Failed,
    Finished,
    Judged,
    Message,
    Outline,
    Report,
    Request,
    Typed,
)
from quizapp.errors import WorkerError

START_SECONDS = 60.0
"""How long the process may take to import SymPy and NumPy; a request's own time starts after that."""
SECONDS = 20.0
"""What a derivation may take."""
WHERE_SECONDS = 2.0
"""How long a process that is out of time may take to say where it is."""


def find_derivations(folder: Path) -> dict[str, Path]:
    """Return the files `<topic>/<name>.py` of a folder by name, sorted; other files do not count."""
    found = {
        f"{path.parent.name}/{path.stem}": path
        for path in folder.glob("*/*.py")
        if not path.name.startswith(("_", "."))
        and not path.parent.name.startswith(("_", "."))
        and path.is_file()
    }
    return dict(sorted(found.items()))


class Prover:
    """One proof process, asked for one derivation at a time and replaced whenever something goes wrong."""

    def __init__(
        self, derivations: Mapping[str, Path], *, seconds: float = SECONDS, megabytes: int = 2048
    ) -> None:
        """Prove any of `derivations`, each within a time limit and a limit of address space."""
        self._derivations = derivations
        self._seconds = seconds
        self._megabytes = megabytes
        self._turn = asyncio.Lock()
        self._process: ProofProcess | None = None
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def warm(self) -> None:
        """Start the process, so that it imports SymPy and NumPy while the learner reads."""
        if self._process is None and not self._closed:
            with suppress(OSError):  # whoever asks for a proof is told
                self._process = ProofProcess(megabytes=self._megabytes)

    async def prove(
        self,
        name: str,
        *,
        judge: bool = True,
        mutants: bool = False,
        plots: bool = False,
        asked: Sequence[Asked] = (),
        typed: Typed | None = None,
    ) -> AsyncGenerator[Message, None]:
        """Yield what is found out about a derivation as it is found; the last message is Finished or Failed.

        With `mutants`, mistakes are planted in every claim to see whether they are found; with `plots`, what
        the derivation can draw is computed as well, and with `asked`, the values of some of its claims.
        Leaving the iteration early kills the process.
        """
        path = self._derivations.get(name)
        if path is None:
            yield Failed(name=name, message=f"there is no derivation {name}; see the files in derivations/")
            return
        request = Request(
            name=name,
            path=str(path),
            judge=judge,
            mutants=mutants,
            plots=plots,
            asked=tuple(asked),
            typed=typed,
        )
        async with self._turn:
            left, settled = self._seconds, False
            try:
                process = await self._ready()
                process.ask(request)
                while not settled:
                    started = asyncio.get_running_loop().time()
                    message = await self._next(process, request, left)
                    left -= (
                        asyncio.get_running_loop().time() - started
                    )  # the time we waited, not our reader's
                    settled = isinstance(message, Finished)
                    yield message
            except WorkerError as error:
                await self._discard()
                await self.warm()
                settled = True
                yield Failed(name=name, message=str(error))
            finally:
                if not settled:
                    await self._discard()

    async def close(self) -> None:
        """Kill the process at once and see it gone; a proof under way fails, and so does every later one."""
        self._closed = True
        await self._discard()

    async def _discard(self) -> None:
        process = self._process
        if process is not None:
            await process.stop()
            if self._process is process:
                self._process = None

    async def _ready(self) -> ProofProcess:
        if self._closed:
            raise WorkerError("quizapp is closing; start it again")
        if self._process is None:
            try:
                self._process = ProofProcess(megabytes=self._megabytes)
            except OSError as error:
                raise WorkerError(
                    f"the proof process does not start ({error}); end other programs"
                ) from error
        process = self._process
        if not process.ready:
            try:
                async with asyncio.timeout(START_SECONDS):
                    process.ready = await process.line() == READY.encode()
            except TimeoutError:
                raise WorkerError(
                    f"the proof process is not ready after {START_SECONDS:g} s; try again"
                ) from None
            if not process.ready:
                raise await self._died(process, "")
        return process

    async def _next(self, process: ProofProcess, request: Request, seconds: float) -> Message:
        """Return the next message about the request. Raises WorkerError for everything that is not one."""
        try:
            async with asyncio.timeout(max(seconds, 0.0)):
                line = await process.line()
        except TimeoutError:
            where = await process.where(request.path, seconds=WHERE_SECONDS)
            limit = f"{where}: not finished after {self._seconds:g} s"
            raise WorkerError(f"{limit}; look for a loop that never ends, or choose smaller sizes") from None
        if line is None:
            raise await self._died(process, request.path)
        try:
            message = MESSAGE.validate_json(line)
        except ValidationError:
            message = None
        if message is None or message.name != request.name:
            raise WorkerError(f"{request.path}: it writes into the connection to quizapp; remove what does")
        if isinstance(message, Failed):
            raise WorkerError(message.message)
        return message

    async def _died(self, process: ProofProcess, path: str) -> WorkerError:
        if self._closed:
            return WorkerError("quizapp is closing; start it again")
        await process.stop()
        return WorkerError(process.obituary(path))


async def prove_all(
    derivations: Mapping[str, Path],
    names: Iterable[str],
    *,
    workers: int,
    on_message: Callable[[Message], None],
    seconds: float = SECONDS,
    megabytes: int = 2048,
    mutants: bool = False,
) -> list[Report | Failed]:
    """Prove many derivations in parallel and return what came of each, in the order of `names`."""
    wanted = list(names)
    waiting = iter(enumerate(wanted))
    results: dict[int, Report | Failed] = {}

    async def work(prover: Prover) -> None:
        for position, name in waiting:
            messages = []
            async for message in prover.prove(name, mutants=mutants):
                messages.append(message)
                on_message(message)
            results[position] = report_of(messages)

    provers = [
        Prover(derivations, seconds=seconds, megabytes=megabytes)
        for _ in range(max(1, min(workers, len(wanted))))
    ]
    try:
        await asyncio.gather(*(work(prover) for prover in provers))
    finally:
        await asyncio.gather(*(prover.close() for prover in provers))
    return [results[position] for position in range(len(wanted))]


def report_of(messages: Sequence[Message]) -> Report | Failed:
    """Put the messages of one whole run together."""
    *others, last = messages
    if isinstance(last, Failed):
        return last
    outlines = [message for message in others if isinstance(message, Outline)]
    if not outlines or not isinstance(last, Finished):
        return Failed(name=last.name, message="the run was cut short; run it again")
    judged = {message.step.number: message.step for message in others if isinstance(message, Judged)}
    steps = tuple(judged.get(step.number, step) for step in outlines[0].steps)
    return Report(outline=outlines[0], steps=steps, seconds=last.seconds)
