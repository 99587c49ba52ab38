"""The derivation screen: keys play it, verdicts stream in, failures are explained."""

import pytest
from textual.app import App
from textual.reactive import reactive

from quizapp.cards.model import Language
from quizapp.derive.report import Verdict
from quizapp.errors import WorkerError
from quizapp.ui.blackboard import Phase
from quizapp.ui.screens.derive import DeriveScreen
from quizapp.ui.theme import DARK
from tests.ui.proofs import FAILED, FINISHED, NAME, OUTLINE, STEPS, SteppingProver, judged, until
from tests.ui.screenshot import SIZES, assert_looks_like, screen_text


class Wall(App[None]):
    """Holds one derivation screen."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.prover = SteppingProver()
        self.board = DeriveScreen(self.prover, NAME)

    def on_mount(self) -> None:
        self.push_screen(self.board)

    @property
    def seen(self) -> str:
        return screen_text(self)


async def test_a_run_begins_when_the_screen_opens_and_says_so() -> None:
    app = Wall()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.prover.asked == [NAME])
        assert NAME in app.seen
        assert "Starting the prover" in app.seen


async def test_space_shows_one_step_after_another() -> None:
    app = Wall()
    async with app.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE)
        await until(pilot, lambda: app.board.state.outline is not None)
        await pilot.pause()
        assert "Softmax turns scores" in app.seen
        assert "Starting the prover" not in app.seen
        assert "Cross-entropy is the negative" not in app.seen
        await pilot.press("space")
        assert app.board.state.marked == 1
        assert "Cross-entropy is the negative" in app.seen
        assert "step 2 of 5" in app.seen
        await pilot.press("space", "space", "space")
        assert app.board.state.complete
        assert "next step" not in app.seen


async def test_a_verdict_appears_when_it_arrives_whether_the_reader_is_ahead_or_behind() -> None:
    app = Wall()
    async with app.run_test(size=(100, 50)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, judged(4))
        await until(pilot, lambda: bool(app.board.state.judged))
        assert "jacobian" not in app.seen
        await pilot.press("a")
        assert "✓ proved   jacobian" in app.seen
        assert "… checking   gradient" in app.seen
        app.prover.say(judged(5), FINISHED)
        await until(pilot, lambda: app.board.state.phase is Phase.FINISHED)
        await pilot.pause()
        assert "✓ proved   gradient" in app.seen
        assert "2 proved · 0.21 s" in app.seen


async def test_v_opens_the_evidence_of_the_marked_step_and_it_follows_the_mark() -> None:
    app = Wall()
    async with app.run_test(size=(100, 60)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, judged(4), judged(5, Verdict.REFUTED), FINISHED)
        await until(pilot, lambda: app.board.state.phase is Phase.FINISHED)
        await pilot.press("a", "down", "down", "down", "v")
        await pilot.pause()
        assert "evidence: jacobian" in app.seen
        assert "residual reduced to 0 by cancel, for K = 3, 4, 5 and every k" in app.seen
        assert "18 ms" in app.seen
        await pilot.press("down")
        await pilot.pause()
        assert "evidence: jacobian" not in app.seen
        assert "evidence: gradient" in app.seen
        for part in ("z_1 = 20, y_1 = 1/2", "2.06e-9", "-2.06e-9", "4.12e-9"):
            assert part in app.seen
        await pilot.press("v")
        await pilot.pause()
        assert "evidence:" not in app.seen


async def test_a_step_not_judged_yet_says_so_in_its_evidence() -> None:
    app = Wall()
    async with app.run_test(size=(100, 60)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE)
        await until(pilot, lambda: app.board.state.outline is not None)
        await pilot.press("v")
        await pilot.pause()
        assert "A definition says what a symbol stands for" in app.seen
        await pilot.press("space", "space")
        await pilot.pause()
        assert "An assumption" in app.seen
        await pilot.press("space")
        await pilot.pause()
        assert "… being checked" in app.seen


async def test_a_run_that_stops_says_why_and_what_to_do() -> None:
    app = Wall()
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, judged(4), FAILED)
        await until(pilot, lambda: app.board.state.phase is Phase.FAILED)
        await pilot.press("a")
        await pilot.pause()
        assert "The proof stopped: It took longer than 20 s" in app.seen
        assert "Press r to run it again" in app.seen
        assert "checking" not in app.seen


@pytest.mark.parametrize("error", [WorkerError("the worker could not be started"), RuntimeError("boom [b]")])
async def test_a_prover_that_breaks_is_reported_and_the_app_lives(error: Exception) -> None:
    app = Wall()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, error)
        await until(pilot, lambda: app.board.state.phase is Phase.FAILED)
        await pilot.pause()
        assert str(error) in app.seen


async def test_r_proves_it_again_and_the_old_run_is_abandoned() -> None:
    app = Wall()
    async with app.run_test(size=(100, 50)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, judged(4, Verdict.REFUTED))
        await until(pilot, lambda: bool(app.board.state.judged))
        await pilot.press("a", "r")
        await until(pilot, lambda: len(app.prover.asked) == 2)
        assert app.prover.abandoned == 1
        assert "refuted" not in app.seen
        app.prover.say(OUTLINE, judged(4), judged(5), FINISHED)
        await until(pilot, lambda: app.board.state.phase is Phase.FINISHED)
        assert app.board.state.verdicts == (Verdict.PROVED, Verdict.PROVED)


async def test_a_file_edited_between_two_runs_is_shown_as_it_has_become() -> None:
    app = Wall()
    async with app.run_test(size=(100, 50)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, judged(4), judged(5), FINISHED)
        await until(pilot, lambda: app.board.state.phase is Phase.FINISHED)
        await pilot.press("a", "down", "down", "down", "down", "r")
        await until(pilot, lambda: len(app.prover.asked) == 2)
        app.prover.say(
            OUTLINE.model_copy(update={"title": "Edited", "steps": STEPS[:4]}), judged(4), FINISHED
        )
        await until(pilot, lambda: app.board.state.phase is Phase.FINISHED)
        await until(pilot, lambda: "gradient" not in app.seen)
        assert "Edited" in app.seen
        assert "✓ proved   jacobian" in app.seen
        assert app.seen.count("Softmax turns scores") == 1


async def test_hypotheses_stay_in_sight_once_they_are_on_the_board() -> None:
    app = Wall()
    async with app.run_test(size=(100, 24)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE)
        await until(pilot, lambda: app.board.state.outline is not None)
        await pilot.press("space")
        await pilot.pause()
        assert "given" not in app.seen
        await pilot.press("space", "space", "space")
        await pilot.pause()
        assert app.seen.split("\n")[1] == " given   ∑ₖ₌₁ᴷ yₖ = 1"


async def test_the_board_speaks_the_language_of_the_app() -> None:
    class KoreanWall(Wall):
        language = reactive(Language.KOREAN)

    app = KoreanWall()
    async with app.run_test(size=(100, 60)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, judged(4), judged(5), FINISHED)
        await until(pilot, lambda: app.board.state.phase is Phase.FINISHED)
        await pilot.press("a", "down", "down", "down", "v")
        await pilot.pause()
        assert "✓ 증명됨   jacobian" in app.seen
        assert "근거: jacobian" in app.seen
        app.language = Language.ENGLISH
        await pilot.pause()
        assert "✓ proved   jacobian" in app.seen


async def test_escape_goes_back_and_abandons_the_run() -> None:
    app = Wall()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE)
        await until(pilot, lambda: app.board.state.outline is not None)
        await pilot.press("escape")
        await until(pilot, lambda: app.prover.abandoned == 1)
        assert app.screen is not app.board


async def test_a_click_marks_a_step_and_another_opens_its_evidence() -> None:
    app = Wall()
    async with app.run_test(size=(100, 60)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, judged(4), judged(5), FINISHED)
        await until(pilot, lambda: app.board.state.phase is Phase.FINISHED)
        await pilot.press("a")
        await pilot.pause()
        row = next(i for i, line in enumerate(app.seen.split("\n")) if "Quotient rule" in line)
        await pilot.click(offset=(10, row))
        assert (app.board.state.marked, app.board.state.evidence) == (3, False)
        await pilot.click(offset=(10, row))
        assert app.board.state.evidence


async def test_the_marked_step_is_kept_in_sight() -> None:
    app = Wall()
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, judged(4), judged(5), FINISHED)
        await until(pilot, lambda: app.board.state.phase is Phase.FINISHED)
        await pilot.press("space", "space", "space", "space")
        await pilot.pause()
        assert "▶ 5" in app.seen
        await pilot.press("up", "up", "up", "up")
        await pilot.pause()
        assert "▶ 1" in app.seen


@pytest.mark.parametrize("size", SIZES)
async def test_the_board_looks_like_its_golden(size: tuple[int, int]) -> None:
    app = Wall()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: bool(app.prover.asked))
        app.prover.say(OUTLINE, judged(4), judged(5, Verdict.REFUTED), FINISHED)
        await until(pilot, lambda: app.board.state.phase is Phase.FINISHED)
        await pilot.press("a", "down", "down", "down", "v")
        await pilot.pause()
        assert_looks_like(app, "derive-evidence")
        await pilot.press("down")
        await pilot.pause()
        assert_looks_like(app, "derive-refuted")
