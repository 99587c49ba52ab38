"""Rules about all the cards of a pack together."""

from pathlib import Path

import pytest

from quizapp.cards.coverage import write_coverage
from quizapp.cards.fix import fix_library
from quizapp.cards.library import load_library
from quizapp.cards.problems import Code, Problem
from tests.cards.pack import PRINTED, other_card, problems_of, write_pack

SOURCES = """# Sources

## P01 · A list
- slopes
- neurons
"""


def deck_problems(content: Path, code: Code) -> list[tuple[str, int, str]]:
    return [(p.path.name, p.line, p.message) for p in problems_of(content) if p.code is code]


def sourced(card_id: str, source: str, *, follow_ups: str = "", level: int = 1) -> str:
    card = other_card(card_id, follow_ups=follow_ups)
    return card.replace("a list, question 4", source).replace("level: 1", f"level: {level}")


def write_deck(content: Path, files: dict[str, str]) -> Path:
    """Write a pack that says what it is to cover."""
    return write_pack(content, {"SOURCES.md": SOURCES, **files})


def covered(content: Path) -> list[Problem]:
    """Write the page of what is covered, and return every problem but unused claims."""
    fix_library(load_library(content), PRINTED)
    return [p for p in problems_of(content) if p.code is not Code.LABEL_UNUSED]


def test_a_deck_that_covers_its_sources_has_no_problem(tmp_path: Path) -> None:
    write_deck(
        tmp_path,
        {
            "t/a.md": sourced("a", "P01: slopes", follow_ups="b"),
            "t/b.md": sourced("b", "P01: neurons", level=2),
        },
    )
    assert covered(tmp_path) == []


def test_a_card_that_follow_ups_do_not_lead_to_is_one_way(tmp_path: Path) -> None:
    write_pack(
        tmp_path,
        {
            "t/a.md": other_card("a"),
            "t/b.md": other_card("b", requires="a"),
        },
    )
    assert deck_problems(tmp_path, Code.ONE_WAY) == [
        ("b.md", 6, "it requires `a`, from which no follow-ups lead here")
    ]


def test_follow_ups_may_lead_to_a_card_by_way_of_others(tmp_path: Path) -> None:
    write_pack(
        tmp_path,
        {
            "t/a.md": other_card("a", follow_ups="c"),
            "t/b.md": other_card("b", requires="a"),
            "t/c.md": other_card("c", follow_ups="b"),
        },
    )
    assert deck_problems(tmp_path, Code.ONE_WAY) == []


def test_two_cards_of_the_same_wording_are_alike(tmp_path: Path) -> None:
    copied = other_card("a").replace("id: a", "id: b").replace("What is a?", "How large can it become?")
    write_pack(tmp_path, {"t/a.md": other_card("a"), "t/b.md": copied})
    ((name, line, message),) = deck_problems(tmp_path, Code.ALIKE)
    assert (name, line) == ("b.md", 2)
    assert message.endswith("of the wording of `a`")


def test_two_cards_with_the_same_question_are_alike(tmp_path: Path) -> None:
    first = other_card("a").replace("What is a?", "Why does momentum help?")
    second = other_card("b").replace("What is b?", "Why, and how, does momentum help?")
    write_pack(tmp_path, {"t/a.md": first, "t/b.md": second})
    assert deck_problems(tmp_path, Code.ALIKE) == [("b.md", 2, "it asks the question of `a`")]


def test_a_card_outside_of_its_topics_path_is_named(tmp_path: Path) -> None:
    write_deck(
        tmp_path,
        {
            "t/a.md": sourced("a", "P01: slopes", follow_ups="b, d"),
            "t/b.md": sourced("b", "P01: neurons", level=2),
            "t/c.md": sourced("c", "P01: neurons", level=3),
            "u/d.md": sourced("d", "P01: neurons", follow_ups="c"),
        },
    )
    assert deck_problems(tmp_path, Code.UNREACHED) == [
        ("c.md", 2, "no follow-ups inside t lead here from `a`")
    ]


