"""Plots as files, by the name's suffix: drawn as PNG or SVG, listed as CSV."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizapp.derive.report import Plot
from quizapp.derive.tables import tabulate
from quizapp.errors import ContentError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUFFIXES = (".png", ".svg", ".csv")
INCHES = (7.0, 4.5)
"""Width and height of one plot."""
DOTS_PER_INCH = 150
STYLE: dict[Any, Any] = {
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "grid.alpha": 0.3,
    "legend.frameon": False,
    "svg.hashsalt": "quizapp",
}
"""The salt makes the same plot the same file."""
MARKERS = "o^sDvP"
MARKED_POINTS = 12
"""How many points of a line carry its marker, about."""


def check_figure(path: Path) -> None:
    """Raise ContentError when no plot can be written to a file of this name."""
    if path.suffix.lower() not in SUFFIXES:
        raise ContentError(f"{path}: a plot is written as {' or '.join(SUFFIXES)}; choose such a name")


def write_figure(plots: Sequence[Plot], path: Path) -> None:
    """Write plots, one below the other, into a file. Raises ContentError when it cannot be written."""
    check_figure(path)
    try:
        if path.suffix.lower() == ".csv":
            _list(plots, path)
        else:
            _paint(plots, path)
    except OSError as error:
        raise ContentError(
            f"{path}: the plot cannot be written ({error.strerror}); choose another place"
        ) from error


def _list(plots: Sequence[Plot], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for plot in plots:
            table = tabulate(plot)
            writer.writerows([(plot.title,), table.head, *table.rows])


def _paint(plots: Sequence[Plot], path: Path) -> None:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    kind = path.suffix.lower().removeprefix(".")
    with rc_context(STYLE):
        figure = Figure(figsize=(INCHES[0], INCHES[1] * len(plots)), layout="constrained")
        FigureCanvasAgg(figure)
        for axes, plot in zip(figure.subplots(len(plots), squeeze=False)[:, 0], plots, strict=True):
            _draw(axes, plot)
        undated = {"Date": None} if kind == "svg" else {}
        figure.savefig(path, format=kind, dpi=DOTS_PER_INCH, metadata=undated)


def _draw(axes: "Axes", plot: Plot) -> None:
    from matplotlib.ticker import MaxNLocator

    drawn = 0
    lines = []
    for curve in plot.series:
        if curve.guide:
            lines += axes.plot(curve.x, curve.y, color="0.6", linestyle="--", linewidth=1, zorder=1)
            continue
        marker = MARKERS[drawn % len(MARKERS)]
        every = max(1, len(curve.x) // MARKED_POINTS)
        lines += axes.plot(
            curve.x, curve.y, color=f"C{drawn}", marker=marker, markevery=every, markersize=4, linewidth=1.5
        )
        drawn += 1
    if plot.y_log:
        axes.set_yscale("log")
    if plot.x_log:
        axes.set_xscale("log")
    elif all(x.is_integer() for curve in plot.series for x in curve.x):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    legend = axes.legend(lines, [curve.name for curve in plot.series])
    for text in (
        axes.set_title(plot.title),
        axes.set_xlabel(plot.x_label),
        axes.set_ylabel(plot.y_label),
        *legend.get_texts(),
    ):
        text.set_parse_math(False)  # a dollar sign is a dollar sign
