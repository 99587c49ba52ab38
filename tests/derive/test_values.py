"""The right side of a claim at values that a card names."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sympy import Derivative, Sum, exp, log

from quizapp.derive import Derivation
from quizapp.derive.report import Asked, Nested
from quizapp.derive.values import answer_to


def softmax() -> Derivation:
    d = Derivation("Softmax")
    K = d.size("K", 3, 4)
    j, k = d.indices("j k", K)
    z, y = d.vectors("z y", K)
    q = d.probability("q")
    p = d.let("p", exp(z[k]) / Sum(exp(z[j]), (j, 1, K)), "Softmax.")
    d.given(Sum(y[k], (k, 1, K)), 1, "A distribution.")
    d.claim("gradient", p[k] - y[k], p[k] - y[k], "Known.")
    d.claim("uniform", log(K), log(K), "A guess.")
    d.claim("odds", log(q / (1 - q)), log(q / (1 - q)), "The logit.")
    d.refuted("wrong", p[k], y[k], "Not the same.")
    return d


def ask(label: str, **values: Nested) -> float | str:
    return answer_to(softmax(), Asked(label=label, values=values))


def test_a_claim_about_an_entry_needs_its_index_and_vectors() -> None:
    found = ask("gradient", z=("2", "1", "0"), y=("1", "0", "0"), k="1")
    assert isinstance(found, float)
    assert math.isclose(found, math.exp(2) / (math.exp(2) + math.e + 1) - 1)


def test_a_defined_quantity_may_be_given_instead_of_what_defines_it() -> None:
    assert ask("gradient", p=("7/10", "1/5", "1/10"), y=("0", "1", "0"), k="2") == pytest.approx(-0.8)


def test_a_size_is_a_value_too() -> None:
    assert ask("uniform", K="10") == pytest.approx(math.log(10))


@pytest.mark.parametrize(
    ("label", "values", "says"),
    [
        ("gradient", {"z": ("1", "2", "3"), "y": ("1", "0", "0")}, "values lack the index `k`"),
        ("gradient", {"z": ("1", "2", "3"), "y": ("1", "0", "0"), "k": "4"}, "`k` runs from 1 to 3"),
        ("gradient", {"z": ("1", "2", "3"), "k": "1"}, "values= lacks y"),
        ("gradient", {"z": ("1", "2", "3"), "y": ("1", "1", "0"), "k": "1"}, "break the hypothesis"),
        ("gradient", {"z": ("1", "2"), "y": ("1", "0", "0"), "k": "1"}, "size K is"),
        ("odds", {"q": "2"}, "outside of where q lives"),
        ("odds", {"r": "2"}, "it has no `r`; its names are `K`"),
        ("odds", {"q": "1"}, "not a finite number"),
        ("uniform", {"K": "5/2"}, "`K` is a whole number"),
        ("wrong", {}, "it has no claim `wrong`"),
    ],
)
def test_what_has_no_value_is_explained(label: str, values: dict[str, Nested], says: str) -> None:
    found = ask(label, **values)
    assert isinstance(found, str)
    assert says in found


def squared(network: Callable[[Mapping[str, Any]], float]) -> Derivation:
    d = Derivation("Square")
    x = d.real("x")
    d.claim("slope", Derivative(x**2, x), 2 * x, "Power rule.")
    d.claim("wrong", Derivative(x**2, x), 3 * x, "Not checked here.")
    d.computed("slope", "x")(network)
    return d


def test_a_value_agrees_with_both_sides_and_with_the_network() -> None:
    assert answer_to(squared(lambda given: 2 * given["x"]), Asked(label="slope", values={"x": "3"})) == 6


def test_a_network_that_disagrees_leaves_no_answer() -> None:
    found = answer_to(squared(lambda given: -2 * given["x"]), Asked(label="slope", values={"x": "3"}))
    assert found == "the formula gives 6, and the network -6"


def test_a_left_side_that_disagrees_leaves_no_answer() -> None:
    found = answer_to(squared(lambda given: 0.0), Asked(label="wrong", values={"x": "3"}))
    assert found == "the formula gives 9, and the left side of the claim 6"
