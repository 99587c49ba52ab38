"""Exercises: the items of a card's last section."""

import re
from collections.abc import Callable

from quizapp.cards.model import (
    Answer,
    Choice,
    ChooseExercise,
    DeriveExercise,
    Exercise,
    Input,
    NumberExercise,
    OrderedStep,
    OrderExercise,
    SpotExercise,
)
from quizapp.cards.problems import Code, Finding
from quizapp.cards.quantities import QuantityError, read_choices, read_number, read_value
from quizapp.cards.sections import Item

_EXERCISE = re.compile(r"(derive|choose|spot|order|number)(?:\s+`([^`\n]+)`)?\s*:\s*(.+)", re.DOTALL)
_LABELLED = {"derive", "spot", "number"}
"""The kinds that ask for a claim by its label; the others may name the one that decides them."""
_OPTION = re.compile(r"\[([ xX])\]\s+(.+)", re.DOTALL)
_INPUT = re.compile(r"`([^`=]+)=([^`=]+)`(?:\s*∈\s*\{([^{}]*)\})?", re.DOTALL)
_ANSWER = re.compile(r"=\s*(\S+)\s*±\s*(\S+)(?:\s+(.+))?", re.DOTALL)
_REASON = re.compile(r"\s+—\s+")
"""What separates an option from the reason why it is right or wrong."""
ANSWER = re.compile(r"(=\s*)(\S+)(\s*±)")
"""Where the written value stands in the line of an answer."""

_Read = tuple[Exercise | None, tuple[Finding, ...]]


def read_exercise(item: Item) -> _Read:
    """Return the exercise an item states, or None, and what is wrong with it."""
    found = _EXERCISE.fullmatch(item.text)
    if found is None or (found[2] is None and found[1] in _LABELLED):
        shown = item.text.partition("\n")[0][:40]
        fix = (
            "begin it with ``derive `label`: ``, ``spot `label`: ``, ``number `label`: ``, `choose: ` or"
            " `order: `, in every language, and add a prompt"
        )
        return None, (Finding(item.line, Code.BAD_EXERCISE, f"`{shown}` is no exercise", fix),)
    kind, label, prompt = found[1], found[2] and found[2].strip(), found[3].strip()
    return _READERS[kind](label, prompt, item)


def _read_derive(label: str, prompt: str, item: Item) -> _Read:
    if item.nested:
        fix = "remove the nested list, or begin the exercise with `choose: `"
        return None, (Finding(item.line, Code.BAD_EXERCISE, "a derive exercise has no options", fix),)
    return DeriveExercise(label, prompt, item.line), ()


def _read_choose(label: str | None, prompt: str, item: Item) -> _Read:
    choices, findings = _read_choices(item)
    return (None if findings else ChooseExercise(prompt, choices, item.line, label)), findings


def _read_spot(label: str, prompt: str, item: Item) -> _Read:
    choices, findings = _read_choices(item)
    return (None if findings else SpotExercise(label, prompt, choices, item.line)), findings


def _read_choices(item: Item) -> tuple[tuple[Choice, ...], tuple[Finding, ...]]:
    findings: list[Finding] = []
    choices: list[Choice] = []
    for option in item.nested:
        if (found := _OPTION.fullmatch(option.text)) is None:
            fix = "begin it with `[x] ` when it is right and `[ ] ` when it is wrong"
            message = f"`{option.text.partition(chr(10))[0][:40]}` is no option"
            findings.append(Finding(option.line, Code.BAD_OPTION, message, fix))
            continue
        text, reason = _with_reason(found[2])
        choices.append(Choice(text, found[1] != " ", reason))
    if len(item.nested) < 2:
        fix = "write at least two options below it, indented by four spaces, as `- [ ] text — reason`"
        findings.append(
            Finding(item.line, Code.FEW_OPTIONS, "a choose or spot exercise needs at least two options", fix)
        )
    elif not findings and not any(choice.right for choice in choices):
        fix = "mark every right option with `[x] `"
        findings.append(Finding(item.line, Code.NO_RIGHT_OPTION, "no option is right", fix))
    return tuple(choices), tuple(findings)


