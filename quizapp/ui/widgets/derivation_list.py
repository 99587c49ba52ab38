"""Derivations under their topics, one line each, with what their last run found."""

from collections.abc import Iterator

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from quizapp.cards.model import Language
from quizapp.cards.topics import title_from_name
from quizapp.ui.catalogue import Catalogue, Entry
from quizapp.ui.widgets.marks import mark
from quizapp.ui.widgets.proof_words import ProofWords, proof_words
from quizapp.ui.widgets.typeset import Typeset
from quizapp.ui.widgets.wrapping import apart, stack, wrap

POINTER = 3
"""Cells in front of a title."""


class DerivationList(Typeset):
    """Shows a catalogue; what the marked derivation proves stands below its title."""

    COMPONENT_CLASSES = {"list--marked"}  # noqa: RUF012
    DEFAULT_CSS = """
    DerivationList > .list--marked { color: $text-primary; text-style: bold; }
    """

    catalogue: reactive[Catalogue] = reactive(Catalogue(), init=False)
    language: reactive[Language] = reactive(Language.ENGLISH, init=False)

    class Pointed(Message):
        """A derivation was clicked."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position
            """Its position in the catalogue."""

    def lay_out(self, width: int) -> Content:
        """Return the lines of the whole list."""
        words = proof_words(self.language)
        if not self.catalogue.entries:
            return stack(wrap(Content(words.none_found), width))
        return stack(line for line, _ in self._lines(width, words))

    def line_of(self, position: int) -> int:
        """Return the line an entry stands on at the present width."""
        owners = self._owners()
        return owners.index(position) if position in owners else 0

    def on_click(self, event: Click) -> None:
        """Say which derivation was clicked."""
        offset = event.get_content_offset(self)
        owners = self._owners()
        if offset is not None and offset.y < len(owners) and (position := owners[offset.y]) is not None:
            event.stop()
            self.post_message(self.Pointed(position))

    def _owners(self) -> list[int | None]:
        """Return for every line the entry it belongs to; None for headings and air."""
        words = proof_words(self.language)
        return [owner for _, owner in self._lines(self.content_size.width, words)]

    def _lines(self, width: int, words: ProofWords) -> Iterator[tuple[Content, int | None]]:
        topic = None
        for position, entry in enumerate(self.catalogue.entries):
            if entry.topic != topic:
                if topic is not None:
                    yield Content(), None
                topic = entry.topic
                yield Content.styled(title_from_name(topic), ".text--heading"), None
            for line in _entry_lines(entry, width, words, marked=position == self.catalogue.marked):
                yield line, position

    def watch_catalogue(self) -> None:
        """Show other entries, or another mark."""
        self.relay()

    def watch_language(self) -> None:
        """Name the verdicts in another language."""
        self.relay()


def _entry_lines(entry: Entry, width: int, words: ProofWords, *, marked: bool) -> Iterator[Content]:
    known = Content() if entry.verdict is None else mark(entry.verdict, words=words)
    room = max(width - POINTER - (known.cell_length + 2 if known else 0), 4)
    title = Content(entry.title).truncate(room, ellipsis=True)
    if marked:
        line = Content.styled("▶  ", ".list--marked") + title.stylize(".list--marked")
    else:
        line = title.pad_left(POINTER)
    yield (apart(line, known, width) or line) if known else line
    if marked and entry.summary:
        for part in wrap(Content.styled(entry.summary, ".text--quiet"), width - POINTER):
            yield part.pad_left(POINTER)
