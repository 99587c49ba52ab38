"""Every formula of gallery.md is drawn as it was when a person last looked at it.

`QUIZAPP_GOLDENS=write` draws them anew: look at the difference before keeping it. A new formula needs its
heading and LaTeX only; "(width 40)" at the end of a heading breaks it at that width.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from quizapp.mathtext import render_block, render_inline
from quizapp.mathtext.width import display_width

GALLERY = Path(__file__).parent / "gallery.md"
ENTRY = re.compile(
    r"^## (?P<name>[^\n]*)\n```latex\n(?P<latex>.*?)\n```\n"
    r"(?:```text\n(?P<block>.*?)\n```\nOne line: `(?P<inline>[^`]*)`\n)?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Entry:
    name: str
    latex: str
    block: str
    inline: str

    @property
    def width(self) -> int:
        match = re.search(r"\(width (\d+)\)", self.name)
        return int(match[1]) if match else 80


def entries() -> list[Entry]:
    text = GALLERY.read_text("utf-8")
    return [Entry(m["name"], m["latex"], m["block"] or "", m["inline"] or "") for m in ENTRY.finditer(text)]


def draw_anew(text: str) -> str:
    def drawn(match: re.Match[str]) -> str:
        entry = Entry(match["name"], match["latex"], "", "")
        block = "\n".join(render_block(entry.latex, entry.width))
        return (
            f"## {entry.name}\n```latex\n{entry.latex}\n```\n"
            f"```text\n{block}\n```\nOne line: `{render_inline(entry.latex)}`\n"
        )

    return ENTRY.sub(drawn, text)


@pytest.fixture(scope="module", autouse=True)
def _rewritten() -> None:
    if os.environ.get("QUIZAPP_GOLDENS") == "write":
        GALLERY.write_text(draw_anew(GALLERY.read_text("utf-8")), "utf-8")


def test_every_heading_of_the_gallery_is_read() -> None:
    headings = re.findall(r"^## (.*)$", GALLERY.read_text("utf-8"), re.MULTILINE)
    names = [entry.name for entry in entries()]
    assert names == headings
    assert len(set(names)) == len(names) > 100


@pytest.mark.parametrize("name", [entry.name for entry in entries()])
def test_formula_is_drawn_as_in_the_gallery(name: str) -> None:
    (entry,) = [entry for entry in entries() if entry.name == name]
    assert "\n".join(render_block(entry.latex, entry.width)) == entry.block
    assert render_inline(entry.latex) == entry.inline


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_gallery_fits_its_width(entry: Entry) -> None:
    assert max(map(display_width, entry.block.splitlines())) <= entry.width
