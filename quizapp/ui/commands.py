"""Everything a learner can do, in one table: keys, footer, help and palette are all made from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

from quizapp.cards.model import Language
from quizapp.ui.korean import COMMANDS as KOREAN


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do, and the key that does it."""

    id: str
    """`<screen>.<what>`; never changes, since a learner's own keys hang on it."""
    key: str
    """As Textual names it; several separated by commas."""
    action: str
    label: str
    """One or two words for the footer."""
    help: str
    """One sentence for help and palette."""
    place: Literal["footer", "palette", "help"] = "footer"
    """Where it is named: help names all, the palette all but motions, the footer what else is not on show."""

    @property
    def binding(self) -> Binding:
        """The key binding that Textual needs."""
        show = self.place == "footer"
        return Binding(self.key, self.action, self.label, show=show, id=self.id, tooltip=self.help)

    @property
    def glyph(self) -> str:
        """The first key as a learner reads it."""
        return self.keys[0]

    @property
    def keys(self) -> tuple[str, ...]:
        """All the keys as a learner reads them."""
        return tuple(GLYPHS.get(key, key) for key in self.key.split(","))

    def named(self, language: Language) -> str:
        """Return the label in language."""
        return KOREAN[self.id][0] if language is Language.KOREAN else self.label

    def explained(self, language: Language) -> str:
        """Return the help sentence in language."""
        return KOREAN[self.id][1] if language is Language.KOREAN else self.help


GLYPHS = {
    "question_mark": "?",
    "escape": "esc",
    "ctrl+p": "^p",
    "ctrl+q": "^q",
    "ctrl+c": "^c",
    "ctrl+t": "^t",
    "ctrl+r": "^r",
    "ctrl+s": "^s",
    "ctrl+z": "^z",
    "shift+up": "⇧↑",
    "shift+down": "⇧↓",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "shift+tab": "⇧tab",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "full_stop": ".",
    "slash": "/",
}
"""How a key is written where Textual's name for it is not what the keyboard says."""

EVERYWHERE = (
    Command("app.language", "l", "app.language", "한국어", "Read the cards in the other language"),
    Command("app.help", "question_mark,f1", "app.help", "help", "List every key of this screen"),
    Command(
        "app.palette", "ctrl+p", "app.command_palette", "commands", "Find a command or a topic", "palette"
    ),
    Command("app.theme", "t", "app.light_or_dark", "theme", "Switch between light and dark", "palette"),
    Command("app.quit", "ctrl+q", "app.quit", "quit", "Leave; every review is already on disk", "palette"),
)

HOME = (
    Command("home.study", "enter", "study", "study", "Study what is marked: today's plan, or one topic"),
    Command("home.more", "enter", "more", "more", "Study new cards beyond today's number"),
    Command("home.up", "up", "move(-1)", "up", "Mark the line above", "help"),
    Command("home.down", "down", "move(1)", "down", "Mark the line below", "help"),
    Command("home.quiz", "q", "quiz", "quiz", "Be examined, without touching the schedule"),
    Command("home.derive", "d", "derive", "derive", "Watch derivations being proved"),
    Command("home.browse", "b", "browse", "browse", "Read any card without being asked"),
    Command("home.undo", "u", "undo", "undo", "Take the last rating back"),
    Command("home.redo", "r", "redo", "redo", "Give the rating again that was taken back", "palette"),
)

STUDY = (
    Command("study.reveal", "space", "reveal", "reveal", "Show the answer"),
    Command("study.again", "1", "rate(1)", "again", "Not recalled: ask again in this session", "palette"),
    Command("study.hard", "2", "rate(2)", "hard", "Recalled, with trouble or in part", "palette"),
    Command("study.good", "3", "rate(3)", "good", "Recalled", "palette"),
    Command("study.easy", "4", "rate(4)", "easy", "Recalled at once and in full", "palette"),
    Command("study.accept", "enter", "accept", "accept", "Rate as the ticked points suggest", "palette"),
    Command("study.finish", "enter", "finish", "home", "Back to the first screen"),
    Command("study.read", "space", "read_on", "read on", "Go on to the key points"),
    Command("study.tick", "space", "tick", "tick", "Tick the marked key point, as one you said"),
    Command("study.next", "tab,j", "point(1)", "next point", "Mark the next key point", "help"),
    Command("study.previous", "shift+tab,k", "point(-1)", "previous point", "Mark the one before", "help"),
    Command("study.exercise", "x", "exercise", "exercises", "Answer this card's exercises"),
    Command("study.derive", "d", "derive", "derive", "Watch this answer being proved"),
    Command("study.follow", "f", "follow", "follow-up", "Be asked next what an interviewer would"),
    Command("study.skip", "s", "skip", "skip", "Ask this one last"),
    Command("study.undo", "u", "undo", "undo", "Take the last rating back"),
    Command("study.redo", "r", "redo", "redo", "Give the rating again that was taken back"),
    Command("study.up", "up", "scroll(-1)", "up", "Scroll up", "help"),
    Command("study.down", "down", "scroll(1)", "down", "Scroll down", "help"),
    Command("study.pageup", "pageup", "scroll(-10)", "page up", "Scroll a page up", "help"),
    Command("study.pagedown", "pagedown", "scroll(10)", "page down", "Scroll a page down", "help"),
    Command("study.leave", "escape,q", "leave", "home", "Back to the first screen; ratings are kept"),
)

