"""The board a learner writes on, as a value, and the file it becomes."""

from datetime import date

import pytest

from quizapp.cards.model import Language
from quizapp.derive.report import Grade, GradeVerdict, Outline, Step, StepKind
from quizapp.derive.typed import RejectedError
from quizapp.ui.line_reading import TypedLine, preview, read_line, split_relation
from quizapp.ui.workbook import Workbook, claims_of
from quizapp.ui.writing import Claim, Hinted, NotSaved, Origin, Refused, Saved, Troubled, Writing
from quizapp.ui.writing_words import writing_words
from quizapp.ui.written_markdown import to_markdown
from tests.ui.proofs import NAME, OUTLINE
from tests.ui.writings import FOLLOWS, OPENED, REACHED, SEEN, WRONG, naming, opened_with

GRADIENT = Claim(
    "gradient",
    r"\frac{\partial L}{\partial z_{k}}",
    (r"a = b", r"\frac{\partial L}{\partial z_{k}} = p_{k} - y_{k}"),
)
BOARD = Writing(GRADIENT).open(OPENED)


def wrote(board: Writing, text: str, grade: Grade) -> Writing:
    """Return the board after a line was handed in and graded."""
    return board.hand_in(text).graded(grade)


def test_a_line_that_holds_stays_on_the_board_with_what_is_known_of_it() -> None:
    board = wrote(wrote(BOARD, "p_k - y_k + 0", FOLLOWS), "= p_k - y_k", SEEN)
    first, second = board.lines
    assert first.latex == r"\frac{\partial L}{\partial z_{k}} = p_{k} - y_{k} + 0"
    assert second.latex == r"= p_{k} - y_{k}"
    assert (first.proved, second.proved) == (True, False)
    assert board.verified == ("p_k - y_k + 0", "= p_k - y_k")
    assert not board.done


def test_a_left_side_of_its_own_is_what_the_next_line_is_about() -> None:
    board = wrote(BOARD, "L = -sum_j y_j log(p_j)", FOLLOWS)
    assert board.left == "L"
    assert wrote(board, "= 2 L - L", FOLLOWS).lines[-1].left == "L"


def test_a_refused_line_changes_nothing_but_what_is_said() -> None:
    board = wrote(BOARD, "p_k - y_k", FOLLOWS)
    refused = wrote(board, "p_k + y_k", WRONG)
    assert refused.lines == board.lines
    assert refused.said == Refused("p_k + y_k", WRONG)
    assert refused.checking is None


@pytest.mark.parametrize("verdict", [v for v in GradeVerdict if v is not GradeVerdict.EQUAL])
def test_only_an_equal_line_gets_on_the_board(verdict: GradeVerdict) -> None:
    assert wrote(BOARD, "p_k", Grade(verdict=verdict)).lines == ()


def test_a_name_is_known_once_the_prover_has_said_what_it_is_and_gone_once_undone() -> None:
    board = wrote(BOARD, "let s = exp(z_k)", naming("s"))
    assert board.nameless
    assert board.waiting
    assert board.definitions == ("let s = exp(z_k)",)
    known = board.open(opened_with("s"))
    assert known.vocabulary is not None
    assert known.vocabulary.kind("s") is not None
    assert not known.waiting
    undone = known.undo().vocabulary
    assert undone is not None
    assert undone.kind("s") is None


def test_a_line_after_a_name_or_a_revealed_line_says_its_left_side_again_where_it_must() -> None:
    named = wrote(BOARD, "let s = exp(z_k)", naming("s")).open(opened_with("s"))
    assert not wrote(named, "= p_k", FOLLOWS).lines[-1].goes_on
    assert not wrote(BOARD.reveal(), "= p_k", FOLLOWS).lines[-1].goes_on
    written = wrote(BOARD, "p_k - y_k", FOLLOWS)
    between = wrote(written, "let s = exp(z_k)", naming("s")).open(opened_with("s"))
    assert wrote(between, "= p_k", FOLLOWS).lines[-1].goes_on


