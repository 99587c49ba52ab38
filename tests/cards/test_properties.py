"""Whatever a card file holds, reading it never raises, and everything read is inside the file."""

from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.cards.check import check_library
from quizapp.cards.fix import Proved, fix_source
from quizapp.cards.graph import find_circles
from quizapp.cards.library import Library
from quizapp.cards.links import check_links
from quizapp.cards.model import CardId
from quizapp.cards.page import Page, read_page, write_page
from quizapp.cards.parse import parse_page
from quizapp.cards.questions import Question
from tests.cards.pack import ENGLISH, ENGLISH_NAME, KOREAN, KOREAN_NAME, PRINTED, evaluate, render

CLAIMS = {"derivative": "x = 1", "flipped-sign": r"a \ne b"}
ANSWERS = {Question("activations/sigmoid", "derivative", (("z", Fraction(2)),)): 0.5}
PROVED = Proved("activations/sigmoid", CLAIMS, ANSWERS)
PIECES = [
    *ENGLISH.splitlines(keepends=True),
    *KOREAN.splitlines(keepends=True),
    *(
        "---\n",
        "$$",
        "$",
        "$$\n",
        "$$ (a)\n",
        "- ",
        "> ",
        "    ",
        "[x] ",
        " — ",
        "`",
        "```\n",
        "#",
        "\t",
        "|",
        "\r",
        "\\",
    ),
    *(
        "&a [*a]",
        "!!python/object:os.system x",
        "? ",
        "{",
        "\ufeff",
        "\u2028",
        "\x85",
        "<b>",
        "1. ",
        "    1. step — why\n",
        "- order: ",
        "- number `derivative`: a\n",
        "    - `z = ",
        "    - = 1 ± 2 %\n",
        " ∈ {1, 2, …, 9}",
        "- - - a\n",
    ),
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join)
broken_cards = st.tuples(st.integers(0, len(ENGLISH)), texts, st.integers(0, 60)).map(
    lambda cut: ENGLISH[: cut[0]] + cut[1] + ENGLISH[cut[0] + cut[2] :]
)
sources = st.binary(max_size=300) | (texts | broken_cards).map(lambda text: text.encode("utf-8", "replace"))
names = st.sampled_from([ENGLISH_NAME, KOREAN_NAME])


def stored_and_read(page: Page) -> Page:
    return read_page(write_page(page), page.stored_text)


@given(names, sources)
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_page_whose_lines_are_in_the_file(name: str, source: bytes) -> None:
    page = parse_page(name, source)
    last = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    lines = [finding.line for finding in page.findings]
    if page.stored_text:
        text = page.text(Path("content"))
        lines += [formula.line for formula in text.formulas] + [
            equation.line for equation in text.face.equations
        ]
    assert all(1 <= line <= last for line in lines)
    assert stored_and_read(page) == page


@given(sources, sources)
@settings(max_examples=100, deadline=None)
def test_any_bytes_can_be_checked(english: bytes, korean: bytes) -> None:
    pages = (parse_page(KOREAN_NAME, korean), parse_page(ENGLISH_NAME, english))
    _, problems = check_links(Path("content"), pages)
    library = Library(Path("content"), {}, tuple(problems), pages)
    assert all(
        " — " in str(problem) for problem in check_library(library, PRINTED, render=render, evaluate=evaluate)
    )


@given(names, sources, st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_bytes_can_be_fixed_and_a_second_fix_changes_nothing(
    name: str, source: bytes, add_id: bool
) -> None:
    once, _ = fix_source(name, source, PROVED, add_id=add_id and not has_id(name, source))
    again, done = fix_source(name, once, PROVED, add_id=add_id and not has_id(name, once))
    assert again == once
    assert done == []


def has_id(name: str, source: bytes) -> bool:
    return not any(finding.code == "C108" for finding in parse_page(name, source).findings)


@given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3), max_size=10))
def test_circles_cover_exactly_the_cards_that_require_themselves(drawn: dict[int, list[int]]) -> None:
    requires = {CardId(str(card)): [CardId(str(other)) for other in others] for card, others in drawn.items()}
    circles = find_circles(requires)
    for circle in circles:
        for card, needed in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert needed in requires[card]
    assert {card for circle in circles for card in circle} == {c for c in requires if reaches(requires, c)}


def reaches(requires: dict[CardId, list[CardId]], start: CardId) -> bool:
    """Whether a card requires itself, by following every way."""
    seen: set[CardId] = set()
    waiting = list(requires[start])
    while waiting:
        card = waiting.pop()
        if card == start:
            return True
        if card in requires and card not in seen:
            seen.add(card)
            waiting += requires[card]
    return False
