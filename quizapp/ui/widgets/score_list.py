"""How many answers of each topic were right, one line a topic."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from quizapp.ui.widgets.topic_list import progress
from quizapp.ui.widgets.typeset import Lines
from quizapp.ui.widgets.wrapping import stack

WIDEST = 64
"""Beyond this the eye loses the line between a name and its bar."""
BAR = 10


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One topic."""

    name: str
    right: int
    asked: int


class ScoreList(Lines):
    """Shows scores in columns."""

    DEFAULT_CSS = """
    ScoreList > .score--bar { color: $primary; }
    ScoreList > .score--full { color: $text-success; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"score--bar", "score--full"}

    scores: reactive[tuple[ScoreLine, ...]] = reactive((), init=False)

    def lay_out(self, width: int) -> Content:
        """Return the names, a bar each, and the figures."""
        figures = [f"{line.right} / {line.asked}" for line in self.scores]
        column = max(map(len, figures), default=0)
        longest = max((cell_len(line.name) for line in self.scores), default=0)
        room = max(min(longest, min(width, WIDEST) - BAR - column - 6), 8)
        return stack(
            self._line(line, figure.rjust(column), room)
            for line, figure in zip(self.scores, figures, strict=True)
        )

    def _line(self, line: ScoreLine, figure: str, room: int) -> Content:
        name = Content(line.name).truncate(room, ellipsis=True)
        style = ".score--full" if line.right == line.asked else ".score--bar"
        bar = Content.styled(progress(line.right, line.asked, BAR), style)
        return Content("  ") + name.pad_right(room - name.cell_length + 2) + bar + Content(f"  {figure}")

    def watch_scores(self) -> None:
        """Show other scores."""
        self.relay()
