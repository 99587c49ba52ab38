"""The proof engine.

A derivation file imports `Derivation` and its companions from here. They are loaded on first use, so that the
process that draws the screen can import `quizapp.derive.report` and `quizapp.derive.worker` without SymPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizapp.derive.derivation import Derivation as Derivation

_HOMES = {"Derivation": "quizapp.derive.derivation"}
__all__ = ["Derivation"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
