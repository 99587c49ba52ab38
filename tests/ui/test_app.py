"""The app around the screens: language, theme, where it opens, and how it ends."""

import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pexpect
import pytest

from quizapp.cards.model import Language
from quizapp.settings import Settings
from quizapp.ui.app import Opening, QuizApp
from quizapp.ui.screens.home import HomeScreen
from quizapp.ui.screens.study import StudyScreen
from quizapp.ui.theme import THEMES
from tests.ui.room import furnish
from tests.ui.screenshot import screen_text

ROOT = Path(__file__).parents[2]
ALTERNATE_SCREEN_OFF = "\x1b[?1049l"
CURSOR_SHOWN = "\x1b[?25h"


async def test_opens_at_home(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test():
        assert isinstance(app.screen, HomeScreen)


async def test_says_once_that_the_first_frame_is_painted(tmp_path: Path) -> None:
    seen: list[str] = []
    app = QuizApp(furnish(tmp_path).services, when_painted=lambda: seen.append(screen_text(app)))
    async with app.run_test() as pilot:
        await pilot.press("down")
        await pilot.pause()
    assert [("First question" in text) for text in seen] == [True]


async def test_opens_where_it_is_told_with_home_behind(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services, opening=Opening("study", topics=("loss-functions",)))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert app.screen.view is not None
        assert app.screen.view.session.queue == ("softmax",)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("name", ["dark", "light"])
async def test_wears_the_theme_of_the_settings_and_t_changes_it(tmp_path: Path, name: str) -> None:
    settings = Settings.model_validate({"theme": name})
    app = QuizApp(furnish(tmp_path, settings=settings).services)
    other = {"dark": "light", "light": "dark"}[name]
    async with app.run_test() as pilot:
        assert app.theme == THEMES[name].name
        await pilot.press("t")
        assert app.theme == THEMES[other].name


async def test_the_language_is_kept_from_screen_to_screen(tmp_path: Path) -> None:
    app = QuizApp(furnish(tmp_path).services)
    async with app.run_test() as pilot:
        await pilot.press("enter", "l", "escape")
        assert app.language is Language.KOREAN
        await pilot.pause()
        assert "오늘" in screen_text(app)


async def test_closing_ends_the_prover(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    app = QuizApp(room.services)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
    assert room.prover.closed == 1


async def test_a_crash_ends_the_prover(tmp_path: Path) -> None:
    room = furnish(tmp_path)
    app = QuizApp(room.services)

    async def crash() -> None:
        async with app.run_test() as pilot:
            await pilot.press("down")

    with (
        patch.object(HomeScreen, "action_move", side_effect=RuntimeError("planted")),
        pytest.raises(RuntimeError, match="planted"),
    ):
        await crash()
    assert room.prover.closed == 1


def start(folder: Path, body: str) -> "pexpect.spawn[str]":
    """Start a study room in a terminal of its own, after running body in its process."""
    program = f"""
import sys
from pathlib import Path
from tests.ui.room import furnish
from quizapp.ui.app import QuizApp
{body}
app = QuizApp(furnish(Path({str(folder)!r})).services)
app.run()
sys.exit(app.return_code)
"""
    child = pexpect.spawn(
        sys.executable, ["-c", program], cwd=str(ROOT), dimensions=(24, 80), encoding="utf-8", timeout=20
    )
    child.expect("of 4 cards learned")
    return child


@pytest.mark.parametrize("number", [15, 1])
def test_a_signal_to_end_restores_the_terminal(tmp_path: Path, number: int) -> None:
    child = start(tmp_path, "")
    child.kill(number)
    child.expect(pexpect.EOF)
    child.close()
    told = str(child.before)
    assert ALTERNATE_SCREEN_OFF in told
    assert CURSOR_SHOWN in told
    assert (child.exitstatus, child.signalstatus) == (128 + number, None)


def test_a_crash_restores_the_terminal_and_shows_what_happened(tmp_path: Path) -> None:
    body = (
        "from quizapp.ui.screens.home import HomeScreen\n"
        "def crash(self, lines):\n    raise RuntimeError('planted')\n"
        "HomeScreen.action_move = crash\n"
    )
    child = start(tmp_path, body)
    child.send("\x1b[B")
    child.expect(pexpect.EOF)
    child.close()
    restored, _, told = str(child.before).rpartition(ALTERNATE_SCREEN_OFF)
    assert restored
    assert "planted" in told
    assert child.exitstatus == 1


def printed_by(program: str) -> list[str]:
    """Return the words that a program of its own process prints."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_the_process_that_draws_loads_no_sympy_or_numpy() -> None:
    program = (
        "import quizapp.ui.app, quizapp.ui.palette, sys\n"
        "from quizapp.ui.screens import browse, derivations, derive, help, study\n"
        "print(*({'sympy', 'numpy', 'mpmath'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == []


def test_what_is_seen_later_is_loaded_later() -> None:
    program = "import quizapp.ui.app, sys\nprint(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(found.stdout.split())
    assert "quizapp.ui.screens.home" in loaded
    screens = {name.rpartition(".")[2] for name in loaded if name.startswith("quizapp.ui.screens.")}
    assert screens == {"home", "home_view", "breakpoints"}
    assert not loaded & {"markdown_it", "quizapp.mathtext", "quizapp.ui.palette"}
