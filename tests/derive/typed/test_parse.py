"""What people write is read as they mean it."""

import pytest

from quizapp.derive.typed import parse
from quizapp.derive.typed.nodes import Add, Differential, Entry, Multiply, Name, Negative, Power
from tests.derive.typed.words import VOCABULARY, WITH_DERIVATIVES, read


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("2x w", "2 * x * w"),
        ("wx", "w * x"),
        ("wxz_k", "w * x * z[k]"),
        ("x(1-x)", "x * (1 - x)"),
        ("(x+1)(x-1)", "(x + 1) * (x - 1)"),
        ("1-x+w", "1 - x + w"),
        ("-x^2", "-x^2"),
        ("(-x)^2", "(-x)^2"),
        ("x^2^3", "x^(2^3)"),
        ("x^-w", "x^(-w)"),
        ("x*-w", "x * (-w)"),
        ("x - -w", "x - (-w)"),
        ("---x", "-x"),
        ("1/x/w", "(1 / x) / w"),
        ("x/w*t", "(x / w) * t"),
        ("x*w/t", "(x * w) / t"),
        ("e^-x", "e^(-x)"),
        ("e^{-x^2/2}", "e^(-x^2 / 2)"),
        ("exp(x)w", "exp(x) * w"),
        ("exp x", "exp(x)"),
        ("√x", "sqrt(x)"),
        ("√(x+1)", "sqrt(x + 1)"),
        (r"\sqrt{x + 1}", "sqrt(x + 1)"),
        (r"\frac{x}{w + 1}", "x / (w + 1)"),
        (r"2\frac{x}{w}", "2 * (x / w)"),
        ("ln(x)", "log(x)"),
        ("σ(x)²", "sigma(x)^2"),
        (r"\sigma^{2}(x)", "sigma(x)^2"),
        (r"\tanh^{2}(x)", "tanh(x)^2"),
        ("f(x, w)", "f(x, w)"),
        ("max(0, x)", "max(0, x)"),
        ("max(0, x, w)", "max(0, x, w)"),
        ("|x||w|", "abs(x) * abs(w)"),
        ("| |x| - 1|", "abs(abs(x) - 1)"),
        ("|x - |w||", "abs(x - abs(w))"),
        ("||z||^2", "norm(z)^2"),
        ("⌊x⌋", "floor(x)"),
        ("⟨z, y⟩", "dot(z, y)"),
        ("z_3", "z[3]"),
        ("z_{k+1}", "z[k + 1]"),
        ("z[k-1]", "z[k - 1]"),
        ("W_ij", "W[i, j]"),
        ("W_{i,j}", "W[i, j]"),
        ("W_12", "W[1, 2]"),
        ("W_1", "W_1"),
        ("W_1ij", "W_1[i, j]"),
        ("W_{1,ij}", "W_1[i, j]"),
        ("W_1 z", "W_1 * z"),
        ("n_in", "n_in"),
        (r"n_{\mathrm{in}}", "n_in"),
        ("theta' - θ", "theta' - theta"),
        ("X^T W", "X.T * W"),
        ("X.T W", "X.T * W"),
        (r"X^{\top} W", "X.T * W"),
        ("z ⊙ y", "hadamard(z, y)"),
        ("W z ⊙ y", "hadamard(W * z, y)"),
        ("sum_k z_k", "sum(z[k], k)"),
        ("sum(z_k, k)", "sum(z[k], k)"),
        ("sum_k z_k y_k + 1", "sum(z[k] * y[k], k) + 1"),
        ("sum_(m=1)^K z_m", "sum(z[m], m, 1, K)"),
        (r"\sum_{m=1}^{K} z_{m}", "sum(z[m], m, 1, K)"),
        ("sum(z_m, m, 1, K)", "sum(z[m], m, 1, K)"),
        ("∑ₖ zₖ", "sum(z[k], k)"),
        ("Σ_k z_k", "sum(z[k], k)"),
        ("prod_k z_k", "prod(z[k], k)"),
        ("sum_j sum_k W_jk", "sum(sum(W[j, k], k), j)"),
        ("sum_v v_1", "sum(v[1], v)"),
        ("delta_jk", "kron(j, k)"),
        (r"\delta_{jk}", "kron(j, k)"),
        ("[j = k] - z_k", "[j = k] - z[k]"),
        ("[x > 0]", "[x > 0]"),
        ("[x + 1] w", "(x + 1) * w"),
        ("x if x > 0 else 0", "(x if x > 0, 0 otherwise)"),
        ("x if x > 0, w x if x < 0", "(x if x > 0, w * x if x < 0)"),
        ("x if x > 0; 0 otherwise", "(x if x > 0, 0 otherwise)"),
        (
            r"\begin{cases} x & \text{if } x \ge 0 \\ 0 & \text{otherwise} \end{cases}",
            "(x if x >= 0, 0 otherwise)",
        ),
        ("E[x]", "E(x)"),
        (r"\operatorname{Var}(x)", "Var(x)"),
        ("0.5x", "0.5 * x"),
        (".5x", "0.5 * x"),
        ("1e-3", "0.001"),
        ("π x", "pi * x"),
        ("I - W", "eye - W"),
        (r"W \mathbf{1}", "W * ones"),
        ("x**2", "x^2"),
    ],
)
def test_it_is_read_as_it_is_meant(typed: str, understood: str) -> None:
    assert read(typed) == understood


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("dx/dw", "d/d w (x)"),
        ("d/dw x", "d/d w (x)"),
        ("d/dw (x + w)", "d/d w (x + w)"),
        ("∂x/∂z_k", "d/d z[k] (x)"),
        (r"\frac{\partial x}{\partial z_{k}}", "d/d z[k] (x)"),
        (r"\frac{d}{d w} x", "d/d w (x)"),
        ("d^2x/dw^2", "d^2/d w^2 (x)"),
        (r"\frac{\partial^{2} x}{\partial z_{j} \partial z_{k}}", "d/d z[j] (d/d z[k] (x))"),
        ("sigma'(x)", "d/d x (sigma(x))"),
        ("sigma''(x)", "d^2/d x^2 (sigma(x))"),
        ("dx/dW_1", "d/d W_1 (x)"),
        ("w dx/dt", "w * (d/d t (x))"),
    ],
)
def test_derivatives_are_read_where_they_may_be_written(typed: str, understood: str) -> None:
    assert read(typed, WITH_DERIVATIVES) == understood


def test_the_tree_keeps_what_was_written() -> None:
    assert parse("-x^2 + 2 z_k", VOCABULARY) == Add(
        (
            Negative(Power(Name("x"), parse("2", VOCABULARY))),
            Multiply((parse("2", VOCABULARY), Entry("z", (Name("k"),)))),
        )
    )
    assert parse("dx/dw", WITH_DERIVATIVES) == Differential(Name("x"), Name("w"), 1)


def test_a_declared_letter_comes_before_a_constant_or_function_of_its_name() -> None:
    with_e = VOCABULARY.with_letters(VOCABULARY.letters[0].model_copy(update={"name": "e"}))
    assert read("e^2 + exp(x)", with_e) == "e^2 + exp(x)"
