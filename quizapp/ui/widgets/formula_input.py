"""A line to type a formula or a number in: it reads along, and completes the names that are allowed."""

import re
from collections.abc import Callable

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widgets import Input, Static

from quizapp.cards.model import Language
from quizapp.derive.typed import RejectedError, Vocabulary, as_latex, parse
from quizapp.derive.vocabulary import FUNCTIONS
from quizapp.ui.refusal_words import refusal
from quizapp.ui.widgets.formula import Formula
from quizapp.ui.widgets.remark import Remark

Reading = Callable[[str, Vocabulary], str]
"""What is typed, as LaTeX; raises RejectedError where it is not understood."""

_WORD = re.compile(r"[A-Za-z]\w*$")
SHORTEST = 2
"""Letters of a word from which it is completed."""


class NameSuggester(Suggester):
    """Completes the word at the end of what is typed."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Complete to one of names, the first that fits."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        """Return what is typed with its last word completed."""
        word = _WORD.search(value)
        if word is None or len(word[0]) < SHORTEST:
            return None
        fits = (name for name in self._names if name.startswith(word[0]) and name != word[0])
        found = next(fits, None)
        return None if found is None else value[: word.start()] + found


def one_formula(text: str, vocabulary: Vocabulary) -> str:
    """Return a formula as LaTeX."""
    return as_latex(parse(text, vocabulary), vocabulary)


class FormulaInput(Vertical):
    """Shows the line, and below it what was understood, or what was not."""

    DEFAULT_CSS = """
    FormulaInput { height: auto; display: none; }
    FormulaInput.-shown { display: block; }
    FormulaInput #line { height: 1; background: $panel; }
    FormulaInput #caret { width: 2; color: $primary; text-style: bold; }
    FormulaInput Input { background: $panel; color: $foreground; width: 1fr; }
    FormulaInput Input:disabled { opacity: 100%; color: $text-muted; }
    FormulaInput #understood { margin: 1 0 0 2; color: $text-primary; display: none; }
    FormulaInput #understood.-some { display: block; }
    FormulaInput #puzzle { margin: 1 0 0 2; color: $text-muted; }
    """

    vocabulary: reactive[Vocabulary | None] = reactive(None, init=False)
    """What may be used; None where numbers are typed, or nothing is known yet."""

    language: reactive[Language] = reactive(Language.ENGLISH, init=False)
    """The language in which it says what it does not understand."""

    line = getters.query_one(Input)
    understood = getters.query_one("#understood", Formula)
    puzzle = getters.query_one("#puzzle", Remark)

    class Submitted(Message):
        """Enter was pressed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, reading: Reading = one_formula, id: str | None = None) -> None:  # noqa: A002
        """Show what is typed as reading understands it."""
        super().__init__(id=id)
        self._reading = reading

    def compose(self) -> ComposeResult:
        """Lay the line out above what was understood."""
        with Horizontal(id="line"):
            yield Static("❯ ", markup=False, id="caret")
            yield Input(select_on_focus=False, compact=True)
        yield Formula(id="understood")
        yield Remark(id="puzzle")

    def open(self, *, shown: bool) -> None:
        """Show an empty line and type there, or hide it."""
        self.set_class(shown, "-shown")
        self.line.value = ""
        self.line.disabled = not shown
        self.vocabulary = None
        if shown:
            self.line.focus()

    @property
    def puzzling(self) -> bool:
        """Whether what is typed is not understood; why stands below it."""
        return bool(self.puzzle.text)

    def close(self) -> None:
        """Take nothing more in; what was typed stays to be read."""
        self.line.disabled = True

    def on_mount(self) -> None:
        """Speak the app's language, whichever that becomes."""
        if hasattr(self.app, "language"):
            self.watch(self.app, "language", self._follow_language)

    def _follow_language(self, language: Language) -> None:
        self.language = language

    def watch_language(self) -> None:
        """Say in another language what is not understood."""
        self._read(self.line.value)

    def watch_vocabulary(self, vocabulary: Vocabulary | None) -> None:
        """Complete other names, and read again what is typed."""
        names = [] if vocabulary is None else [letter.name for letter in vocabulary.letters]
        self.line.suggester = NameSuggester((*names, *FUNCTIONS)) if names else None
        self._read(self.line.value)

    @on(Input.Changed)
    def _follow(self, event: Input.Changed) -> None:
        event.stop()
        self._read(event.value)

    @on(Input.Submitted)
    def _hand_in(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(event.value))

    def _read(self, text: str) -> None:
        latex, puzzle = "", ""
        if self.vocabulary is not None and text.strip():
            try:
                latex = self._reading(text, self.vocabulary)
            except RejectedError as error:
                puzzle = refusal(str(error), self.language)
        self.understood.latex = latex
        self.understood.set_class(bool(latex), "-some")
        self.puzzle.text = puzzle