def test_the_claim_is_reached_by_whatever_route_and_undo_takes_that_back() -> None:
    board = wrote(BOARD, "p_k - y_k", REACHED)
    assert board.done
    assert board.reached
    assert not board.undo().done


def test_hints_tell_more_and_more_and_end_with_the_whole_line() -> None:
    board, told = BOARD, []
    for _ in range(5):
        board = board.hint()
        assert isinstance(board.said, Hinted)
        told.append(board.said.text)
    assert told == ["Sum the Jacobian against y.", "$$\na = b\n$$", "$□_{□} - □_{□}$", "$p_{k} - y_{k}$", ""]
    assert board.hints == 4


def test_revealing_puts_the_books_lines_on_the_board_one_by_one() -> None:
    board = BOARD.reveal()
    assert [line.origin for line in board.lines] == [Origin.REVEALED]
    assert board.lines[0].latex == "a = b"
    assert board.verified == ()
    assert not board.done
    end = board.reveal()
    assert end.done
    assert not end.reached
    assert end.reveal() is end
    assert not end.undo().done


def test_trouble_keeps_every_line_and_can_be_tried_again() -> None:
    board = wrote(BOARD, "p_k - y_k", FOLLOWS).hand_in("p_k").failed("it died")
    assert board.said == Troubled("it died")
    assert len(board.lines) == 1
    assert not board.waiting
    assert Writing(GRADIENT).failed("it died").retry().waiting


def test_saving_says_where_or_why_not() -> None:
    assert BOARD.saved("there").said == Saved("there")
    assert BOARD.not_saved("full").said == NotSaved("full")


# Workbooks


def step(kind: StepKind, latex: str, label: str | None = None) -> Step:
    return Step(number=1, kind=kind, label=label, latex=latex, reason="")


def test_claims_are_the_labelled_equations_with_the_steps_that_lead_to_them() -> None:
    steps = (
        step(StepKind.DEFINITION, "L = x"),
        step(StepKind.STEP, "a = b"),
        step(StepKind.CLAIM, r"\sum_{j=1}^{K} b_{j} = c", "sum"),
        step(StepKind.STEP, r"a \le b"),
        step(StepKind.CLAIM, r"c \le \frac{1}{4}", "bound"),
        step(StepKind.FALLACY, r"c \ne d", "mistake"),
        step(StepKind.CLAIM, "c = e", "last"),
    )
    outline = Outline(name=NAME, title="T", summary="", steps=steps)
    assert claims_of(outline) == (
        Claim("sum", r"\sum_{j=1}^{K} b_{j}", ("a = b", r"\sum_{j=1}^{K} b_{j} = c")),
        Claim("last", "c", ("c = e",)),
    )


def test_a_workbook_offers_its_claims_and_goes_through_those_that_are_not_done() -> None:
    book = Workbook(NAME).read(OUTLINE)
    assert [claim.label for claim in book.claims or ()] == ["jacobian", "gradient"]
    assert book.board is None
    book = book.move(1).begin()
    assert book.board is not None
    book = book.keep(book.board.reveal())
    assert book.is_done("gradient")
    book = book.next_claim()
    assert book.at == "jacobian"
    assert book.board is not None
    book = book.keep(book.board.reveal()).next_claim()
    assert book.at is None


def test_what_was_asked_for_is_begun_and_what_is_missing_is_said() -> None:
    assert Workbook(NAME).wanting("gradient").read(OUTLINE).at == "gradient"
    book = Workbook(NAME).wanting("slope").read(OUTLINE)
    assert (book.at, book.missing) == (None, "slope")


def test_a_single_claim_is_begun_at_once() -> None:
    steps = tuple(s for s in OUTLINE.steps if s.label != "jacobian")
    assert Workbook(NAME).read(OUTLINE.model_copy(update={"steps": steps})).at == "gradient"


