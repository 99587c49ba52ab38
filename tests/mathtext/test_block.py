"""Two-dimensional drawing, one construct at a time; gallery.md holds whole formulas."""

import pytest

from quizapp.mathtext import render_block
from quizapp.mathtext.width import display_width


def block(latex: str, width: int = 80) -> str:
    return "\n".join(render_block(latex, width))


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        ("a+b", "a + b"),
        ("-a", "−a"),
        ("a-(-b)", "a − (−b)"),
        ("a \\cdot -b", "a · −b"),
        ("x=-1", "x = −1"),
        ("f(x,y)", "f(x, y)"),
        ("0{,}5", "0,5"),
        ("3{\\times}3", "3×3"),
        ("a:=b", "a := b"),
        ("\\log p", "log p"),
        ("\\log(p)", "log(p)"),
        ("\\log{\\left(p \\right)}", "log(p)"),
        ("2\\log p", "2 log p"),
        ("p(x|z)", "p(x|z)"),
        ("p(x \\mid z)", "p(x ∣ z)"),
        ("|-x|", "|−x|"),
        ("x| - y", "x| − y"),
        ("|x| - |y|", "|x| − |y|"),
        ("f|_i - g|_j", "f|ᵢ − g|ⱼ"),
        ("\\max-\\min", "max − min"),
        ("\\log-x", "log −x"),
        ("x\\!y \\, z \\; w \\quad v", "xy z w  v"),
        ("a,\\quad b", "a,   b"),
        ("x~y", "x y"),
        ("x \\mathrel{+}= y", "x += y"),
        ("\\mathrm{tr}P", "tr P"),
        ("\\text{for}\\: x", "for x"),
        ("N!", "N!"),
    ],
)
def test_atoms_keep_the_distance_of_their_class(latex: str, drawn: str) -> None:
    assert block(latex) == drawn


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        ("x_i^2", "xᵢ²"),
        ("x^2_i", "xᵢ²"),
        ("a^{(l-1)}", "a⁽ˡ⁻¹⁾"),
        ("W^\\top", "Wᵀ"),
        ("W^{T}", "Wᵀ"),
        ("f'", "f′"),
        ("f''", "f″"),
        ("f'''", "f‴"),
        ("f'^2", "f′²"),
        ("f_k'", "fₖ′"),
        ("w^*", "w*"),
        ("90^\\circ", "90°"),
        ("\\sigma_{\\text{noise}}", "σₙₒᵢₛₑ"),
        ("x_{i\\,j}", "xᵢⱼ"),
    ],
)
def test_scripts_use_small_characters_where_all_exist(latex: str, drawn: str) -> None:
    assert block(latex) == drawn


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        ("x_\\theta", "x\n θ"),
        ("e^{z_i}", " zᵢ\ne"),
        ("x_{i,j}", "x\n i,j"),
        ("x_\\theta^2", "x²\n θ"),
        ("x_i^{a,b}", " a,b\nxᵢ"),
        ("{x^2}^3", "  3\nx²"),
        ("{x_1}_2", "x₁\n  2"),
        ("x_{\\text{in},i}", "x\n in,i"),
    ],
)
def test_other_scripts_get_rows_of_their_own(latex: str, drawn: str) -> None:
    assert block(latex) == drawn


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        ("\\frac{a}{bcd}", "  a\n─────\n bcd"),
        ("\\frac12", " 1\n───\n 2"),
        ("\\tfrac12", "½"),
        ("\\tfrac{a}{b}", "a\n─\nb"),
        ("x^{\\frac{a}{2b}}", " a/(2b)\nx"),
        ("\\frac{a}{b}\\frac{c}{d}", " a   c\n─── ───\n b   d"),
        ("-\\frac{a}{b}", "   a\n− ───\n   b"),
        ("\\binom{n}{k}", "⎛n⎞\n⎜ ⎟\n⎝k⎠"),
        ("\\sqrt{x+1}", " ┌─────\n╲│x + 1"),
        ("\\sqrt[3]{x}", "³ ┌─\n ╲│x"),
        ("\\sqrt{\\frac{a}{b}}", " ┌───\n │ a\n │───\n╲│ b"),
        ("\\overline{AB}", "──\nAB"),
        ("\\underline{AB}", "AB\n──"),
        ("\\boxed{x}", "┌───┐\n│ x │\n└───┘"),
        ("\\underbrace{a+b}_{c}", "a + b\n╰─┬─╯\n  c"),
        ("\\overbrace{a+b}^{c}", "  c\n╭─┴─╮\na + b"),
        ("\\overset{!}{=}", "!\n="),
        ("\\xrightarrow{f}", " f\n──→"),
        ("a\\phantom{bc}d", "a  d"),
    ],
)
def test_construct_is_drawn(latex: str, drawn: str) -> None:
    assert block(latex) == drawn


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        ("\\sum_{i=1}^n i", " n\n ⎲\n ⎳  i\ni=1"),
        ("\\prod_i x", "┬─┬\n│ │ x\n i"),
        ("\\int_0^1 x", "⌠1\n⎮  x\n⌡0"),
        ("\\int\\limits_a^b x", "b\n⌠\n⎮ x\n⌡\na"),
        ("\\sum\\nolimits_i x", "⎲\n⎳ᵢ x"),
        ("\\textstyle\\sum_i x", "∑ᵢ x"),
        ("\\max_x f", "max f\n x"),
        ("\\arg\\min_w f", "arg min f\n   w"),
        ("\\operatorname*{arg\\,max}_w f", "arg max f\n   w"),
        ("\\operatorname{rank}_w f", "rank  f\n    w"),
        ("\\mathop{\\mathbb{E}}_x f", "𝔼 f\nx"),
    ],
)
def test_limits_stand_at_their_operator(latex: str, drawn: str) -> None:
    assert block(latex) == drawn


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        ("\\left(x\\right)", "(x)"),
        ("\\left(x_\\theta\\right)", "(x )\n  θ"),
        ("\\left[\\frac{a}{b}\\right]", "⎡ a ⎤\n⎢───⎥\n⎣ b ⎦"),
        ("\\left\\{\\frac{a}{b}\\right.", "⎧ a\n⎨───\n⎩ b"),
        ("\\left.\\frac{a}{b}\\right|_{x=0}", " a │\n───│\n b │ₓ₌₀"),
        ("\\left(\\frac{a}{b}\\right)^2", "⎛ a ⎞²\n⎜───⎟\n⎝ b ⎠"),
        ("\\left(x\\middle|\\frac{a}{b}\\right)", "⎛ │ a ⎞\n⎜x│───⎟\n⎝ │ b ⎠"),
        ("\\Big(\\frac{a}{b}\\Big)", "⎛ a ⎞\n⎜───⎟\n⎝ b ⎠"),
        ("\\frac{a}{b}\\big|_0", " a │\n───│\n b │₀"),
        ("\\begin{pmatrix}1&22\\\\3&4\\end{pmatrix}", "⎛ 1  22 ⎞\n⎝ 3   4 ⎠"),
        ("\\begin{bmatrix}1&2\\end{bmatrix}", "[1  2]"),
        ("\\begin{array}{l|r}aa&b\\\\c&dd\\end{array}", "aa │  b\nc  │ dd"),
        ("\\begin{cases}a&b\\\\c&d\\end{cases}", "⎧ a  b\n⎨\n⎩ c  d"),
        ("\\begin{cases}a\\\\b\\\\c\\end{cases}", "⎧ a\n⎨ b\n⎩ c"),
        ("\\begin{aligned}aa&=b\\\\c&=d\\end{aligned}", "aa = b\n c = d"),
        ("a \\\\ bc", "a\nbc"),
        ("\\begin{matrix}a\\\\[4pt]b\\end{matrix}", "a\nb"),
    ],
)
def test_brackets_and_grids_fit_their_contents(latex: str, drawn: str) -> None:
    assert block(latex) == drawn


