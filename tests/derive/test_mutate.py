"""Which mistakes are planted in a formula, and how they are called."""

from collections.abc import Callable
from typing import Any

import pytest
from sympy import Derivative, Max, Piecewise, Sum, Trace, exp, log, sqrt, tanh

from quizapp.derive import Derivation, Expectation, SquaredNorm, Variance
from quizapp.derive.judge import judge
from quizapp.derive.mutate import Mistake, mistakes_in
from quizapp.derive.operators import Elementwise


def planted(d: Derivation, left: Any, right: Any) -> dict[str, Mistake]:
    """Claim something and give its mistakes by name."""
    d.claim("claim", left, right, "Because.")
    found = mistakes_in(d.statements[-1], d.declared)
    assert len({mistake.name for mistake in found}) == len(found)
    return {mistake.name: mistake for mistake in found}


def scalars() -> tuple[Derivation, Any, Any, Any]:
    d = Derivation("Scalars")
    x, y = d.reals("x y")
    return d, x, y, d.size("n", 3, 4)


def case(name: str, formula: Callable[..., Any], wrong: Callable[..., Any]) -> Any:
    return pytest.param(name, formula, wrong, id=name)


@pytest.mark.parametrize(
    ("name", "formula", "wrong"),
    [
        case("the sign is flipped", lambda x, y, n: x * y**2, lambda x, y, n: -x * y**2),
        case("a factor 2 is too many", lambda x, y, n: x * y**2, lambda x, y, n: 2 * x * y**2),
        case("the factor 1/n is missing", lambda x, y, n: x / n, lambda x, y, n: x),
        case("the factor 2/n is missing", lambda x, y, n: 2 / n * x, lambda x, y, n: x),
        case("the factor is n/2 in place of 2/n", lambda x, y, n: 2 / n * x, lambda x, y, n: n / 2 * x),
        case("the factor y is there twice", lambda x, y, n: x * y, lambda x, y, n: x * y**2),
        case("it is divided by y, not multiplied", lambda x, y, n: x * y, lambda x, y, n: x / y),
        case("it is multiplied by n, not divided", lambda x, y, n: x / n, lambda x, y, n: x * n),
        case("numerator and denominator are swapped", lambda x, y, n: x / y, lambda x, y, n: y / x),
        case("the factor 3 is missing", lambda x, y, n: -3 * x, lambda x, y, n: -x),
        case("the factor is 6 in place of 3", lambda x, y, n: 3 * x + y, lambda x, y, n: 6 * x + y),
        case("the factor is ⅓ in place of 3", lambda x, y, n: 3 * x, lambda x, y, n: x / 3),
        case("the term y is missing", lambda x, y, n: x + y, lambda x, y, n: x),
        case("the sign of the term y is flipped", lambda x, y, n: x + y, lambda x, y, n: x - y),
        case("x and y are swapped", lambda x, y, n: (x - y) * n, lambda x, y, n: (y - x) * n),
        case("the exponent of x is 2, not 3", lambda x, y, n: x**3, lambda x, y, n: x**2),
        case("the exponent of x is 4, not 3", lambda x, y, n: x**3, lambda x, y, n: x**4),
        case("the exponent of x is n + 1, not n", lambda x, y, n: x**n, lambda x, y, n: x ** (n + 1)),
        case("the root of n is missing", lambda x, y, n: sqrt(n), lambda x, y, n: n),
        case("n − 1 stands in place of n", lambda x, y, n: x / n, lambda x, y, n: x / (n - 1)),
        case("n + 1 stands in place of n", lambda x, y, n: x / n, lambda x, y, n: x / (n + 1)),
        case("y stands in place of x", lambda x, y, n: exp(x) + y, lambda x, y, n: exp(y) + y),
        case(
            "the logarithm stands in place of the exponential", lambda x, y, n: exp(x), lambda x, y, n: log(x)
        ),
        case(
            "the exponential stands in place of the logarithm", lambda x, y, n: log(n), lambda x, y, n: exp(n)
        ),
        case(
            "the sigmoid stands in place of tanh", lambda x, y, n: tanh(x), lambda x, y, n: 1 / (1 + exp(-x))
        ),
        case("eˣ is taken at −x", lambda x, y, n: exp(x), lambda x, y, n: exp(-x)),
        case("x stands in place of tanh(x)", lambda x, y, n: tanh(x), lambda x, y, n: x),
        case("2 stands in place of 1", lambda x, y, n: 1 - x, lambda x, y, n: 2 - x),
        case(
            "the cases are swapped",
            lambda x, y, n: Piecewise((x, x > 0), (y, True)),
            lambda x, y, n: Piecewise((y, x > 0), (x, True)),
        ),
    ],
)
def test_scalar_mistake_is_planted_and_named(
    name: str, formula: Callable[..., Any], wrong: Callable[..., Any]
) -> None:
    d, *letters = scalars()
    assert planted(d, letters[0], formula(*letters))[name].formula == wrong(*letters)


def test_maximum_becomes_minimum() -> None:
    d, x, _, _ = scalars()
    assert "the smaller is taken, not the larger" in planted(d, x, Max(0, x))


