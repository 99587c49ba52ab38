"""Print a derivation as text: every line in two dimensions, with its reason, verdict and evidence."""

import sys
from collections.abc import Iterable
from typing import TextIO

from quizapp.derive.report import Outline, Step, StepKind, Verdict
from quizapp.errors import MathError
from quizapp.mathtext import render_block

WIDTH = 78
MARKS = {
    Verdict.PROVED: "✓",
    Verdict.AGREES: "≈",
    Verdict.INCONCLUSIVE: "?",
    Verdict.VACUOUS: "∅",
    Verdict.REFUTED: "✗",
}


def print_blackboard(
    outline: Outline, steps: Iterable[Step], *, evidence: bool = False, out: TextIO | None = None
) -> None:
    """Print the head at once, and every step as soon as it is judged."""
    stream = sys.stdout if out is None else out
    head = outline.title if not outline.summary else f"{outline.title}\n{outline.summary}"
    print(head, end="\n\n", file=stream, flush=True)
    for step in steps:
        print(*step_lines(step, evidence=evidence), "", sep="\n", file=stream, flush=True)


def step_lines(step: Step, *, evidence: bool = False, width: int = WIDTH) -> list[str]:
    """Give the lines of one step."""
    number = f"{step.number:>2}  "
    label = f"[{step.label}] " if step.label is not None else ""
    kind = "Given: " if step.kind is StepKind.HYPOTHESIS else ""
    lines = [f"{number}{label}{kind}{step.reason}"]
    lines += ["      " + line for line in formula_lines(step.latex, width - 6)]
    if step.verdict is not None:
        scope = f" for {step.scope}" if step.scope else ""
        mark = MARKS[step.verdict]
        if step.kind is StepKind.FALLACY:
            mark = f"{MARKS[Verdict.PROVED if step.good else Verdict.REFUTED]} said to be false, and"
        lines.append(f"    {mark} {step.verdict}{scope}")
    for item in step.evidence:
        if evidence or not step.good:
            lines.append(f"      {item.kind:<9} {item.verdict}: {item.summary} ({item.seconds:.2f} s)")
        if item.witness is not None:
            w = item.witness
            lines.append(f"        at {w.where}: left {w.left}, right {w.right}, difference {w.difference}")
    return lines


def formula_lines(latex: str, width: int) -> list[str]:
    """Lay a formula out, or give its LaTeX where that is impossible."""
    try:
        return render_block(latex, width)
    except MathError:
        return [latex]
