"""Optimizers that give every parameter a step size of its own, from the size of its gradients.

All of them divide by the root of a sum or an average of squared gradients, entry by entry. ε is added
*outside the root*, √v + ε, as in the papers on Adam: √(v + ε) would be another optimizer, whose ε has the
unit of a squared gradient and already swamps gradients of 1e-5 at ε = 1e-8. With ε = 0 the steps do not
change when the loss is scaled; an entry whose gradients were all 0 is then 0/0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network.arrays import check_array
from quizapp.network.settings import require_fraction, require_not_negative, require_positive
from quizapp.network.stateful import StatefulOptimizer

if TYPE_CHECKING:
    from quizapp.network.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class SquaredGradients:
    """How large the gradients of some parameters were."""

    v: Array
    """Their squares, added up or averaged, in the shape of the parameters."""


@dataclass(frozen=True, slots=True)
class AdaGrad(StatefulOptimizer[SquaredGradients]):
    """v <- v + g^2, w <- w - η g / (√v + ε): with a constant gradient, steps of η / √t.

    Source: Duchi, Hazan and Singer 2011.
    """

    epsilon: float = 1e-10
    """ε, at least 0, outside the root."""

    def __post_init__(self) -> None:
        require_positive("the learning rate", self.learning_rate)
        require_not_negative("epsilon", self.epsilon)

    def initial_state(self, w: Array) -> SquaredGradients:
        """No gradient seen yet: 0."""
        return SquaredGradients(np.zeros_like(w))

    def update(self, w: Array, dL_dw: Array, state: SquaredGradients) -> tuple[Array, SquaredGradients]:
        """One step; `w`, `dL_dw` and v have one shape."""
        check_array("dL_dw", dL_dw, *w.shape)
        v = state.v + dL_dw * dL_dw  # same shape
        return w - self.learning_rate * dL_dw / (np.sqrt(v) + self.epsilon), SquaredGradients(v)


@dataclass(frozen=True, slots=True)
class RMSProp(StatefulOptimizer[SquaredGradients]):
    """v <- ρ v + (1 - ρ) g^2, w <- w - η g / (√v + ε): AdaGrad with a memory that fades.

    As v starts at 0 and is not corrected for it, a constant gradient makes the step η / √(1 - ρ^t): the
    first is the largest. Source: Tieleman and Hinton 2012 (lecture 6.5).
    """

    rho: float = 0.9
    """ρ, the share of the average that a step keeps, 0 <= ρ < 1."""
    epsilon: float = 1e-8
    """ε, at least 0, outside the root."""

    def __post_init__(self) -> None:
        require_positive("the learning rate", self.learning_rate)
        require_fraction("rho", self.rho)
        require_not_negative("epsilon", self.epsilon)

    def initial_state(self, w: Array) -> SquaredGradients:
        """No gradient seen yet: 0."""
        return SquaredGradients(np.zeros_like(w))

    def update(self, w: Array, dL_dw: Array, state: SquaredGradients) -> tuple[Array, SquaredGradients]:
        """One step; `w`, `dL_dw` and v have one shape."""
        check_array("dL_dw", dL_dw, *w.shape)
        v = self.rho * state.v + (1 - self.rho) * dL_dw * dL_dw  # same shape
        return w - self.learning_rate * dL_dw / (np.sqrt(v) + self.epsilon), SquaredGradients(v)


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Fading averages of the gradients of some parameters, both begun at 0 and not yet corrected for it."""

    t: int
    """Steps taken so far."""
    m: Array
    """Of the gradient, in the shape of the parameters."""
    v: Array
    """Of its square, in the shape of the parameters."""


@dataclass(frozen=True, slots=True)
class Adam(StatefulOptimizer[Moments]):
    """A fading average of the gradient, divided by the root of a fading average of its square.

        m <- β1 m + (1 - β1) g        m̂ = m / (1 - β1^t)
        v <- β2 v + (1 - β2) g^2      v̂ = v / (1 - β2^t)        w <- w - η m̂ / (√v̂ + ε)

    m and v begin at 0 and so are too small by the factor 1 - β^t; dividing by it makes m̂ = g and v̂ = g^2
    for a constant gradient at every t, the first included. A network's L2 penalty goes through this division
    like any gradient; AdamW is what keeps it out. Source: Kingma and Ba 2015, algorithm 1.
    """

    beta1: float = 0.9
    """β1, the share of m that a step keeps, 0 <= β1 < 1."""
    beta2: float = 0.999
    """β2, the share of v that a step keeps, 0 <= β2 < 1."""
    epsilon: float = 1e-8
    """ε, at least 0, outside the root."""

    def __post_init__(self) -> None:
        self._check_settings()

    def initial_state(self, w: Array) -> Moments:
        """No gradient seen yet: 0."""
        return Moments(0, np.zeros_like(w), np.zeros_like(w))

    def update(self, w: Array, dL_dw: Array, state: Moments) -> tuple[Array, Moments]:
        """One step; `w`, `dL_dw`, m and v have one shape."""
        check_array("dL_dw", dL_dw, *w.shape)
        m = self.beta1 * state.m + (1 - self.beta1) * dL_dw  # same shape
        v = self.beta2 * state.v + (1 - self.beta2) * dL_dw * dL_dw  # same shape
        moments = Moments(state.t + 1, m, v)
        m_hat, v_hat = self.corrected(moments)
        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon), moments

    def corrected(self, state: Moments) -> tuple[Array, Array]:
        """m̂ and v̂ after at least one step."""
        return state.m / (1 - self.beta1**state.t), state.v / (1 - self.beta2**state.t)

    def _check_settings(self) -> None:
        require_positive("the learning rate", self.learning_rate)
        require_fraction("beta1", self.beta1)
        require_fraction("beta2", self.beta2)
        require_not_negative("epsilon", self.epsilon)


@dataclass(frozen=True, slots=True)
class AdamW(Adam):
    """Adam with weight decay that no division rescales: W <- (1 - η λ) W - η m̂ / (√v̂ + ε).

    An L2 penalty λ/2 ||W||^2 adds λ W to the gradient. For SGD that is the same; for Adam it is not, as the
    penalty is then divided by the root of v̂ too: on the first step, and without any other gradient, it moves
    every weight by η, large or small. λ comes multiplied by η, as in PyTorch. Biases are spared.
    Source: Loshchilov and Hutter 2019.
    """

    weight_decay: float = 0.01
    """λ, at least 0."""

    def __post_init__(self) -> None:
        self._check_settings()
        require_not_negative("the weight decay", self.weight_decay)

    def decay(self, w: Array) -> Array:
        """(1 - η λ) w, which `step` applies to weights before `update`."""
        return (1 - self.learning_rate * self.weight_decay) * w
