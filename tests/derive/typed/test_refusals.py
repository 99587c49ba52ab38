"""What could mean two things, or nothing, is refused with what to write instead."""

import pytest

from tests.derive.typed.words import VOCABULARY, WITH_DERIVATIVES, refusal


@pytest.mark.parametrize(
    ("typed", "advice", "position"),
    [
        ("1/2x", "write `x/2` or `1/(2*x)`", 1),
        ("1/x(x+1)", "write `x/2` or `1/(2*x)`", 1),
        ("1/wx", "write `x/2` or `1/(2*x)`", 1),
        ("sin^2(x)", "write the power behind the argument, as `sin(x)^2`", 0),
        ("tanh²(x)", "write the power behind the argument, as `tanh(x)^2`", 0),
        ("sigma^-1(x)", "as `sigma(x)^2`", 0),
        (r"\sigma^{-1}(x)", "as `sigma(x)^2`", 0),
        ("log 2x", "how much of this is the argument? write `log(...)`", 4),
        ("sqrt x w", "how much of this is the argument? write `sqrt(...)`", 5),
        ("exp -x", "`exp` needs its argument in brackets", 4),
        ("x^wt", "how much of this is the exponent?", 2),
        ("x2", "write `x_2` for an entry, or put a `*` between", 0),
        ("2 3", "write `*` between them, or the number first", 2),
        ("x 2", "write `*` between them, or the number first", 2),
        ("x = 1", "write only the right side", 2),
        ("[x = ]", "cannot stand here", 5),
        ("x/0", "divides by zero", 1),
        ("x/(1-1)", "divides by zero", 1),
        ("x/(2/3-1/1.5)", "divides by zero", 1),
        (r"\frac{x}{0}", "divides by zero", 0),
        ("0^-1", "divides by zero", 0),
        ("(x", "`)` is missing", 2),
        ("x)", "`)` closes nothing", 1),
        ("(x]", "`)` is missing", 2),
        ("|x", "`|` is missing", 2),
        ("x+", "something is missing at the end", 2),
        ("", "nothing is written yet", 0),
        ("max(x)", "`max` takes 2 or more, not 1", 0),
        ("f(x)", "`f` takes 2 arguments, not 1", 0),
        ("sigma(x, w)", "`sigma` takes 1 argument, not 2", 0),
        ("sigma", "`sigma` needs its argument in brackets", 5),
        ("sigma_2(x)", "`sigma` is a function and has no index", 0),
        ("x_1", "`x` is one number and has no index", 0),
        ("W_k", "`W` is a matrix and takes two indices, as `W_ij`", 0),
        ("W_{1,i}", "takes two indices, as `W_{1,ij}`", 0),
        ("z_{i,j}", "`z` is a vector and takes one index, as `z_k`", 0),
        ("z_m", "`m` is no index here; use `i`, `j`, `k`", 2),
        ("delta_i", "a Kronecker delta has two indices", 0),
        ("zebra", "`zebra` is not known", 0),
        ("thta", "did you mean `theta`?", 0),
        ("sum z_k", "over what? write `sum_k ...`", 0),
        ("sum_m z_m", "how far does `m` run?", 0),
        ("sum_(m=1) z_m", "give both ends", 5),
        ("sum_x x", "`x` already stands for something else", 0),
        ("sum_(j != k) z_j", "write out what is left of the sum", 7),
        ("x if x > 0, 1", "when does this hold?", 13),
        ("x if x", "a condition compares two things", 6),
        (r"\begin{matrix}", "only `\\begin{cases}` is understood", 0),
        (r"\frac x", "braces are missing", 6),
        (r"\begin{cases} x & x > 0", "is closed by `\\end{cases}`", 0),
        ("dx/dw", "the derivative is what is asked for", 0),
        ("dQ/dz_k", "the derivative is what is asked for", 0),
        ("sigma'(x)", "the derivative is what is asked for", 0),
        (r"\frac{\partial x}{\partial w}", "the derivative is what is asked for", 0),
        ("z.T.T.T", "again and again", 0),
    ],
)
def test_a_refusal_says_what_to_write_and_where(typed: str, advice: str, position: int) -> None:
    error = refusal(typed)
    assert advice in str(error)
    assert error.position == position


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("dx/dw^2", "equally often"),
        ("d^9x/dw^9", "one to four times"),
        ("dx", "is not known"),
        ("d/dw", "what is differentiated?"),
        (r"\frac{\partial x}{\partial}", "something"),
        ("sigma'(x+1)", "is its slope at one variable"),
    ],
)
def test_a_derivative_that_is_none_is_refused(typed: str, advice: str) -> None:
    assert advice in str(refusal(typed, WITH_DERIVATIVES)) or advice == "something"


def test_an_exponential_is_not_guessed_where_e_is_a_variable() -> None:
    with_e = VOCABULARY.with_letters(VOCABULARY.letters[0].model_copy(update={"name": "e"}))
    assert "write `exp(...)` for the exponential" in str(refusal("e^-x", with_e))


def test_an_unknown_word_lists_the_names_there_are() -> None:
    assert "the names here are x, w, b, t" in str(refusal("qqq"))
