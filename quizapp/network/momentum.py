"""Momentum: steps that keep some of the speed of the steps before them.

The velocity v carries the learning rate and is *subtracted*: it points uphill, as the gradient does.

    v <- γ v + η g,   w <- w - v           so that v_t = η sum_i γ^(t-i) g_i

A constant gradient drives the speed to η g / (1 - γ). Other texts write v <- γ v - η g and w <- w + v, which
is the same walk; v <- γ v + g and w <- w - η v (PyTorch), the same only while η stays what it is; or an
average v <- γ v + (1 - γ) g, which moves 1 - γ times as far.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quizapp.network.arrays import check_array
from quizapp.network.settings import require_fraction, require_positive
from quizapp.network.stateful import StatefulOptimizer

if TYPE_CHECKING:
    from quizapp.network.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class Velocity:
    """How fast parameters move."""

    v: Array
    """In the shape of the parameters; positive where they decrease."""


@dataclass(frozen=True, slots=True)
class Momentum(StatefulOptimizer[Velocity]):
    """The heavy ball: v <- γ v + η g, w <- w - v. Source: Polyak 1964."""

    gamma: float = 0.9
    """γ, the share of its velocity that a step keeps, 0 <= γ < 1."""
    rate_inside: bool = True
    """Whether η is inside the velocity; if not, v <- γ v + g and w <- w - η v, as in PyTorch."""

    def __post_init__(self) -> None:
        require_positive("the learning rate", self.learning_rate)
        require_fraction("gamma", self.gamma)

    def initial_state(self, w: Array) -> Velocity:
        """At rest."""
        return Velocity(np.zeros_like(w))

    def update(self, w: Array, dL_dw: Array, state: Velocity) -> tuple[Array, Velocity]:
        """One step; `w`, `dL_dw` and v have one shape."""
        check_array("dL_dw", dL_dw, *w.shape)
        if self.rate_inside:
            v = self.gamma * state.v + self.learning_rate * dL_dw  # same shape
            return w - v, Velocity(v)
        v = self.gamma * state.v + dL_dw  # same shape
        return w - self.learning_rate * v, Velocity(v)


@dataclass(frozen=True, slots=True)
class Nesterov(StatefulOptimizer[Velocity]):
    """Momentum that looks before it leaps: the gradient is that of the point the velocity leads to.

        g = ∇L(w - γ v),   v <- γ v + η g,   w <- w - v

    So `update` wants the gradient at `look_ahead`, and a training loop reads

        gradient = optimizer.ahead(network, state).backpropagate(x, y)
        network, state = optimizer.step(network, gradient, state)

    With the gradient at w itself this is Momentum. Sources: Nesterov 1983; Sutskever et al. 2013.
    """

    gamma: float = 0.9
    """γ, the share of its velocity that a step keeps, 0 <= γ < 1."""

    def __post_init__(self) -> None:
        require_positive("the learning rate", self.learning_rate)
        require_fraction("gamma", self.gamma)

    def initial_state(self, w: Array) -> Velocity:
        """At rest."""
        return Velocity(np.zeros_like(w))

    def look_ahead(self, w: Array, state: Velocity) -> Array:
        """Where the velocity alone would lead, w - γ v."""
        return w - self.gamma * state.v

    def update(self, w: Array, dL_dw: Array, state: Velocity) -> tuple[Array, Velocity]:
        """One step from `w`, with `dL_dw` taken at `look_ahead(w, state)`."""
        check_array("dL_dw", dL_dw, *w.shape)
        v = self.gamma * state.v + self.learning_rate * dL_dw  # same shape
        return w - v, Velocity(v)


@dataclass(frozen=True, slots=True)
class NesterovShifted(StatefulOptimizer[Velocity]):
    """Nesterov's walk, told by the points it looks at: u = w - γ v in place of w.

        g = ∇L(u),   v <- γ v + η g,   u <- u - (γ v + η g)

    The gradient is taken where the parameters are, so any training loop will do; libraries have this form.
    """

    gamma: float = 0.9
    """γ, the share of its velocity that a step keeps, 0 <= γ < 1."""

    def __post_init__(self) -> None:
        require_positive("the learning rate", self.learning_rate)
        require_fraction("gamma", self.gamma)

    def initial_state(self, w: Array) -> Velocity:
        """At rest, where u = w."""
        return Velocity(np.zeros_like(w))

    def update(self, w: Array, dL_dw: Array, state: Velocity) -> tuple[Array, Velocity]:
        """One step, where the array `w` holds u."""
        check_array("dL_dw", dL_dw, *w.shape)
        v = self.gamma * state.v + self.learning_rate * dL_dw  # same shape
        return w - (self.gamma * v + self.learning_rate * dL_dw), Velocity(v)

    def behind(self, w: Array, state: Velocity) -> Array:
        """Nesterov's own point u + γ v, for the array `w` that holds u."""
        return w + self.gamma * state.v
