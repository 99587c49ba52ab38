"""What screens ask of the app: to go somewhere else."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from quizapp.cards.model import CardId

if TYPE_CHECKING:
    from quizapp.study.quiz import QuizSettings


@dataclass
class StudyAsked(Message):
    """The learner wants to be asked questions."""

    topics: tuple[str, ...] = ()
    """Only these topics; all of them when empty."""
    more: bool = False
    """Whether new cards are wanted beyond today's number."""
    cards: tuple[CardId, ...] = ()
    """Exactly these cards, whatever is due; topics and more say nothing then."""


@dataclass
class DerivationAsked(Message):
    """The learner wants to see a proof."""

    name: str | None = None
    """`<topic>/<name>`; None for the list of all."""


@dataclass
class BlackboardAsked(Message):
    """The learner wants to derive something herself."""

    name: str
    """`<topic>/<name>` of the derivation."""
    label: str | None = None
    """The claim to begin with; None for the list of them."""


@dataclass
class BrowseAsked(Message):
    """The learner wants to read cards."""

    topic: str | None = None
    """Where to start; None for the first topic."""
    card: CardId | None = None
    """The one card to read; None for the list of all."""


@dataclass
class QuizAsked(Message):
    """The learner wants to be examined."""

    topics: tuple[str, ...] = ()
    """What is chosen when the settings are still to be made; all topics when empty."""
    settings: "QuizSettings | None" = None
    """The quiz to put at once; None where it is still to be chosen."""