def test_sources_and_cards_name_each_other(tmp_path: Path) -> None:
    write_deck(tmp_path, {"t/a.md": sourced("a", "P01: slope")})
    assert deck_problems(tmp_path, Code.UNKNOWN_SOURCE) == [
        ("a.md", 8, "`P01: slope` is no concept of SOURCES.md")
    ]
    assert deck_problems(tmp_path, Code.NOT_COVERED) == [
        ("SOURCES.md", 4, "no card answers `slopes`"),
        ("SOURCES.md", 5, "no card answers `neurons`"),
    ]


def test_a_stale_page_of_what_is_covered_is_found_and_written(tmp_path: Path) -> None:
    write_deck(tmp_path, {"t/a.md": sourced("a", "P01: slopes")})
    assert [(name, line) for name, line, _ in deck_problems(tmp_path, Code.COVERAGE_DIFFERS)] == [
        ("COVERAGE.md", 1)
    ]
    fixed = fix_library(load_library(tmp_path), PRINTED)
    assert [fix.code for fix in fixed.fixes] == [Code.COVERAGE_DIFFERS]
    assert deck_problems(tmp_path, Code.COVERAGE_DIFFERS) == []
    page = (tmp_path / "COVERAGE.md").read_text("utf-8")
    assert "| slopes | [a](t/a.md) | `activations/sigmoid` |" in page
    assert "| **all** | 1 | 1 | 1 | 1 | 1 | 1 |" in page
    assert fix_library(load_library(tmp_path), PRINTED).fixes == ()


def test_a_claim_that_no_card_cites_is_named(tmp_path: Path) -> None:
    write_deck(tmp_path, {"t/a.md": sourced("a", "P01: slopes")})
    assert deck_problems(tmp_path, Code.LABEL_UNUSED) == [
        ("a.md", 5, "activations/sigmoid states `steepest`, and no card shows it or asks for it")
    ]


def test_a_derivation_without_a_card_is_named_where_the_sources_are(tmp_path: Path) -> None:
    write_deck(tmp_path, {"t/a.md": sourced("a", "P01: slopes")})
    library = load_library(tmp_path)
    from quizapp.cards.check import check_library

    found = check_library(library, {**PRINTED, "u/lonely": {"claim": "x = 1"}})
    lonely = [(p.path.name, p.line) for p in found if "u/lonely" in p.message]
    assert lonely == [("SOURCES.md", 1)]


def test_a_card_without_exercises_is_named(tmp_path: Path) -> None:
    card = sourced("a", "P01: slopes")
    write_deck(tmp_path, {"t/a.md": card[: card.index("## Exercises")]})
    assert deck_problems(tmp_path, Code.FEW_EXERCISES) == [("a.md", 2, "the card has no exercise")]


@pytest.mark.parametrize(("biased", "found"), [(True, 1), (False, 0)])
def test_right_options_may_not_stand_in_one_place(tmp_path: Path, biased: bool, found: int) -> None:
    files = {}
    for number in range(24):
        card = sourced(f"c{number}", "P01: slopes")
        if not biased and number % 2:
            card = card.replace(
                "- [x] at 0 — there it is 1/4\n    - [ ] at infinity", "- [ ] at infinity\n    - [x] at 0"
            )
        files[f"t/c{number}.md"] = card.replace("    - [x] the sign", "    - [ ] a\n    - [x] the sign")
    write_deck(tmp_path, files)
    problems = [p for p in deck_problems(tmp_path, Code.BIASED_POSITIONS) if "among 2" in p[2]]
    assert len(problems) == found


def test_rules_of_completeness_ask_nothing_of_a_pack_without_sources(tmp_path: Path) -> None:
    write_pack(tmp_path, {"t/a.md": other_card("a"), "t/b.md": other_card("b")})
    assert problems_of(tmp_path) == []


def test_a_link_in_the_page_leads_to_the_card(tmp_path: Path) -> None:
    write_deck(tmp_path, {"t/a.md": sourced("a", "P01: slopes")})
    library = load_library(tmp_path)
    from quizapp.cards.coverage import read_sources

    sources = read_sources(tmp_path)
    assert sources is not None
    assert (
        tmp_path / write_coverage(sources, list(library.cards.values())).split("](")[1].split(")")[0]
    ).exists()