def test_indexed_sum_is_cut_averaged_and_its_index_shifted() -> None:
    d = Derivation("Sums")
    K = d.size("K", 3, 4)
    j, k = d.indices("j k", K)
    y, p = d.vectors("y p", K)
    found = planted(d, p[j], Sum(y[k] * p[k], (k, 1, K)) + p[j])
    wrong = {name: mistake.formula for name, mistake in found.items()}
    assert wrong["the sum over k stops one short"] == Sum(y[k] * p[k], (k, 1, K - 1)) + p[j]
    assert wrong["the sum over k starts one late"] == Sum(y[k] * p[k], (k, 2, K)) + p[j]
    assert wrong["the sum over k is divided by K"] == Sum(y[k] * p[k], (k, 1, K)) / K + p[j]
    assert wrong["j stands in place of k in yₖ"] == Sum(y[j] * p[k], (k, 1, K)) + p[j]
    assert wrong["pₖ stands in place of yₖ"] == Sum(p[k] * p[k], (k, 1, K)) + p[j]


def test_outer_index_of_a_sum_is_not_used_outside_of_it() -> None:
    d = Derivation("Scope")
    K = d.size("K", 3)
    j, k = d.indices("j k", K)
    y, p = d.vectors("y p", K)
    assert not [n for n in planted(d, p[j], Sum(y[k], (k, 1, K)) + p[j]) if "k stands in place of j" in n]


def test_matrix_product_is_transposed_and_swapped_only_where_shapes_fit() -> None:
    d = Derivation("Matrices")
    N, D = d.size("N", 4), d.size("D", 3)
    X, A, B = d.matrix("X", N, D), d.matrix("A", D, D), d.matrix("B", D, D)
    P = d.let("P", A * B, "A product.")
    found = planted(d, X * P, X * A * B)
    assert found["A and B are swapped"].formula == X * B * A
    assert found["A is transposed"].formula == X * A.T * B
    assert found["the factor A is missing"].formula == X * B
    tried = next(step for step in judge(d, 0, mutants=True) if step.label == "claim")
    built = {mutant.name for mutant in tried.mutants}
    assert "A and B are swapped" in built
    assert not built & {"X and A are swapped", "X is transposed", "the factor X is missing"}


def test_forgotten_transpose_and_swapped_indices_are_planted() -> None:
    d = Derivation("Transposes")
    D = d.size("D", 3)
    i, j = d.indices("i j", D)
    A, S = d.matrices("A S", D, D)
    assert planted(d, Trace(A * S), Trace(A.T * S))["A is not transposed"].formula == Trace(A * S)
    other = Derivation("Indices")
    D = other.size("D", 3)
    i, j = other.indices("i j", D)
    W = other.matrix("W", D, D)
    assert planted(other, W[j, i], W[i, j] ** 2)["the indices of Wᵢⱼ are swapped"].formula == W[j, i] ** 2


def test_the_input_is_put_in_place_of_what_was_computed_from_it() -> None:
    d = Derivation("A for z")
    H = d.size("H", 4)
    j = d.index("j", H)
    b, c, e, z = d.vectors("b c e z", H)
    a = d.let("a", tanh(z[j]), "Bent.")
    names = planted(d, Derivative(a[j] * b[j] * c[j] * e[j], z[j]), b[j] * c[j] * e[j] * (1 - a[j] ** 2))
    assert "zⱼ stands in place of aⱼ" in names


def test_named_functions_of_one_arity_are_mistaken_for_each_other() -> None:
    d, x, _, _ = scalars()
    f = d.function("f", x, x**2, "A square.")
    g = d.function("g", x, x**3, "A cube.")
    assert planted(d, f(x) + g(x), g(x) + f(x))["f(x) stands in place of g(x)"].formula == 2 * f(x)


def test_mean_variance_and_length_have_siblings() -> None:
    d = Derivation("Siblings")
    n = d.size("n", 3)
    k = d.index("k", n)
    w, m = d.vector("w", n), d.random("m", n, mean=1, variance=2)
    found = planted(d, w[k], Expectation(m[k]) + Variance(w[k] * m[k]) + SquaredNorm(w))
    assert {
        "the variance stands in place of the mean",
        "the mean stands in place of the variance",
        "the square of the length is missing",
    } <= set(found)


def test_function_of_every_entry_is_spoken_of_by_its_matrix() -> None:
    d = Derivation("Elementwise")
    n = d.size("n", 3)
    z = d.vector("z", n)
    names = planted(d, z, Elementwise(lambda t: 1 - tanh(t) ** 2, z))
    assert "the exponent of tanh(z) is 1, not 2" in names


def test_equal_formulas_are_planted_once_and_the_original_never() -> None:
    d, x, y, _ = scalars()
    d.claim("claim", y, 2 * x * (x - y), "Because.")
    formulas = [mistake.formula for mistake in mistakes_in(d.statements[-1], d.declared)]
    assert len(set(formulas)) == len(formulas)
    assert d.statements[-1].right not in formulas


def test_every_right_side_gets_a_mistake() -> None:
    for right in (0, 1):
        d, x, _, _ = scalars()
        assert planted(d, x, right)