EXERCISE = (
    Command("exercise.submit", "enter", "submit", "answer", "Hand the answer in"),
    Command("exercise.next", "enter,space", "next", "go on", "Go on to the next exercise"),
    Command("exercise.pick", "space", "pick", "choose", "Choose the marked option, or take it back"),
    Command("exercise.first", "1", "pick(0)", "first", "Choose the first option", "help"),
    Command("exercise.second", "2", "pick(1)", "second", "Choose the second option", "help"),
    Command("exercise.third", "3", "pick(2)", "third", "Choose the third option", "help"),
    Command("exercise.fourth", "4", "pick(3)", "fourth", "Choose the fourth option", "help"),
    Command("exercise.fifth", "5", "pick(4)", "fifth", "Choose the fifth option", "help"),
    Command("exercise.up", "up,k", "mark(-1)", "up", "Mark the line above", "help"),
    Command("exercise.down", "down,j", "mark(1)", "down", "Mark the line below", "help"),
    Command("exercise.higher", "shift+up,K", "move(-1)", "move up", "Move the marked step up"),
    Command("exercise.lower", "shift+down,J", "move(1)", "move down", "Move the marked step down"),
    Command("exercise.hint", "ctrl+t", "hint", "hint", "Take a hint; it counts in the suggested rating"),
    Command("exercise.reveal", "ctrl+r", "reveal", "reveal", "Look at the answer"),
    Command("exercise.derive", "d", "derive", "derive", "Watch this answer being proved"),
    Command("exercise.leave", "escape", "leave", "back", "Leave; what was answered is kept"),
)

DERIVE = (
    Command("derive.next", "space", "next", "next step", "Show the next step"),
    Command("derive.all", "a", "all", "all", "Show every step"),
    Command("derive.evidence", "v", "evidence", "evidence", "Show how the step was checked"),
    Command("derive.plot", "g", "plot", "plot", "See its numbers drawn"),
    Command("derive.yourself", "w", "yourself", "derive yourself", "Derive it yourself, line by line"),
    Command("derive.again", "r", "again", "again", "Prove it again from the start"),
    Command("derive.up", "up,k", "move(-1)", "up", "Mark the step above", "help"),
    Command("derive.down", "down,j", "move(1)", "down", "Mark the step below", "help"),
    Command("derive.pageup", "pageup", "scroll(-10)", "page up", "Scroll a page up", "help"),
    Command("derive.pagedown", "pagedown", "scroll(10)", "page down", "Scroll a page down", "help"),
    Command("derive.leave", "escape,q", "leave", "back", "Back to the screen before"),
)

BLACKBOARD = (
    Command("blackboard.begin", "enter,space", "begin", "derive", "Derive the marked claim, line by line"),
    Command("blackboard.up", "up,k", "mark(-1)", "up", "Mark the claim above", "help"),
    Command("blackboard.down", "down,j", "mark(1)", "down", "Mark the claim below", "help"),
    Command("blackboard.write", "enter", "write", "write", "Write the line; it is verified at once"),
    Command("blackboard.next", "enter", "next", "go on", "Go on to the next claim, or back to the list"),
    Command("blackboard.undo", "ctrl+z", "undo", "undo", "Take the last line off the board"),
    Command("blackboard.hint", "ctrl+t", "hint", "hint", "Take a hint; each tells more than the last"),
    Command("blackboard.reveal", "ctrl+r", "reveal", "reveal", "Put the book's next line on the board"),
    Command("blackboard.save", "ctrl+s", "save", "save", "Save the board as a markdown file"),
    Command("blackboard.pageup", "pageup", "scroll(-10)", "page up", "Scroll a page up", "help"),
    Command("blackboard.pagedown", "pagedown", "scroll(10)", "page down", "Scroll a page down", "help"),
    Command("blackboard.leave", "escape", "leave", "back", "Go back; what is on the board is kept"),
)