def _read_order(label: str | None, prompt: str, item: Item) -> _Read:
    steps = tuple(OrderedStep(*_with_reason(step.text)) for step in item.nested)
    fix = "write three steps or more below it, indented by four spaces, as `1. step — why it stands here`"
    if len(steps) < 3:
        message = "an order exercise needs at least three steps"
        return None, (Finding(item.line, Code.FEW_STEPS, message, fix),)
    if not all(step.numbered for step in item.nested):
        message = "the steps of an order exercise are numbered, since their order is the answer"
        return None, (Finding(item.line, Code.FEW_STEPS, message, fix),)
    if len({step.text for step in steps}) < len(steps):
        message = "two steps are the same, so that no order is the right one"
        return None, (Finding(item.line, Code.FEW_STEPS, message, "say what sets them apart"),)
    return OrderExercise(prompt, steps, item.line, label), ()


def _read_number(label: str, prompt: str, item: Item) -> _Read:
    if not item.nested:
        fix = "write below it a line for each input, as `` - `z = 2` ``, and the last one as `- = 0 ± 0.001`"
        message = "a number exercise needs its inputs and its answer"
        return None, (Finding(item.line, Code.BAD_NUMBER, message, fix),)
    *lines, last = item.nested
    findings: list[Finding] = []
    inputs = [each for line in lines if (each := _read_input(line, findings)) is not None]
    answer = _read_answer(last, findings)
    if len({each.name for each in inputs}) < len(inputs):
        message = "a name is given two values"
        findings.append(Finding(item.line, Code.BAD_NUMBER, message, "write one line for each input"))
    if findings or answer is None:
        return None, tuple(findings)
    return NumberExercise(label, prompt, tuple(inputs), answer, item.line), ()


def _read_input(line: Item, findings: list[Finding]) -> Input | None:
    text, note = _with_reason(line.text)
    found = _INPUT.fullmatch(text)
    fix = "write an input as `` `z = 2` ``, and from what it is drawn as `` `z = 2` ∈ {−3, −2, …, 3} ``"
    if found is None:
        message = f"`{text.partition(chr(10))[0][:40]}` is no input"
        findings.append(Finding(line.line, Code.BAD_NUMBER, message, fix))
        return None
    try:
        choices = () if found[3] is None else read_choices(found[3])
        return Input(found[1].strip(), read_value(found[2]), choices, note)
    except QuantityError as error:
        findings.append(Finding(line.line, Code.BAD_NUMBER, str(error), fix))
        return None


def _read_answer(line: Item, findings: list[Finding]) -> Answer | None:
    text, reason = _with_reason(line.text)
    fix = "end the exercise with its answer, as `= 0.105 ± 0.001` or `= 4.6 ± 1 % nats`"
    found = _ANSWER.fullmatch(text)
    if found is None:
        message = f"`{text.partition(chr(10))[0][:40]}` is no answer"
        findings.append(Finding(line.line, Code.BAD_NUMBER, message, fix))
        return None
    percent, unit = found[2].endswith("%"), (found[3] or "").strip()
    if not percent and (unit == "%" or unit.startswith("% ")):
        percent, unit = True, unit[1:].strip()
    try:
        read_number(found[1])
        tolerance = read_number(found[2].removesuffix("%"))
    except QuantityError as error:
        findings.append(Finding(line.line, Code.BAD_NUMBER, str(error), fix))
        return None
    if tolerance < 0:
        findings.append(Finding(line.line, Code.BAD_NUMBER, "the tolerance is below zero", fix))
        return None
    return Answer(found[1], tolerance / (100 if percent else 1), percent, unit, reason, line.line)


def _with_reason(text: str) -> tuple[str, str]:
    first, *rest = _REASON.split(text, maxsplit=1)
    return first.strip(), rest[0].strip() if rest else ""


_READERS: dict[str, Callable[..., _Read]] = {
    "derive": _read_derive,
    "choose": _read_choose,
    "spot": _read_spot,
    "order": _read_order,
    "number": _read_number,
}
