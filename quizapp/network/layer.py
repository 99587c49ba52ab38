"""What every layer is: a value that maps a batch forward and hands back how to map a gradient backward."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Self, TypeAlias

if TYPE_CHECKING:
    from quizapp.network.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class LayerGradient:
    """What one layer contributes to the gradient of the loss L."""

    dL_dx: Array
    """With respect to what went into the layer; this is what the layer before it receives."""
    parameters: Mapping[str, Array] = field(default_factory=lambda: MappingProxyType({}))
    """With respect to each parameter, by its name and in its shape; empty for a layer that has none."""

    @property
    def dL_dW(self) -> Array:
        """With respect to the weights."""
        return self._of("W")

    @property
    def dL_db(self) -> Array:
        """With respect to the bias."""
        return self._of("b")

    def _of(self, name: str) -> Array:
        if name not in self.parameters:
            raise ValueError(
                f"this layer has no parameter {name}; it has {sorted(self.parameters) or 'none'}"
            )
        return self.parameters[name]


Backward: TypeAlias = Callable[["Array"], LayerGradient]
"""Takes dL/d(output), in the shape of the output, to the layer's gradient."""


class Layer(ABC):
    """A function of a batch, with the parameters it may have as values inside it."""

    decayed: ClassVar[frozenset[str]] = frozenset()
    """Names of the parameters that L2 regularization shrinks: weights, never biases."""

    @abstractmethod
    def forward(self, x: Array) -> tuple[Array, Backward]:
        """The output for the batch `x`, and the function that takes a gradient back through this pass."""

    def __call__(self, x: Array) -> Array:
        """The output alone."""
        return self.forward(x)[0]

    @property
    def parameters(self) -> Mapping[str, Array]:
        """The arrays that training changes, by name."""
        return {}

    def with_parameters(self, **parameters: Array) -> Self:
        """This layer with some parameters replaced; raises ValueError for a name it does not have."""
        if parameters:
            raise ValueError(f"{type(self).__name__} has no parameters, got {sorted(parameters)}")
        return self
