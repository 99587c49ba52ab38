"""A word is what the derivation says it is, or the names it is made of when there is one way."""

from quizapp.derive.typed import Kind, Letter, Vocabulary, parse
from quizapp.derive.typed.names import Names
from quizapp.derive.typed.nodes import Name
from tests.derive.typed.words import VOCABULARY


def names(*declared: str) -> Names:
    return Names(Vocabulary(letters=tuple(Letter(name=name, kind=Kind.SCALAR) for name in declared)))


def test_a_word_is_taken_apart_into_names() -> None:
    assert names("w", "x").split("wx") == ["w", "x"]
    assert names("alpha", "x").split("xalpha") == ["x", "alpha"]


def test_the_fewest_names_win() -> None:
    assert names("a", "b", "ab", "c").split("abc") == ["ab", "c"]


def test_two_ways_are_none() -> None:
    assert names("a", "ab", "bc", "c").split("abc") is None


def test_a_word_that_is_not_made_of_names_stays_unknown() -> None:
    assert names("w", "x").split("wq") is None


def test_a_bound_index_is_known_only_inside_of_its_sum() -> None:
    found = names("x")
    with found.bound("m"):
        assert found.is_index("m")
        assert found.split("xm") == ["x", "m"]
    assert not found.known("m")


def test_what_is_a_matrix_is_seen_through_the_formula() -> None:
    seen = Names(VOCABULARY)
    for formula in ("W", "X.T", "W z + y", "2 W", "-z", "W/2", "z ⊙ y", "sigma(z)", "ones(N)"):
        assert seen.is_matrix(parse(formula, VOCABULARY)), formula
    for formula in ("x", "z_k", "norm(z)", "⟨z, y⟩", "trace(W)", "sum_k z_k"):
        assert not seen.is_matrix(parse(formula, VOCABULARY)), formula


def test_a_name_with_t_in_it_is_a_power_of_a_number_and_a_transpose_of_a_matrix() -> None:
    steps = VOCABULARY.with_letters(Letter(name="T", kind=Kind.SIZE))
    assert parse("x^T", steps) != parse("x", steps)
    assert str(parse("x^T", steps)).startswith("Power")
    assert str(parse("W^T", steps)).startswith("Transpose")


def test_a_replaced_name_is_what_it_was_replaced_by() -> None:
    changed = VOCABULARY.with_letters(Letter(name="x", kind=Kind.VECTOR))
    assert changed.kind("x") is Kind.VECTOR
    assert len(changed.letters) == len(VOCABULARY.letters)
    assert parse("x", changed) == Name("x")
