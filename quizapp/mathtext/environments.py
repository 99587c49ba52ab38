"""Read environments: matrices, cases, aligned equations, arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.errors import MathError
from quizapp.mathtext.nodes import Alignment, Grid, Node, Row
from quizapp.mathtext.reader import Reader
from quizapp.mathtext.tokens import Token

LEFT, CENTER, RIGHT = (Alignment.LEFT,), (Alignment.CENTER,), (Alignment.RIGHT,)

LONGEST_DISTANCE = 20
"""Characters after which a bracket behind a line break cannot be a distance."""


@dataclass(frozen=True, slots=True)
class Environment:
    r"""How the rows and columns between \begin and \end are set."""

    alignments: tuple[Alignment, ...] = CENTER
    left: str = ""
    right: str = ""
    column_gap: int = 2
    equations: bool = False
    columns_given: bool = False
    r"""The columns are described after the name, as in \begin{array}{lcr}."""


EQUATIONS = Environment(RIGHT + LEFT, column_gap=0, equations=True)
GATHERED = Environment(CENTER, column_gap=0, equations=True)

ENVIRONMENTS: dict[str, Environment] = {
    "matrix": Environment(),
    "smallmatrix": Environment(column_gap=1),
    "pmatrix": Environment(left="(", right=")"),
    "bmatrix": Environment(left="[", right="]"),
    "Bmatrix": Environment(left="{", right="}"),
    "vmatrix": Environment(left="|", right="|"),
    "Vmatrix": Environment(left="‖", right="‖"),
    "cases": Environment(LEFT, left="{"),
    "dcases": Environment(LEFT, left="{"),
    "rcases": Environment(LEFT, right="}"),
    "array": Environment(columns_given=True),
    "subarray": Environment(columns_given=True),
    **dict.fromkeys(("aligned", "align", "align*", "split", "eqnarray", "eqnarray*"), EQUATIONS),
    **dict.fromkeys(
        ("gathered", "gather", "gather*", "equation", "equation*", "multline", "multline*"), GATHERED
    ),
}


def begin(reader: Reader, command: Token) -> Node:
    r"""Read an environment from \begin to its \end."""
    name = reader.braced_text(command)
    environment = ENVIRONMENTS.get(name)
    if environment is None:
        message = f"unknown environment {name!r} at character {command.position + 1}"
        raise MathError(message, command=f"\\begin{{{name}}}", position=command.position)
    alignments, rules = environment.alignments, frozenset[int]()
    if environment.columns_given:
        alignments, rules = _columns(reader, command)
    rows = _rows(reader)
    opened = Token(command.kind, f"\\begin{{{name}}}", command.position)
    if not reader.take_if("\\end"):
        reader.fail_unclosed(opened, f"\\end{{{name}}}")
    ended = reader.braced_text(command)
    if ended != name:
        message = f"\\end{{{ended}}} comes first for \\begin{{{name}}} at character {command.position + 1}"
        raise MathError(message, command=opened.text, position=command.position)
    return Grid(
        rows,
        alignments,
        environment.left,
        environment.right,
        environment.column_gap,
        environment.equations,
        rules,
    )


def _columns(reader: Reader, command: Token) -> tuple[tuple[Alignment, ...], frozenset[int]]:
    """Read the description of columns, such as {cc|c}; none at all centres them."""
    described = reader.braced_text(command).replace(" ", "")
    alignments: list[Alignment] = []
    rules: set[int] = set()
    for column in described:
        if column == "|":
            rules.add(len(alignments))
        elif column in "lcr":
            alignments.append(Alignment(column))
        else:
            message = f"columns {{{described}}} at character {command.position + 1}: use l, c, r and |"
            raise MathError(message, command=command.text, position=command.position)
    return tuple(alignments) or CENTER, frozenset(rules)


def substack(reader: Reader, command: Token) -> Node:
    """Read the stacked rows of a subscript."""
    opening = reader.peek()
    if not reader.take_if("{"):
        return reader.argument(command)
    rows = _rows(reader)
    if not reader.take_if("}"):
        reader.fail_unclosed(opening, "}")
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else Grid(rows, CENTER)


def stacked(lines: Sequence[Row]) -> Node:
    """Set the lines of a formula that breaks them itself."""
    return Grid(tuple((line,) for line in lines), LEFT, column_gap=0, equations=True)


def _rows(reader: Reader) -> tuple[tuple[Node, ...], ...]:
    """Read cells up to a token that belongs to neither a cell nor a row."""
    rows: list[tuple[Node, ...]] = []
    cells: list[Node] = []
    while True:
        cells.append(reader.row())
        if reader.take_if("&"):
            continue
        rows.append(tuple(cells))
        cells = []
        if not (reader.take_if("\\\\") or reader.take_if("\\cr")):
            break
        reader.take_if("*")
        _row_distance(reader)
    # A line break after the last row starts no row.
    if len(rows) > 1 and rows[-1] == (Row(()),):
        rows.pop()
    return tuple(rows)


def _row_distance(reader: Reader) -> None:
    r"""Move past the optional distance of \\[4pt], which a terminal cannot draw."""
    mark = reader.mark()
    if not reader.take_if("["):
        return
    distance = ""
    while (token := reader.take_raw()).text not in {"]", ""} and len(distance) < LONGEST_DISTANCE:
        distance += token.text
    if not distance.strip().endswith(("pt", "ex", "em", "mm", "cm", "in", "\\jot", "\\baselineskip")):
        reader.rewind(mark)
