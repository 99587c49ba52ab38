"""A tree is printed as it was understood, and what is printed as text reads back as the same tree."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings

from quizapp.derive.typed import RejectedError, as_latex, as_text, parse
from quizapp.derive.typed.nodes import Negative, Node, Number, Transpose
from quizapp.mathtext import render_inline
from tests.derive.typed.trees import trees
from tests.derive.typed.words import VOCABULARY, WITH_DERIVATIVES


@settings(max_examples=400, deadline=None)
@given(trees)
def test_text_reads_back_as_the_same_tree(tree: Node) -> None:
    try:
        again = parse(as_text(tree), WITH_DERIVATIVES)
    except RejectedError as error:
        # A random tower of powers, or more transposes than anybody writes, is refused in any form.
        assume(
            not any(
                word in str(error) for word in ("too large", "nested", "powers", "again", "terms", "most")
            )
        )
        raise
    assert again == tree


@settings(max_examples=150, deadline=None)
@given(trees)
def test_every_tree_can_be_shown(tree: Node) -> None:
    render_inline(as_latex(tree, VOCABULARY))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("x/w", r"\frac{x}{w}"),
        ("(x+1)/(2 w)", r"\frac{x + 1}{2 w}"),
        ("x(1-x)", r"x \left(1 - x\right)"),
        ("exp(-x)", r"e^{-x}"),
        ("exp(x)^2", r"\left(e^{x}\right)^{2}"),
        ("inv(W)^T", r"\left(W^{-1}\right)^{\top}"),
        ("sqrt(x)", r"\sqrt{x}"),
        ("|x|", r"\left|x\right|"),
        ("||z||^2", r"\left\lVert z \right\rVert^{2}"),
        ("sigma(x)^2", r"\sigma\left(x\right)^{2}"),
        ("W^T z", r"W^{\top} z"),
        ("z ⊙ y", r"\left(z \odot y\right)"),
        ("z_k", "z_{k}"),
        ("W_ij", "W_{ij}"),
        ("W_1ij", "W_{1, ij}"),
        ("z_{k+1}", "z_{k + 1}"),
        ("n_in", r"n_{\mathrm{in}}"),
        ("delta_jk", r"\delta_{jk}"),
        ("sum_k z_k", r"\sum_{k} z_{k}"),
        ("sum_(m=1)^K z_m", r"\sum_{m=1}^{K} z_{m}"),
        ("[x > 0]", r"\left[x > 0\right]"),
        ("x * 2", r"x \cdot 2"),
        ("0.25", r"\frac{1}{4}"),
        ("-(x+1)", r"-\left(x + 1\right)"),
        ("x^(w+1)", "x^{w + 1}"),
        ("max(0, x)", r"\max\left(0, x\right)"),
        ("trace(W)", r"\operatorname{tr}\left(W\right)"),
        ("W 1", None),
        (r"W \mathbf{1} + z", r"W \mathbf{1} + z"),
        ("x if x > 0 else 0", r"\begin{cases} x & \text{if }x > 0 \\ 0 & \text{otherwise} \end{cases}"),
    ],
)
def test_the_preview_shows_it_as_it_was_understood(typed: str, shown: str | None) -> None:
    if shown is None:
        with pytest.raises(RejectedError):
            parse(typed, VOCABULARY)
    else:
        assert as_latex(parse(typed, VOCABULARY), VOCABULARY) == shown


@pytest.mark.parametrize("typed", ["0.001", "1e30", "1e-30", "0.125", "123456789012345", "1.5e10", "2"])
def test_numbers_stay_exact(typed: str) -> None:
    value = Fraction(typed)
    assert parse(typed, VOCABULARY) == Number(value)
    assert parse(as_text(Number(value)), VOCABULARY) == Number(value)


def test_the_latex_of_a_formula_reads_back_as_well() -> None:
    for typed in ("x/w", "x(1-x)", "e^-x", "|x|", "W^T z", "sum_(m=1)^K z_m", "[x>0]", "n_in^2", "W_1ij"):
        tree = parse(typed, VOCABULARY)
        assert parse(as_latex(tree, VOCABULARY), VOCABULARY) == tree


def test_what_binds_less_is_bracketed() -> None:
    x = parse("x", VOCABULARY)
    assert as_text(Negative(Negative(x))) == "-(-x)"
    assert as_text(Transpose(Negative(x))) == "(-x).T"
