"""Proves derivations in the background while a screen shows what rests on them."""

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from quizapp.derive import report
from quizapp.ui.proofs import NOTHING_MEASURED, Proofs
from quizapp.ui.services import Prover


class Proving(Widget):
    """Has one derivation proved at a time; a proof under way is never broken off for the next.

    Breaking one off would cost the process that proves, and seconds until another is ready.
    """

    DEFAULT_CSS = "Proving { display: none; }"

    class Learned(Message):
        """More is known, or nothing more will be."""

        def __init__(self, proofs: Proofs, trouble: str = "") -> None:
            super().__init__()
            self.proofs = proofs
            self.trouble = trouble
            """Why a derivation could not be proved to its end."""

    class Heard(Message):
        """The prover said something."""

        def __init__(self, said: report.Message) -> None:
            super().__init__()
            self.said = said

    def __init__(self, prover: Prover) -> None:
        """Ask prover."""
        super().__init__()
        self._prover = prover
        self._proofs = NOTHING_MEASURED
        self._wanted: str | None = None

    def on_mount(self) -> None:
        """Have the prover get ready while the learner reads."""
        self._warm()

    def want(self, derivation: str | None) -> None:
        """Have a derivation proved as soon as possible, in place of any other that still waits."""
        self._wanted = derivation
        self._go_on()

    def _go_on(self) -> None:
        derivation = self._wanted
        if self._proofs.checking is not None or derivation is None or derivation in self._proofs.finished:
            return
        self._wanted = None
        self._know(self._proofs.begin(derivation))
        self._prove(derivation)

    def _know(self, proofs: Proofs, trouble: str = "") -> None:
        self._proofs = proofs
        self.post_message(self.Learned(proofs, trouble))

    @work(group="warm", exit_on_error=False)
    async def _warm(self) -> None:
        await self._prover.warm()

    @work(group="prove", exit_on_error=False)
    async def _prove(self, derivation: str) -> None:
        async for said in self._prover.prove(derivation):
            self.post_message(self.Heard(said))

    @on(Heard)
    def _hear(self, message: Heard) -> None:
        message.stop()
        trouble = message.said.message if isinstance(message.said, report.Failed) else ""
        self._know(self._proofs.hear(message.said), trouble)

    @on(Worker.StateChanged)
    def _go_on_after(self, event: Worker.StateChanged) -> None:
        """Go on when a proof has ended, also when it ended in a way the prover did not expect."""
        event.stop()
        if event.worker.group != "prove" or event.state not in {WorkerState.SUCCESS, WorkerState.ERROR}:
            return
        if event.state is WorkerState.ERROR or self._proofs.checking is not None:
            self._know(self._proofs.end(), str(event.worker.error or ""))
        self._go_on()