def test_wide_characters_take_two_cells() -> None:
    lines = render_block("\\begin{bmatrix}\\text{입력층}&x\\\\y&z\\end{bmatrix}")
    assert [display_width(line) for line in lines] == [13, 13]


def test_decomposed_korean_is_composed() -> None:
    assert block("\\text{\u1112\u1161\u11ab}") == "한"


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        ("\\hat x", "x\u0302"),
        ("\\bar{x}_i", "x\u0304ᵢ"),
        ("\\hat{x_i}", "x\u0302ᵢ"),
        ("\\tilde{\\mathbf{w}}", "𝐰\u0303"),
        ("\\hat{\\hat{x}}", "x\u0302\u0302"),
    ],
)
def test_accents_combine_with_their_letter(latex: str, drawn: str) -> None:
    assert block(latex) == drawn


@pytest.mark.parametrize(
    ("latex", "drawn"),
    [
        ("\\mathbf{Ax1}", "𝐀𝐱𝟏"),
        ("\\mathcal{BL}", "ℬℒ"),
        ("\\mathbb{RE1}", "ℝ𝔼𝟙"),
        ("\\boldsymbol{\\theta}", "𝛉"),
        ("\\bm\\mu", "𝛍"),
        ("\\mathsf{A}\\mathtt{b}\\mathfrak{C}", "𝖠𝚋ℭ"),
        ("\\mathbf{\\mathrm{A}B}", "A𝐁"),
        ("\\textbf{ab}", "𝐚𝐛"),
        ("\\alpha\\varepsilon\\epsilon\\varphi\\phi\\Omega", "αεϵφϕΩ"),
        ("\\text{a $x_i$ b}", "a xᵢ b"),
        ("\\text{100\\% of it}", "100% of it"),
        ("α ≤ β", "α ≤ β"),
        ("a % a comment\n+ b", "a + b"),
    ],
)
def test_letters_and_fonts(latex: str, drawn: str) -> None:
    assert block(latex) == drawn


def test_lines_have_no_trailing_spaces() -> None:
    assert all(line == line.rstrip() for line in render_block("\\frac{a}{bcd} + \\sum_{i=1}^n x"))


def test_empty_formula_is_one_empty_line() -> None:
    assert render_block("") == [""]
