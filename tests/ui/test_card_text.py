"""The text of a card: what is shown, where lines break, and how verdicts stand beside equations."""

from collections.abc import Mapping
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.selection import Selection

from quizapp.cards.model import Language
from quizapp.derive.report import Verdict
from quizapp.ui.widgets.card_layout import Checks, lay_out_card
from quizapp.ui.widgets.card_text import CardText
from quizapp.ui.widgets.formula import Formula

SIGMOID = r"""
It needs only the output $\sigma(z)$.

$$
\frac{d}{d z} \sigma(z) = \sigma(z) \left(1 - \sigma(z)\right)
$$ (derivative)

At most 1/4.
"""
KOREAN = "출력만 필요합니다: 시그모이드(sigmoid)는 자신의 출력으로 기울기를 계산합니다. 역전파가 빠릅니다."


def text(
    markdown: str, width: int = 60, verdicts: Mapping[str, Verdict] | None = None, *, checking: bool = False
) -> str:
    return lay_out_card(dedent(markdown), width, Checks(verdicts or {}, checking)).plain


class Page(App[None]):
    def __init__(self, card: CardText | Formula) -> None:
        super().__init__()
        self.card = card

    def compose(self) -> ComposeResult:
        yield self.card

    def shown(self) -> str:
        rows = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in row).rstrip() for row in rows).rstrip()


async def test_brackets_tags_and_currency_appear_as_written() -> None:
    markdown = r"`w[i]` and w[i], [/a], [b]x[/b], [red], [@click=app.quit]go[/], <b>bold</b>, \$5"
    app = Page(CardText(markdown))
    async with app.run_test(size=(100, 10)):
        assert app.shown() == "w[i] and w[i], [/a], [b]x[/b], [red], [@click=app.quit]go[/], <b>bold</b>, $5"


def test_control_codes_cannot_reach_the_terminal() -> None:
    assert text("a\x1b[31mred\x9b2J\x07") == "a�[31mred�2J�"


@given(
    st.text(alphabet=st.sampled_from("ab 한글$\\_{}^*`|#>-1.[]()\n\t~ =/\x1b"), max_size=120),
    st.integers(12, 90),
)
def test_any_text_is_laid_out_within_the_width(markdown: str, width: int) -> None:
    lines = text(markdown, width).split("\n")
    assert max(map(cell_len, lines)) <= width


def test_margins_leave_half_the_width_to_the_text() -> None:
    lines = text("> " * 15 + "word " * 9, 30).split("\n")
    assert max(map(cell_len, lines)) <= 30
    assert "".join(lines).count("word") == 9


def test_korean_wraps_at_spaces_by_the_cells_it_takes() -> None:
    lines = text(KOREAN, 40).split("\n")
    assert lines == [
        "출력만 필요합니다: 시그모이드(sigmoid)는",
        "자신의 출력으로 기울기를 계산합니다.",
        "역전파가 빠릅니다.",
    ]
    assert [cell_len(line) for line in lines] == [40, 36, 18]


@pytest.mark.parametrize("width", range(20, 40))
def test_short_inline_math_is_never_broken(width: int) -> None:
    assert any(
        "s (1 - s)" in line or "s (1 − s)" in line
        for line in text("x " * 9 + r"$s \, (1 - s)$", width).split("\n")
    )


def test_an_equation_stands_apart_with_its_verdict_at_the_right_end_of_its_line() -> None:
    lines = text(SIGMOID, 60, {"derivative": Verdict.PROVED}).split("\n")
    top, own, bottom = lines[2:5]
    assert lines[1] == lines[5] == ""
    assert "σ(z) = σ(z)" in own
    assert own.endswith("✓ proved   derivative")
    assert cell_len(own) == 60
    assert "✓" not in top + bottom


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_a_sign_and_a_word(verdict: Verdict) -> None:
    signs = {"proved": "✓", "agrees": "≈", "inconclusive": "?", "vacuous": "∅", "refuted": "✗"}
    assert f"{signs[verdict.value]} {verdict.value}   derivative" in text(
        SIGMOID, 60, {"derivative": verdict}
    )


def test_a_verdict_to_come_is_announced_and_a_missing_one_is_not_passed_over() -> None:
    assert "… checking   derivative" in text(SIGMOID, checking=True)
    assert "– not checked   derivative" in text(SIGMOID)


def test_an_equation_without_label_claims_nothing() -> None:
    assert "checked" not in text("$$\na = b\n$$")


def test_a_verdict_goes_below_an_equation_that_leaves_no_room() -> None:
    lines = text(SIGMOID, 36, {"derivative": Verdict.PROVED}).split("\n")
    assert lines[5] == "✓ proved   derivative".rjust(36)


def test_math_that_cannot_be_drawn_is_shown_as_written_with_the_reason() -> None:
    shown = text("so $\\nosuch{x}$ and\n\n$$\n\\nosuch{y}\n$$ (broken)\n", 60, {"broken": Verdict.PROVED})
    assert shown.startswith("so $\\nosuch{x}$ and\n\n\\nosuch{y}\ncannot be drawn: ")
    assert "\\nosuch" in shown.split("cannot be drawn: ")[1]
    assert shown.endswith("✓ proved   broken")


