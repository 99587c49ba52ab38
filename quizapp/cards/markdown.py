"""The dialect of markdown that cards are written in, and the formulas in a parsed text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from quizapp.cards.model import Equation
from quizapp.cards.page import Formula
from quizapp.cards.problems import Code, Finding


def card_markdown() -> MarkdownIt:
    """Return a parser for card text: CommonMark with tables, `$..$`, `$$..$$ (label)` and front matter.

    HTML is text. `$` opens math only directly before a character that is not a space, as on code hosts, and
    a formula has no blank lines, so an unclosed one cannot swallow the next.
    """
    return (
        MarkdownIt("commonmark", {"html": False})
        .enable(["table", "strikethrough"])
        # Kept apart, an escaped dollar is a token of its own and never taken for an unclosed formula.
        .disable("text_join")
        .use(front_matter_plugin)
        .use(dollarmath_plugin, allow_space=False, allow_blank_lines=False, double_inline=True)
    )


@dataclass(frozen=True, slots=True)
class Mathematics:
    """Everything mathematical in a text."""

    formulas: tuple[Formula, ...]
    equations: tuple[Equation, ...]
    """The display ones among the formulas."""
    findings: tuple[Finding, ...]


def find_mathematics(tokens: Iterable[Token]) -> Mathematics:
    """Return every formula of a text in reading order, and the dollars that close none."""
    formulas: list[Formula] = []
    equations: list[Equation] = []
    findings: list[Finding] = []
    line = 1
    for token in tokens:
        if token.map is not None:
            line = token.map[0] + 1
        if token.type in {"math_block", "math_block_label"}:
            latex = token.content.strip()
            blank = token.content[: len(token.content) - len(token.content.lstrip())]
            formulas.append(Formula(latex, line + blank.count("\n")))
            equations.append(Equation(latex, token.info or None, line))
            if not latex:
                fix = "write the formula on a line of its own, between `$$` and `$$ (label)`"
                findings.append(Finding(line, Code.UNCLOSED_MATH, "display math holds no formula", fix))
        for child, at, rest in _dollars(token, line):
            if child.type == "math_inline":
                formulas.append(Formula(child.content.strip(), at))
            elif child.type == "math_inline_double":
                findings.append(
                    Finding(
                        at,
                        Code.MATH_IN_PARAGRAPH,
                        "display math stands inside a paragraph",
                        "put a blank line before its `$$` and after its end",
                    )
                )
            elif child.type == "text" and "$" in child.content:
                findings.append(_unclosed(rest, at))
    return Mathematics(tuple(formulas), tuple(equations), tuple(findings))


def _unclosed(rest: str, line: int) -> Finding:
    excerpt = rest.partition("\n")[0][:30]
    if excerpt.startswith("$$"):
        return Finding(
            line,
            Code.UNCLOSED_MATH,
            f"`{excerpt}` is display math that is not opened and closed on its own lines",
            "put `$$` on the line before and `$$ (label)` on the line after it, with no blank line between",
        )
    return Finding(
        line,
        Code.UNCLOSED_MATH,
        f"`{excerpt}` opens a formula that is never closed",
        "close it as `$x$`, with no space inside either dollar, or write `\\$` for a dollar sign",
    )


def _dollars(token: Token, line: int) -> Iterator[tuple[Token, int, str]]:
    """Yield the parts of an inline token with dollars, the line of the first, and the source from there."""
    position = 0
    for child in token.children or ():
        written = f"{child.markup}{child.content}{child.markup}"
        if "$" in written and child.type in {"math_inline", "math_inline_double", "text"}:
            position = max(position, token.content.find(written, position))
            offset = written.index("$") if child.type == "text" else 0
            start = position + offset
            yield child, line + token.content.count("\n", 0, start), token.content[start:]
            position += len(written)
