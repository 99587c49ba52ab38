"""What the proof process says in English is said in Korean where Korean is spoken."""

import re

import pytest

from quizapp.cards.model import Language
from quizapp.derive.grade import claim_of
from quizapp.derive.load import load
from quizapp.derive.mutate import mistakes_in
from quizapp.derive.typed import Kind, Letter, RejectedError, Vocabulary, parse
from quizapp.derive.worker import find_derivations
from quizapp.locations import own_pack
from quizapp.ui.mistake_words import in_language
from quizapp.ui.refusal_words import refusal

NAMES = Vocabulary(
    letters=(
        Letter(name="z", kind=Kind.VECTOR),
        Letter(name="W", kind=Kind.MATRIX),
        Letter(name="x", kind=Kind.SCALAR),
        Letter(name="k", kind=Kind.INDEX),
        Letter(name="f", kind=Kind.FUNCTION, arity=1),
    )
)
PUZZLES = [
    *(
        "",
        "x +",
        "x)",
        "(x",
        "q + 1",
        "sigmod(x)",
        "1/2x",
        "1/0",
        "x = 1",
        "sin^2(x)",
        "log 2x",
        "f",
        "f(1, 2)",
    ),
    *(
        "f(1, 2)",
        "f_k",
        "x_k",
        "W_k",
        "z_x",
        "z_",
        "sum x",
        "sum_n x",
        "sum_{k=1} x",
        "f'(x)",
        "[x]^2 > 1",
        "1 if x",
    ),
    *("x^65", "9" * 20, "x" * 500, "(" * 60 + "x", "x # y"),
]
HANGUL = re.compile("[가-힣]")


@pytest.mark.parametrize("text", PUZZLES)
def test_a_refusal_is_said_in_both_languages(text: str) -> None:
    with pytest.raises(RejectedError) as caught:
        parse(text, NAMES)
    message = str(caught.value)
    assert refusal(message, Language.ENGLISH) == message
    assert HANGUL.search(refusal(message, Language.KOREAN)), message


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("activations/sigmoid", "derivative"),
        ("losses/softmax_cross_entropy", "gradient"),
        ("losses/softmax_cross_entropy", "jacobian"),
        ("layers/dense_batch", "weights"),
        ("optimization/adam", "step"),
        ("regularization/ridge", "solution"),
    ],
)
def test_every_mistake_has_a_name_in_both_languages(name: str, label: str) -> None:
    derivation = load(find_derivations(own_pack().derivations)[name], name)
    labels = [line.label for line in derivation.statements]
    statement = claim_of(derivation, label if label in labels else next(filter(None, labels)))
    names = [mistake.name for mistake in mistakes_in(statement, derivation.declared)]
    assert names
    assert [name for name in names if not HANGUL.search(in_language(name, Language.KOREAN))] == []


@pytest.mark.parametrize(
    "name",
    [
        "it is 3/2 times the answer",
        "it is off by the constant 1",
        "it is off by a constant",
        "it is right at some points only",
        "it is right for k = 1 only",
        "it is wrong for k = 1 only",
        "it is right only where z > 0",
        "the inner derivative is missing",
        "something else stands there",
        "it is transposed",
        "a factor 2 is missing",
        "a factor 2 is too many, and the sign is flipped",
        "the factor z is too many",
    ],
)
def test_what_numbers_say_has_a_name_in_both_languages(name: str) -> None:
    assert HANGUL.search(in_language(name, Language.KOREAN))
    assert in_language(name, Language.ENGLISH).endswith(".")
