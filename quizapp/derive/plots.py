"""What a derivation file hands over to be drawn: named series of numbers, computed when somebody looks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from quizapp.derive.report import Curve, Plot
from quizapp.errors import DerivationError

SEED = 0
"""What every plot's random generator starts from, so that a plot is the same each time it is opened."""
MOST_POINTS = 2000
"""Points of one series; more than this cannot be told apart on any screen."""


@dataclass(frozen=True, slots=True)
class Series:
    """Points to be joined by a line; `guide` marks one that is only there to be compared with."""

    name: str
    x: ArrayLike
    """(P,)."""
    y: ArrayLike
    """(P,)."""
    guide: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot that is not computed yet."""

    title: str
    x_label: str
    y_label: str
    compute: Callable[[np.random.Generator], Iterable[Series]]
    x_log: bool = False
    y_log: bool = False

    @property
    def origin(self) -> str:
        """`path:line` of the function that computes it."""
        code = self.compute.__code__
        return f"{code.co_filename}:{code.co_firstlineno}"


def draw(figure: Figure) -> Plot:
    """Compute a plot. Raises DerivationError, with `path:line`, for numbers that no axis can hold."""
    curves = tuple(_curve(figure, series) for series in figure.compute(np.random.default_rng(SEED)))
    if not curves:
        raise DerivationError(
            f"{figure.origin}: the plot {figure.title!r} is empty; yield Series(name, x, y)"
        )
    names = [curve.name for curve in curves]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise DerivationError(f"{figure.origin}: two series are called {twice!r}; give each its own name")
    return Plot(
        title=figure.title,
        x_label=figure.x_label,
        y_label=figure.y_label,
        x_log=figure.x_log,
        y_log=figure.y_log,
        series=curves,
    )


def _curve(figure: Figure, series: Series) -> Curve:
    where = f"{figure.origin}: series {series.name!r}"
    x, y = (np.asarray(values, dtype=float) for values in (series.x, series.y))
    if x.ndim != 1 or x.shape != y.shape or not 1 <= x.size <= MOST_POINTS:
        raise DerivationError(
            f"{where} has x of shape {x.shape} and y of shape {y.shape}; "
            f"give two vectors of one length, at most {MOST_POINTS}"
        )
    for values, log in ((x, figure.x_log), (y, figure.y_log)):
        _check_axis(values, where, log=log)
    return Curve(name=series.name, x=tuple(x.tolist()), y=tuple(y.tolist()), guide=series.guide)


def _check_axis(values: NDArray[np.float64], where: str, *, log: bool) -> None:
    fits = np.isfinite(values) & (values > 0 if log else True)
    if not fits.all():
        at = int(np.argmin(fits))
        need = "above 0, as a logarithmic axis needs" if log else "finite"
        raise DerivationError(f"{where}: point {at + 1} is {values[at]:g}; it must be {need}")
