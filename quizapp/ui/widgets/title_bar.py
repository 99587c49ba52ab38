"""The first line of a screen: what it is on the left, where the learner stands on the right."""

from textual.content import Content
from textual.reactive import reactive

from quizapp.ui.widgets.typeset import Lines
from quizapp.ui.widgets.wrapping import apart


class TitleBar(Lines):
    """Shows a title and, at the right end of the line, a note; the title gives way when both do not fit."""

    DEFAULT_CSS = """
    TitleBar {
        height: 1;
        margin: 0 0 1 0;
        padding: 0 1;
    }
    """

    title: reactive[str] = reactive("", init=False)
    note: reactive[str] = reactive("", init=False)

    def lay_out(self, width: int) -> Content:
        """Return the line."""
        note = Content.styled(self.note, ".text--quiet")
        title = Content.styled(self.title, ".text--strong")
        line = apart(title, note, width) if self.note else title
        if line is not None:
            return line
        room = width - note.cell_length - 2
        return title.truncate(room, ellipsis=True).pad_right(2) + note if room > 4 else note

    def watch_title(self) -> None:
        """Show another title."""
        self.repaint()

    def watch_note(self) -> None:
        """Show another note."""
        self.repaint()
