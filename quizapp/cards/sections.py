"""The parts of a card's text: title, answer, and the lists of its sections."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from markdown_it.tree import SyntaxTreeNode

from quizapp.cards.model import Language
from quizapp.cards.problems import Code, Finding


class Section(StrEnum):
    """A section of a card, by its English name."""

    KEY_POINTS = "Key points"
    MISTAKES = "Common mistakes"
    EXERCISES = "Exercises"

    @property
    def required(self) -> bool:
        """Whether every card must have it."""
        return self is not Section.EXERCISES


_ENGLISH = {section.value.casefold(): section for section in Section}
_KOREAN = {"핵심": Section.KEY_POINTS, "흔한 실수": Section.MISTAKES, "연습": Section.EXERCISES}
_MARKER = re.compile(r"\s*([-+*]|\d+[.)])\s+")


def heading(section: Section, language: Language) -> str:
    """Return the heading a section has in a language."""
    match language:
        case Language.ENGLISH:
            return f"## {section.value}"
        case Language.KOREAN:
            return next(f"## {name}" for name, known in _KOREAN.items() if known is section)
        case _:
            assert_never(language)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    text: str
    """Its markdown up to the first nested list, without the bullet."""
    line: int
    nested: tuple["Item", ...]
    numbered: bool = False
    """Whether it stands in a numbered list."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A card's text taken apart."""

    title: str
    answer: str
    sections: Mapping[Section, tuple[Item, ...]]
    section_lines: Mapping[Section, int]
    findings: tuple[Finding, ...]


def split_into_parts(root: SyntaxTreeNode, lines: list[str], language: Language) -> Parts:
    """Take a card's text apart; lines are those of its source, front matter included."""
    reader = _Reader(lines, language)
    for node in root.children:
        reader.read(node)
    return reader.finish()


class _Reader:
    """Reads the blocks of a file from top to bottom, remembering which part it is in."""

    def __init__(self, lines: list[str], language: Language) -> None:
        self.lines = lines
        self.language = language
        self.title: str | None = None
        self.answer: slice | None = None
        """Lines of the answer; open-ended until the first section begins."""
        self.section: Section | None = None
        self.in_sections = False
        self.sections: dict[Section, list[Item]] = {}
        self.section_lines: dict[Section, int] = {}
        self.findings: list[Finding] = []

    def read(self, node: SyntaxTreeNode) -> None:
        """Take in the next block of the file."""
        if node.type == "heading" and node.tag == "h1":
            self._read_title(node)
        elif node.type == "heading" and node.tag == "h2":
            self._open_section(node)
        elif node.type == "front_matter" or (self.answer is not None and not self.in_sections):
            return
        elif not self.in_sections:
            self._stray(node, "before the title", "begin the card with `# ` and its question")
        elif self.section is not None:
            self._read_list(node, self.section)

    def _read_title(self, node: SyntaxTreeNode) -> None:
        if self.title is not None:
            fix = "make it `### ` inside the answer, or move it to a card of its own"
            self._find(node, Code.SECOND_TITLE, "the card has a second title", fix)
            return
        self.title = _heading_text(node)
        if not self.in_sections:
            self.answer = slice(_end(node), None)

    def _open_section(self, node: SyntaxTreeNode) -> None:
        if self.answer is not None and not self.in_sections:
            self.answer = slice(self.answer.start, _start(node))
        self.in_sections = True
        name = _heading_text(node)
        known = _ENGLISH | (_KOREAN if self.language is Language.KOREAN else {})
        self.section = known.get(name.casefold())
        if self.section is None:
            names = ", ".join(f"`{heading(section, self.language)}`" for section in Section)
            english = ", or their English names" if self.language is Language.KOREAN else ""
            fix = f"use {names}{english}; inside the answer use `### `"
            self._find(node, Code.UNKNOWN_SECTION, f"cards have no section `## {name}`", fix)
        elif self.section in self.sections:
            self._find(
                node, Code.DUPLICATE_SECTION, f"the section `## {name}` appears twice", "merge the two lists"
            )
        else:
            self.sections[self.section] = []
            self.section_lines[self.section] = _start(node) + 1

    def _read_list(self, node: SyntaxTreeNode, section: Section) -> None:
        if node.type not in {"bullet_list", "ordered_list"}:
            self._stray(
                node, f"beside the list of `## {section.value}`", "make it an item that begins with `- `"
            )
            return
        for item in list_items(node, self.lines):
            if item.text:
                self.sections[section].append(item)
            else:
                self.findings.append(
                    Finding(
                        item.line, Code.EMPTY_SECTION, "the item is empty", "fill it in, or remove its bullet"
                    )
                )

    def _stray(self, node: SyntaxTreeNode, where: str, fix: str) -> None:
        self._find(node, Code.STRAY_TEXT, f"text stands {where}", fix)

    def _find(self, node: SyntaxTreeNode, code: Code, message: str, fix: str) -> None:
        self.findings.append(Finding(_start(node) + 1, code, message, fix))

    def finish(self) -> Parts:
        """Return the parts, and say which of them are missing."""
        answer = "" if self.answer is None else "\n".join(self.lines[self.answer]).strip()
        if not self.title:
            fix = "write `# ` and the question on the first line after the front matter"
            self.findings.append(Finding(1, Code.NO_TITLE, "the card has no title", fix))
        elif not answer:
            line = self.answer.start if self.answer is not None else 1
            fix = "write the answer below the title, before the first `## `"
            self.findings.append(Finding(line, Code.NO_ANSWER, "the card has no answer", fix))
        for section in Section:
            title = heading(section, self.language)
            if section not in self.sections:
                if section.required:
                    fix = f"add `{title}` with a list below it"
                    self.findings.append(
                        Finding(1, Code.MISSING_SECTION, f"the section `{title}` is missing", fix)
                    )
            elif not self.sections[section]:
                line = self.section_lines[section]
                fix = "write at least one item that begins with `- `"
                self.findings.append(
                    Finding(line, Code.EMPTY_SECTION, f"the section `{title}` is empty", fix)
                )
        return Parts(
            title=self.title or "",
            answer=answer,
            sections={section: tuple(items) for section, items in self.sections.items()},
            section_lines=self.section_lines,
            findings=tuple(self.findings),
        )


def list_items(node: SyntaxTreeNode, lines: list[str]) -> tuple[Item, ...]:
    """Return the items of a list node; lines are those of the whole source."""
    return tuple(_item(child, lines) for child in node.children)


def _item(node: SyntaxTreeNode, lines: list[str]) -> Item:
    nested = [child for child in node.children if child.type in {"bullet_list", "ordered_list"}]
    end = _start(nested[0]) if nested else _end(node)
    first, *rest = lines[_start(node) : end] or [""]
    marker = _MARKER.match(first)
    width = marker.end() if marker is not None else len(first)
    text = "\n".join([first[width:], *(line[min(width, _indent(line)) :] for line in rest)]).strip()
    below = tuple(item for child in nested for item in list_items(child, lines))
    numbered = node.parent is not None and node.parent.type == "ordered_list"
    return Item(text, _start(node) + 1, below, numbered)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _heading_text(node: SyntaxTreeNode) -> str:
    return node.children[0].content.strip() if node.children else ""


def _start(node: SyntaxTreeNode) -> int:
    return node.map[0] if node.map is not None else 0


def _end(node: SyntaxTreeNode) -> int:
    return node.map[1] if node.map is not None else 0
