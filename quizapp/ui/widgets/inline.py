"""A line of markdown as styled text: emphasis, code, links, and math on one line."""

from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode
from textual.content import Content

from quizapp.ui.widgets.drawing import draw_inline
from quizapp.ui.widgets.wrapping import HARD_SPACE

STYLES = {"strong": ".text--strong", "em": ".text--emphasis", "s": ".text--struck", "link": ".text--link"}
SHORT = 24
"""Math of up to so many characters is never broken over two lines."""


def inline(node: SyntaxTreeNode) -> Content:
    """Return the text of an inline node; nothing in it is markup any more."""
    return Content.assemble(*_parts(node))


def _parts(node: SyntaxTreeNode) -> Iterator[Content]:
    for child in node.children:
        match child.type:
            case "softbreak":
                yield Content(" ")
            case "hardbreak":
                yield Content("\n")
            case "code_inline":
                yield Content.styled(child.content, ".text--code")
            case "math_inline" | "math_inline_double":
                yield _math(child.content.strip())
            case "strong" | "em" | "s" | "link":
                yield inline(child).stylize(STYLES[child.type])
            case "image":
                yield Content(f"[{child.content}]")
            case _:
                yield Content(child.content)


def _math(latex: str) -> Content:
    line = draw_inline(latex)
    if line is None:
        return Content.styled(f"${latex}$", ".text--problem")
    return Content.styled(line.replace(" ", HARD_SPACE) if len(line) <= SHORT else line, ".text--math")
