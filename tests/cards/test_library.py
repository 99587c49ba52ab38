"""A folder of cards becomes values."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from quizapp.cards.library import load_library
from quizapp.cards.model import (
    Answer,
    CardId,
    Choice,
    ChooseExercise,
    DeriveExercise,
    Input,
    Language,
    NumberExercise,
    OrderedStep,
    OrderExercise,
    SpotExercise,
)
from quizapp.errors import ContentError
from tests.cards.generate import write_cards
from tests.cards.pack import ENGLISH, ENGLISH_NAME, KOREAN, KOREAN_NAME, other_card, problems_of, write_pack

SIGMOID = CardId("sigmoid")


def healthy(content: Path) -> Path:
    return write_pack(content, {ENGLISH_NAME: ENGLISH, KOREAN_NAME: KOREAN})


def test_front_matter_becomes_fields(tmp_path: Path) -> None:
    card = load_library(healthy(tmp_path)).cards[SIGMOID]
    assert (card.topic, card.tags, card.level) == ("activations", ("activation", "gradient"), 1)
    assert (card.derivation, card.requires, card.follow_ups) == ("activations/sigmoid", (), ())
    assert card.sources == ("a list, question 4",)
    assert card.labels == ("derivative",)


def test_front_matter_values_are_the_text_that_stands_there(tmp_path: Path) -> None:
    text = ENGLISH.replace("[activation, gradient]", "[no, 1e3, 2026-11-23]")
    card = load_library(write_pack(tmp_path, {ENGLISH_NAME: text})).cards[SIGMOID]
    assert card.tags == ("no", "1e3", "2026-11-23")


def test_the_english_face_keeps_its_markdown(tmp_path: Path) -> None:
    face = load_library(healthy(tmp_path)).cards[SIGMOID].face(Language.ENGLISH)
    assert face.path == tmp_path / ENGLISH_NAME
    assert face.title == "What is the derivative of the sigmoid?"
    assert face.answer == ENGLISH[ENGLISH.index("Its slope") : ENGLISH.index("## Key")].strip()
    assert face.key_points == ("it is largest at $z = 0$", "it vanishes far out")
    assert face.mistakes == ("taking the input for the output",)
    assert [(e.label, e.line) for e in face.equations] == [("derivative", 14)]


def test_exercises_become_values(tmp_path: Path) -> None:
    face = load_library(healthy(tmp_path)).cards[SIGMOID].face(Language.ENGLISH)
    assert face.exercises == (
        DeriveExercise("derivative", r"Write $\sigma'(z)$.", 26),
        ChooseExercise(
            "Where is it largest?",
            (Choice("at 0", True, "there it is 1/4"), Choice("at infinity", False, "")),
            27,
        ),
        SpotExercise(
            "flipped-sign",
            r"Somebody writes $\sigma'(z) = \sigma(z) \left(1 + \sigma(z)\right)$. What is wrong?",
            (Choice("the sign in the bracket", True, "at 0 it gives 3/4"), Choice("nothing", False, "")),
            30,
        ),
        OrderExercise(
            "Put the proof in order.",
            (
                OrderedStep("Write the sigmoid as a power", "then one rule is enough"),
                OrderedStep("Apply the chain rule", ""),
                OrderedStep("Name the two factors", "they are the output and what is missing to 1"),
            ),
            33,
            "derivative",
        ),
        NumberExercise(
            "derivative",
            "What is the slope here?",
            (Input("z", Fraction(2), tuple(Fraction(n, 2) for n in range(-6, 7)), "the input"),),
            Answer("0.105", Fraction(1, 1000), False, "", "the output is 0.881", 39),
            37,
        ),
    )


def test_the_korean_face_comes_from_the_sibling(tmp_path: Path) -> None:
    card = load_library(healthy(tmp_path)).cards[SIGMOID]
    assert list(card.faces) == [Language.ENGLISH, Language.KOREAN]
    face = card.face(Language.KOREAN)
    assert (face.language, face.path) == (Language.KOREAN, tmp_path / KOREAN_NAME)
    assert face.title == "시그모이드의 도함수는 무엇인가요?"
    assert [type(exercise) for exercise in face.exercises] == [
        DeriveExercise,
        ChooseExercise,
        SpotExercise,
        OrderExercise,
        NumberExercise,
    ]


def test_a_card_without_korean_is_shown_in_english(tmp_path: Path) -> None:
    card = load_library(write_pack(tmp_path, {ENGLISH_NAME: ENGLISH})).cards[SIGMOID]
    assert card.face(Language.KOREAN).language is Language.ENGLISH


def test_items_of_several_lines_keep_their_inner_indentation(tmp_path: Path) -> None:
    text = ENGLISH.replace("- it vanishes far out", "- it vanishes\n  far out:\n\n      code\n")
    face = load_library(write_pack(tmp_path, {ENGLISH_NAME: text})).cards[SIGMOID].face(Language.ENGLISH)
    assert face.key_points[1] == "it vanishes\nfar out:\n\n    code"


def test_an_unusable_korean_file_leaves_the_english_card(tmp_path: Path) -> None:
    library = load_library(write_pack(tmp_path, {ENGLISH_NAME: ENGLISH, KOREAN_NAME: b"\xff\xfe"}))
    assert list(library.cards[SIGMOID].faces) == [Language.ENGLISH]
    assert len(library.problems) == 1


@pytest.mark.parametrize(
    "junk", [b"", b"\x00\xff", b"---\nid: [\n---\n", b"# no front matter\n", b"---\n---\n"]
)
def test_one_bad_card_does_not_hide_others(tmp_path: Path, junk: bytes) -> None:
    library = load_library(write_pack(tmp_path, {"activations/bad.md": junk, ENGLISH_NAME: ENGLISH}))
    assert list(library.cards) == [SIGMOID]
    assert {problem.path.name for problem in library.problems} == {"bad.md"}


def test_a_card_with_a_fault_in_a_section_can_still_be_studied(tmp_path: Path) -> None:
    library = load_library(write_pack(tmp_path, {ENGLISH_NAME: ENGLISH.replace("[x]", "[ ]")}))
    assert [len(card.face(Language.ENGLISH).exercises) for card in library.cards.values()] == [3]
    assert len(library.problems) == 2


@pytest.mark.parametrize("copy", ["a/copy.md", "z/copy.md"])
def test_the_original_keeps_a_duplicate_id(tmp_path: Path, copy: str) -> None:
    files: dict[str, str | bytes] = {copy: ENGLISH.replace("# What is", "# COPY"), ENGLISH_NAME: ENGLISH}
    library = load_library(write_pack(tmp_path, files))
    assert [card.topic for card in library.cards.values()] == ["activations"]
    assert [problem.code.hides for problem in library.problems] == [False, True]


def test_cards_in_a_circle_are_left_out_and_others_stay(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "t/a.md": other_card("a", requires="b"),
        "t/b.md": other_card("b", requires="a"),
        "t/c.md": other_card("c", requires="a"),
    }
    library = load_library(write_pack(tmp_path, files))
    assert list(library.cards) == ["c"]
    assert [problem.code.hides for problem in library.problems] == [True]


def test_topics_come_in_the_order_of_the_folders(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"b/one.md": other_card("one"), "a/two.md": other_card("two")}
    library = load_library(write_pack(tmp_path, files))
    assert library.topics == ("a", "b")
    assert list(library.cards) == ["two", "one"]
    assert library.derivations == ("activations/sigmoid",)


def test_stray_files_are_no_cards(tmp_path: Path) -> None:
    healthy(tmp_path)
    stray: dict[str, str | bytes] = dict.fromkeys(
        (
            "NOTATION.md",
            "COVERAGE.md",
            "README.md",
            "activations/README.md",
            "activations/Readme.ko.md",
            "activations/.draft.md",
            "activations/plot.png",
            "activations/notes.txt",
            "activations/sigmoid.md.orig",
            "activations/deeper/card.md",
            "activations/folder.md/inside.txt",
            ".git/config.md",
        ),
        b"\xff stray",
    )
    library = load_library(write_pack(tmp_path, stray))
    assert list(library.cards) == [SIGMOID]
    assert library.problems == ()


def test_a_missing_content_folder_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(
        ContentError, match=r"nowhere: cannot be read \(No such file or directory\) — name a pack"
    ):
        load_library(tmp_path / "nowhere")


def test_the_content_hash_is_the_same_on_every_platform(tmp_path: Path) -> None:
    plain = load_library(healthy(tmp_path / "a")).cards[SIGMOID].content_hash
    files: dict[str, str | bytes] = {
        ENGLISH_NAME: b"\xef\xbb\xbf" + ENGLISH.replace("\n", "\r\n").encode(),
        KOREAN_NAME: KOREAN.replace("\n", "\r"),
    }
    library = load_library(write_pack(tmp_path / "b", files))
    assert library.cards[SIGMOID].content_hash == plain
    assert library.problems == ()


@pytest.mark.parametrize("name", [ENGLISH_NAME, KOREAN_NAME])
def test_the_content_hash_follows_every_file(tmp_path: Path, name: str) -> None:
    before = load_library(healthy(tmp_path)).cards[SIGMOID].content_hash
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("    - [ ] 3\n")
    assert load_library(tmp_path).cards[SIGMOID].content_hash != before


def test_generated_cards_are_healthy(tmp_path: Path) -> None:
    printed = write_cards(tmp_path, 110)
    assert len(load_library(tmp_path).cards) == 110
    assert problems_of(tmp_path, printed) == []


def test_opening_an_unchanged_library_imports_no_parser(tmp_path: Path) -> None:
    healthy(tmp_path / "content")
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom quizapp.cards.library import load_library\n"
        f"root = Path({str(tmp_path)!r})\n"
        "for path in root.glob('content/*/*'): os.utime(path, (1e9, 1e9))\n"
        "library = load_library(root / 'content', cache=root / 'cache')\n"
        "assert [card.labels for card in library.cards.values()] == [('derivative',)]\n"
        "print(*[m for m in ('markdown_it', 'pydantic', 'yaml') if m in sys.modules])\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(2)
    ]
    assert runs == [["markdown_it", "pydantic", "yaml"], []]
