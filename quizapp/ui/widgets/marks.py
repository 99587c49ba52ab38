"""How a verdict is written: a sign and a word, so that it never rests on colour alone."""

from textual.content import Content

from quizapp.derive.report import Verdict
from quizapp.ui.widgets.proof_words import ENGLISH, ProofWords

SIGNS = {
    Verdict.PROVED: "✓",
    Verdict.AGREES: "≈",
    Verdict.INCONCLUSIVE: "?",
    Verdict.VACUOUS: "∅",
    Verdict.REFUTED: "✗",
}
"""One narrow character a verdict; `✓` stands for a proof and nothing else."""


def mark(verdict: Verdict | None, *, checking: bool = False, words: ProofWords = ENGLISH) -> Content:
    """Return `✓ proved`, or what is known instead: `… checking`, `– not checked`."""
    if verdict is not None:
        return Content.styled(f"{SIGNS[verdict]} {words.verdicts[verdict]}", f".verdict--{verdict.value}")
    unknown = f"… {words.checking}" if checking else f"– {words.not_checked}"
    return Content.styled(unknown, ".verdict--pending")
