"""The table of commands and what is made from it."""

from typing import Any

import pytest
from textual.screen import Screen

from quizapp.cards.model import Language
from quizapp.ui import commands
from quizapp.ui.app import QuizApp
from quizapp.ui.commands import TABLE, Command
from quizapp.ui.korean import COMMANDS as KOREAN
from quizapp.ui.screens.blackboard import BlackboardScreen
from quizapp.ui.screens.browse import BrowseScreen
from quizapp.ui.screens.help import HelpScreen
from quizapp.ui.screens.home import HomeScreen
from quizapp.ui.screens.plot import PlotScreen
from quizapp.ui.screens.quiz_report import QuizReportScreen
from quizapp.ui.screens.quiz_setup import QuizSetupScreen
from quizapp.ui.screens.study import StudyScreen

SCREENS: list[tuple[type[Screen[Any]], tuple[Command, ...]]] = [
    (HomeScreen, commands.HOME),
    (StudyScreen, commands.STUDY),
    (BlackboardScreen, commands.BLACKBOARD),
    (BrowseScreen, commands.BROWSE),
    (PlotScreen, commands.PLOT),
    (QuizSetupScreen, commands.QUIZ),
    (QuizReportScreen, commands.QUIZ_REPORT),
    (HelpScreen, commands.HELP),
]
TAKING_TURNS = [
    {"study.reveal", "study.read", "study.tick"},
    {"home.study", "home.more"},
    {"study.accept", "study.finish"},
    {"blackboard.begin", "blackboard.write", "blackboard.next"},
]
"""Commands that share a key because never more than one of them works."""


def action_name(command: Command) -> str:
    return command.action.removeprefix("app.").split("(")[0]


@pytest.mark.parametrize(("screen", "table"), SCREENS)
def test_every_command_does_something(screen: type[Screen[Any]], table: tuple[Command, ...]) -> None:
    for command in table:
        owner = QuizApp if command.action.startswith("app.") else screen
        assert hasattr(owner, f"action_{action_name(command)}"), command.id


def test_every_command_of_the_app_does_something() -> None:
    for command in commands.EVERYWHERE:
        assert command.action.startswith("app.")
        assert hasattr(QuizApp, f"action_{action_name(command)}"), command.id


@pytest.mark.parametrize(("screen", "table"), SCREENS)
def test_no_key_means_two_things(screen: type[Screen[Any]], table: tuple[Command, ...]) -> None:
    owners: dict[str, set[str]] = {}
    everywhere = () if screen is HelpScreen else commands.EVERYWHERE
    for command in (*table, *everywhere):
        for key in command.key.split(","):
            owners.setdefault(key, set()).add(command.id)
    shared = [ids for ids in owners.values() if len(ids) > 1 and ids not in TAKING_TURNS]
    assert shared == []


def test_every_command_has_korean_names_and_no_others_have() -> None:
    assert set(KOREAN) == set(TABLE)
    assert all(label and explanation for label, explanation in KOREAN.values())


def test_every_command_explains_itself_in_one_sentence() -> None:
    for command in TABLE.values():
        assert command.help[0].isupper(), command.id
        assert not command.help.endswith("."), command.id
        assert len(command.named(Language.ENGLISH)) <= 15, command.id


def test_ids_are_not_repeated() -> None:
    tables = (
        commands.EVERYWHERE,
        *(table for _, table in SCREENS),
        commands.EXERCISE,
        commands.DERIVE,
        commands.DERIVATIONS,
    )
    assert len(TABLE) == sum(map(len, tables))


def test_keys_are_written_as_the_keyboard_names_them() -> None:
    assert TABLE["app.help"].glyph == "?"
    assert TABLE["study.leave"].keys == ("esc", "q")
