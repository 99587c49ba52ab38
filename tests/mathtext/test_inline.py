"""Formulas on one line."""

import pytest

from quizapp.mathtext import render_inline


@pytest.mark.parametrize(
    ("latex", "written"),
    [
        ("\\frac{1}{2n}", "1/(2n)"),
        ("\\frac{1}{2}n", "½n"),
        ("\\frac{1}{N} n", "1/N n"),
        ("2\\frac{1}{2}", "2 ½"),
        ("\\frac{a+b}{c}", "(a + b)/c"),
        ("\\frac{ab}{c}", "ab/c"),
        ("\\frac{a}{b+c}", "a/(b + c)"),
        ("\\frac{a}{(b+c)^2}", "a/(b + c)²"),
        ("\\frac{a}{\\left(b+c\\right)^2}", "a/(b + c)²"),
        ("\\frac{1}{\\|w\\|}", "1/‖w‖"),
        ("\\frac{p(x)}{q(x)}", "p(x)/q(x)"),
        ("\\frac{1}{n(n-1)}", "1/(n(n − 1))"),
        ("\\frac{\\sin x}{x}", "(sin x)/x"),
        ("\\frac{1}{\\cosh^2(x)}", "1/cosh²(x)"),
        ("\\frac{\\partial L}{\\partial W_{ij}}", "∂L/∂Wᵢⱼ"),
        ("\\frac{\\partial^2 f}{\\partial x\\partial y}", "∂²f/(∂x∂y)"),
        ("\\frac{1}{10}", "1/10"),
        ("\\frac{\\frac{a}{b}}{\\frac{c}{d}}", "(a/b)/(c/d)"),
        ("\\frac{\\sum_i x_i}{n}", "(∑ᵢ xᵢ)/n"),
        ("\\log\\frac{p}{q}", "log (p/q)"),
        ("\\frac{d}{dx}\\frac{u}{v}", "d/dx (u/v)"),
        ("\\nabla\\frac{a}{b}", "∇ (a/b)"),
        ("a/\\frac{b}{c}", "a/ (b/c)"),
        ("\\left(\\frac{a}{b}\\right)^2", "(a/b)²"),
        ("{\\frac{a}{b}}^2", "(a/b)²"),
        ("{a+b}^2", "(a + b)²"),
        ("-\\frac{a}{b}", "−a/b"),
    ],
)
def test_parentheses_keep_a_slash_unambiguous(latex: str, written: str) -> None:
    assert render_inline(latex) == written


@pytest.mark.parametrize(
    ("latex", "written"),
    [
        ("\\sqrt{x}", "√x"),
        ("\\sqrt{x_i}", "√xᵢ"),
        ("\\sqrt{x^2}", "√(x²)"),
        ("\\sqrt{ab}", "√(ab)"),
        ("\\sqrt{10}", "√10"),
        ("\\sqrt{\\left(a+b\\right)}", "√(a + b)"),
        ("\\sqrt{2}x", "√2 x"),
        ("\\sqrt{x}^2", "(√x)²"),
        ("\\sqrt[3]{x}", "∛x"),
        ("\\sqrt[n]{x}", "ⁿ√x"),
        ("{x^2}^3", "(x²)³"),
        ("{x_1}_2", "(x₁)₂"),
        ("x_\\theta", "x_θ"),
        ("x_{i,j}", "x_{i,j}"),
        ("D_{\\mathrm{KL}}(p)", "D_KL(p)"),
        ("D_{\\mathrm{KL}}x", "D_KL x"),
        ("e^{x_i}", "e^{xᵢ}"),
        ("\\sum_{i=1}^n i", "∑ᵢ₌₁ⁿ i"),
        ("\\max_\\theta f", "max_θ f"),
    ],
)
def test_roots_and_scripts_show_how_far_they_reach(latex: str, written: str) -> None:
    assert render_inline(latex) == written


@pytest.mark.parametrize(
    ("latex", "written"),
    [
        ("\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}", "[1 2; 3 4]"),
        ("\\begin{bmatrix}a+b&2\\\\3&4\\end{bmatrix}", "[a + b, 2; 3, 4]"),
        ("\\left(\\begin{matrix}1\\\\2\\end{matrix}\\right)", "(1; 2)"),
        ("\\begin{cases}a&b\\\\c&d\\end{cases}", "{ a b; c d"),
        ("\\begin{aligned}a&=b\\\\&=c\\\\d&=e\\end{aligned}", "a = b = c; d = e"),
        ("\\begin{aligned}a&=b&c&=d\\end{aligned}", "a = b   c = d"),
        ("\\sum_{\\substack{i<n\\\\j<m}} x", "∑_{i<n, j<m} x"),
        ("\\binom{n}{k}", "(n choose k)"),
        ("\\underbrace{a+b}_{\\text{sum}} + c", "(a + b) [sum] + c"),
        ("\\overline{AB}", "A\u0305B\u0305"),
        ("\\widehat{AB}", "hat(AB)"),
        ("a \\xrightarrow{f} b", "a ─f─→ b"),
        ("\\boxed{x}", "[x]"),
        ("a\\phantom{b}c", "ac"),
        ("\\left.f\\right|_{x=0}", "f|ₓ₌₀"),
        ("a \\\\ b", "a; b"),
    ],
)
def test_two_dimensional_constructs_have_a_linear_form(latex: str, written: str) -> None:
    assert render_inline(latex) == written
