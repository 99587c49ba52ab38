"""Exercises: the items of a card's last section."""

import re

from quizapp.cards.model import Choice, ChooseExercise, DeriveExercise, Exercise
from quizapp.cards.problems import Code, Finding
from quizapp.cards.sections import Item

_DERIVE = re.compile(r"derive\s+`([^`\n]+)`\s*:\s*(.+)", re.DOTALL)
_CHOOSE = re.compile(r"choose\s*:\s*(.+)", re.DOTALL)
_OPTION = re.compile(r"\[([ xX])\]\s+(.+)", re.DOTALL)
_REASON = " — "
"""What separates an option from the reason why it is right or wrong."""


def read_exercise(item: Item) -> tuple[Exercise | None, tuple[Finding, ...]]:
    """Return the exercise an item states, or None, and what is wrong with it."""
    if (derive := _DERIVE.fullmatch(item.text)) is not None:
        if item.nested:
            fix = "remove the nested list, or begin the exercise with `choose: `"
            return None, (Finding(item.line, Code.BAD_EXERCISE, "a derive exercise has no options", fix),)
        return DeriveExercise(derive[1].strip(), derive[2].strip(), item.line), ()
    if (choose := _CHOOSE.fullmatch(item.text)) is not None:
        return _read_choose(choose[1].strip(), item)
    shown = item.text.partition("\n")[0][:40]
    return None, (
        Finding(
            item.line,
            Code.BAD_EXERCISE,
            f"`{shown}` is no exercise",
            "begin it with ``derive `label`: `` or `choose: `, in every language, and add a prompt",
        ),
    )


def _read_choose(prompt: str, item: Item) -> tuple[ChooseExercise | None, tuple[Finding, ...]]:
    findings: list[Finding] = []
    choices: list[Choice] = []
    for option in item.nested:
        if (found := _OPTION.fullmatch(option.text)) is None:
            fix = "begin it with `[x] ` when it is right and `[ ] ` when it is wrong"
            message = f"`{option.text.partition(chr(10))[0][:40]}` is no option"
            findings.append(Finding(option.line, Code.BAD_OPTION, message, fix))
            continue
        text, _, reason = found[2].partition(_REASON)
        choices.append(Choice(text.strip(), found[1] != " ", reason.strip()))
    if len(item.nested) < 2:
        fix = "write at least two options below it, indented by four spaces, as `- [ ] text — reason`"
        findings.append(
            Finding(item.line, Code.FEW_OPTIONS, "a choose exercise needs at least two options", fix)
        )
    elif not findings and not any(choice.right for choice in choices):
        fix = "mark every right option with `[x] `"
        findings.append(Finding(item.line, Code.NO_RIGHT_OPTION, "no option is right", fix))
    if findings:
        return None, tuple(findings)
    return ChooseExercise(prompt, tuple(choices), item.line), ()
