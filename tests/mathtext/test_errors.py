"""What a formula's author did wrong, and where."""

import pytest

from quizapp.errors import MathError
from quizapp.mathtext import render_block, render_inline


@pytest.mark.parametrize(
    ("latex", "command", "position", "message"),
    [
        ("a + \\foo{x}", "\\foo", 4, "unknown command \\foo at character 5"),
        ("\\color{red}{x}", "\\color", 0, "unknown command"),
        ("\\sqrt{x", "{", 5, "missing } for { at character 6: the formula ends first"),
        ("x^{2", "{", 2, "missing }"),
        ("x}", "}", 1, "closes nothing that is open"),
        ("a & b", "&", 2, "closes nothing that is open"),
        ("\\left(x", "\\left", 0, "missing \\right"),
        ("(x\\right)", "\\right", 2, "closes nothing that is open"),
        ("\\left(\\frac{a}{b\\right)}", "{", 14, "missing }"),
        ("\\left x", "\\left", 0, "needs a delimiter"),
        ("\\begin{foo}x\\end{foo}", "\\begin{foo}", 0, "unknown environment 'foo'"),
        ("\\begin{matrix}x", "\\begin{matrix}", 0, "missing \\end{matrix}"),
        ("\\begin{matrix}x\\end{cases}", "\\begin{matrix}", 0, "\\end{cases} comes first"),
        ("\\begin{array}{p}x\\end{array}", "\\begin", 0, "use l, c, r and |"),
        ("x^1^2", "^", 3, "double superscript at character 4"),
        ("x_1_2", "_", 3, "double subscript at character 4"),
        ("x^2'", "'", 3, "double superscript"),
        ("\\frac{a}", "\\frac", 0, "lacks an argument"),
        ("x^", "^", 1, "lacks an argument"),
        ("\\text", "\\text", 0, "lacks an argument"),
        ("\\text{a", "{", 5, "missing }"),
        ("\\text{a $x}", "$", 8, "missing $"),
        ("\\text{\\frac12}", "\\frac", 6, "cannot stand in text"),
        ("\\sqrt[3{x}", "\\sqrt[", 0, "missing ]"),
        ("x\\limits_1", "\\limits", 1, "must follow an operator"),
        ("\\not\\frac12", "\\not", 0, "must stand before one symbol"),
        ("a#b", "#", 1, "write \\#"),
        ("a$b", "$", 1, "write \\$"),
        ("a\\", "\\", 1, "lone backslash"),
        ("a\x1bb", "\x1b", 1, "U+001B at character 2"),
        ("\u202ea", "\u202e", 0, "U+202E"),
        ("\\big(" * 50, "\\big", 200, "more than 40 \\big delimiters"),
        ("{" * 70 + "}" * 70, "{", 60, "nested more than 60 deep at character 61"),
    ],
)
def test_error_names_the_command_and_its_position(
    latex: str, command: str, position: int, message: str
) -> None:
    for render in (render_block, render_inline):
        with pytest.raises(MathError) as caught:
            render(latex)
        assert caught.value.command == command
        assert caught.value.position == position
        assert message in str(caught.value)


def test_formula_beyond_the_longest_is_refused() -> None:
    with pytest.raises(MathError, match="the longest that is drawn has 10000"):
        render_inline("x" * 10_001)


def test_formula_too_large_to_draw_is_refused() -> None:
    latex = "\\begin{matrix}" + "a" * 4000 + "\\\\b" * 1000 + "\\end{matrix}"
    with pytest.raises(MathError, match="too large to draw: 1001 rows of 4000 cells"):
        render_block(latex)


def test_sixty_groups_within_each_other_are_read() -> None:
    assert render_block("{" * 59 + "x" + "}" * 59) == ["x"]
