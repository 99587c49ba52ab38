"""L2 and L1 regularization: a price on large weights, and a price on every weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network.stable import magnitude

if TYPE_CHECKING:
    from quizapp.network.arrays import Array, Scalar


@dataclass(frozen=True, slots=True)
class L2:
    """The penalty λ/2 ||W||^2, the square taken entry by entry.

    The half makes the gradient λ W, so a gradient step shrinks the weights: W - η λ W = (1 - η λ) W.
    It is added once to the loss of a batch, not once an example, and it leaves biases alone.
    """

    strength: float
    """λ, at least 0; its unit is that of the loss over that of W squared."""

    def __post_init__(self) -> None:
        if self.strength < 0:
            raise ValueError(f"the strength of an L2 penalty must be at least 0, got {self.strength}")

    def __call__(self, W: Array) -> Scalar:
        """λ/2 ||W||^2; `W` may have any shape."""
        penalty: Scalar = self.strength / 2 * (W * W).sum()  # any shape -> ()
        return penalty

    def gradient(self, W: Array) -> Array:
        """λ W, in the shape of `W`."""
        return self.strength * W


@dataclass(frozen=True, slots=True)
class L1:
    """The penalty λ sum |w|, under which small weights become exactly 0.

    A step along its gradient only hops about 0; `shrink`, the step that minimizes the penalty itself, lands
    there (proximal gradient descent): W <- L1(η λ).shrink(W - η dL_dW).
    """

    strength: float
    """λ, at least 0; its unit is that of the loss over that of W."""

    def __post_init__(self) -> None:
        if self.strength < 0:
            raise ValueError(f"the strength of an L1 penalty must be at least 0, got {self.strength}")

    def __call__(self, W: Array) -> Scalar:
        """λ sum |w|; `W` may have any shape."""
        penalty: Scalar = self.strength * magnitude(W).sum()  # any shape -> ()
        return penalty

    def gradient(self, W: Array) -> Array:
        """λ sign(w), in the shape of `W`; at the kink w = 0 we take 0."""
        gradient: Array = self.strength * np.sign(W.real)  # any shape -> same shape
        return gradient

    def shrink(self, V: Array) -> Array:
        """The W that minimizes 1/2 ||W - V||^2 + λ sum |w|: every entry moves to 0 by λ, and not past it."""
        beyond = magnitude(V).real > self.strength  # any shape -> same shape
        return np.where(beyond, V - self.strength * np.sign(V.real), 0)  # same shape
