"""Learning rates that change while training: large steps first, small steps to settle.

A schedule is a function of t, the number of steps (or of epochs) already taken, so the first step has t = 0:

    optimizer = optimizer.with_learning_rate(schedule(t))
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import cos, pi

from quizapp.network.settings import require_not_negative, require_positive


class Schedule(ABC):
    """The learning rate as a function of time."""

    @abstractmethod
    def __call__(self, t: int) -> float:
        """η for the step that follows `t` others; ValueError for t below 0."""


@dataclass(frozen=True, slots=True)
class StepDecay(Schedule):
    """η_t = η_0 γ^floor(t / s): multiplied by γ every s steps."""

    initial: float
    """η_0, above 0."""
    factor: float
    """γ, above 0; 0.1 is usual."""
    every: int
    """s, at least 1: step s is the first smaller one."""

    def __post_init__(self) -> None:
        require_positive("the initial learning rate", self.initial)
        require_positive("the factor", self.factor)
        require_positive("the number of steps between changes", self.every)

    def __call__(self, t: int) -> float:
        """η_t."""
        require_not_negative("t", t)
        return self.initial * self.factor ** (t // self.every)


@dataclass(frozen=True, slots=True)
class CosineDecay(Schedule):
    """η_t = η_end + 1/2 (η_0 - η_end) (1 + cos(π t / T)): half a cosine from η_0 at 0 to η_end at T.

    From T on it stays at η_end. Source: Loshchilov and Hutter 2017 (SGDR), without restarts.
    """

    initial: float
    """η_0, above 0."""
    final: float
    """η_end, at least 0."""
    steps: int
    """T, at least 1. T steps have t from 0 to T - 1, so a run of T steps stops just short of η_end."""

    def __post_init__(self) -> None:
        require_positive("the initial learning rate", self.initial)
        require_not_negative("the final learning rate", self.final)
        require_positive("the number of steps", self.steps)

    def __call__(self, t: int) -> float:
        """η_t."""
        require_not_negative("t", t)
        return self.final + (self.initial - self.final) * (1 + cos(pi * min(t, self.steps) / self.steps)) / 2


@dataclass(frozen=True, slots=True)
class WarmUp(Schedule):
    """η_t = (t + 1) / n of another schedule's first rate for the first n steps, then that schedule.

    The first step is not wasted on a rate of 0, and the n-th, with t = n - 1, has the full rate: it is the
    other schedule's step 0.
    """

    steps: int
    """n, at least 1."""
    then: Schedule
    """What follows, with t counted from the last step of the warm-up."""

    def __post_init__(self) -> None:
        require_positive("the number of steps", self.steps)

    def __call__(self, t: int) -> float:
        """η_t."""
        require_not_negative("t", t)
        if t < self.steps:
            return self.then(0) * (t + 1) / self.steps
        return self.then(t - self.steps + 1)
