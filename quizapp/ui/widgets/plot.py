"""A plot in the terminal: lines of braille dots over two axes, and below them what each line is."""

from itertools import chain
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive

from quizapp.derive.report import Plot
from quizapp.ui.widgets.axis import Axis, Tick, fitted
from quizapp.ui.widgets.braille import Sheet
from quizapp.ui.widgets.typeset import Lines
from quizapp.ui.widgets.wrapping import stack

SIGNS = "●▲■◆○△"
"""What tells lines apart where colours cannot."""
GUIDE = "┄┄"
LEAST_ROWS = 5
LEAST_COLUMNS = 10
COLUMNS_A_TICK = 12
ROWS_A_TICK = 3
ROOM = 0.02
"""Above and below the lines, as a share of the height, so that what nears a round number reaches its tick."""


class PlotView(Lines):
    """Draws one plot, as wide as there is room and as tall as it is told."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"series--{number}" for number in range(len(SIGNS))}
    DEFAULT_CSS = """
    PlotView {
        & > .series--0 { color: $text-primary; }
        & > .series--1 { color: $text-accent; }
        & > .series--2 { color: $text-success; }
        & > .series--3 { color: $text-error; }
        & > .series--4 { color: $text-secondary; }
        & > .series--5 { color: $foreground; }
    }
    """

    plot: reactive[Plot | None] = reactive(None)
    lines: reactive[int] = reactive(18)
    """How many lines there is room for, axes and legend included."""

    def lay_out(self, width: int) -> Content:
        """Return the drawing."""
        return Content() if self.plot is None else stack(draw_plot(self.plot, width, self.lines))

    def on_resize(self) -> None:
        """Use the height there is."""
        self.lines = self.content_size.height

    def watch_plot(self) -> None:
        """Draw another plot."""
        self.relay()

    def watch_lines(self) -> None:
        """Draw it in another size."""
        self.relay()


def draw_plot(plot: Plot, width: int, lines: int) -> list[Content]:
    """Return a plot of `width` cells in `lines` lines, or in a few more where that is too few."""
    x_axis = fitted(chain.from_iterable(curve.x for curve in plot.series), log=plot.x_log)
    y_axis = fitted(chain.from_iterable(curve.y for curve in plot.series), log=plot.y_log, room=ROOM)
    legend = _legend(plot, width)
    height = max(LEAST_ROWS, lines - len(legend) - 4)  # the name of y, the axis, its numbers, the name of x
    ticks = y_axis.ticks(max(2, height // ROWS_A_TICK))
    margin = max(len(tick.text) for tick in ticks) + 1
    sheet = Sheet(max(LEAST_COLUMNS, width - margin - 1), height)
    _draw_lines(plot, sheet, x_axis, y_axis)
    named = {round((1 - tick.share) * (height - 1)): tick.text for tick in ticks}
    rows = [
        _quiet(f"{named.get(number, ''):>{margin - 1}} {'┤' if number in named else '│'}") + row
        for number, row in enumerate(sheet.rows())
    ]
    below = _below(x_axis.ticks(max(2, sheet.width // COLUMNS_A_TICK)), margin, sheet.width)
    x_name = _quiet(" " * margin + plot.x_label.rjust(sheet.width + 1))
    return [_quiet(" " * margin + plot.y_label), *rows, *below, x_name, *legend]


def _draw_lines(plot: Plot, sheet: Sheet, x_axis: Axis, y_axis: Axis) -> None:
    """Draw guides first, so that they lie below, and the signs last, so that nothing hides them."""
    passed = {}
    styles = _styles(plot)
    for number in sorted(styles, key=lambda number: not plot.series[number].guide):
        curve = plot.series[number]
        shares = [(x_axis.share(x), y_axis.share(y)) for x, y in zip(curve.x, curve.y, strict=True)]
        passed[number] = sheet.line(shares, styles[number][1])
    for place, (number, (sign, style)) in enumerate(styles.items()):
        if sign != GUIDE:
            sheet.mark(passed[number], sign, style, first=3 + 3 * place)


def _styles(plot: Plot) -> dict[int, tuple[str, str]]:
    """Return the sign and the style of each series, by its position; guides are quiet and share a sign."""
    drawn = [number for number, curve in enumerate(plot.series) if not curve.guide]
    styles = {
        number: (SIGNS[place % len(SIGNS)], f".series--{place % len(SIGNS)}")
        for place, number in enumerate(drawn)
    }
    return {number: styles.get(number, (GUIDE, ".text--quiet")) for number in range(len(plot.series))}


def _legend(plot: Plot, width: int) -> list[Content]:
    """Return what each line is, as many to a line as fit."""
    lines: list[Content] = []
    for number, (sign, style) in _styles(plot).items():
        item = Content.styled(sign, style) + Content(f" {plot.series[number].name}")
        if lines and lines[-1].cell_length + 3 + item.cell_length <= width:
            lines[-1] = lines[-1] + Content("   ") + item
        else:
            lines.append(item)
    return lines


def _below(ticks: tuple[Tick, ...], margin: int, width: int) -> list[Content]:
    """Return the horizontal axis and its numbers, each below its tick."""
    axis, numbers = ["─"] * width, [" "] * (margin + 1 + width)
    for tick in ticks:
        at = round(tick.share * (width - 1))
        axis[at] = "┬"
        start = min(max(margin + 1 + at - len(tick.text) // 2, 0), len(numbers) - len(tick.text))
        numbers[start : start + len(tick.text)] = tick.text
    return [_quiet(" " * margin + "└" + "".join(axis)), _quiet("".join(numbers).rstrip())]


def _quiet(text: str) -> Content:
    return Content.styled(text, ".text--quiet")
