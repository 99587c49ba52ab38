"""Every error quizapp raises on purpose.

    QuizappError
    ├── ContentError      a pack, card or derivation file cannot be used
    ├── MathError         a formula cannot be laid out
    ├── DerivationError   a derivation file states something the engine cannot work with
    ├── WorkerError       the process that proves things failed, ran out of time, or of memory
    ├── StoreError        the review log cannot be opened, read or written
    │   ├── StoreBusyError      another quizapp is using it
    │   └── StoreDamagedError  it failed its integrity check
    └── SettingsError     a setting or an environment variable has no usable value

Each message says what is wrong, where, and what to do; the command line prints it without a traceback.
"""


class QuizappError(Exception):
    """Something quizapp can explain to the person in front of it."""


class ContentError(QuizappError):
    """A pack, card or derivation file cannot be used."""


class MathError(QuizappError):
    """A formula cannot be laid out in a terminal."""

    def __init__(self, message: str, *, command: str = "", position: int = 0) -> None:
        """Say what is wrong with which command, `position` characters into the formula."""
        super().__init__(message)
        self.command = command
        """The LaTeX command or character at fault, as it was typed; empty when there is none."""
        self.position = position
        """Offset of the fault from the start of the formula, in characters."""


class DerivationError(QuizappError):
    """A derivation file states something the engine cannot work with."""


class WorkerError(QuizappError):
    """The process that proves things failed, ran out of time, or of memory."""


class StoreError(QuizappError):
    """The review log cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another quizapp is using the review log."""


class StoreDamagedError(StoreError):
    """The review log failed its integrity check."""


class SettingsError(QuizappError):
    """A setting or an environment variable has no usable value."""
