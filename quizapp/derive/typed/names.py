"""What a word of a formula can mean, given the names there are."""

import difflib
from collections.abc import Iterator
from contextlib import contextmanager

from quizapp.derive.typed.nodes import (
    Add,
    Apply,
    Big,
    Differential,
    Divide,
    Multiply,
    Name,
    Negative,
    Node,
    Power,
    Transpose,
)
from quizapp.derive.vocabulary import CONSTANTS, FUNCTIONS, SYNONYMS, Kind, Vocabulary

SCALAR_OF_MATRICES = frozenset({"norm", "dot", "trace", "det", "abs", "sign", "E", "Var", "kron"})
"""Functions that make one number out of a matrix, or take none."""
MATRICES = frozenset({"inv", "transpose", "hadamard", "ones", "eye"})

LONGEST_SHOWN = 20
"""Letters of an unknown word that a message repeats."""


class Names:
    """The names of a vocabulary and the indices that are bound at the moment."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._bound: list[str] = []
        self._longest = max((len(letter.name) for letter in vocabulary.letters), default=1)

    def known(self, word: str) -> bool:
        """Whether the derivation declares it, or a sum binds it."""
        return word in self._bound or self._vocabulary.kind(word) is not None

    def begins(self, start: str) -> bool:
        """Whether any name begins like this."""
        return any(letter.name.startswith(start) for letter in self._vocabulary.letters)

    def kind(self, word: str) -> Kind | None:
        """Return what it stands for; a bound name is an index, or what it is declared as."""
        declared = self._vocabulary.kind(word)
        return Kind.INDEX if word in self._bound and declared is None else declared

    def is_index(self, word: str) -> bool:
        """Whether it may stand as an index."""
        return self.kind(word) in {Kind.INDEX, Kind.SIZE}

    def indices(self) -> list[str]:
        """Return every index there is."""
        declared = [letter.name for letter in self._vocabulary.letters if letter.kind is Kind.INDEX]
        return list(dict.fromkeys([*declared, *self._bound]))

    def function(self, word: str) -> str:
        """Return the usual name of a function that has several."""
        return SYNONYMS.get(word, word if word != "sigma" else "sigmoid")

    def arity(self, function: str) -> int:
        """Return how many arguments a function takes; below zero that many or more."""
        letter = self._vocabulary.by_name.get(function)
        return FUNCTIONS[function] if letter is None else letter.arity

    @contextmanager
    def bound(self, index: str) -> Iterator[None]:
        """Let a name be an index for as long as a sum lasts."""
        self._bound.append(index)
        yield
        self._bound.remove(index)

    def split(self, word: str) -> list[str] | None:
        """Return the names that a word such as `wx` is made of, or None unless there is just one way."""
        ways: list[list[list[str]]] = [[[]]]
        for end in range(1, len(word) + 1):
            found = [
                [*way, word[start:end]]
                for start in range(max(0, end - max(self._longest, 2)), end)
                if self.known(word[start:end]) or (word[start:end] in CONSTANTS and end - start > 1)
                for way in ways[start]
            ]
            ways.append(found[:3])
        best = sorted(ways[-1], key=len)
        if not best or (len(best) > 1 and len(best[0]) == len(best[1])):
            return None
        return best[0]

    def unknown(self, word: str) -> str:
        """Say that a word means nothing, and what was probably meant."""
        names = [letter.name for letter in self._vocabulary.letters]
        near = difflib.get_close_matches(word[:LONGEST_SHOWN], [*names, *FUNCTIONS], n=1, cutoff=0.6)
        listed = (", ".join(names[:8]) or "none") + (", …" if len(names) > 8 else "")
        hint = f"did you mean `{near[0]}`?" if near else f"the names here are {listed}"
        shown = word if len(word) <= LONGEST_SHOWN else f"{word[:LONGEST_SHOWN]}…"
        return f"`{shown}` is not known; {hint}"

    def is_matrix(self, node: Node) -> bool:  # noqa: PLR0911 - one line for each form
        """Whether a part of a formula is a vector or matrix rather than one number."""
        match node:
            case Name(name):
                return self.kind(name) in {Kind.VECTOR, Kind.MATRIX}
            case Apply(function, arguments):
                if function in MATRICES:
                    return True
                return function not in SCALAR_OF_MATRICES and any(map(self.is_matrix, arguments))
            case Negative(body) | Transpose(body) | Big(body=body):
                return self.is_matrix(body)
            case Add(parts) | Multiply(parts):
                return any(map(self.is_matrix, parts))
            case Divide(top, _) | Power(top, _):
                return self.is_matrix(top)
            case Differential(_, variable, _):
                return self.is_matrix(variable)
            case _:
                return False
