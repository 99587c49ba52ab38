"""The quizzes of a learner over time: their course as bars, then one after the other, the last one first."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from quizapp.ui.widgets.typeset import Lines
from quizapp.ui.widgets.wrapping import apart, stack, wrap


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One quiz."""

    day: str
    score: str
    topics: str


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Everything there is to show."""

    course: str = ""
    """A bar a quiz, the oldest first."""
    rows: tuple[ResultRow, ...] = ()
    nothing: str = ""
    """What is said where there is no quiz yet."""


class QuizResults(Lines):
    """Shows results, as many as there are."""

    DEFAULT_CSS = """
    QuizResults > .results--course { color: $primary; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"results--course"}

    table: reactive[ResultTable] = reactive(ResultTable(), init=False)

    def lay_out(self, width: int) -> Content:
        """Return the bars, then two lines a quiz: day and score, and below them what it was about."""
        if not self.table.rows:
            return stack(wrap(Content.styled(self.table.nothing, ".text--quiet"), width))
        lines: list[Content] = []
        if self.table.course:
            lines += [Content.styled(self.table.course[-width:], ".results--course"), Content()]
        widest = max(cell_len(row.score) for row in self.table.rows)
        for row in self.table.rows:
            score = Content.styled(row.score, ".text--strong").pad_left(widest - cell_len(row.score))
            day = Content(row.day)
            lines.append(apart(day, score, width) or day)
            lines.append(Content.styled(row.topics, ".text--quiet").truncate(width, ellipsis=True))
        return stack(lines)

    def watch_table(self) -> None:
        """Show other results."""
        self.relay()
