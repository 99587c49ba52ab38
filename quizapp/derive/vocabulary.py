"""The names that a formula may use, and what each of them is."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict


class Kind(StrEnum):
    """What a name stands for."""

    SCALAR = "scalar"
    VECTOR = "vector"
    MATRIX = "matrix"
    INDEX = "index"
    SIZE = "size"
    FUNCTION = "function"

    @property
    def rank(self) -> int:
        """How many indices pick one number out of it."""
        return {Kind.VECTOR: 1, Kind.MATRIX: 2}.get(self, 0)


class Letter(BaseModel):
    """One name."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: str
    """As the derivation declares it, as `W_1`, `eta` or `n_in`."""
    kind: Kind
    arity: int = 0
    """How many arguments a function takes."""
    latex: str = ""
    """How it is printed."""
    states: bool = False
    """Whether it is a vector of zeros and ones that can be summed over."""


class Vocabulary(BaseModel):
    """Every name that may be used."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, ignored_types=(cached_property,))

    letters: tuple[Letter, ...] = ()
    derivatives: bool = False
    """Whether `dL/dz` may be written: where it is what is asked for, it may not."""

    @cached_property
    def by_name(self) -> Mapping[str, Letter]:
        """Every letter by its name."""
        return {letter.name: letter for letter in self.letters}

    def kind(self, name: str) -> Kind | None:
        """Return what a name stands for, or None when it is unknown."""
        letter = self.by_name.get(name)
        return None if letter is None else letter.kind

    def with_letters(self, *letters: Letter) -> "Vocabulary":
        """Return the vocabulary with more names; a name that is there already is replaced."""
        new = {letter.name for letter in letters}
        kept = tuple(letter for letter in self.letters if letter.name not in new)
        return Vocabulary(letters=(*kept, *letters), derivatives=self.derivatives)


FUNCTIONS: Mapping[str, int] = {
    "exp": 1,
    "log": 1,
    "sqrt": 1,
    "abs": 1,
    "sign": 1,
    "tanh": 1,
    "sinh": 1,
    "cosh": 1,
    "sech": 1,
    "sin": 1,
    "cos": 1,
    "sigmoid": 1,
    "relu": 1,
    "softplus": 1,
    "floor": 1,
    "ceil": 1,
    "max": -2,
    "min": -2,
    "norm": 1,
    "dot": 2,
    "trace": 1,
    "det": 1,
    "inv": 1,
    "transpose": 1,
    "hadamard": 2,
    "ones": 1,
    "eye": 1,
    "kron": 2,
    "E": 1,
    "Var": 1,
}
"""Functions that every formula may use, with how many arguments each takes; `-2` is two or more."""

SYNONYMS: Mapping[str, str] = {
    "ln": "log",
    "Log": "log",
    "Exp": "exp",
    "tr": "trace",
    "sgn": "sign",
    "Max": "max",
    "Min": "min",
    "Sqrt": "sqrt",
    "Abs": "abs",
    "ceiling": "ceil",
    "expit": "sigmoid",
    "logistic": "sigmoid",
    "ReLU": "relu",
    "KroneckerDelta": "kron",
    "Expectation": "E",
    "Variance": "Var",
    "had": "hadamard",
    "I": "eye",
}
"""Other names of the same functions."""

WITHOUT_ARGUMENTS = frozenset({"ones", "eye"})
"""Functions that may stand alone: the column of ones, or the identity, of the size that fits."""

CONSTANTS = ("e", "pi")
"""Numbers with a name, unless the derivation uses it for something else."""
