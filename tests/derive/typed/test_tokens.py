"""ASCII, Unicode and LaTeX give the same tokens; what has no meaning is refused where it stands."""

import pytest

from quizapp.derive.typed import RejectedError
from quizapp.derive.typed.tokens import MOST_CHARACTERS, MOST_TOKENS, Sort, tokens_of


def texts(formula: str) -> list[str]:
    return [token.text for token in tokens_of(formula)][:-1]


@pytest.mark.parametrize(
    "same",
    [
        ("x*w", "x·w", "x⋅w", "x×w", r"x\cdot w", r"x \times w"),
        ("x/w", "x÷w", r"x \div w", "x∕w"),
        ("x-w", "x−w", "x–w"),
        ("x^{2}", "x²"),
        ("x^{-10}", "x⁻¹⁰"),
        ("z_{k}", "zₖ"),
        ("z_{12}", "z₁₂"),
        ("alpha", "α", r"\alpha"),
        ("epsilon", "ε", "ϵ", r"\epsilon", r"\varepsilon"),
        ("W^T", "Wᵀ", "W⊤", r"W^\top"),
        ("x<=w", "x≤w", r"x \le w", r"x \leq w"),
        ("x!=w", "x≠w", r"x \ne w", r"x \neq w"),
        ("x@w", "x⊙w", "x∘w", r"x \odot w", "x.*w"),
        ("||x||", "‖x‖", r"\lVert x \rVert", r"\|x\|", r"\left\Vert x \right\Vert"),
        ("|x|", r"\left|x\right|", r"\lvert x \rvert"),
        ("⟨x,w⟩", r"\langle x, w \rangle"),
        ("x^2", "x**2"),
        ("n_{in}", r"n_{\mathrm{in}}"),
        ("E[x]", r"\mathbb{E}[x]", "𝔼[x]"),
        ("yhat", r"\hat{y}"),
        ("thetahat", r"\hat{\theta}"),
        ("x", "$x$", r"\left x \right", r"x \, "),
        ("(x)", "（x）", r"\bigl(x\bigr)"),
    ],
)
def test_characters_of_one_meaning_are_one_token(same: tuple[str, ...]) -> None:
    assert {tuple(texts(formula)) for formula in same} == {tuple(texts(same[0]))}


def test_constructions_are_commands() -> None:
    for formula in ("∑", r"\sum", "√", r"\sqrt", "∂", r"\partial", r"\dfrac"):
        assert tokens_of(formula)[0].sort is Sort.COMMAND


def test_a_token_knows_where_it_stands() -> None:
    assert [(t.text, t.start, t.spaced) for t in tokens_of("2 x+w")] == [
        ("2", 0, False),
        ("x", 2, True),
        ("+", 3, False),
        ("w", 4, False),
        ("", 5, False),
    ]


def test_the_dot_of_a_transpose_is_not_a_decimal_point() -> None:
    assert texts("J_2.T") == ["J", "_", "2", ".T"]
    assert texts("2.5") == ["2.5"]


@pytest.mark.parametrize(
    ("formula", "message", "position"),
    [
        ("x % 2", "`%` has no meaning in a formula", 2),
        ("x\x00", "`U+0000` has no meaning", 1),
        ("x!", "`!` has no meaning", 1),
        ("ℍ", "`ℍ` has no meaning", 0),
        ("x;" + chr(0x202E), "`U+202E` has no meaning", 2),
        ("1 + 1234567890123456", "at most 15 digits", 4),
        ("1e31", "at most 30 behind its `e`", 0),
        ("x \\", "a backslash begins a LaTeX command", 2),
        (r"\mathrm x", "needs a word in braces", 0),
        (r"\mathrm{a+b}", "needs a word in braces", 0),
        ("x" * (MOST_CHARACTERS + 1), f"at most {MOST_CHARACTERS} characters", MOST_CHARACTERS),
        ("x+" * (MOST_TOKENS // 2 + 1), f"at most {MOST_TOKENS} parts", MOST_TOKENS),
    ],
)
def test_what_does_not_belong_in_a_formula_is_pointed_at(formula: str, message: str, position: int) -> None:
    with pytest.raises(RejectedError, match=message.replace("+", r"\+")) as caught:
        tokens_of(formula)
    assert caught.value.position == position
