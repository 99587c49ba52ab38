"""`derive --plot`: the files it writes, and what it says when it cannot."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from quizapp.cli.figures import write_figure
from quizapp.derive.report import Curve, Plot
from tests.cli.packs import DERIVATION, write_pack
from tests.cli.run import quizapp

NAME = "activations/sigmoid"
DRAWS = (
    DERIVATION.replace("Comparison, Derivation", "Comparison, Derivation, Series")
    + """

@d.plot("The slope", x="z", y="slope", y_log=True)
def slope(rng):
    at = np.linspace(-4, 4, 33)
    yield Series("slope", at, Sigmoid().slope(at))
    yield Series("a quarter", [-4, 4], [0.25, 0.25], guide=True)


@d.plot("Twice", x="$z$", y="$2z$")
def twice(rng):
    yield Series("_twice$", [1, 2, 3], [2, 4, 6])
"""
)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack", derivation=DRAWS)


@pytest.mark.parametrize("name", ["slope.png", "SLOPE.PNG"])
def test_a_png_is_written_with_one_picture_below_the_other(tmp_path: Path, pack: Path, name: str) -> None:
    file = tmp_path / name
    result = quizapp(tmp_path, "--pack", pack, "--trust", "derive", "sigmoid", "--plot", file)
    assert result.exit_code == 0, result.output
    assert result.output == f"{file}: 2 plots\n"
    content = file.read_bytes()
    assert content.startswith(PNG)
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    assert (width, height) == (1050, 1350)


def test_an_svg_is_written_and_is_the_same_each_time(tmp_path: Path, pack: Path) -> None:
    files = [tmp_path / name for name in ("one.svg", "two.svg")]
    for file in files:
        result = quizapp(tmp_path, "--pack", pack, "--trust", "derive", NAME, "--plot", file)
        assert result.exit_code == 0, result.output
    one, two = (file.read_text("utf-8") for file in files)
    assert ET.fromstring(one).tag == "{http://www.w3.org/2000/svg}svg"
    assert one == two
    for text in ("The slope", "slope", "a quarter", "$2z$", "_twice$"):
        assert f"<!-- {text} -->" in one
    assert "Oblique" not in one, "a dollar sign is a dollar sign and begins no formula"


def test_powers_of_ten_are_typeset_and_whole_numbers_stay_whole(tmp_path: Path) -> None:
    curve = Curve(name="s", x=(1, 2, 3), y=(1e-9, 1e-5, 1e-1))
    file = tmp_path / "s.svg"
    write_figure([Plot(title="t", x_label="x", y_label="y", y_log=True, series=(curve,))], file)
    text = file.read_text("utf-8")
    assert "<!-- $\\mathdefault{10^{-9}}$ -->" in text
    assert "mathdefault{10" not in text.replace("<!-- $\\mathdefault{10", "")
    assert "<!-- 2 -->" in text
    assert "<!-- 1.5 -->" not in text


@pytest.mark.parametrize("name", ["slope.gif", "slope"])
def test_another_suffix_is_refused_before_anything_runs(tmp_path: Path, pack: Path, name: str) -> None:
    result = quizapp(tmp_path, "--pack", pack, "--trust", "derive", NAME, "--plot", tmp_path / name)
    assert result.exit_code == 1
    assert f"{name}: a plot is written as .png or .svg or .csv; choose such a name" in result.output


def test_a_derivation_without_plots_says_how_to_add_one(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack")
    result = quizapp(tmp_path, "--pack", pack, "--trust", "derive", NAME, "--plot", tmp_path / "s.png")
    assert result.exit_code == 1
    assert f"{NAME} has no plots; add one to its file with @d.plot" in result.output
    assert not (tmp_path / "s.png").exists()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, pack: Path) -> None:
    file = tmp_path / "missing" / "s.svg"
    result = quizapp(tmp_path, "--pack", pack, "--trust", "derive", NAME, "--plot", file)
    assert result.exit_code == 1
    assert f"{file}: the plot cannot be written (No such file or directory); choose" in result.output


def test_a_plot_that_fails_says_where(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", derivation=DRAWS.replace("[2, 4, 6]", "[2, 4]"))
    result = quizapp(tmp_path, "--pack", pack, "--trust", "derive", NAME, "--plot", tmp_path / "s.png")
    assert result.exit_code == 1
    assert "sigmoid.py:" in result.output
    assert "x of shape (3,) and y of shape (2,)" in result.output


def test_drawing_is_not_mixed_with_proving(tmp_path: Path, pack: Path) -> None:
    result = quizapp(tmp_path, "--pack", pack, "derive", NAME, "--json", "--plot", tmp_path / "s.png")
    assert result.exit_code == 2
    assert "leave out --evidence and --json" in result.output


def test_the_plotting_library_is_loaded_only_to_write_a_file() -> None:
    code = (
        "import quizapp.cli.figures, quizapp.cli.packs, quizapp.ui.screens.plot, sys; "
        "print(*[m for m in ('matplotlib', 'PIL', 'numpy', 'sympy') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_numbers_are_listed_as_csv(tmp_path: Path, pack: Path) -> None:
    file = tmp_path / "s.csv"
    result = quizapp(tmp_path, "--pack", pack, "--trust", "derive", "sigmoid", "--plot", file)
    assert result.exit_code == 0, result.output
    title, head, first = (line.split(",") for line in file.read_text("utf-8").splitlines()[:3])
    assert len(title) == 1
    assert len(head) == len(first) >= 2
    assert all(float(cell) == float(cell) for cell in first)
