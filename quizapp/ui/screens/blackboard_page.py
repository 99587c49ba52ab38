"""The texts of the blackboard screen, as they follow from its workbook."""

from typing import assert_never

from quizapp.cards.model import Language
from quizapp.derive.report import Grade, GradeVerdict
from quizapp.ui.mistake_words import in_language
from quizapp.ui.refusal_words import refusal
from quizapp.ui.widgets.choice_list import Line, Sign
from quizapp.ui.workbook import Workbook
from quizapp.ui.writing import Claim, Hinted, NotSaved, Refused, Saved, Troubled, Writing
from quizapp.ui.writing_words import WritingWords, writing_words


def title(book: Workbook) -> str:
    """Return which derivation it is, and which claim of it."""
    name = book.title or book.name
    return name if book.board is None else f"{name} · {book.board.claim.label}"


def note(book: Workbook, say: WritingWords) -> str:
    """Return how much was written, or how many claims are done."""
    board = book.board
    if board is None:
        claims = book.claims or ()
        done = sum(book.is_done(claim.label) for claim in claims)
        return f"{done} / {len(claims)}" if claims else ""
    parts = [say.lines(len(board.lines))] if board.lines else []
    return " · ".join([*parts, say.hints(board.hints)] if board.hints else parts)


def claim_lines(book: Workbook, say: WritingWords) -> tuple[Line, ...]:
    """Return the claims to choose from, with how far each is."""
    return tuple(_claim_line(claim, book.boards.get(claim.label), say) for claim in book.claims or ())


def _claim_line(claim: Claim, board: Writing | None, say: WritingWords) -> Line:
    text = f"`{claim.label}`   ${claim.left}$"
    if board is None or not board.lines:
        return Line(text, Sign.OPEN)
    if board.reached:
        return Line(f"{text}   {say.done}", Sign.RIGHT)
    how = say.shown if board.done else say.begun(len(board.lines))
    return Line(f"{text}   {how}", Sign.CHOSEN)


def ask(book: Workbook, say: WritingWords) -> str:
    """Return what there is to choose, or why there is nothing."""
    if book.trouble:
        return say.failed(book.trouble)
    if book.claims is None:
        return say.opening
    if book.board is not None:
        return ""
    lines = [say.no_such_claim(book.missing)] if book.missing else []
    return "\n".join([*lines, say.choose if book.claims else say.none])


def told(board: Writing | None, language: Language) -> str:
    """Return what the learner is told about her board, as markdown."""
    if board is None:
        return ""
    say = writing_words(language)
    if board.waiting:
        return say.opening if board.checking is None else say.checking
    parts = [_said(board, language)] if board.said is not None else []
    if board.done:
        parts = [f"**{say.finished if board.reached else say.ended}** {say.go_on}", *parts]
    return "\n\n".join(parts)


def _said(board: Writing, language: Language) -> str:
    say = writing_words(language)
    match board.said:
        case Refused(grade=grade):
            return _refusal(grade, language, say)
        case Hinted(text):
            return say.hint(text) if text else say.no_more_hints
        case Troubled(why):
            return f"**{say.failed(why)}**\n\n{say.again}"
        case Saved(where):
            return say.saved(f"`{where}`")
        case NotSaved(why):
            return f"**{say.not_saved(why)}**"
        case None:
            return ""
        case _:
            assert_never(board.said)


def _refusal(grade: Grade, language: Language, say: WritingWords) -> str:
    match grade.verdict:
        case GradeVerdict.UNDECIDED:
            return say.undecided(refusal(grade.message, language))
        case GradeVerdict.RESTATED:
            return say.restated
        case GradeVerdict.UNREADABLE:
            return say.unreadable(refusal(grade.message, language))
        case _:
            lines, seen = [f"**{say.refused}**"], grade.witness
            if seen is not None:
                where = f"`{seen.where}`"
                lines.append(
                    say.different(where, f"`{seen.left}`", f"`{seen.right}`")
                    if seen.right
                    else say.no_value(where)
                )
            return "\n\n".join(filter(None, [*lines, in_language(grade.diagnosis, language)]))
