"""What the study screen shows, as a value, and the texts that follow from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from quizapp.cards.library import Library
from quizapp.cards.model import Card, CardId, Language
from quizapp.memory.queue import Plan
from quizapp.memory.rating import Rating
from quizapp.memory.schedule import describe_interval
from quizapp.study.attempt import Attempt, rating_for
from quizapp.study.session import Session
from quizapp.study.suggestion import suggest
from quizapp.ui.commands import TABLE
from quizapp.ui.proofs import NOTHING_MEASURED, Proofs
from quizapp.ui.services import Services
from quizapp.ui.widgets.card_page import Sheet
from quizapp.ui.widgets.rating_bar import Button
from quizapp.ui.words import listed, words

RATE_COMMANDS = {
    Rating.AGAIN: TABLE["study.again"],
    Rating.HARD: TABLE["study.hard"],
    Rating.GOOD: TABLE["study.good"],
    Rating.EASY: TABLE["study.easy"],
}


@dataclass(frozen=True, slots=True)
class StudyView:
    """Everything the study screen shows."""

    session: Session
    language: Language
    elapsed: timedelta = timedelta()
    """As of the learner's last action; nothing moves by itself."""
    point: int = 0
    """The marked key point."""
    points_in_view: bool = True
    """Whether the key points of the answer on show can be read without scrolling."""
    proofs: Proofs = NOTHING_MEASURED
    attempts: tuple[Attempt, ...] = ()
    """Exercises of the card on show that were worked at since it was drawn."""
    notice: str = ""
    failed: bool = False
    """Whether the notice tells of a failure."""

    def say(self, notice: str, *, failed: bool = False) -> "StudyView":
        """Return the view with something to tell the learner."""
        return replace(self, notice=notice, failed=failed)

    def suggestion(self, card: Card) -> Rating | None:
        """Return the rating that the ticks on card and its exercises speak for: the lower of the two."""
        if not self.session.revealed:
            return None
        spoken = (suggest(*self.ticks(card)), rating_for(self.attempts))
        return min((rating for rating in spoken if rating is not None), default=None)

    def ticks(self, card: Card) -> tuple[int, int]:
        """Return how many key points of card are ticked, and how many it has."""
        points = len(card.face(self.language).key_points)
        return sum(point < points for point in self.session.ticked), points


def offered(view: StudyView, card: Card | None) -> Mapping[str, bool]:
    """Return for every action that is not always possible whether it is, with card on show."""
    session = view.session
    revealed = card is not None and session.revealed
    points = card is not None and bool(card.face(view.language).key_points)
    return {
        "exercise": card is not None and bool(card.face(view.language).exercises),
        "reveal": card is not None and not session.revealed,
        "rate": revealed,
        "derive": revealed,
        "accept": revealed and card is not None and view.suggestion(card) is not None,
        "read_on": revealed and not view.points_in_view,
        "tick": revealed and points and view.points_in_view,
        "point": revealed and points,
        "skip": session.can_skip,
        "undo": bool(session.history),
        "redo": bool(session.undone),
        "finish": session.finished,
        "leave": not session.finished,
    }


def title(view: StudyView, card: Card | None, library: Library) -> str:
    """Return what kind of question is on show."""
    if card is None:
        return "quizapp"
    return f"{library.title(card.topic, view.language)} · {words(view.language).level(card.level)}"


def progress(view: StudyView) -> str:
    """Return which card of how many is on show, and the time."""
    session = view.session
    position = session.done if session.finished else session.done + 1
    return f"{position} / {session.total} · {clock(view.elapsed)}"


def clock(elapsed: timedelta) -> str:
    """Return a time as `06:12`, or `1:06:12`."""
    minutes, seconds = divmod(int(elapsed.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def sheet(
    view: StudyView, card: Card | None, cards: Mapping[CardId, Card], tomorrow: Callable[[], Plan]
) -> Sheet:
    """Return the page: the question, the answer once it is revealed, or the summary at the end."""
    say = words(view.language)
    if card is None:
        heading = say.done if view.session.history else say.nothing_due
        return Sheet(question=f"# {heading}", answer=summary(view, cards, tomorrow()))
    face = card.face(view.language)
    if not view.session.revealed:
        return Sheet(question=f"# {face.title}")
    following = asked_next(view.session, card, cards)
    return Sheet(
        language=view.language,
        question=f"# {face.title}",
        answer=face.answer,
        points_heading=say.points,
        points=face.key_points,
        ticked=view.session.ticked,
        marked=view.point,
        mistakes_heading=say.mistakes,
        mistakes=face.mistakes,
        asked_next=say.follow_up(following.face(view.language).title) if following else "",
        verdicts=view.proofs.known(card.derivation),
        checking=view.proofs.is_checking(card.derivation),
    )


def buttons(view: StudyView, card: Card | None, services: Services) -> tuple[Button, ...]:
    """Return the one thing to do next: look at the answer, or rate it."""
    say = words(view.language)
    if card is None:
        return (Button("enter", TABLE["study.finish"].named(view.language)),)
    if not view.session.revealed:
        return (Button("space", TABLE["study.reveal"].named(view.language)),)
    at = services.now()
    previews = services.scheduler.preview(services.book.states.get(card.id), card.id, at)
    suggested = view.suggestion(card)
    return tuple(
        Button(
            RATE_COMMANDS[rating].key,
            say.ratings[rating],
            say.interval(*describe_interval(state, at).split()),
            suggested=rating is suggested,
        )
        for rating, state in previews.items()
    )


def remark(view: StudyView, card: Card | None) -> str:
    """Return what stands beside the buttons."""
    say = words(view.language)
    if card is None:
        return ""
    if not view.session.revealed:
        return say.say_it
    suggested, (ticked, points) = view.suggestion(card), view.ticks(card)
    if suggested is not None:
        told = [say.ticked(ticked, points)] if ticked else []
        if view.attempts:
            clean = sum(attempt.clean for attempt in view.attempts)
            told.append(say.exercised(clean, len(view.attempts)))
        return say.suggestion(", ".join(told), say.ratings[suggested])
    if not points:
        return ""
    return say.tick if view.points_in_view else say.read_on(points)


def asked_next(session: Session, card: Card, cards: Mapping[CardId, Card]) -> Card | None:
    """Return what an interviewer asks after card: its first follow-up not answered yet, else its first."""
    known = [cards[each] for each in card.follow_ups if each in cards]
    answered = {answer.card for answer in session.history}
    fresh = (each for each in known if each.id not in answered)
    return next(fresh, known[0] if known else None)


def summary(view: StudyView, cards: Mapping[CardId, Card], ahead: Plan) -> str:
    """Return what was done and what comes tomorrow, as markdown."""
    say, session = words(view.language), view.session
    paragraphs = []
    if session.history:
        counts = {rating: session.counted(rating) for rating in Rating}
        paragraphs += [
            f"{say.answers(session.done, len(session.history))} · {clock(view.elapsed)}",
            " · ".join(f"{say.ratings[rating]} {count}" for rating, count in counts.items() if count),
        ]
    missed = dict.fromkeys(a.card for a in session.history if a.rating is Rating.AGAIN and a.card in cards)
    if missed:
        titles = [cards[id_].face(view.language).title for id_ in missed]
        paragraphs.append(listed(say.worth_a_look, titles))
    return "\n\n".join([*paragraphs, say.tomorrow(len(ahead.due), len(ahead.new))])
