"""What a derivation file hands over to have a claim compared with a network."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Basic, Symbol


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


@dataclass(frozen=True, slots=True)
class Network:
    """A piece of network code that has to agree with the claims."""

    title: str
    compare: Callable[[np.random.Generator], Iterable[Comparison]]
    origin: str
