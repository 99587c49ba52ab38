"""Layers one after the other, and the backward pass through all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from quizapp.network.arrays import Array, Scalar
    from quizapp.network.layer import Layer, LayerGradient
    from quizapp.network.losses import Loss
    from quizapp.network.regularization import L1, L2

BackwardThrough: TypeAlias = Callable[["Array"], tuple["LayerGradient", ...]]
"""Takes dL_doutput, in the shape of the output, to the gradient of every layer, first layer first."""


@dataclass(frozen=True, slots=True, eq=False)
class NetworkGradient:
    """The gradient of a network's loss on one batch with respect to everything."""

    loss: Scalar
    """L, penalty included."""
    dL_doutput: Array
    """With respect to the network's output, (N, K): dL_dz of the last layer where the loss takes logits."""
    layers: tuple[LayerGradient, ...]
    """One for each layer, in order. `layers[i].dL_dx` is also the gradient of the output of layer i - 1."""

    @property
    def dL_dx(self) -> Array:
        """With respect to the batch that went in, (N, D)."""
        return self.layers[0].dL_dx


class Network:
    """A chain of layers with a loss at its end; a value, never changed once made."""

    __slots__ = ("layers", "objective", "penalty")

    def __init__(self, *layers: Layer, loss: Loss | None = None, penalty: L1 | L2 | None = None) -> None:
        """Chain `layers` in the order given.

        `loss` is what the outputs are judged by; a network that is only run forward needs none. `penalty`
        is added for the weights of every layer, biases excepted. Raises ValueError when there is no layer.
        """
        if not layers:
            raise ValueError("a network needs at least one layer")
        self.layers: Final = layers
        self.objective: Final = loss
        self.penalty: Final = penalty

    def forward(self, x: Array) -> tuple[Array, BackwardThrough]:
        """Run the batch `x` (N, D) through every layer and give the output, with the way back.

        Each layer's `backward` remembers what it needs from its own forward pass; going back is
        calling them last to first, each one's dL_dx being the next one's upstream gradient.
        """
        output, backwards = x, []
        for layer in self.layers:
            output, backward = layer.forward(output)
            backwards.append(backward)

        def backward_through(dL_doutput: Array) -> tuple[LayerGradient, ...]:
            gradients: list[LayerGradient] = []
            upstream = dL_doutput
            for backward in reversed(backwards):
                gradient = backward(upstream)
                upstream = gradient.dL_dx
                gradients.append(gradient)
            return tuple(reversed(gradients))

        return output, backward_through

    def __call__(self, x: Array) -> Array:
        """The output alone."""
        return self.forward(x)[0]

    def trace(self, x: Array) -> tuple[Array, ...]:
        """`x` followed by the output of every layer, so that entry i is what layer i received."""
        values = [x]
        for layer in self.layers:
            values.append(layer(values[-1]))
        return tuple(values)

    def loss(self, x: Array, y: Array) -> Scalar:
        """L on the batch: the loss of the outputs for targets `y` (N, K), plus the penalty of all weights."""
        return self._objective()(self(x), y) + self._penalty()

    def backpropagate(self, x: Array, y: Array) -> NetworkGradient:
        """The gradient of `loss(x, y)` with respect to every parameter, each layer's input and the output."""
        objective = self._objective()
        output, backward = self.forward(x)
        dL_doutput = objective.gradient(output, y)  # (N, K), (N, K) -> (N, K)
        gradients = backward(dL_doutput)
        if self.penalty is not None:
            gradients = tuple(
                _penalized(layer, gradient, self.penalty)
                for layer, gradient in zip(self.layers, gradients, strict=True)
            )
        return NetworkGradient(objective(output, y) + self._penalty(), dL_doutput, gradients)

    def with_layers(self, *layers: Layer) -> Network:
        """Other layers with the same loss and penalty."""
        return Network(*layers, loss=self.objective, penalty=self.penalty)

    def with_parameters(self, index: int, **parameters: Array) -> Network:
        """This network with parameters of layer `index` replaced: `network.with_parameters(0, W=W)`."""
        layers = list(self.layers)
        layers[index] = layers[index].with_parameters(**parameters)
        return self.with_layers(*layers)

    def _objective(self) -> Loss:
        if self.objective is None:
            raise ValueError("this network has no loss; make it with Network(..., loss=MeanSquaredError())")
        return self.objective

    def _penalty(self) -> Scalar:
        if self.penalty is None:
            return 0.0
        weights = (layer.parameters[name] for layer in self.layers for name in sorted(layer.decayed))
        return sum(map(self.penalty, weights), start=0.0)


def _penalized(layer: Layer, gradient: LayerGradient, penalty: L1 | L2) -> LayerGradient:
    added = {
        name: gradient.parameters[name] + penalty.gradient(layer.parameters[name]) for name in layer.decayed
    }
    return replace(gradient, parameters={**gradient.parameters, **added})
