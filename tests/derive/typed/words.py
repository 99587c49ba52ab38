"""A vocabulary with one name of every kind, and what the typed tests do with it."""

import pytest

from quizapp.derive.typed import Kind, Letter, RejectedError, Vocabulary, as_text, parse

NAMES = {
    Kind.SCALAR: ("x", "w", "b", "t", "theta'", "theta", "n_in"),
    Kind.VECTOR: ("z", "y", "p"),
    Kind.MATRIX: ("W", "W_1", "X"),
    Kind.INDEX: ("i", "j", "k"),
    Kind.SIZE: ("K", "N"),
}
VOCABULARY = Vocabulary(
    letters=(
        *(Letter(name=name, kind=kind) for kind, names in NAMES.items() for name in names),
        Letter(name="sigma", kind=Kind.FUNCTION, arity=1, latex=r"\sigma"),
        Letter(name="f", kind=Kind.FUNCTION, arity=2),
        Letter(name="v", kind=Kind.VECTOR, states=True),
    )
)
WITH_DERIVATIVES = VOCABULARY.model_copy(update={"derivatives": True})


def read(text: str, vocabulary: Vocabulary = VOCABULARY) -> str:
    """Return a formula as it was understood, with every bracket."""
    return as_text(parse(text, vocabulary))


def refusal(text: str, vocabulary: Vocabulary = VOCABULARY) -> RejectedError:
    with pytest.raises(RejectedError) as caught:
        parse(text, vocabulary)
    return caught.value
