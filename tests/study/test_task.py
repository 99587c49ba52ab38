"""What is shuffled and drawn, and which answers are right."""

from fractions import Fraction

import pytest

from quizapp.cards.model import Answer, Choice, Input, NumberExercise, OrderedStep
from quizapp.cards.quantities import QuantityError
from quizapp.study.task import (
    definitions_of,
    right_choices,
    right_number,
    right_order,
    shown_choices,
    shown_steps,
    shown_values,
)

CHOICES = tuple(Choice(text, text == "c", "") for text in "abcd")
STEPS = tuple(OrderedStep(text, "") for text in "abc")
NUMBER = NumberExercise(
    "slope",
    "How steep?",
    (Input("z", Fraction(2), (Fraction(1), Fraction(2), Fraction(3)), ""),),
    Answer("0.105", Fraction(1, 1000), False, "nats", "", 3),
    1,
)


def test_options_are_shuffled_the_same_way_for_the_same_seed() -> None:
    assert shown_choices(CHOICES, 7) == shown_choices(CHOICES, 7)
    assert sorted(shown_choices(CHOICES, 7)) == [0, 1, 2, 3]


def test_no_place_is_right_more_often_than_the_others() -> None:
    places = [shown_choices(CHOICES, seed).index(2) for seed in range(400)]
    assert min(places.count(place) for place in range(4)) > 70


def test_steps_never_begin_in_the_right_order() -> None:
    orders = {shown_steps(STEPS, seed) for seed in range(200)}
    assert (0, 1, 2) not in orders
    assert len(orders) == 5


def test_inputs_are_drawn_by_the_seed() -> None:
    assert shown_values(NUMBER, 3) == shown_values(NUMBER, 3)
    assert {shown_values(NUMBER, seed)["z"] for seed in range(30)} == {1, 2, 3}


def test_exactly_the_right_options_are_right() -> None:
    assert right_choices(CHOICES, {2})
    assert not right_choices(CHOICES, {1})
    assert not right_choices(CHOICES, {2, 3})
    assert not right_choices(CHOICES, set())


@pytest.mark.parametrize(("order", "right"), [((0, 1, 2), 3), ((0, 2, 1), 1), ((2, 0, 1), 0)])
def test_an_order_is_right_up_to_its_first_wrong_step(order: tuple[int, ...], right: int) -> None:
    assert right_order(order) == right


@pytest.mark.parametrize(
    ("text", "right"),
    [("0.105", True), ("0.1058", True), ("0.107", False), ("= .105", True), ("0,105", False)],
)
def test_a_number_is_right_within_its_tolerance(text: str, right: bool) -> None:
    try:
        assert right_number(NUMBER, 0.105, text) is right
    except QuantityError:
        assert not right


@pytest.mark.parametrize("text", ["0.105 nats", "=0.105", " 105e-3 ", "10.5 %", "21/200"])
def test_a_number_may_be_written_in_many_ways(text: str) -> None:
    exercise = (
        NUMBER
        if "%" not in text
        else NumberExercise("a", "", (), Answer("0", Fraction(1, 1000), False, "", "", 1), 1)
    )
    assert right_number(exercise, 0.105, text)


@pytest.mark.parametrize("text", ["", "about 2", "1/0", "nats", "__import__('os')"])
def test_what_is_no_number_is_explained(text: str) -> None:
    with pytest.raises(QuantityError, match=r"write|divides"):
        right_number(NUMBER, 0.105, text)


def test_a_prompt_may_give_names_to_formulas() -> None:
    prompt = r"Write $\sigma'(z)$ using only $s = \sigma(z)$; at $z = 0$ it is $a < b$."
    assert definitions_of(prompt) == (("s", r"\sigma(z)"), ("z", "0"))
