"""Asks the prover about the lines of a blackboard while the learner looks at them."""

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from quizapp.derive import report
from quizapp.ui.services import Prover


class Verifying(Widget):
    """Asks one thing at a time about one derivation, and passes on what the prover says."""

    DEFAULT_CSS = "Verifying { display: none; }"

    class Heard(Message):
        """The prover said something, or failed to."""

        def __init__(self, said: report.Message, asked: report.Typed | None) -> None:
            super().__init__()
            self.said = said
            self.asked = asked
            """The line or the claim it is about; None for the whole derivation."""

    def __init__(self, prover: Prover, name: str) -> None:
        """Ask prover about the derivation called name."""
        super().__init__()
        self._prover = prover
        self._derivation = name
        self._asked: report.Typed | None = None

    def read(self) -> None:
        """Ask which claims there are."""
        self._read()

    def ask(self, typed: report.Typed) -> None:
        """Ask about a line, or what a claim rests on; what was asked before is given up."""
        self._asked = typed
        self._ask(typed)

    @work(group="read", exclusive=True, exit_on_error=False)
    async def _read(self) -> None:
        async for said in self._prover.prove(self._derivation, judge=False):
            self.post_message(self.Heard(said, None))

    @work(group="write", exclusive=True, exit_on_error=False)
    async def _ask(self, typed: report.Typed) -> None:
        silent = True
        async for said in self._prover.prove(self._derivation, judge=False, typed=typed):
            silent = silent and not isinstance(said, report.Opened | report.Graded | report.Failed)
            self.post_message(self.Heard(said, typed))
        if silent:
            self._fail("the prover ended without an answer", typed)

    def _fail(self, why: str, asked: report.Typed | None) -> None:
        self.post_message(self.Heard(report.Failed(name=self._derivation, message=why), asked))

    @on(Worker.StateChanged)
    def _report_failure(self, event: Worker.StateChanged) -> None:
        event.stop()
        if event.state is WorkerState.ERROR:
            why = f"{event.worker.error or 'unknown error'}"
            self._fail(why, self._asked if event.worker.group == "write" else None)
