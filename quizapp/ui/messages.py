"""What screens ask of the app: to go somewhere else."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class StudyAsked(Message):
    """The learner wants to be asked questions."""

    topics: tuple[str, ...] = ()
    """Only these topics; all of them when empty."""
    more: bool = False
    """Whether new cards are wanted beyond today's number."""


@dataclass
class DerivationAsked(Message):
    """The learner wants to see a proof."""

    name: str | None = None
    """`<topic>/<name>`; None for the list of all."""


@dataclass
class BrowseAsked(Message):
    """The learner wants to read cards."""

    topic: str | None = None
    """Where to start; None for the first topic."""
