"""`quizapp quiz`: what a seed draws, as JSON, and the results that are kept."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.memory import Calendar, Scheduler
from quizapp.store import ReviewBook
from quizapp.store.attempts import QuizTaken
from quizapp.study.quiz import QuizSettings
from tests.cli.packs import CARD, write_pack
from tests.cli.run import quizapp

EXERCISES = r"""
## Exercises
- derive `derivative`: Write $\sigma'(z)$ using only $s = \sigma(z)$.
- choose: Where is the slope largest?
    - [x] at z = 0 — there it is 1/4
    - [ ] as z grows — there it vanishes
    - [ ] nowhere — a smooth curve has a steepest place
- number `derivative`: What is its slope?
    - `z = 2` ∈ {−3, −2.5, …, 3} — the pre-activation
    - = 0.105 ± 0.001 — σ(2) = 0.881, times 0.119
- order: Put one training step in order.
    1. Zero the gradients. — else they add up
    2. Run the network forward. — the loss needs its output
    3. Propagate back. — this needs the activations
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack", card=CARD + EXERCISES)


def test_the_same_seed_prints_the_same_bytes(tmp_path: Path, pack: Path) -> None:
    arguments = ("--pack", pack, "quiz", "--json", "--seed")
    first = quizapp(tmp_path, *arguments, "7")
    assert first.exit_code == 0, first.output
    assert quizapp(tmp_path / "another-home", *arguments, "7").stdout_bytes == first.stdout_bytes
    assert quizapp(tmp_path, *arguments, "8").stdout_bytes != first.stdout_bytes


def test_a_quiz_without_a_seed_says_which_it_drew(tmp_path: Path, pack: Path) -> None:
    drawn = quizapp(tmp_path, "--pack", pack, "quiz", "--json")
    seed = json.loads(drawn.stdout)["settings"]["seed"]
    again = quizapp(tmp_path, "--pack", pack, "quiz", "--json", "--seed", str(seed))
    assert again.stdout == drawn.stdout


def test_tasks_are_printed_as_a_learner_sees_them(tmp_path: Path, pack: Path) -> None:
    quiz = json.loads(quizapp(tmp_path, "--pack", pack, "quiz", "--json", "--seed", "7").stdout)
    assert quiz["settings"]["count"] == 10
    tasks = {task["kind"]: task for task in quiz["tasks"]}
    assert set(tasks) == {"derive", "choose", "number", "order"}
    assert sorted(tasks["choose"]["options"]) == ["as z grows", "at z = 0", "nowhere"]
    assert len(tasks["order"]["steps"]) == 3
    assert tasks["order"]["steps"][0:3] != [
        "Zero the gradients.",
        "Run the network forward.",
        "Propagate back.",
    ]
    assert -3 <= float(tasks["number"]["inputs"]["z"]) <= 3
    assert tasks["derive"]["label"] == "derivative"
    assert {task["card"] for task in quiz["tasks"]} == {"sigmoid"}
    assert not any("answer" in task for task in quiz["tasks"])


def test_answers_are_what_the_derivation_computes(tmp_path: Path, pack: Path) -> None:
    result = quizapp(tmp_path, "--pack", pack, "--trust", "quiz", "--json", "--answers", "--seed", "7")
    assert result.exit_code == 0, result.output
    tasks = {task["kind"]: task for task in json.loads(result.stdout)["tasks"]}
    assert tasks["choose"]["answer"] == ["at z = 0"]
    assert tasks["order"]["answer"][0] == "Zero the gradients."
    assert r"\left(1 - \sigma(z)\right)" in tasks["derive"]["answer"]
    z, answer = float(tasks["number"]["inputs"]["z"]), tasks["number"]["answer"]
    s = 1 / (1 + 2.718281828459045**-z)
    assert answer["value"] == pytest.approx(s * (1 - s))
    assert answer["tolerance"] == 0.001


def test_answers_of_code_that_may_not_run_are_not_known(tmp_path: Path, pack: Path) -> None:
    result = quizapp(tmp_path, "--pack", pack, "quiz", "--json", "--answers", "--kinds", "derive")
    assert result.exit_code == 1
    assert "sigmoid: the answer of exercise 1 is not known: its derivation is not here" in result.output


def test_the_options_choose(tmp_path: Path, pack: Path) -> None:
    options = ("--topics", "activations", "--levels", "1,2", "--kinds", "order,choose", "--count", "1")
    result = quizapp(tmp_path, "--pack", pack, "quiz", *options, "--minutes", "3", "--seed", "1", "--json")
    quiz = json.loads(result.stdout)
    assert quiz["settings"] == {
        "topics": ["activations"],
        "levels": [1, 2],
        "kinds": ["choose", "order"],
        "count": 1,
        "minutes": 3,
        "seed": 1,
    }
    assert len(quiz["tasks"]) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--topics", "activation"), "did you mean activations?"),
        (("--kinds", "chose"), "there is no kind of question 'chose'; did you mean choose?"),
        (("--levels", "4"), "the levels are 1, 2, 3"),
        (("--levels", "one"), "level 'one'"),
        (("--levels", "3", "--json"), "no exercise fits"),
        (("--kinds", ","), "a list is empty"),
        (("--count", "0"), "not in the range"),
        (("--minutes", "x"), "not a valid integer"),
        (("--answers",), "--answers goes with --json"),
        (("--results", "--seed", "1"), "no quiz is drawn"),
        ((), "needs a terminal"),
    ],
)
def test_what_makes_no_quiz_is_explained(
    tmp_path: Path, pack: Path, options: tuple[str, ...], message: str
) -> None:
    result = quizapp(tmp_path, "--pack", pack, "quiz", *options)
    assert result.exit_code != 0
    assert message in " ".join(result.output.split())


def test_results_are_printed(tmp_path: Path, pack: Path) -> None:
    empty = quizapp(tmp_path, "--pack", pack, "quiz", "--results")
    assert (empty.exit_code, empty.stdout) == (0, "")
    assert "no quiz was taken yet" in empty.stderr
    at = datetime(2026, 1, 5, 12, tzinfo=UTC)
    with ReviewBook.open(tmp_path / "data", Scheduler(Calendar(UTC)), now=lambda: at, new_id=str) as book:
        settings = QuizSettings(seed=3, topics=("activations",)).to_json()
        book.record_quiz(QuizTaken("one", at, 372_000, settings, 8, 10))
        book.record_quiz(QuizTaken("two", at.replace(day=6), 60_000, "written by something else", 0, 0))
    table = quizapp(tmp_path, "--pack", pack, "quiz", "--results").stdout.splitlines()
    assert "8 of  10  80%    6:12  --topics activations --count 10 --seed 3" in table[0]
    assert table[1].split()[2:7] == ["0", "of", "0", "—", "1:00"]
    (one, two) = json.loads(quizapp(tmp_path, "--pack", pack, "quiz", "--results", "--json").stdout)
    assert (one["right"], one["asked"], one["settings"]["seed"]) == (8, 10, 3)
    assert two["settings"] == {}
