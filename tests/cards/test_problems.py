"""Every code is found, on its line, with a message that says what to do."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from quizapp.cards.check import Printed
from quizapp.cards.problems import Code, code_table
from tests.cards.pack import (
    ENGLISH,
    ENGLISH_NAME,
    KOREAN,
    KOREAN_NAME,
    other_card,
    problems_of,
    write_pack,
)


@dataclass(frozen=True)
class Case:
    """One change to the healthy pack and the only problem it causes."""

    code: Code
    old: str
    new: str
    line: int
    says: str
    """A part of the message."""
    file: str = ENGLISH_NAME


EQUATION = r"\sigma'(z) = \sigma(z) \left(1 - \sigma(z)\right)"
NUMBER = "    - `z = 2` ∈ {−3, −2.5, …, 3} — the input\n    - = 0.105 ± 0.001 — the output is 0.881\n"
OPTIONS = "    - [x] at 0 — there it is 1/4\n    - [ ] at infinity\n"

CASES = [
    Case(Code.NOT_TEXT, "largest at", "largest \x00 at", 19, "the control character U+0000"),
    Case(Code.NOT_TEXT, "\n## Key points", "\x1b[31m\n## Key points", 17, "U+001B"),
    Case(Code.NO_FRONT_MATTER, "---\nid:", "id:", 1, "no closed front matter"),
    Case(Code.NO_FRONT_MATTER, '4"]\n---', '4"]\n', 1, "no closed front matter"),
    Case(
        Code.BROKEN_YAML, "tags: [activation, gradient]", "tags: [activation, gradient", 4, "not valid YAML: "
    ),
    Case(Code.BROKEN_YAML, "level: 1", "level: 1\nlevel: 2", 5, "`level` is written twice"),
    Case(Code.BROKEN_YAML, "level: 1", "level: " + "[" * 2000, 2, "nests too deeply"),
    Case(Code.BAD_FIELD, "level: 1", "level: 4", 4, "`level` cannot be `4`"),
    Case(Code.BAD_FIELD, "level: 1", "level: high", 4, "`level` cannot be `high`"),
    Case(Code.BAD_FIELD, "level: 1", "level: [1]", 4, "`level` cannot be a list"),
    Case(Code.BAD_FIELD, "level: 1", "level:", 4, "`level` cannot be empty"),
    Case(
        Code.BAD_FIELD, "tags: [activation, gradient]", "tags: activation", 3, "`tags` cannot be `activation`"
    ),
    Case(
        Code.BAD_FIELD,
        "tags: [activation, gradient]",
        "tags:\n- a\n- {b: c}",
        5,
        "`tags` cannot be a mapping",
    ),
    Case(Code.BAD_FIELD, "id: sigmoid", "id: Sig moid", 2, "`id` cannot be `Sig moid`"),
    Case(Code.BAD_FIELD, "activations/sigmoid", "sigmoid.py", 5, "`derivation` cannot be `sigmoid.py`"),
    Case(Code.UNKNOWN_FIELD, "level: 1", "level: 1\nrequired: [x]", 5, "no field `required`"),
    Case(Code.MISSING_FIELD, "level: 1\n", "", 1, "the field `level` is missing"),
    Case(Code.MISSING_FIELD, "derivation: activations/sigmoid\n", "", 1, "the field `derivation` is missing"),
    Case(Code.NO_ID, "id: sigmoid\n", "", 1, "the card has no id"),
    Case(Code.NO_ID, "id: sigmoid\n", "id:\n", 2, "the card has no id"),
    Case(
        Code.ID_IS_NOT_FILE_NAME, "id: sigmoid", "id: logistic", 2, "the id `logistic` differs from the file"
    ),
    Case(Code.KOREAN_FRONT_MATTER, "# 시", "---\nid: sigmoid\n---\n# 시", 1, "has front matter", KOREAN_NAME),
    Case(Code.NO_TITLE, "# What is the derivative of the sigmoid?", "", 1, "the card has no title"),
    Case(Code.NO_TITLE, "# 시그모이드의 도함수는 무엇인가요?", "#", 1, "no title", KOREAN_NAME),
    Case(Code.SECOND_TITLE, "\n## Key points", "\n# More\n\n## Key points", 18, "a second title"),
    Case(
        Code.MISSING_SECTION, "## Common mistakes\n- taking", "- taking", 1, "`## Common mistakes` is missing"
    ),
    Case(Code.MISSING_SECTION, "## 핵심", "### 핵심", 1, "`## 핵심` is missing", KOREAN_NAME),
    Case(
        Code.UNKNOWN_SECTION,
        "\n## Key points",
        "\n## Notes\n- a\n\n## Key points",
        18,
        "no section `## Notes`",
    ),
    Case(
        Code.UNKNOWN_SECTION, "\n## 핵심", "\n## 참고\n- a\n\n## 핵심", 9, "no section `## 참고`", KOREAN_NAME
    ),
    Case(Code.DUPLICATE_SECTION, "\n## Exercises", "\n## key points\n\n## Exercises", 25, "appears twice"),
    Case(Code.EMPTY_SECTION, "- taking the input for the output\n", "", 22, "`## Common mistakes` is empty"),
    Case(Code.EMPTY_SECTION, "- it vanishes", "-\n- it vanishes", 20, "the item is empty"),
    Case(Code.STRAY_TEXT, "\n## Common mistakes", "\nRemember!\n\n## Common mistakes", 22, "beside the list"),
    Case(Code.STRAY_TEXT, "# What", "Hello\n\n# What", 10, "before the title"),
    Case(Code.UNCLOSED_MATH, "$:\n", "$:\n\n$$\na = b\n", 14, "not opened and closed on its own lines"),
    Case(Code.UNCLOSED_MATH, "$$\n\\sigma", "$$(slope)\n\n$$\n\\sigma", 14, "holds no formula"),
    Case(Code.UNCLOSED_MATH, r"$\sigma(z)$:", r"$\sigma(z):", 12, r"`$\sigma(z):` opens a formula"),
    Case(Code.UNCLOSED_MATH, "- it vanishes far out", "- it costs $ 5\n  or $x$", 20, "never closed"),
    Case(
        Code.UNCLOSED_MATH, "\n## Key", "\n$$\na = b\n\n## Key", 18, "not opened and closed on its own lines"
    ),
    Case(
        Code.MATH_IN_PARAGRAPH,
        "\n## Key",
        "\nSo:\n$$\na = b\n$$ (steepest)\n\n## Key",
        19,
        "inside a paragraph",
    ),
    Case(Code.BAD_MATH, r"$\sigma(z)$:", r"$\sigma(\unknown)$:", 12, r"cannot be shown at `\unknown`"),
    Case(
        Code.BAD_MATH, "\n## Key", "\n$$\na\n+ \\unknown\n$$\n\n## Key", 20, r"cannot be shown at `\unknown`"
    ),
    Case(Code.BAD_MATH, "- 입력과", "- $\\unknown$ 입력과", 14, "a formula cannot be shown", KOREAN_NAME),
    Case(
        Code.LABEL_TWICE,
        "\n## Key",
        f"\n$${EQUATION}$$ (derivative)\n\n## Key",
        18,
        "used twice, first on line 14",
    ),
    Case(Code.BAD_EXERCISE, "- derive `derivative`: Write", "- Write", 26, "is no exercise"),
    Case(
        Code.BAD_EXERCISE,
        "- derive `derivative`: ",
        "- derive `derivative`:\n    - a\n- derive `derivative`: ",
        26,
        "is no",
    ),
    Case(Code.BAD_OPTION, "    - [ ] at infinity", "    - at infinity", 29, "`at infinity` is no option"),
    Case(Code.FEW_OPTIONS, OPTIONS, "    - [x] at 0\n", 27, "at least two options"),
    Case(Code.NO_RIGHT_OPTION, "[x] at 0", "[ ] at 0", 27, "no option is right"),
    Case(
        Code.UNKNOWN_EXERCISE_LABEL,
        "- derive `derivative`:",
        "- derive `slope`:",
        26,
        "does not prove `slope`",
    ),
    Case(Code.UNKNOWN_EXERCISE_LABEL, "- order `derivative`", "- order `slope`", 33, "not prove `slope`"),
    Case(
        Code.UNKNOWN_EXERCISE_LABEL,
        "- derive `derivative`",
        "- derive `flipped-sign`",
        26,
        "says that `flipped-sign` is false",
    ),
    Case(Code.FEW_STEPS, "    2. Apply the chain rule\n", "", 33, "at least three steps"),
    Case(Code.FEW_STEPS, "    2. Apply", "    - Apply", 33, "steps of an order exercise are numbered"),
    Case(
        Code.FEW_STEPS,
        "2. Apply the chain rule",
        "2. Write the sigmoid as a power",
        33,
        "two steps are the same",
    ),
    Case(Code.BAD_NUMBER, NUMBER, "", 37, "needs its inputs and its answer"),
    Case(Code.BAD_NUMBER, "`z = 2`", "z = 2", 38, "is no input"),
    Case(Code.BAD_NUMBER, "`z = 2`", "`z = two`", 38, "`two` is no number"),
    Case(Code.BAD_NUMBER, "`z = 2`", "`z = [[[1]]]`", 38, "nested too deeply"),
    Case(Code.BAD_NUMBER, "`z = 2`", "`z = " + "[" * 500, 38, "is no input"),
    Case(Code.BAD_NUMBER, "−2.5, …, 3}", "−2.65, …, 3}", 38, "no range leads from −3"),
    Case(Code.BAD_NUMBER, "    - `z", "    - `z = 1`\n    - `z", 37, "a name is given two values"),
    Case(Code.BAD_NUMBER, "= 0.105 ± 0.001", "0.105", 39, "`0.105` is no answer"),
    Case(Code.BAD_NUMBER, "± 0.001", "± few", 39, "`few` is no number"),
    Case(Code.BAD_NUMBER, "± 0.001", "± -1", 39, "the tolerance is below zero"),
    Case(Code.NO_VALUE, "`z = 2`", "`q = 2`", 37, "has no value at q = 2: it needs a number `z`"),
    Case(Code.NUMBER_DIFFERS, "0.105", "0.115", 39, "the card says 0.115, and activations/sigmoid computes"),
    Case(Code.NUMBER_DIFFERS, "0.105 ±", "0 ±", 39, "further off than the tolerance"),
    Case(Code.LOOSE_TOLERANCE, "± 0.001", "± 0.011", 39, "a tenth of 0.105 is less than the tolerance"),
    Case(Code.NOT_FALSE, "- spot `flipped-sign`", "- spot `derivative`", 30, "nothing wrong to spot"),
    Case(
        Code.SPOT_DIFFERS,
        r"$\sigma'(z) = \sigma(z) \left(1 + \sigma(z)\right)$",
        r"$\sigma'(z) = 2 \sigma(z)$",
        30,
        "and activations/sigmoid refutes",
    ),
    Case(
        Code.SPOT_DIFFERS,
        r"$\sigma'(z) = \sigma(z) \left(1 + \sigma(z)\right)$",
        "it",
        30,
        "does not show the formula",
    ),
    Case(Code.TOO_LONG, "its value $", "word " * 250 + "its value $", 1, "takes about 97 s to say"),
    Case(Code.TOO_LONG, "값 $", "가나다라 " * 150 + "값 $", 1, "takes about 105 s to say", KOREAN_NAME),
    Case(
        Code.WIDE_MATH,
        "\n## Key",
        "\n$$\n" + "a + " * 40 + "b\n$$\n\n## Key",
        19,
        "takes 80 cells of width, and a small terminal has 54",
    ),
    Case(Code.UNKNOWN_LABEL, "$$ (derivative)", "$$ (slope)", 14, "does not prove `slope`"),
    Case(
        Code.NO_DERIVATION,
        "activations/sigmoid\n",
        "activations/tanh\n",
        5,
        "no derivation `activations/tanh`",
    ),
    Case(
        Code.EQUATION_DIFFERS,
        r"= \sigma(z) \left(1 -",
        r"= \sigma(z) \left(1 +",
        14,
        r"has `…(z) \left(1 + \sigma",
    ),
    Case(
        Code.EQUATION_DIFFERS,
        r"\left(1 - \sigma(z)\right)",
        "",
        5,
        "has `… = \\sigma(z) (its end)`",
        KOREAN_NAME,
    ),
    Case(Code.KOREAN_LABELS_DIFFER, "$$ (derivative)", "$$", 1, "it shows no labelled equation", KOREAN_NAME),
    Case(
        Code.KOREAN_COUNT_DIFFERS, "- 멀리 가면 사라집니다\n", "", 9, "has 1 items here, and 2", KOREAN_NAME
    ),
    Case(
        Code.KOREAN_COUNT_DIFFERS,
        KOREAN[KOREAN.index("## 연습") :],
        "",
        1,
        "`Exercises` is missing",
        KOREAN_NAME,
    ),
    Case(
        Code.KOREAN_EXERCISE_DIFFERS,
        "[ ] 무한대",
        "[x] 무한대",
        18,
        "differs from the one on line 27",
        KOREAN_NAME,
    ),
    Case(Code.KOREAN_EXERCISE_DIFFERS, "± 0.001", "± 1 %", 28, "differs from the one", KOREAN_NAME),
    Case(Code.KOREAN_EXERCISE_DIFFERS, "`z = 2`", "`z = 1`", 28, "the one on line 37", KOREAN_NAME),
    Case(
        Code.KOREAN_EXERCISE_DIFFERS,
        "    3. 두",
        "    3. 세\n    4. 두",
        24,
        "differs from the one on line 33",
        KOREAN_NAME,
    ),
    Case(
        Code.KOREAN_LABELS_DIFFER,
        "\n## 핵심",
        "\n$$\nx\n$$\n\n## 핵심",
        1,
        "it shows 2 display equations, and sigmoid.md shows 1",
        KOREAN_NAME,
    ),
    Case(Code.UNKNOWN_CARD, "requires: []", "requires: [tanh]", 6, "`requires` names `tanh`"),
    Case(
        Code.UNKNOWN_CARD,
        "follow_ups: []",
        "follow_ups:\n  - sigmoid\n  - tanh",
        9,
        "`follow_ups` names `tanh`",
    ),
    Case(Code.REQUIRES_CYCLE, "requires: []", "requires: [sigmoid]", 6, "in a circle: sigmoid → sigmoid"),
]


def healthy_files() -> dict[str, str | bytes]:
    return {ENGLISH_NAME: ENGLISH, KOREAN_NAME: KOREAN}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.code.name}-{case.says}")
def test_a_problem_is_found_on_its_line_with_what_to_do(tmp_path: Path, case: Case) -> None:
    files = {ENGLISH_NAME: ENGLISH, KOREAN_NAME: KOREAN}
    assert files[case.file].count(case.old) >= 1
    files[case.file] = files[case.file].replace(case.old, case.new, 1)

    found = [p for p in problems_of(write_pack(tmp_path, {**files})) if p.code is case.code]

    assert [(p.path, p.line) for p in found] == [(tmp_path / case.file, case.line)]
    assert case.says in found[0].message
    assert re.fullmatch(rf"{tmp_path / case.file}:{case.line}: {case.code.value} .+ — .+", str(found[0]))


def test_a_healthy_pack_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(write_pack(tmp_path, healthy_files())) == []


def test_a_file_that_is_not_utf8_is_named_with_the_byte(tmp_path: Path) -> None:
    content = write_pack(
        tmp_path, {ENGLISH_NAME: ENGLISH.encode().replace(b"largest at", b"largest \xff at")}
    )
    (found,) = problems_of(content)
    assert (found.code, found.line) == (Code.NOT_TEXT, 19)
    assert "is not UTF-8" in found.message


def test_an_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    write_pack(tmp_path, healthy_files())
    (tmp_path / "activations/lost.md").symlink_to(tmp_path / "nowhere")
    (found,) = problems_of(tmp_path)
    assert (found.path, found.line, found.code) == (tmp_path / "activations/lost.md", 1, Code.UNREADABLE)
    assert "No such file" in found.message


def test_a_huge_file_is_not_parsed(tmp_path: Path) -> None:
    (found,) = problems_of(write_pack(tmp_path, {ENGLISH_NAME: ENGLISH + "a" * 300_000}))
    assert (found.code, found.line) == (Code.TOO_LARGE, 1)


def test_an_empty_answer_is_found_below_the_title(tmp_path: Path) -> None:
    start, end = ENGLISH.index("Its slope"), ENGLISH.index("## Key points")
    found = problems_of(write_pack(tmp_path, {ENGLISH_NAME: ENGLISH[:start] + ENGLISH[end:]}))
    assert [(p.code, p.line) for p in found] == [(Code.NO_LABEL, 1), (Code.NO_ANSWER, 10)]


def test_a_card_without_a_labelled_equation_proves_nothing(tmp_path: Path) -> None:
    (found,) = problems_of(write_pack(tmp_path, {ENGLISH_NAME: ENGLISH.replace("$$ (derivative)", "$$")}))
    assert (found.code, found.line) == (Code.NO_LABEL, 1)


def test_a_derivation_that_fails_is_reported_with_its_message(tmp_path: Path) -> None:
    printed: Printed = {"activations/sigmoid": "sigmoid.py:3: no such name"}
    (found,) = problems_of(write_pack(tmp_path, healthy_files()), printed)
    assert (found.path.name, found.line, found.code) == ("sigmoid.md", 5, Code.DERIVATION_FAILS)
    assert "sigmoid.py:3: no such name" in found.message


def test_without_a_derivation_the_korean_equation_is_compared_with_the_english(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {ENGLISH_NAME: ENGLISH, KOREAN_NAME: KOREAN.replace("(1 -", "(1 +")}
    found = problems_of(write_pack(tmp_path, files), {"activations/sigmoid": "it raises"})
    assert [(p.code, p.line) for p in found if p.path.name == "sigmoid.ko.md"] == [
        (Code.KOREAN_EQUATION_DIFFERS, 5)
    ]
    assert r"here `…(z) \left(1 + \sigma(z)\right)`" in " ".join(map(str, found))


def test_where_the_derivation_prints_the_equation_only_the_wrong_file_is_reported(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {ENGLISH_NAME: ENGLISH.replace("(1 -", "(1 +"), KOREAN_NAME: KOREAN}
    found = problems_of(write_pack(tmp_path, files))
    assert [(p.path.name, p.code) for p in found] == [("sigmoid.md", Code.EQUATION_DIFFERS)]


def test_a_korean_file_needs_its_english_one(tmp_path: Path) -> None:
    (found,) = problems_of(write_pack(tmp_path, {KOREAN_NAME: KOREAN}))
    assert (found.path.name, found.line, found.code) == ("sigmoid.ko.md", 1, Code.KOREAN_ALONE)


def test_a_duplicate_id_is_reported_where_the_file_has_another_name(tmp_path: Path) -> None:
    found = problems_of(write_pack(tmp_path, {"activations/copy.md": ENGLISH, ENGLISH_NAME: ENGLISH}))
    assert [(p.path.name, p.line, p.code) for p in found] == [
        ("copy.md", 2, Code.ID_IS_NOT_FILE_NAME),
        ("copy.md", 2, Code.DUPLICATE_ID),
    ]
    assert "already belongs to activations/sigmoid.md" in found[1].message


def test_a_long_circle_is_reported_once_with_every_card_in_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "t/a.md": other_card("a", requires="b"),
        "t/b.md": other_card("b", requires="c"),
        "t/c.md": other_card("c", requires="a"),
        "t/d.md": other_card("d", requires="a"),
    }
    (found,) = problems_of(write_pack(tmp_path, files))
    assert (found.path.name, found.line, found.code) == ("a.md", 6, Code.REQUIRES_CYCLE)
    assert "a → b → c → a" in found.message


def test_follow_ups_may_go_in_circles(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "t/a.md": other_card("a", follow_ups="b"),
        "t/b.md": other_card("b", follow_ups="a"),
    }
    assert problems_of(write_pack(tmp_path, files)) == []


def test_a_card_that_names_a_broken_card_is_not_blamed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"t/a.md": other_card("a", requires="b"), "t/b.md": "no card at all"}
    assert {p.path.name for p in problems_of(write_pack(tmp_path, files))} == {"b.md"}


def test_every_problem_of_every_file_is_found_in_one_run(tmp_path: Path) -> None:
    bad = ENGLISH.replace("level: 1", "level: 9\ncolour: red").replace("$$ (derivative)", "$$")
    files: dict[str, str | bytes] = {
        "t/sigmoid.md": bad,
        "t/junk.md": bytes(range(256)),
        ENGLISH_NAME: ENGLISH,
    }
    found = problems_of(write_pack(tmp_path, files))
    assert [(p.path.name, p.code) for p in found] == [
        ("junk.md", Code.NOT_TEXT),
        ("sigmoid.md", Code.NO_LABEL),
        ("sigmoid.md", Code.BAD_FIELD),
        ("sigmoid.md", Code.UNKNOWN_FIELD),
    ]


def test_an_escaped_dollar_and_a_dollar_in_code_are_no_math(tmp_path: Path) -> None:
    text = ENGLISH.replace("- it vanishes far out", r"- it costs \$5, as `$5` says")
    assert problems_of(write_pack(tmp_path, {ENGLISH_NAME: text})) == []


def test_a_korean_file_may_use_the_english_headings(tmp_path: Path) -> None:
    text = (
        KOREAN.replace("핵심", "Key points")
        .replace("흔한 실수", "Common mistakes")
        .replace("연습", "Exercises")
    )
    assert problems_of(write_pack(tmp_path, {ENGLISH_NAME: ENGLISH, KOREAN_NAME: text})) == []


def test_a_problem_becomes_plain_json_values(tmp_path: Path) -> None:
    (found,) = problems_of(write_pack(tmp_path, {KOREAN_NAME: KOREAN}))
    assert found.to_json() == {
        "path": (tmp_path / KOREAN_NAME).as_posix(),
        "line": 1,
        "code": "C111",
        "message": "there is no sigmoid.md beside this Korean file",
        "fix": "write the English card, or rename this file after its card",
    }


def test_the_table_of_codes_has_a_row_and_a_sentence_for_each() -> None:
    rows = code_table().splitlines()[2:]
    assert len(rows) == len(Code) == len({code.value for code in Code})
    assert all(re.fullmatch(r"\| C\d{3} \| [A-Z].+\. \|", row) for row in rows)


def test_every_code_that_a_file_can_have_is_tested_here() -> None:
    source = Path(__file__).read_text("utf-8")
    deck = Path(__file__).with_name("test_deck.py").read_text("utf-8")
    source += deck
    tested_elsewhere = {Code.UNWRITABLE}
    assert {code for code in Code if f"Code.{code.name}" not in source} <= tested_elsewhere
