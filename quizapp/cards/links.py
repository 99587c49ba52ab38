"""Rules between the files of a library that need no derivation: ids, siblings and requirements."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from quizapp.cards.graph import find_circles
from quizapp.cards.model import CardId, Language
from quizapp.cards.page import Header, Page
from quizapp.cards.problems import Code, Problem


def check_links(content: Path, pages: Sequence[Page]) -> tuple[frozenset[str], list[Problem]]:
    """Return the names of the pages whose cards cannot be used, and what is wrong between the pages."""
    owners, hidden, problems = _assign_ids(content, pages)
    problems += _check_siblings(content, pages)
    problems += _check_references(content, pages, owners)
    for circle in find_circles({card: header.requires for card, (_, header) in owners.items()}):
        page, header = owners[circle[0]]
        line = page.header_line(f"requires.{header.requires.index((*circle, circle[0])[1])}")
        message = f"cards require each other in a circle: {' → '.join((*circle, circle[0]))}"
        fix = "remove one of these from `requires`; `follow_ups` may go in circles"
        problems.append(Problem(content / page.name, line, Code.REQUIRES_CYCLE, message, fix))
        hidden |= {owners[card][0].name for card in circle}
    return frozenset(hidden), problems


_Owners = Mapping[CardId, tuple[Page, Header]]


def _assign_ids(content: Path, pages: Iterable[Page]) -> tuple[_Owners, set[str], list[Problem]]:
    """Give every id to the first card that is named after it, else to the first that has it."""
    owners: dict[CardId, tuple[Page, Header]] = {}
    hidden: set[str] = set()
    problems: list[Problem] = []
    named = [(page, page.header, page.header.id) for page in pages if page.header is not None]
    for page, header, card_id in sorted(named, key=lambda entry: entry[2] != entry[0].stem):
        if card_id is None:
            continue
        if card_id not in owners:
            owners[card_id] = (page, header)
            continue
        message = f"the id `{card_id}` already belongs to {owners[card_id][0].name}"
        fix = "give the newer card an id of its own and name its files after it"
        problems.append(Problem(content / page.name, page.header_line("id"), Code.DUPLICATE_ID, message, fix))
        hidden.add(page.name)
    return owners, hidden, problems


def _check_siblings(content: Path, pages: Iterable[Page]) -> list[Problem]:
    names = {page.name for page in pages if page.language is Language.ENGLISH}
    return [
        Problem(
            content / page.name,
            1,
            Code.KOREAN_ALONE,
            f"there is no {page.stem}.md beside this Korean file",
            "write the English card, or rename this file after its card",
        )
        for page in pages
        if page.language is Language.KOREAN and f"{page.topic}/{page.stem}.md" not in names
    ]


def _check_references(content: Path, pages: Sequence[Page], owners: _Owners) -> list[Problem]:
    # A card whose front matter cannot be read is taken to have its file's name as id, so one broken card
    # is not reported again by every card that names it.
    known = set(owners) | {page.stem for page in pages if page.header is None or page.header.id is None}
    problems: list[Problem] = []
    for page in pages:
        header = page.header
        if header is None:
            continue
        for field, ids in (("requires", header.requires), ("follow_ups", header.follow_ups)):
            for index, card_id in enumerate(ids):
                if card_id not in known:
                    line = page.header_line(f"{field}.{index}")
                    message = f"`{field}` names `{card_id}`, and no card has that id"
                    fix = "correct the id, or write that card"
                    problems.append(Problem(content / page.name, line, Code.UNKNOWN_CARD, message, fix))
    return problems