def test_a_board_that_is_left_is_found_again_as_it_was() -> None:
    book = Workbook(NAME).read(OUTLINE).begin()
    assert book.board is not None
    book = book.keep(book.board.open(OPENED).hand_in("p_k")).close(draft="p_k")
    assert book.board is None
    again = book.begin().board
    assert again is not None
    assert (again.draft, again.checking, again.opened) == ("p_k", None, OPENED)


# Reading lines


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("p_k - y_k", "", "p_{k} - y_{k}"),
        ("= p_k", "", "p_{k}"),
        ("L = 2", "L", "2"),
        ("L = sum_(j=1)^K y_j", "L", r"\sum_{j=1}^{K} y_{j}"),
        ("L = [j = k] p_j", "L", r"\left[j = k\right] p_{j}"),
        ("L = [j == k] p_j", "L", r"\left[j = k\right] p_{j}"),
    ],
)
def test_an_equation_is_split_at_the_sign_between_its_sides(text: str, left: str, right: str) -> None:
    assert read_line(text, OPENED.vocabulary) == TypedLine(left, right)


def test_a_definition_gives_a_name_to_a_formula() -> None:
    assert read_line("let s = exp(z_k)", OPENED.vocabulary) == TypedLine("s", "e^{z_{k}}", defines="s")
    assert preview("let s = z_k", OPENED.vocabulary) == r"\text{let } s = z_{k}"


@pytest.mark.parametrize(("text", "position"), [("L = 1 = 2", 6), ("L = 1 + ?", 8), ("? = 1", 0)])
def test_what_is_not_understood_is_pointed_at_within_the_line(text: str, position: int) -> None:
    with pytest.raises(RejectedError) as caught:
        read_line(text, OPENED.vocabulary)
    assert caught.value.position == position


def test_a_printed_relation_is_split_outside_of_braces_and_brackets() -> None:
    assert split_relation(r"\left( a = b \right) \le c") == (r"\left( a = b \right)", r"\le", "c")
    assert split_relation(r"\text{a b}") == (r"\text{a b}", "", "")


# Markdown

ENGLISH = r"""# Softmax with cross-entropy: gradient

`losses/softmax_cross_entropy` · 2026-11-23 · 4 lines, 1 hint, 1 revealed

## Given

$$
p_{k} = \frac{e^{z_{k}}}{\sum_{j=1}^{K} e^{z_{j}}}
$$

$$
L = -\sum_{k=1}^{K} y_{k} \log p_{k}
$$

$$
\sum_{k=1}^{K} y_{k} = 1
$$

## To show

$$
\frac{\partial L}{\partial z_{k}} = \;?
$$

## Derivation

1. revealed

    $$
    a = b
    $$

2. ✓ follows

    $$
    L = 2
    $$

3. introduces s

    $$
    \text{let } s = e^{z_{k}}
    $$

4. ≈ follows

    $$
    = s
    $$

5. ✓ reached the claim

    $$
    \frac{\partial}{\partial z_{k}} L = p_{k} - y_{k}
    $$
"""


def finished() -> Writing:
    board = wrote(BOARD.hint().reveal(), "L = 2", FOLLOWS)
    board = wrote(board, "let s = exp(z_k)", naming("s")).open(opened_with("s"))
    return wrote(wrote(board, "= s", SEEN), "d/dz_k L = p_k - y_k", REACHED)


def test_a_board_becomes_a_markdown_file() -> None:
    say = writing_words(Language.ENGLISH)
    text = to_markdown("Softmax with cross-entropy", NAME, finished(), date(2026, 11, 23), say)
    assert text == ENGLISH.replace(r"\frac{\partial}{\partial z_{k}} L", finished().lines[-1].left)


def test_the_file_speaks_the_learners_language() -> None:
    say = writing_words(Language.KOREAN)
    text = to_markdown("Softmax", NAME, finished(), date(2026, 11, 23), say)
    assert "4줄, 힌트 1번, 공개 1줄" in text
    assert "5. ✓ 목표에 도달" in text
