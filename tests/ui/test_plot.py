"""Plots in the terminal: their axes, their lines, and the screen that shows them."""

import math

import pytest
from textual.app import App

from quizapp.derive.report import Curve, Failed, Finished, Outline, Plot, Plotted
from quizapp.derive.tables import tabulate
from quizapp.ui.screens.derive import DeriveScreen
from quizapp.ui.screens.plot import PlotScreen
from quizapp.ui.theme import DARK
from quizapp.ui.widgets.axis import fitted
from quizapp.ui.widgets.braille import Sheet
from quizapp.ui.widgets.plot import draw_plot
from quizapp.ui.widgets.plot_table import list_numbers
from tests.ui.proofs import NAME, OUTLINE, SteppingProver, until
from tests.ui.screenshot import SIZES, assert_looks_like, screen_text

STEPS = tuple(10 ** (-k / 4) for k in range(4, 57))
ERRORS = Plot(
    title="Error against step size",
    x_label="step h",
    y_label="relative error",
    x_log=True,
    y_log=True,
    series=(
        Curve(name="forward", x=STEPS, y=tuple(h / 2 + 1e-16 / h for h in STEPS)),
        Curve(name="central", x=STEPS, y=tuple(h**2 / 6 + 1e-16 / h for h in STEPS)),
        Curve(name="round-off / h", x=STEPS[30:], y=tuple(1e-16 / h for h in STEPS[30:]), guide=True),
    ),
)
WAVE = Plot(
    title="A wave",
    x_label="z",
    y_label="value",
    series=(
        Curve(
            name="sine",
            x=tuple(k / 10 for k in range(-63, 64)),
            y=tuple(math.sin(k / 10) for k in range(-63, 64)),
        ),
    ),
)
FINISHED = Finished(name=NAME, seconds=0.01)


@pytest.mark.parametrize(
    ("numbers", "log", "most", "texts"),
    [
        ((0, 1), False, 3, ["0", "0.5", "1.0"]),
        ((-2, 2), False, 5, ["−2", "−1", "0", "1", "2"]),
        ((0, 60), False, 4, ["0", "20", "40", "60"]),
        ((0.013, 0.041), False, 4, ["0.02", "0.03", "0.04"]),
        ((0, 250_000), False, 3, ["0", "1e+05", "2e+05"]),
        ((1e-9, 1e-1), True, 5, ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²"]),
        ((0.5, 20), True, 4, ["1", "10"]),
        ((2, 3), True, 4, ["1", "10"]),
        ((1,), True, 4, ["10⁻¹", "1", "10"]),
        ((5,), False, 3, ["4", "6"]),
    ],
)
def test_ticks_are_round_numbers(numbers: tuple[float, ...], log: bool, most: int, texts: list[str]) -> None:
    assert [tick.text for tick in fitted(numbers, log=log).ticks(most)] == texts


def test_every_number_lies_within_its_axis() -> None:
    for log in (False, True):
        axis = fitted((0.3, 7, 2), log=log)
        assert axis.share(0.3) >= 0
        assert axis.share(7) <= 1
        assert axis.share(0.3) < axis.share(2) < axis.share(7)


def test_a_line_from_corner_to_corner_sets_its_dots() -> None:
    sheet = Sheet(2, 1)
    sheet.line([(0, 0), (1, 1)], "red")
    assert [row.plain for row in sheet.rows()] == ["⡠⠊"]


def test_lines_that_share_a_cell_share_its_dots() -> None:
    sheet = Sheet(1, 1)
    sheet.line([(0, 0), (0, 1)], "red")
    sheet.line([(1, 0), (1, 1)], "blue")
    assert sheet.rows()[0].plain == "⣿"


@pytest.mark.parametrize("width", [10, 60, 80, 200])
@pytest.mark.parametrize("plot", [ERRORS, WAVE], ids=lambda plot: plot.title)
def test_a_plot_keeps_to_its_size_and_names_what_it_draws(plot: Plot, width: int) -> None:
    drawn = draw_plot(plot, width, 20)
    assert len(drawn) == 20
    assert width < 60 or max(line.cell_length for line in drawn) <= width
    text = "\n".join(line.plain for line in drawn)
    for name in (plot.x_label, plot.y_label, *(curve.name for curve in plot.series)):
        assert name in text


def test_every_series_has_its_own_sign_and_colour() -> None:
    drawn = draw_plot(ERRORS, 60, 20)
    text = "\n".join(line.plain for line in drawn[:-1])
    assert "●" in text
    assert "▲" in text
    styles = {str(span.style) for line in drawn for span in line.spans}
    assert {".series--0", ".series--1", ".text--quiet"} <= styles


class Wall(App[None]):
    """Holds a screen that shows plots."""

    def __init__(self, screen: type[PlotScreen | DeriveScreen] = PlotScreen) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.prover = SteppingProver()
        self.first = screen(self.prover, NAME)

    def on_mount(self) -> None:
        self.push_screen(self.first)

    @property
    def seen(self) -> str:
        return screen_text(self)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_a_plot_looks_like(size: tuple[int, int]) -> None:
    app = Wall()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, Plotted(name=NAME, plot=ERRORS), Plotted(name=NAME, plot=WAVE), FINISHED)
        await until(pilot, lambda: "1/2" in app.seen)
        await pilot.pause()
        assert_looks_like(app, "plot-errors")
        await pilot.press("space")
        await pilot.pause()
        assert_looks_like(app, "plot-wave")


