"""Optimizers that remember earlier gradients, with the memory as a value: state in, state out.

    optimizer = Adam(0.001)
    state = optimizer.start(network)
    for x, y in batches(...):
        gradient = network.backpropagate(x, y)
        network, state = optimizer.step(network, gradient, state)

Every optimizer is one rule for one array of parameters, `update`; the rest walks over a network's layers.
The learning rate is not part of the memory, so it may change between two steps, as a schedule wants:

    optimizer = optimizer.with_learning_rate(schedule(t))
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Self, TypeAlias, TypeVar

if TYPE_CHECKING:
    from quizapp.network.arrays import Array
    from quizapp.network.layer import Layer, LayerGradient
    from quizapp.network.network import Network, NetworkGradient

State = TypeVar("State")
"""What an optimizer remembers of one array of parameters."""

NetworkState: TypeAlias = tuple[Mapping[str, State], ...]
"""What it remembers of a network: for each layer, the state of every parameter by name."""


@dataclass(frozen=True, slots=True)
class StatefulOptimizer(ABC, Generic[State]):
    """A rule that turns gradients, and what it remembers of earlier ones, into steps."""

    learning_rate: float
    """η, above 0."""

    @abstractmethod
    def initial_state(self, w: Array) -> State:
        """What is remembered of parameters `w` before the first step: nothing, in the shape of `w`."""

    @abstractmethod
    def update(self, w: Array, dL_dw: Array, state: State) -> tuple[Array, State]:
        """One step for one array of parameters, without weight decay: the new array and the new state."""

    def decay(self, w: Array) -> Array:
        """The weights `w` after weight decay, which only AdamW has: here `w` itself."""
        return w

    def look_ahead(self, w: Array, state: State) -> Array:  # noqa: ARG002 - only Nesterov looks ahead
        """Where the gradient for the next step is to be taken: at `w` itself, except for Nesterov."""
        return w

    def with_learning_rate(self, learning_rate: float) -> Self:
        """This optimizer with another η; its states stay valid."""
        return replace(self, learning_rate=learning_rate)

    def start(self, network: Network) -> NetworkState[State]:
        """What is remembered of `network` before the first step."""
        return tuple(
            {name: self.initial_state(w) for name, w in layer.parameters.items()} for layer in network.layers
        )

    def ahead(self, network: Network, state: NetworkState[State]) -> Network:
        """The network whose gradient the next step wants: `network` itself, except for Nesterov."""
        _check_fits(network, state)
        moved = []
        for layer, seen in zip(network.layers, state, strict=True):
            parameters = {name: self.look_ahead(w, seen[name]) for name, w in layer.parameters.items()}
            moved.append(layer.with_parameters(**parameters))
        return network.with_layers(*moved)

    def step(
        self, network: Network, gradient: NetworkGradient, state: NetworkState[State]
    ) -> tuple[Network, NetworkState[State]]:
        """One step for every parameter: the new network and the new state."""
        _check_fits(network, state)
        moved = [
            self._moved(layer, g, s)
            for layer, g, s in zip(network.layers, gradient.layers, state, strict=True)
        ]
        return network.with_layers(*(layer for layer, _ in moved)), tuple(s for _, s in moved)

    def _moved(
        self, layer: Layer, gradient: LayerGradient, states: Mapping[str, State]
    ) -> tuple[Layer, Mapping[str, State]]:
        parameters, remembered = {}, {}
        for name, w in layer.parameters.items():
            start = self.decay(w) if name in layer.decayed else w
            parameters[name], remembered[name] = self.update(start, gradient.parameters[name], states[name])
        return layer.with_parameters(**parameters), remembered


def _check_fits(network: Network, state: Sequence[Mapping[str, object]]) -> None:
    if [layer.parameters.keys() for layer in network.layers] != [seen.keys() for seen in state]:
        raise ValueError("this state belongs to another network; begin with optimizer.start(network)")
