"""Downhill: how parameters follow their gradients, and how a data set becomes batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.network.arrays import check_array

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from quizapp.network.arrays import Array
    from quizapp.network.layer import Layer, LayerGradient
    from quizapp.network.network import Network, NetworkGradient


@dataclass(frozen=True, slots=True)
class SGD:
    """Gradient descent w <- w - η dL_dw; stochastic when each gradient comes from another batch.

    It remembers nothing, so unlike every StatefulOptimizer it takes no state and gives none back.
    """

    learning_rate: float
    """η, above 0. On a quadratic of curvature λ a step multiplies the error by 1 - η λ: keep η below 2/λ."""
    weight_decay: float = 0.0
    """λ in W <- (1 - η λ) W - η dL_dW, for weights and not for biases; the same as the penalty L2(λ)."""

    def __post_init__(self) -> None:
        if self.learning_rate <= 0:
            raise ValueError(f"the learning rate must be above 0, got {self.learning_rate}")
        if self.weight_decay < 0:
            raise ValueError(f"the weight decay must be at least 0, got {self.weight_decay}")

    def update(self, w: Array, dL_dw: Array) -> Array:
        """One step for one array of parameters, without weight decay."""
        check_array("dL_dw", dL_dw, *w.shape)
        return w - self.learning_rate * dL_dw  # same shape - same shape

    def step(self, network: Network, gradient: NetworkGradient) -> Network:
        """One step for every parameter: a new network, after which `gradient` is out of date."""
        moved = (self._moved(layer, g) for layer, g in zip(network.layers, gradient.layers, strict=True))
        return network.with_layers(*moved)

    def _moved(self, layer: Layer, gradient: LayerGradient) -> Layer:
        parameters = {}
        for name, w in layer.parameters.items():
            shrink = 1 - self.learning_rate * self.weight_decay if name in layer.decayed else 1.0
            parameters[name] = self.update(shrink * w, gradient.parameters[name])
        return layer.with_parameters(**parameters)


def batches(x: Array, y: Array, size: int, rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
    """Yield one epoch: every example once, in random order, `size` at a time; the last batch may be smaller.

    `x` is (N, ...) and `y` is (N, ...). A mean over the epoch has to weigh the batches by their length.
    """
    if len(x) != len(y):
        raise ValueError(f"x and y must have one row for each example, got {len(x)} and {len(y)} rows")
    if size < 1:
        raise ValueError(f"a batch holds at least one example, got size {size}")
    order = rng.permutation(len(x))  # -> (N,)
    for start in range(0, len(x), size):
        chosen = order[start : start + size]  # (N,) -> (size,) or fewer
        yield x[chosen], y[chosen]
