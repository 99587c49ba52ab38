"""L2 regularization: a price on large weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
