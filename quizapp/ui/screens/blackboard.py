"""The blackboard on which a learner derives a claim herself, line by line."""

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.reactive import reactive
from textual.screen import Screen

from quizapp.cards.model import Language
from quizapp.derive.report import Failed, Graded, Opened, Outline, Typed
from quizapp.errors import StoreError
from quizapp.ui.commands import BLACKBOARD, bindings
from quizapp.ui.line_reading import preview
from quizapp.ui.screens.blackboard_page import ask, claim_lines, note, title, told
from quizapp.ui.screens.breakpoints import wear_breakpoints
from quizapp.ui.services import Services
from quizapp.ui.verifying import Verifying
from quizapp.ui.widgets.card_text import CardText
from quizapp.ui.widgets.choice_list import ChoiceList
from quizapp.ui.widgets.formula_input import FormulaInput
from quizapp.ui.widgets.key_bar import KeyBar
from quizapp.ui.widgets.remark import Remark
from quizapp.ui.widgets.title_bar import TitleBar
from quizapp.ui.widgets.written_lines import GivenAndGoal, WrittenLines
from quizapp.ui.workbook import Workbook
from quizapp.ui.writing import Writing
from quizapp.ui.writing_words import writing_words
from quizapp.ui.written_markdown import to_markdown

AIRY = 30
"""Rows from which the givens are drawn in two dimensions."""


