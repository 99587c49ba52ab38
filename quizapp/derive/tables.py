"""The numbers of a plot as a table; neither NumPy nor SymPy is needed for it."""

from dataclasses import dataclass

from quizapp.derive.report import Plot


@dataclass(frozen=True, slots=True)
class Table:
    """A head, and below it rows of numbers, with a name in front where curves do not share their points."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]

    def thinned(self, most: int) -> "Table":
        """Keep at most that many rows, the first and the last among them, evenly spread."""
        if len(self.rows) <= most:
            return self
        last = len(self.rows) - 1
        kept = dict.fromkeys(round(row * last / max(most - 1, 1)) for row in range(max(most, 1)))
        return Table(self.head, tuple(self.rows[row] for row in kept))


def tabulate(plot: Plot) -> Table:
    """Return a column for each curve where all have the same points, and otherwise a row for each point."""
    curves = [curve for curve in plot.series if not curve.guide]
    if len({curve.x for curve in curves}) == 1:
        columns = (curves[0].x, *(curve.y for curve in curves))
        return Table((plot.x_label, *(curve.name for curve in curves)), tuple(zip(*columns, strict=True)))
    points = ((curve.name, x, y) for curve in curves for x, y in zip(curve.x, curve.y, strict=True))
    return Table(("curve", plot.x_label, plot.y_label), tuple(points))
