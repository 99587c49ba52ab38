"""Rules about all the cards of a pack together; some ask for completeness, where a pack says of what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from quizapp.cards.alike import find_alike
from quizapp.cards.coverage import COVERAGE, Sources, write_coverage
from quizapp.cards.library import Library
from quizapp.cards.model import Card, CardId, ChooseExercise, Language, SpotExercise
from quizapp.cards.page import Page
from quizapp.cards.problems import Code, Problem

FEWEST = 24
"""Fewer exercises than this say nothing about where right options stand."""


def check_deck(
    library: Library, claims: Mapping[str, Iterable[str]], sources: Sources | None
) -> Iterator[Problem]:
    """Return what is wrong between cards; claims are the labels of every derivation that was printed."""
    pages = {page.header.id: page for page in library.pages if page.header is not None}
    places = _Places(library.root, {card: pages[card] for card in library.cards})
    yield from _one_way(library.cards, places)
    yield from _alike(library, places)
    if sources is not None:
        yield from _unreached(library.cards, places)
        yield from _without_exercises(library.cards, places)
        yield from _unused(library.cards, claims, sources, places)
        yield from _uncovered(library.cards, sources, places)
        yield from _biased(library.cards, sources)


class _Places:
    """Where the fields of the cards' front matter stand."""

    def __init__(self, root: Path, pages: Mapping[CardId, Page]) -> None:
        self._root = root
        self._pages = pages

    def problem(self, card: CardId, field: str, code: Code, message: str, fix: str) -> Problem:
        page = self._pages[card]
        return Problem(self._root / page.name, page.header_line(field), code, message, fix)


def _one_way(cards: Mapping[CardId, Card], places: _Places) -> Iterator[Problem]:
    for card in cards.values():
        for index, needed in enumerate(card.requires):
            if needed not in cards or card.id in _reached(needed, cards):
                continue
            message = f"it requires `{needed}`, from which no follow-ups lead here"
            fix = f"name it in the `follow_ups` of {needed}.md, or of a card that those lead to"
            yield places.problem(card.id, f"requires.{index}", Code.ONE_WAY, message, fix)


def _reached(start: CardId, cards: Mapping[CardId, Card], topic: str | None = None) -> Iterator[CardId]:
    """Give every card that follow-ups lead to, near ones first; where a topic is given, inside of it."""
    seen = {start}
    waiting = [start]
    for card in waiting:
        for following in cards[card].follow_ups:
            if following in cards and following not in seen and topic in {None, cards[following].topic}:
                seen.add(following)
                waiting.append(following)
                yield following


def _alike(library: Library, places: _Places) -> Iterator[Problem]:
    faces = ((card.id, card.face(Language.ENGLISH)) for card in library.cards.values())
    for pair in find_alike(faces):
        what = "asks the question" if pair.titles else f"repeats {pair.share:.0%} of the wording"
        fix = "merge the two cards, or say in each only what the other does not"
        yield places.problem(pair.second, "id", Code.ALIKE, f"it {what} of `{pair.first}`", fix)


def _unreached(cards: Mapping[CardId, Card], places: _Places) -> Iterator[Problem]:
    topics: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards.values():
        topics[card.topic].append(card)
    for topic, members in topics.items():
        screening = min(card.level for card in members)
        starts = [card.id for card in members if card.level == screening]
        reached = {start: {start, *_reached(start, cards, topic)} for start in starts}
        first = max(starts, key=lambda start: len(reached[start]))
        for card in members:
            if card.id not in reached[first]:
                message = f"no follow-ups inside {topic} lead here from `{first}`"
                fix = "name it in the `follow_ups` of a card that an interviewer asks before it"
                yield places.problem(card.id, "id", Code.UNREACHED, message, fix)


def _without_exercises(cards: Mapping[CardId, Card], places: _Places) -> Iterator[Problem]:
    for card in cards.values():
        if not card.face(Language.ENGLISH).exercises:
            fix = "add `## Exercises` with one item or more"
            yield places.problem(card.id, "id", Code.FEW_EXERCISES, "the card has no exercise", fix)


def _unused(
    cards: Mapping[CardId, Card], claims: Mapping[str, Iterable[str]], sources: Sources, places: _Places
) -> Iterator[Problem]:
    used: defaultdict[str, set[str]] = defaultdict(set)
    owners: dict[str, CardId] = {}
    for card in cards.values():
        owners.setdefault(card.derivation, card.id)
        asked = (exercise.label for exercise in card.face(Language.ENGLISH).exercises)
        used[card.derivation] |= {*card.labels, *(label for label in asked if label is not None)}
    for name, labels in claims.items():
        for label in labels:
            if label in used[name]:
                continue
            message = f"{name} states `{label}`, and no card shows it or asks for it"
            fix = "show it, ask for it in an exercise, or make it a `d.step`"
            if name in owners:
                yield places.problem(owners[name], "derivation", Code.LABEL_UNUSED, message, fix)
            else:
                yield Problem(sources.path, 1, Code.LABEL_UNUSED, message, fix)


def _uncovered(cards: Mapping[CardId, Card], sources: Sources, places: _Places) -> Iterator[Problem]:
    known = {concept.source for concept in sources.concepts}
    named: set[str] = set()
    for card in cards.values():
        for index, source in enumerate(card.sources):
            named.add(source)
            if source not in known:
                message = f"`{source}` is no concept of {sources.path.name}"
                fix = "write it as it stands there, as `P06: momentum`, or add it there"
                yield places.problem(card.id, f"sources.{index}", Code.UNKNOWN_SOURCE, message, fix)
    for concept in sources.concepts:
        if concept.source not in named:
            fix = f'name it in the `sources` of a card, as "{concept.source}"'
            message = f"no card answers `{concept.name}`"
            yield Problem(sources.path, concept.line, Code.NOT_COVERED, message, fix)
    path = sources.path.with_name(COVERAGE)
    try:
        written = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        written = ""
    if written != write_coverage(sources, list(cards.values())):
        fix = "run `quizapp check --fix`, which writes it"
        yield Problem(path, 1, Code.COVERAGE_DIFFERS, "it is not what the cards say", fix)


def _biased(cards: Mapping[CardId, Card], sources: Sources) -> Iterator[Problem]:
    """Look for each number of options whether every place holds at least half its share of the right ones."""
    places: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for card in cards.values():
        for exercise in card.face(Language.ENGLISH).exercises:
            if isinstance(exercise, ChooseExercise | SpotExercise):
                choices = exercise.choices
                places[len(choices)].update(at for at, choice in enumerate(choices) if choice.right)
    for options, counts in places.items():
        total = counts.total()
        rare = min(range(options), key=lambda at: counts[at])
        if total >= FEWEST and counts[rare] < total / options / 2:
            message = (
                f"of {total} right options among {options}, only {counts[rare]} stand in place {rare + 1}"
            )
            fix = "move right options there"
            yield Problem(sources.path, 1, Code.BIASED_POSITIONS, message, fix)
