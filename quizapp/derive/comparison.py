"""What a derivation file hands over to have a claim compared with a network."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Basic, Symbol

from quizapp.errors import DerivationError


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim's value at given numbers, next to what a network's code says.

    `values` gives every vector, matrix and scalar the right side of the claim mentions; a defined quantity
    that is given a value is not unfolded. `network` is what forward or backpropagation returned.
    With `objective` and `at` the same is also differentiated numerically.
    """

    label: str
    values: Mapping[Basic, Any]
    network: Any
    objective: Callable[[NDArray[Any]], Any] | None = None
    at: Any = None
    scale: float | None = None
    """How large a wrong value would be; needed where the right value is 0."""
    axes: tuple[Symbol, ...] | None = None
    """Order of the free indices in `network`, when it is not the one in which the claim mentions them."""

    def __post_init__(self) -> None:
        """Refuse what cannot be compared, where it is written."""
        if not isinstance(self.label, str):
            raise DerivationError(f"a Comparison begins with the label of a claim, not {self.label!r}")
        if not isinstance(self.values, Mapping):
            raise DerivationError(f"values of {self.label!r} are {{symbol: number}}, not {self.values!r}")
        if self.axes is not None and not isinstance(self.axes, tuple):
            raise DerivationError(f"axes= of {self.label!r} is a tuple of indices, not {self.axes!r}")
        if self.scale is not None and not 0 < self.scale < np.inf:
            raise DerivationError(f"scale= of {self.label!r} is a positive number, not {self.scale!r}")
        if (self.objective is None) != (self.at is None):
            raise DerivationError(f"{self.label!r} needs both objective= and at=, or neither")


@dataclass(frozen=True, slots=True)
class Network:
    """A piece of network code that has to agree with the claims."""

    title: str
    compare: Callable[[np.random.Generator], Iterable[Comparison]]
    origin: str
