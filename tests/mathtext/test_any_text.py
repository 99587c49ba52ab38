"""Whatever is typed: a drawing or a MathError, and soon."""

import sys
import threading
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.errors import MathError
from quizapp.mathtext import render_block, render_inline
from quizapp.mathtext.commands import COMMANDS
from quizapp.mathtext.environments import ENVIRONMENTS

SECONDS = 2
"""Processor time: far above the slowest formula, far below any whose time grew with the square."""

tokens = st.sampled_from(
    [
        *(f"\\{name} " for name in COMMANDS),
        *(f"\\begin{{{name}}}" for name in ENVIRONMENTS),
        *(f"\\end{{{name}}}" for name in ENVIRONMENTS),
        *"{}{}{}[]()|^_&'$#~% xyz012+-=,;:!",
        *(
            "\\\\",
            "\\right)",
            "\\left(",
            "\\right.",
            "\\middle|",
            "{x}",
            "_{i}",
            "^{2}",
            "\\text{한글 a}",
            "가",
            "\n",
        ),
    ]
)


def drawn(latex: str, width: int = 40) -> None:
    """Draw both ways; anything but a MathError fails the test."""
    try:
        block = render_block(latex, width)
        inline = render_inline(latex)
    except MathError as error:
        is_explained = 0 <= error.position <= len(latex) and bool(str(error))
        if not is_explained:
            pytest.fail(f"{error!r} at {error.position} does not explain {latex!r}")
        return
    assert block
    assert all("\n" not in line and line == line.rstrip() for line in block)
    assert "\n" not in inline


@given(st.text())
def test_any_text_is_drawn_or_explained(latex: str) -> None:
    drawn(latex)


@settings(max_examples=300)
@given(st.lists(tokens).map("".join), st.integers(1, 60))
def test_any_soup_of_latex_is_drawn_or_explained(latex: str, width: int) -> None:
    drawn(latex, width)


@settings(max_examples=300)
@given(
    st.recursive(tokens, lambda inner: st.lists(inner, max_size=4).map(lambda parts: f"{{{''.join(parts)}}}"))
)
def test_any_balanced_soup_is_drawn_or_explained(latex: str) -> None:
    drawn(latex)


def within_each_other(before: str, after: str, inside: str = "x") -> str:
    return before * 29 + inside + after * 29


@pytest.mark.parametrize(
    "latex",
    [
        "{" * 10_000 + "}" * 10_000,
        "{" * 9_000,
        "x^" * 4_999,
        "x_{" * 3_000,
        "\\hat" * 2_000 + "x",
        "\\big(" * 1_900,
        "\\big(" * 800 + "x" + "\\big)" * 800,
        "x" + "'" * 9_000,
        "a+" * 4_990 + "b",
        "a=b+c," * 1_600,
        "|" * 9_000,
        "(" * 4_900 + ")" * 4_900,
        "\\begin{matrix}" + "a\\\\" * 3_000 + "\\end{matrix}",
        "\\begin{matrix}" + "a&" * 4_000 + "\\end{matrix}",
        "\\begin{matrix}" + "\\\\[" * 3_300 + "\\end{matrix}",
        "\\frac{a}{b}+" * 800,
        "\\sum_{i=1}^{n}" * 650,
        "x_{\\theta}^{a_b}" * 600,
        "\\text{" + "한" * 9_000 + "}",
        within_each_other("\\left(", "\\right)", "x+y" * 2_000),
        within_each_other("\\frac{a}{", "}", "x+y" * 2_000),
    ],
    ids=lambda latex: latex[:20],
)
def test_long_and_deep_formulas_take_no_time(latex: str) -> None:
    started = time.process_time()
    drawn(latex)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "latex",
    [
        "\\left(" * 57 + "\\big(" * 20 + "x" + "\\big)" * 20 + "\\right)" * 57,
        "\\begin{matrix}" * 59 + "x" + "\\end{matrix}" * 59,
        within_each_other("\\frac{1}{", "}"),
        within_each_other("x^{", "}"),
        within_each_other("\\sqrt{", "}"),
        within_each_other("\\underbrace{x}_{", "}"),
    ],
    ids=lambda latex: latex[:20],
)
@pytest.mark.parametrize("render", [render_block, render_inline])
def test_deepest_formula_leaves_the_caller_a_third_of_the_stack(
    latex: str, render: Callable[[str], object]
) -> None:
    results: list[object] = []
    limit = sys.getrecursionlimit()
    assert limit >= 1000

    def on_a_stack_of_its_own() -> None:
        def deeper(frames: int) -> None:
            if frames:
                deeper(frames - 1)
            else:
                results.append(render(latex))

        deeper(limit - 1000 + 333)

    thread = threading.Thread(target=on_a_stack_of_its_own)
    thread.start()
    thread.join()
    assert results