PLOT = (
    Command("plot.next", "space,right,tab", "show(1)", "next plot", "Show the next plot"),
    Command("plot.previous", "left,shift+tab", "show(-1)", "previous", "Show the plot before", "help"),
    Command("plot.table", "v", "table", "numbers", "List the numbers, or draw them again"),
    Command("plot.leave", "escape,q,g", "leave", "back", "Back to the derivation"),
)

DERIVATIONS = (
    Command("derivations.open", "enter,space", "open", "open", "Watch the marked derivation being proved"),
    Command("derivations.yourself", "w", "yourself", "derive yourself", "Derive the marked one yourself"),
    Command("derivations.up", "up,k", "move(-1)", "up", "Mark the derivation above", "help"),
    Command("derivations.down", "down,j", "move(1)", "down", "Mark the derivation below", "help"),
    Command("derivations.pageup", "pageup", "move(-10)", "page up", "Go ten derivations up", "help"),
    Command("derivations.pagedown", "pagedown", "move(10)", "page down", "Go ten derivations down", "help"),
    Command("derivations.leave", "escape,q", "leave", "back", "Back to the screen before"),
)

BROWSE = (
    Command("browse.open", "enter,space", "open", "read", "Read the marked card, or close it"),
    Command("browse.up", "up", "move(-1)", "up", "Mark the card above, or scroll", "help"),
    Command("browse.down", "down", "move(1)", "down", "Mark the card below, or scroll", "help"),
    Command("browse.pageup", "pageup", "move(-10)", "page up", "Go ten lines up", "help"),
    Command("browse.pagedown", "pagedown", "move(10)", "page down", "Go ten lines down", "help"),
    Command("browse.derive", "d", "derive", "derive", "Watch the marked card's answer being proved"),
    Command("browse.leave", "escape,q", "leave", "back", "Back to the screen before"),
)

QUIZ = (
    Command("quiz.start", "enter", "start", "start", "Begin the quiz that is chosen"),
    Command("quiz.more", "right", "change(1)", "change", "Choose the next length or level"),
    Command("quiz.less", "left", "change(-1)", "change back", "Choose the length or level before", "help"),
    Command("quiz.tick", "space", "tick", "tick", "Tick the marked line, or take the tick back"),
    Command("quiz.all", "a", "all", "all or none", "Tick the whole group, or nothing of it"),
    Command("quiz.up", "up,k", "move(-1)", "up", "Mark the line above", "help"),
    Command("quiz.down", "down,j", "move(1)", "down", "Mark the line below", "help"),
    Command("quiz.pageup", "pageup", "move(-10)", "page up", "Go ten lines up", "help"),
    Command("quiz.pagedown", "pagedown", "move(10)", "page down", "Go ten lines down", "help"),
    Command("quiz.leave", "escape,q", "leave", "back", "Back to the screen before"),
)

QUIZ_REPORT = (
    Command("quiz_report.study", "s", "study", "study these now", "Study the cards of what was missed"),
    Command("quiz_report.read", "enter", "read", "read the card", "Read the card of the marked miss"),
    Command("quiz_report.derive", "d", "derive", "derive", "Watch the marked answer being proved"),
    Command("quiz_report.again", "n", "again", "another quiz", "Take another quiz of the same sort"),
    Command("quiz_report.up", "up,k", "move(-1)", "up", "Mark the miss above", "help"),
    Command("quiz_report.down", "down,j", "move(1)", "down", "Mark the miss below", "help"),
    Command("quiz_report.pageup", "pageup", "scroll(-10)", "page up", "Scroll a page up", "help"),
    Command("quiz_report.pagedown", "pagedown", "scroll(10)", "page down", "Scroll a page down", "help"),
    Command("quiz_report.leave", "escape,q", "leave", "back", "Back to the screen before"),
)

HELP = (Command("help.leave", "escape,q,question_mark,enter,space", "leave", "close", "Close this list"),)

TABLE: dict[str, Command] = {
    command.id: command
    for table in (
        EVERYWHERE,
        HOME,
        STUDY,
        EXERCISE,
        DERIVE,
        BLACKBOARD,
        PLOT,
        DERIVATIONS,
        BROWSE,
        QUIZ,
        QUIZ_REPORT,
        HELP,
    )
    for command in table
}
"""Every command by its id."""


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Return the key bindings of a screen, in the order the footer shows them."""
    return [command.binding for command in commands]
