"""Breaking formulas that are too wide."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.mathtext import render_block
from quizapp.mathtext.width import display_width


def test_breaks_at_relations_before_operators() -> None:
    assert render_block("L = a + b = c + d + e", 16) == ["L = a + b", "  = c + d + e"]


def test_continues_behind_the_relation() -> None:
    assert render_block("L = a + b + c + d", 12) == ["L = a + b", "    + c + d"]


def test_breaks_at_commas_before_relations() -> None:
    assert render_block("a = b + c, d = e", 12) == ["a = b + c,", "d = e"]


def test_sum_without_a_relation_is_indented() -> None:
    assert render_block("a + b + c + d", 10) == ["a + b + c", "    + d"]


def test_breaks_inside_brackets_only_where_nothing_else_helps() -> None:
    latex = "y = \\left(a + b + c\\right)^2 + d"
    assert render_block(latex, 18) == ["y = (a + b + c)²", "    + d"]
    assert render_block(latex, 12) == ["y = (a + b", "     + c)²", "    + d"]


def test_arguments_continue_behind_their_bracket() -> None:
    assert render_block("f(aaaa, bbbb, cccc)", 12) == ["f(aaaa,", "  bbbb,", "  cccc)"]


def test_lines_move_left_where_they_would_stick_out_behind_a_bracket() -> None:
    lines = render_block("\\text{a function}(a, b, \\text{an argument})", 20)
    assert lines == ["a function(a, b,", "        an argument)"]


def test_wide_left_hand_side_leaves_room_for_the_right() -> None:
    lines = render_block("\\text{quite a long name} = a + b + c + d + e + f", 24)
    assert lines == ["quite a long name", "    = a + b + c + d + e", "      + f"]


def test_tall_lines_have_air_between_them() -> None:
    assert render_block("a = \\frac{b}{c} = d = e", 8) == [
        "     b",
        "a = ───",
        "     c",
        "",
        "  = d",
        "  = e",
    ]


def test_box_is_never_cut() -> None:
    latex = "\\frac{a + b + c + d + e}{2}"
    assert render_block(latex, 5) == render_block(latex, 80)


def test_aligned_equations_break_behind_their_relation() -> None:
    latex = "\\begin{aligned} aa &= b + c + d + e \\\\ f &= g \\end{aligned}"
    assert render_block(latex, 14) == ["aa = b + c + d", "     + e", " f = g"]


terms = st.lists(
    st.sampled_from([*string.ascii_lowercase, "x_i^2", "\\hat{\\theta}", "\\left(a - b\\right)"]), min_size=1
)
sides = terms.map(" + ".join)
equations = st.lists(sides, min_size=1, max_size=4).map(" = ".join)
systems = st.lists(equations, min_size=1, max_size=3).map(",\\quad ".join)


@given(systems, st.integers(16, 100))
def test_what_can_be_broken_fits(latex: str, width: int) -> None:
    assert max(map(display_width, render_block(latex, width))) <= width


@given(systems, st.integers(16, 100))
def test_breaking_loses_nothing(latex: str, width: int) -> None:
    broken = "".join("".join(render_block(latex, width)).split())
    assert broken == "".join("".join(render_block(latex, 100_000)).split())


@pytest.mark.parametrize("width", [-5, 0, 1, 3])
def test_absurd_width_is_no_error(width: int) -> None:
    assert render_block("a = b + c", width)[0].startswith("a")
