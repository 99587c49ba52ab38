"""What is said around a blackboard: its title, how far it is, and what went wrong."""

from collections import Counter

from textual.content import Content
from textual.reactive import reactive

from quizapp.derive.report import Verdict
from quizapp.ui.blackboard import BlackboardState, Phase
from quizapp.ui.widgets.drawing import draw_inline
from quizapp.ui.widgets.evidence_lines import duration
from quizapp.ui.widgets.marks import SIGNS
from quizapp.ui.widgets.proof_words import ENGLISH, ProofWords
from quizapp.ui.widgets.typeset import Typeset
from quizapp.ui.widgets.wrapping import HARD_SPACE, hang, stack, wrap


def title(state: BlackboardState) -> str:
    """Return the derivation's title, or its name until that is known."""
    return state.name if state.outline is None else state.outline.title


def note(state: BlackboardState, words: ProofWords, *, short: bool = False) -> str:
    """Return how far the reader is, what was established, and how long it took; in signs when short."""
    parts = []
    if state.steps:
        shown, total = len(state.on_board), len(state.steps)
        parts.append(f"{shown}/{total}" if short else words.step_of(shown, total))
    counts = Counter(verdict for verdict in state.verdicts if verdict is not None)
    names = SIGNS if short else words.verdicts
    parts += [f"{counts[verdict]} {names[verdict]}" for verdict in Verdict if counts[verdict]]
    if state.phase is Phase.CHECKING:
        parts.append("…" if short else f"… {words.checking}")
    if state.seconds is not None:
        parts.append(duration(state.seconds))
    return " · ".join(parts)


class Given(Typeset):
    """Keeps the hypotheses on the board in sight, each on one line; nothing here holds without them."""

    DEFAULT_CSS = """
    Given {
        display: none;
        padding: 0 1;
        &.-shown { display: block; }
    }
    """

    state: reactive[BlackboardState | None] = reactive(None)
    words: reactive[ProofWords] = reactive(ENGLISH)

    def lay_out(self, width: int) -> Content:
        """Return the hypotheses, as many to a line as fit."""
        steps = self.state.hypotheses if self.state is not None else ()
        formulas = (
            Content.styled((draw_inline(step.latex) or step.latex).replace(" ", HARD_SPACE), ".text--math")
            for step in steps
        )
        name = Content.styled(f"{self.words.given}   ", ".text--quiet")
        return stack(hang(Content("   ").join(formulas), width, name, Content(" " * name.cell_length)))

    def watch_state(self, state: BlackboardState | None) -> None:
        """Appear with the first hypothesis."""
        self.set_class(state is not None and bool(state.hypotheses), "-shown")
        self.relay()

    def watch_words(self) -> None:
        """Say it in another language."""
        self.relay()


class Notice(Typeset):
    """Says that the prover is starting, or why it stopped and what to do."""

    DEFAULT_CSS = """
    Notice {
        display: none;
        padding: 0 1;
        &.-shown { display: block; }
        &.-failed { border-left: thick $error; }
    }
    """

    state: reactive[BlackboardState | None] = reactive(None)
    words: reactive[ProofWords] = reactive(ENGLISH)

    def lay_out(self, width: int) -> Content:
        """Return the notice's lines."""
        if self.state is None:
            return Content()
        if self.state.failure is None:
            return Content.styled(self.words.starting, ".text--quiet")
        why = Content(self.words.stopped(self.state.failure))
        return stack(
            [*wrap(why, width), *wrap(Content.styled(self.words.what_to_do, ".text--strong"), width)]
        )

    def watch_state(self, state: BlackboardState | None) -> None:
        """Appear and disappear."""
        failed = state is not None and state.phase is Phase.FAILED
        self.set_class(failed, "-failed")
        self.set_class(failed or (state is not None and state.phase is Phase.STARTING), "-shown")
        self.relay()

    def watch_words(self) -> None:
        """Say it in another language."""
        self.relay()
