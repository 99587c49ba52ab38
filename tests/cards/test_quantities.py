"""The numbers of an exercise."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.cards.model import Answer, Input, Value
from quizapp.cards.quantities import (
    QuantityError,
    accepts,
    drawn,
    read_choices,
    read_number,
    read_value,
    write_value,
    written_like,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2", Fraction(2)),
        ("−0.5", Fraction(-1, 2)),
        ("-1/3", Fraction(-1, 3)),
        ("1e-3", Fraction(1, 1000)),
        ("79,510", Fraction(79510)),
        (".5", Fraction(1, 2)),
        ("2.", Fraction(2)),
        ("[2, 1, 0]", (Fraction(2), Fraction(1), Fraction(0))),
        ("[[1, 2], [3, −4]]", ((Fraction(1), Fraction(2)), (Fraction(3), Fraction(-4)))),
    ],
)
def test_a_value_is_read_exactly(text: str, value: Value) -> None:
    assert read_value(text) == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("two", "is no number"),
        ("1/0", "divides by zero"),
        ("", "is no number"),
        ("9" * 5000, "is no number"),
        ("[1, 2", "is not closed"),
        ("[]", "the list is empty"),
        ("[[1, 2], 3]", "rows of different lengths"),
        ("[[1, 2], [3]]", "rows of different lengths"),
        ("[" * 3000 + "]" * 3000, "nested too deeply"),
        ("[" + "1, " * 64 + "1]", "more than 64 entries"),
    ],
)
def test_what_is_no_value_is_explained(text: str, says: str) -> None:
    with pytest.raises(QuantityError, match=says):
        read_value(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1, 2, 5", [1, 2, 5]),
        ("−3, −2, …, 1", [-3, -2, -1, 0, 1]),
        ("16, 32, ..., 80", [16, 32, 48, 64, 80]),
        ("1, 0.5, …, 0", [1, Fraction(1, 2), 0]),
    ],
)
def test_choices_are_a_list_or_a_range(text: str, values: list[Fraction]) -> None:
    assert list(read_choices(text)) == values


@pytest.mark.parametrize("text", ["1, 2, …, 2.5", "1, 1, …, 3", "0, 1, …, 99999", "1, …, 5", "1, 2, …"])
def test_a_range_that_leads_nowhere_is_refused(text: str) -> None:
    with pytest.raises(QuantityError, match="range"):
        read_choices(text)


numbers = st.fractions(-1000, 1000, max_denominator=1000)
values = numbers | st.lists(numbers, min_size=1, max_size=5).map(tuple)


@given(values)
def test_writing_and_reading_are_inverse(value: Value) -> None:
    assert read_value(write_value(value)) == value


@given(st.integers(0, 10**9))
def test_inputs_are_drawn_from_their_choices_and_the_same_for_the_same_seed(seed: int) -> None:
    choices = (Fraction(1), Fraction(2), Fraction(5))
    inputs = (
        Input("z", (Fraction(1),) * 3, choices, ""),
        Input("q", Fraction(1, 2), (), ""),
    )
    values = drawn(inputs, seed)
    assert values == drawn(inputs, seed)
    assert values["q"] == Fraction(1, 2)
    assert isinstance(values["z"], tuple)
    assert set(values["z"]) <= set(choices)


def test_other_seeds_draw_other_inputs() -> None:
    inputs = (Input("z", Fraction(1), tuple(map(Fraction, range(100))), ""),)
    assert len({drawn(inputs, seed)["z"] for seed in range(50)}) > 20


@pytest.mark.parametrize(
    ("value", "pattern", "written"),
    [
        (0.10499, "0.000", "0.105"),
        (-0.335, "0.00", "−0.34"),
        (-0.335, "-0.000", "-0.335"),
        (79510.0, "1,000", "79,510"),
        (79510.0, "0", "79510"),
        (2.061153618190204e-09, "1.00e-3", "2.06e-09"),
    ],
)
def test_a_value_is_written_as_the_card_writes_it(value: float, pattern: str, written: str) -> None:
    assert written_like(value, pattern) == written
    assert abs(float(read_number(written)) - value) <= abs(value) / 50


@pytest.mark.parametrize(
    ("given_number", "relative", "right"),
    [
        ("1.05", False, True),
        ("1.11", False, False),
        ("0.9", False, True),
        ("1.1", True, True),
        ("1.101", True, False),
    ],
)
def test_an_answer_is_accepted_within_its_tolerance(given_number: str, relative: bool, right: bool) -> None:
    answer = Answer("1", Fraction(1, 10), relative, "", "", 1)
    assert accepts(answer, 1.0, read_number(given_number)) is right
