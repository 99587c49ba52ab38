"""A card's blocks as lines of a given width, with a verdict beside each labelled equation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from rich.cells import cell_len
from textual.content import Content

from quizapp.derive.report import Verdict
from quizapp.ui.widgets.card_blocks import Block, Code, Display, Prose, Rule, Table, blocks
from quizapp.ui.widgets.drawing import draw
from quizapp.ui.widgets.marks import mark
from quizapp.ui.widgets.proof_words import ENGLISH, ProofWords
from quizapp.ui.widgets.table_layout import table_lines
from quizapp.ui.widgets.wrapping import apart, flush_right, hang, stack, wrap

MATH_INDENT = 8
"""Cells between the margin and a display equation that has room."""
LEAST_INDENT = 2
"""Cells an equation keeps in front of it, if need be by sending the remark beside it below."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What is known about the labelled equations of a card."""

    verdicts: Mapping[str, Verdict]
    checking: bool = False
    """Whether verdicts that are missing are being worked on."""
    words: ProofWords = ENGLISH


def lay_out_card(markdown: str, width: int, checks: Checks) -> Content:
    """Return a card's text, every line at most width cells wide."""
    page: list[Content] = []
    for block in blocks(markdown):
        if page and block.air is not None:
            page.append(block.air.rstrip())
        first, rest = (margin.truncate(width // 2) for margin in (block.first, block.rest))
        lines = _lines(block, width - max(first.cell_length, rest.cell_length), checks)
        page += [(rest if i else first) + line for i, line in enumerate(lines)]
    return stack(page)


def _lines(block: Block, width: int, checks: Checks) -> Iterator[Content]:
    match block:
        case Prose():
            yield from wrap(block.text, width)
        case Display():
            yield from _display(block, width, checks)
        case Code():
            bar = Content.styled("│ ", ".text--quiet")
            for line in block.lines:
                yield from hang(Content.styled(line, ".text--code"), width, bar, bar)
        case Table():
            yield from table_lines(block.rows, width)
        case Rule():
            yield Content.styled("─" * width, ".text--quiet")
        case _:
            assert_never(block)


def _display(block: Display, width: int, checks: Checks) -> Iterator[Content]:
    remark = Content() if block.label is None else _remark(block.label, checks)
    yield from equation_lines(block.latex, width, remark, words=checks.words)


def _remark(label: str, checks: Checks) -> Content:
    verdict = mark(checks.verdicts.get(label), checking=checks.checking, words=checks.words)
    return verdict + Content.styled(f"   {label}", ".text--quiet")


def equation_lines(
    latex: str, width: int, remark: Content, *, indent: int = MATH_INDENT, words: ProofWords = ENGLISH
) -> Iterator[Content]:
    """Draw an equation, indented where there is room, with a remark at the right end of its own line."""
    drawing = draw(latex, width)
    if drawing.problem is not None:
        yield from (Content.styled(line, ".text--problem") for line in drawing.lines)
        yield from wrap(Content.styled(words.cannot_be_drawn(drawing.problem), ".text--quiet"), width)
        yield from _on_its_own(remark, width)
        return
    own = cell_len(drawing.lines[drawing.baseline]) if drawing.lines else 0
    beside = width - own - remark.cell_length - 2 if remark else width
    wanted = min(indent, width // 8, width - drawing.width)
    fits = beside >= LEAST_INDENT
    margin = min(wanted, beside) if fits else wanted
    for index, line in enumerate(drawing.lines):
        text = Content.styled(line, ".text--math").pad_left(margin)
        together = apart(text, remark, width) if remark and fits and index == drawing.baseline else None
        yield text if together is None else together
    if not fits:
        yield from _on_its_own(remark, width)


def _on_its_own(remark: Content, width: int) -> Iterator[Content]:
    return (flush_right(line, width) for line in wrap(remark, width) if remark)