class BlackboardScreen(Screen[Workbook]):
    """Lets the learner choose a claim and write; hands the workbook back when it is left."""

    CSS_PATH = "blackboard.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BLACKBOARD)]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012

    book: reactive[Workbook] = reactive(Workbook(""), init=False, repaint=False)
    language: reactive[Language] = reactive(Language.ENGLISH, init=False, repaint=False)

    title_bar = getters.query_one(TitleBar)
    top = getters.query_one(GivenAndGoal)
    page = getters.query_one("#page", VerticalScroll)
    choices = getters.query_one(ChoiceList)
    lines = getters.query_one(WrittenLines)
    answer = getters.query_one(FormulaInput)
    ask = getters.query_one("#ask", Remark)
    told = getters.query_one("#told", CardText)
    verifying = getters.query_one(Verifying)

    def __init__(self, services: Services, book: Workbook) -> None:
        """Go on with a workbook; a new one needs only the name of its derivation."""
        super().__init__()
        self._services = services
        self.set_reactive(BlackboardScreen.book, book)

    def compose(self) -> ComposeResult:
        """Lay out what is given above the lines."""
        yield TitleBar()
        with VerticalScroll(id="top", can_focus=False):
            yield GivenAndGoal()
        with VerticalScroll(id="page", can_focus=False):
            yield Remark(id="ask")
            yield ChoiceList(id="choices")
            yield WrittenLines()
            yield FormulaInput(reading=preview, id="answer")
            yield CardText(id="told")
        yield Verifying(self._services.prover, self.book.name)
        yield KeyBar()

    def on_mount(self) -> None:
        """Read which claims there are."""
        wear_breakpoints(self)
        self.watch(self.app, "language", self._follow_language, init=False)
        self.set_reactive(BlackboardScreen.language, getattr(self.app, "language", self.language))
        # What is typed and told stays in sight, however tall its preview becomes.
        self.watch(self.page, "virtual_size", self._follow_end, init=False)
        self._draw(self.book)
        self.verifying.read()

    def on_resize(self) -> None:
        """Draw the givens as there is room for them."""
        self.top.flat = self.size.height < AIRY

    # The prover

    def _open(self, board: Writing) -> None:
        """Ask what a claim rests on, or what its new names are."""
        self.verifying.ask(Typed(label=board.claim.label, blackboard=True, lines=board.definitions))

    @on(Verifying.Heard)
    def _hear(self, message: Verifying.Heard) -> None:
        message.stop()
        book, asked = self.book, message.asked
        board = None if asked is None else book.boards.get(asked.label)
        match message.said:
            case Outline() as outline:
                self.book = book.read(outline)
            case Failed(message=why) if board is None:
                self.book = book.stopped(why)
            case Failed(message=why) if board is not None:
                self.book = book.keep(board.failed(why))
            case Opened() as opened if board is not None:
                self.book = book.keep(board.open(opened))
            case Graded(grade=grade) if board is not None and asked and asked.text == board.checking:
                graded = board.graded(grade)
                self.book = book.keep(graded)
                if graded.nameless:
                    self._open(graded)
            case _:
                pass

    # Drawing

    def _follow_language(self, language: Language) -> None:
        self.language = language

    def watch_language(self) -> None:
        """Say the same in another language."""
        self._draw(self.book)

    def watch_book(self, before: Workbook, book: Workbook) -> None:
        """Draw the workbook, and open or close the line to type on."""
        self._draw(book)
        self._follow_input(before, book)
        self.refresh_bindings()
        self.call_after_refresh(self._follow_end)

    def _draw(self, book: Workbook) -> None:
        say, board = writing_words(self.language), book.board
        self.title_bar.title = title(book)
        self.title_bar.note = note(book, say)
        for widget in (self.top, self.lines):
            widget.words = say
            widget.board = board
        self.set_class(board is not None, "-writing")
        self.choices.lines = claim_lines(book, say) if board is None else ()
        self.choices.marked = book.marked
        self.ask.text = ask(book, say)
        self.told.markdown = told(board, self.language)
        self.answer.vocabulary = None if board is None else board.vocabulary
        empty = board is None or not board.lines
        self.answer.line.placeholder = say.first_line if empty else say.next_line

    def _follow_input(self, before: Workbook, book: Workbook) -> None:
        old, board = before.board, book.board
        shown = board is not None and not board.done
        was_shown = old is not None and not old.done
        entered = board is not None and (old is None or before.at != book.at)
        if board is None or not shown:
            self.answer.open(shown=False)
            self.set_focus(None)
        elif entered or not was_shown:
            self.answer.open(shown=True)
            self.answer.line.value = board.draft
            self.answer.line.cursor_position = len(board.draft)
            self.answer.vocabulary = board.vocabulary
        elif old is not None and self.answer.line.value == old.checking and board.said is None:
            self.answer.line.value = ""
        if board is not None and entered and board.opened is None:
            self._open(board)

    def _follow_end(self) -> None:
        if self.book.board is None:
            self.page.scroll_to_region(
                Region(0, self.choices.line_of(self.book.marked) + 1, 1, 2), animate=False
            )
        else:
            self.page.scroll_end(animate=False)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would change something."""
        by = int(str(parameters[0])) if action == "mark" else 0
        return self.book.offers(action, by)

    def action_mark(self, by: int) -> None:
        """Mark another claim."""
        self.book = self.book.move(by)

    def action_begin(self) -> None:
        """Write on the board of the marked claim."""
        self.book = self.book.begin()

    @on(ChoiceList.Picked)
    def _pick(self, message: ChoiceList.Picked) -> None:
        message.stop()
        if self.book.board is None:
            self.book = self.book.mark(message.line).begin()

    def action_write(self) -> None:
        """Have the line verified."""
        self._write(self.answer.line.value)

    @on(FormulaInput.Submitted)
    def _hand_in(self, message: FormulaInput.Submitted) -> None:
        message.stop()
        self._write(message.text)

    def _write(self, text: str) -> None:
        board = self._board
        if board.waiting or self.answer.puzzling:
            return
        if board.opened is None or board.nameless:
            self.book = self.book.keep(board.retry())
            self._open(board)
        elif text.strip():
            self.book = self.book.keep(board.hand_in(text))
            label, lines = board.claim.label, board.verified
            self.verifying.ask(Typed(label=label, blackboard=True, lines=lines, text=text))

    def action_next(self) -> None:
        """Go on to the next claim, or back to the list when all are done."""
        self.book = self.book.next_claim()

    def action_undo(self) -> None:
        """Take the last line off the board."""
        self.book = self.book.keep(self._board.undo())

    def action_hint(self) -> None:
        """Take a hint."""
        self.book = self.book.keep(self._board.hint())

    def action_reveal(self) -> None:
        """Put the book's next line on the board."""
        self.book = self.book.keep(self._board.reveal())

    def action_save(self) -> None:
        """Write the board to disk, as it is."""
        board, services = self._board, self._services
        day = services.calendar.day(services.now())
        book = self.book
        say = writing_words(self.language)
        text = to_markdown(book.title or book.name, book.name, board, day, say)
        try:
            where = services.keep_sheet(f"{book.name}-{board.claim.label}-{day.isoformat()}", text)
        except StoreError as error:
            self.book = book.keep(board.not_saved(str(error)))
        else:
            self.book = book.keep(board.saved(str(where)))

    def action_scroll(self, lines: int) -> None:
        """Scroll the board."""
        self.page.scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Go back to the list, or away from it; what was written is kept."""
        book = self.book.close(self.answer.line.value)
        if self.book.board is not None and len(book.claims or ()) > 1:
            self.book = book
        else:
            self.dismiss(book)

    @property
    def _board(self) -> Writing:
        board = self.book.board
        assert board is not None
        return board
