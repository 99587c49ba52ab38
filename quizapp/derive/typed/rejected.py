"""What is wrong with a typed formula."""

from quizapp.errors import QuizappError


class RejectedError(QuizappError):
    """A formula that is not understood; the message says what, and how to write it."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position
        """Index of the first character that is not understood."""
