"""The list of derivations: what files say of themselves, and choosing one."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual import on
from textual.app import App
from textual.screen import Screen

from quizapp.derive.report import Report, Verdict
from quizapp.ui.catalogue import Catalogue, Entry, read_entries
from quizapp.ui.messages import DerivationAsked
from quizapp.ui.screens.derivations import DerivationsScreen
from quizapp.ui.theme import DARK
from tests.ui.proofs import until
from tests.ui.room import report
from tests.ui.screenshot import SIZES, assert_looks_like, screen_text

FILES = {
    "activations/sigmoid": '''
        """The sigmoid's slope needs only its output, and is at most 1/4."""
        from quizapp.derive import Derivation
        d = Derivation("Derivative of the sigmoid")
    ''',
    "losses/softmax_cross_entropy": '''
        """Softmax followed by cross-entropy has the gradient p - y."""
        d = Derivation("Softmax with cross-entropy")
    ''',
    "losses/mean_squared_error": '"""The gradient of the mean squared error [b] carries the factor 2/N."""\n',
    "losses/broken_file": "def (",
}
KNOWN = {
    "activations/sigmoid": report("activations/sigmoid", slope=Verdict.PROVED),
    "losses/mean_squared_error": report("mse", half=Verdict.REFUTED, gradient=Verdict.PROVED),
}


def write_files(folder: Path) -> dict[str, Path]:
    paths = {}
    for name, text in FILES.items():
        path = folder / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(line.strip() for line in text.strip().split("\n")), "utf-8")
        paths[name] = path
    return paths


class Shelf(App[None]):
    """Holds the list, and remembers what was asked for."""

    def __init__(self, derivations: Mapping[str, Path], known: Mapping[str, Report] | None = None) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.known = dict(known or {})
        self.listing = DerivationsScreen(derivations, lambda: self.known)
        self.asked: list[str | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.listing)

    @on(DerivationAsked)
    def _remember(self, message: DerivationAsked) -> None:
        self.asked.append(message.name)


def test_titles_are_read_without_running_the_file(tmp_path: Path) -> None:
    entries = read_entries(write_files(tmp_path), KNOWN)
    assert [(entry.name, entry.title) for entry in entries] == [
        ("activations/sigmoid", "Derivative of the sigmoid"),
        ("losses/broken_file", "Broken file"),
        ("losses/mean_squared_error", "Mean squared error"),
        ("losses/softmax_cross_entropy", "Softmax with cross-entropy"),
    ]
    assert entries[0].summary == "The sigmoid's slope needs only its output, and is at most 1/4."
    assert [entry.verdict for entry in entries] == [Verdict.PROVED, None, Verdict.REFUTED, None]


def test_a_file_that_vanished_or_is_not_text_is_listed_under_its_name(tmp_path: Path) -> None:
    junk = tmp_path / "junk.py"
    junk.write_bytes(b"\x00\xff\xfe")
    entries = read_entries({"a/gone": tmp_path / "gone.py", "a/junk": junk}, {})
    assert [(entry.title, entry.summary) for entry in entries] == [("Gone", ""), ("Junk", "")]


def test_the_mark_stays_within_the_list_and_on_its_derivation() -> None:
    a, b, c = (Entry(f"t/{name}", name, "") for name in "abc")
    catalogue = Catalogue((a, b)).move(5)
    assert catalogue.current == b
    assert catalogue.filled((a, c, b)).current == b
    assert catalogue.filled((a,)).current == a
    assert Catalogue().move(1).current is None


async def test_enter_asks_for_the_marked_derivation(tmp_path: Path) -> None:
    app = Shelf(write_files(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: len(app.listing.catalogue.entries) == 4)
        await pilot.press("down", "down", "down", "down", "up", "enter")
        await pilot.pause()
        assert app.asked == ["losses/mean_squared_error"]


async def test_a_click_marks_a_line_and_a_click_on_the_marked_one_opens_it(tmp_path: Path) -> None:
    app = Shelf(write_files(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Softmax" in screen_text(app))
        row = next(i for i, line in enumerate(screen_text(app).split("\n")) if "Softmax" in line)
        await pilot.click(offset=(8, row))
        assert (app.listing.catalogue.marked, app.asked) == (3, [])
        row = next(i for i, line in enumerate(screen_text(app).split("\n")) if "Softmax with" in line)
        await pilot.click(offset=(8, row))
        await pilot.pause()
        assert app.asked == ["losses/softmax_cross_entropy"]


async def test_a_verdict_found_meanwhile_is_shown_on_coming_back(tmp_path: Path) -> None:
    app = Shelf(write_files(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Softmax" in screen_text(app))
        assert "✓" not in screen_text(app)
        app.known |= KNOWN
        await app.push_screen(Screen())
        await app.pop_screen()
        await until(pilot, lambda: "✓ proved" in screen_text(app))


async def test_an_empty_pack_says_where_to_put_a_derivation() -> None:
    app = Shelf({})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Put one into derivations/<topic>/<name>.py." in screen_text(app)
        assert "open" not in screen_text(app)


async def test_the_marked_line_is_kept_in_sight() -> None:
    app = Shelf({f"topic{n % 5}/name{n:02}": Path("missing.py") for n in range(40)})
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: len(app.listing.catalogue.entries) == 40)
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert "▶  Name39" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_looks_like_its_golden(size: tuple[int, int], tmp_path: Path) -> None:
    app = Shelf(write_files(tmp_path), KNOWN)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: len(app.listing.catalogue.entries) == 4)
        await pilot.press("down", "down")
        await pilot.pause()
        assert_looks_like(app, "derivations")
