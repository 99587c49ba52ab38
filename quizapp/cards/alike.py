"""Cards that say nearly the same, found by the runs of words that they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizapp.cards.model import CardId, Face

RUN = 5
"""Words that have to follow each other to count as the same wording."""
MOST_SHARED = 0.15
"""The share of the shorter card's runs that another card may repeat."""
MOST_WORDS = 0.6
"""The share of words that the titles of two cards may have in common."""
COMMON = 50
"""A run that more cards than this have is a phrase of the trade and tells nothing."""

_WORD = re.compile(r"[^\W_]+")
_FILLER = frozenset(
    re.findall(
        r"\w+", "a an and are as at be can do does for how in is it of on or the to what when why with"
    )
)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two cards, of which the second repeats the first."""

    first: CardId
    second: CardId
    share: float
    titles: bool
    """Whether it is the questions that are alike."""


def find_alike(faces: Iterable[tuple[CardId, Face]]) -> Iterator[Alike]:
    """Return the pairs of cards that are alike, in the order of the cards."""
    runs: dict[CardId, set[tuple[str, ...]]] = {}
    titles: dict[CardId, frozenset[str]] = {}
    for card, face in faces:
        runs[card] = set(_runs(face))
        titles[card] = frozenset(_words(face.title)) - _FILLER
    for (first, second), shared in _shared(runs).items():
        share = shared / max(1, min(len(runs[first]), len(runs[second])))
        if share > MOST_SHARED:
            yield Alike(first, second, share, titles=False)
    for (first, second), shared in _shared(titles).items():
        share = shared / len(titles[first] | titles[second])
        if share > MOST_WORDS and min(len(titles[first]), len(titles[second])) > 1:
            yield Alike(first, second, share, titles=True)


def _shared(
    parts: dict[CardId, set[tuple[str, ...]]] | dict[CardId, frozenset[str]],
) -> Counter[tuple[CardId, CardId]]:
    """Count what each pair of cards has in common; what very many have is counted for none."""
    owners: defaultdict[object, list[CardId]] = defaultdict(list)
    for card, own in parts.items():
        for part in own:
            owners[part].append(card)
    pairs: Counter[tuple[CardId, CardId]] = Counter()
    for cards in owners.values():
        if len(cards) <= COMMON:
            pairs.update((a, b) for at, a in enumerate(cards) for b in cards[at + 1 :])
    return pairs


def _runs(face: Face) -> Iterator[tuple[str, ...]]:
    for text in (face.title, face.answer, *face.key_points, *face.mistakes):
        words = _words(text)
        yield from zip(*(words[at:] for at in range(RUN)), strict=False)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