def test_math_too_wide_to_be_drawn_is_written_on_one_line_and_broken() -> None:
    entries = " & ".join(r"\frac{\partial f}{\partial x}" for _ in range(9))
    lines = text(
        rf"""
        $$
        \begin{{bmatrix}} {entries} \end{{bmatrix}}
        $$
    """,
        40,
    ).split("\n")
    assert max(map(cell_len, lines)) <= 40
    assert " ".join(lines).count("∂f/∂x") == 9


def test_lists_hang_and_stay_tight() -> None:
    shown = text(
        """
        Before
        - one **point**
        - another point that is longer than one line is
            1. nested
            2. again

        After
        """,
        30,
    )
    assert shown == dedent(
        """\
        Before

        • one point
        • another point that is longer
          than one line is
          1. nested
          2. again

        After"""
    )


def test_a_quotation_has_a_bar_beside_every_line_of_it() -> None:
    assert text("above\n\n> one\n>\n> two\n\nbelow", 20) == "above\n\n▌ one\n▌\n▌ two\n\nbelow"


TABLE = """
| name | remark |
|---|---|
| sigmoid | saturates at both ends |
| 렐루 | dies |
"""


def test_a_table_keeps_its_columns_in_line() -> None:
    assert text(TABLE, 60) == dedent(
        """\
        name     remark
        ───────────────────────────────
        sigmoid  saturates at both ends
        렐루     dies"""
    )


def test_a_table_too_wide_breaks_the_text_of_its_widest_column() -> None:
    assert text(TABLE, 22) == dedent(
        """\
        name     remark
        ──────────────────────
        sigmoid  saturates at
                 both ends
        렐루     dies"""
    )


def test_a_table_without_room_for_columns_shows_one_value_a_line() -> None:
    assert text(TABLE, 12).split("\n") == [
        *("name:", "sigmoid", "remark:", "saturates at", "both ends"),
        "",
        *("name: 렐루", "remark: dies"),
    ]


def test_code_is_shown_line_by_line_as_written() -> None:
    shown = text("```python\nfor i in x:\n    w[i] = 0  # [b]\n```", 40)
    assert shown == "│ for i in x:\n│     w[i] = 0  # [b]"


async def test_the_text_is_laid_out_again_when_the_width_changes() -> None:
    app = Page(CardText(KOREAN))
    async with app.run_test(size=(60, 20)) as pilot:
        wide = app.card.size
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert app.shown() == text(KOREAN, 40)
        assert (wide.height, app.card.size.height) == (2, 3)


async def test_a_verdict_appears_when_it_arrives() -> None:
    card = CardText(SIGMOID, checking=True)
    app = Page(card)
    async with app.run_test(size=(60, 20)) as pilot:
        assert "… checking   derivative" in app.shown()
        card.verdicts = {"derivative": Verdict.REFUTED}
        await pilot.pause()
        assert "✗ refuted   derivative" in app.shown()


async def test_verdicts_follow_the_language() -> None:
    card = CardText(SIGMOID, verdicts={"derivative": Verdict.PROVED})
    app = Page(card)
    async with app.run_test(size=(60, 20)) as pilot:
        card.language = Language.KOREAN
        await pilot.pause()
        assert "✓ 증명됨   derivative" in app.shown()


async def test_another_card_replaces_the_first() -> None:
    card = CardText("first")
    app = Page(card)
    async with app.run_test(size=(60, 20)) as pilot:
        card.markdown = "second\n\nwith more"
        await pilot.pause()
        assert app.shown() == "second\n\nwith more"


async def test_what_is_selected_is_the_text_on_show() -> None:
    card = CardText("one [b]\n\ntwo")
    app = Page(card)
    async with app.run_test(size=(60, 20)):
        app.screen.selections = {card: Selection(None, None)}
        assert app.screen.get_selected_text() == "one [b]\n\ntwo"


async def test_every_style_of_a_card_is_known_to_the_theme() -> None:
    markdown = "# h\n\n**b** *i* ~~s~~ `c` [l](x) $x$ $\\nosuch$\n\n> q\n\n$$\na\n$$ (a)\n\n---"
    app = Page(CardText(markdown, verdicts={"a": Verdict.VACUOUS}))
    async with app.run_test(size=(60, 20)):
        content = app.card.render()
        for span in content.spans:
            app.card._get_style(span.style)
        assert len({span.style for span in content.spans}) >= 9


async def test_a_formula_is_drawn_and_drawn_again_at_another_width() -> None:
    latex = r"a_1 + a_2 + a_3 + a_4 = b_1 + b_2 + b_3 + b_4 + b_5 + b_6"
    app = Page(Formula(latex))
    async with app.run_test(size=(80, 10)) as pilot:
        assert app.card.size.height == 1
        await pilot.resize_terminal(24, 10)
        await pilot.pause()
        assert app.card.size.height > 1
        assert max(map(cell_len, app.shown().split("\n"))) <= 24
        assert "b₆" in app.shown()
