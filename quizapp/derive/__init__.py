"""Derivations that prove themselves: the vocabulary of derivation files.

Importing this package is free of SymPy and NumPy until one of the names is used,
so that the screen can import `quizapp.derive.report` and `quizapp.derive.worker`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.derive.comparison import Comparison
    from quizapp.derive.derivation import Derivation
    from quizapp.derive.operators import (
        Elementwise,
        Expectation,
        Gradient,
        Inner,
        SquaredNorm,
        StateSum,
        Variance,
        ones,
    )
    from quizapp.derive.plots import Series

__all__ = [
    "Comparison",
    "Derivation",
    "Elementwise",
    "Expectation",
    "Gradient",
    "Inner",
    "Series",
    "SquaredNorm",
    "StateSum",
    "Variance",
    "ones",
]

_HOMES = {
    "Comparison": "quizapp.derive.comparison",
    "Derivation": "quizapp.derive.derivation",
    "Series": "quizapp.derive.plots",
}


def __getattr__(name: str) -> object:
    """Import a name of the vocabulary when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "quizapp.derive.operators")), name)
