"""What a derivation can draw: computed only when asked, the same each time, and fit for its axes."""

from collections.abc import Callable, Iterator
from contextlib import aclosing
from pathlib import Path

import numpy as np
import pytest

from quizapp.derive import Derivation, Series
from quizapp.derive.load import load
from quizapp.derive.report import Failed, Finished, Message, Outline, Plot, Plotted
from quizapp.derive.worker import Prover, find_derivations
from quizapp.errors import DerivationError
from quizapp.locations import own_pack

DERIVATIONS = find_derivations(own_pack().derivations)
WITH_PLOTS = {
    "activations/relu_family": 2,
    "activations/sigmoid": 1,
    "activations/tanh": 1,
    "boltzmann/restricted": 1,
    "initialization/variance": 1,
    "optimization/heavy_ball": 2,
    "optimization/numerical_gradient": 1,
    "regularization/bias_variance": 1,
}
DRAWS = '''"""It draws a line."""

from quizapp.derive import Comparison, Derivation, Series

d = Derivation("Lines")
x = d.real("x")
d.claim("double", x + x, 2 * x, "Twice the same.")


@d.network("a sum")
def agree(rng):
    yield Comparison("double", {x: 3}, network=3 + 3)


@d.plot("A line", x="x", y="y")
def line(rng):
    yield Series("line", [1, 2], [3, {y}])
'''


def plots(name: str) -> list[Plot]:
    return list(load(DERIVATIONS[name], name).draw())


def curves(plot: Plot) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    return {curve.name: (np.array(curve.x), np.array(curve.y)) for curve in plot.series}


@pytest.mark.parametrize("name", WITH_PLOTS)
def test_a_plot_holds_the_same_numbers_each_time(name: str) -> None:
    first, second = plots(name), plots(name)
    assert first == second
    assert len(first) == WITH_PLOTS[name]
    assert load(DERIVATIONS[name], name).outline(name).plots == tuple(plot.title for plot in first)


def test_differences_err_by_the_step_and_by_its_square_until_round_off_takes_over() -> None:
    (plot,) = plots("optimization/numerical_gradient")
    drawn = curves(plot)
    for name, expected in (("forward", lambda h: h / 2), ("central", lambda h: h**2 / 6)):
        h, error = drawn[name]
        trend = (h > 2e-4) & (h < 1e-2)
        assert np.allclose(error[trend], expected(h[trend]), rtol=0.01)
        assert error[0] > 1e5 * error.min()
    assert drawn["central"][1].min() < drawn["forward"][1].min() / 100


def test_momentum_falls_by_the_root_of_the_condition_number() -> None:
    _, losses = plots("optimization/heavy_ball")
    drawn = curves(losses)
    for name, factor in (("descent", 24 / 26), ("momentum", 4 / 6)):
        _, loss = drawn[name]
        assert (loss[60] / loss[40]) ** (1 / 40) == pytest.approx(factor, rel=0.03), name


def test_only_he_keeps_the_signal_through_relu_layers() -> None:
    (plot,) = plots("initialization/variance")
    spread = {name: y for name, (_, y) in curves(plot).items()}
    assert 0.5 < spread["He"][9] / spread["He"][0] < 2
    assert spread["LeCun"][9] / spread["LeCun"][0] == pytest.approx(2**-4.5, rel=0.3)
    assert spread["LeCun"][9] < spread["Xavier"][9] < spread["He"][9]
    assert spread["0.01"][9] < 1e-8


def test_bias_falls_and_variance_grows_with_the_degree() -> None:
    (plot,) = plots("regularization/bias_variance")
    drawn = curves(plot)
    bias, variance, total = (drawn[name][1] for name in ("bias squared", "variance", "their sum with noise"))
    assert bias[9] < bias[3] < bias[0]
    assert variance[0] == pytest.approx(0.3**2 / 15)  # a mean of fifteen targets
    assert (np.diff(variance) > 0).all()
    assert np.allclose(total - bias - variance, 0.3**2)
    assert 0 < np.argmin(total) < 9


def test_contrastive_divergence_turns_to_the_gradient_slowly_where_weights_are_large() -> None:
    (plot,) = plots("boltzmann/restricted")
    angles = [y for _, y in curves(plot).values()]
    assert all((np.diff(angle) < 0).all() for angle in angles)
    assert angles[0][19] < angles[1][19] < angles[2][19]
    assert angles[0][19] < 1e-3


@pytest.mark.parametrize("name", ["activations/sigmoid", "activations/tanh"])
def test_a_drawn_slope_is_that_of_the_drawn_curve(name: str) -> None:
    (plot,) = plots(name)
    drawn = curves(plot)
    x, y = drawn[name.split("/")[1]]
    middle = (y[2:] - y[:-2]) / (x[2:] - x[:-2])
    assert np.allclose(middle, drawn["slope"][1][1:-1], atol=5e-3)


WRONG: dict[str, tuple[Callable[[], Iterator[Series]], str]] = {
    "nothing": (lambda: iter(()), r"the plot 'P' is empty; yield Series"),
    "nan": (lambda: iter([Series("s", [1, 2], [1, float("nan")])]), r"'s': point 2 is nan; it must be"),
    "zero on a logarithm": (lambda: iter([Series("s", [1, 2], [0, 1])]), r"point 1 is 0; .* above 0"),
    "lengths": (lambda: iter([Series("s", [1, 2], [1])]), r"x of shape \(2,\) and y of shape \(1,\); give"),
    "matrix": (lambda: iter([Series("s", [[1]], [[1]])]), r"x of shape \(1, 1\)"),
    "too many": (lambda: iter([Series("s", range(2001), range(1, 2002))]), r"at most 2000"),
    "same name": (lambda: iter([Series("s", [1], [1])] * 2), r"two series are called 's'; give each"),
}


@pytest.mark.parametrize("what", WRONG)
def test_numbers_that_no_axis_can_hold_are_refused_with_their_place(what: str) -> None:
    series, message = WRONG[what]
    d = Derivation("Wrong")

    @d.plot("P", x="x", y="y", y_log=True)
    def wrong(_: np.random.Generator) -> Iterator[Series]:
        return series()

    with pytest.raises(DerivationError, match=rf"test_plots\.py:\d+: .*{message}"):
        list(d.draw())


async def said(path: Path, *, plots: bool) -> list[Message]:
    prover = Prover({"lines/line": path})
    try:
        async with aclosing(prover.prove("lines/line", judge=False, plots=plots)) as messages:
            return [message async for message in messages]
    finally:
        await prover.close()


async def test_the_worker_sends_plots_when_asked_and_never_else(tmp_path: Path) -> None:
    path = tmp_path / "line.py"
    path.write_text(DRAWS.replace("{y}", "4"), "utf-8")
    outline, plotted, finished = await said(path, plots=True)
    assert isinstance(outline, Outline)
    assert outline.plots == ("A line",)
    assert isinstance(plotted, Plotted)
    assert plotted.plot.series[0].y == (3, 4)
    assert isinstance(finished, Finished)
    assert [message.type for message in await said(path, plots=False)] == ["outline", "finished"]


async def test_a_plot_that_fails_says_where_and_harms_nobody_who_did_not_ask(tmp_path: Path) -> None:
    path = tmp_path / "line.py"
    path.write_text(DRAWS.replace("{y}", "1 / 0"), "utf-8")
    *_, last = await said(path, plots=True)
    assert isinstance(last, Failed)
    assert f"{path}:17: ZeroDivisionError" in last.message
    *_, last = await said(path, plots=False)
    assert isinstance(last, Finished)