async def test_another_plot_is_offered_only_where_there_is_one_and_they_go_round() -> None:
    app = Wall()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        assert "Starting the prover" in app.seen
        app.prover.say(OUTLINE, Plotted(name=NAME, plot=ERRORS))
        await until(pilot, lambda: "Error against" in app.seen)
        await pilot.pause()
        assert "next plot" not in app.seen
        app.prover.say(Plotted(name=NAME, plot=WAVE), FINISHED)
        await until(pilot, lambda: "next plot" in app.seen)
        await pilot.press("left")
        await pilot.pause()
        assert "A wave" in app.seen
        assert "2/2" in app.seen
        await pilot.press("right")
        await pilot.pause()
        assert "Error against" in app.seen


async def test_a_plot_that_cannot_be_computed_says_why() -> None:
    for trouble in (Failed(name=NAME, message="no such numbers"), RuntimeError("no such numbers")):
        app = Wall()
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda app=app: bool(app.prover.asked))  # type: ignore[misc]
            app.prover.say(OUTLINE, trouble)
            await until(pilot, lambda app=app: "no such numbers" in app.seen)  # type: ignore[misc]


async def test_g_draws_on_the_board_of_a_derivation_that_has_plots_and_escape_leads_back() -> None:
    app = Wall(DeriveScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE)
        await until(pilot, lambda: "Softmax with" in app.seen)
        await pilot.pause()
        assert "g plot" not in app.seen
        await pilot.press("g")
        assert app.screen is app.first
        await pilot.press("r")
        with_plots: Outline = OUTLINE.model_copy(update={"plots": (WAVE.title,)})
        await until(pilot, lambda: len(app.prover.asked) == 2)
        app.prover.say(with_plots)
        await until(pilot, lambda: "g plot" in app.seen)
        await pilot.press("g")
        await until(pilot, lambda: len(app.prover.asked) == 3)
        app.prover.say(with_plots, Plotted(name=NAME, plot=WAVE), FINISHED)
        await until(pilot, lambda: "A wave" in app.seen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.first
        app.prover.say(FINISHED, run=1)
        await until(pilot, lambda: "0.01 s" in app.seen or "10 ms" in app.seen)


def test_numbers_share_a_column_of_points_where_curves_do() -> None:
    table = tabulate(ERRORS)
    assert table.head == ("step h", "forward", "central")
    assert table.rows[0] == (STEPS[0], STEPS[0] / 2 + 1e-16 / STEPS[0], STEPS[0] ** 2 / 6 + 1e-16 / STEPS[0])
    assert len(table.rows) == len(STEPS)


def test_curves_with_points_of_their_own_are_listed_one_after_the_other() -> None:
    own = WAVE.model_copy(update={"series": (*WAVE.series, Curve(name="dot", x=(9.0,), y=(7.0,)))})
    table = tabulate(own)
    assert table.head == ("curve", "z", "value")
    assert table.rows[-1] == ("dot", 9.0, 7.0)


@pytest.mark.parametrize("most", [1, 2, 5, 500])
def test_thinning_keeps_the_ends(most: int) -> None:
    rows = tabulate(WAVE).thinned(most).rows
    assert len(rows) == min(most, 127)
    assert rows[0] == tabulate(WAVE).rows[0]
    assert most == 1 or rows[-1] == tabulate(WAVE).rows[-1]


def test_numbers_fit_the_width_and_the_height() -> None:
    lines = [line.plain for line in list_numbers(ERRORS, 24, 10)]
    assert len(lines) == 10
    assert max(map(len, lines)) <= 24
    assert lines[0].split()[:2] == ["step", "h"]


async def test_v_lists_the_numbers_and_draws_them_again() -> None:
    app = Wall()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, Plotted(name=NAME, plot=WAVE), FINISHED)
        await until(pilot, lambda: "A wave" in app.seen)
        await pilot.press("v")
        await pilot.pause()
        assert "-0.0168" in app.seen
        await pilot.press("v")
        await pilot.pause()
        assert "-0.0168" not in app.seen
