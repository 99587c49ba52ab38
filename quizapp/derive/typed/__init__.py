"""Formulas as people type them: read into a tree without ever running anything, and written back.

    tokens      characters to tokens: ASCII, Unicode and simple LaTeX
    parse       tokens to the tree of `nodes`; each construction of the grammar is a module
    bounds      refuses what would grow beyond all measure once it is worked out
    write       the tree as LaTeX, for the preview, and as plain text

Which names may be used is said by `quizapp.derive.vocabulary`. Nothing here needs SymPy or NumPy: the screen
reads along while the learner types. `quizapp.derive.grade` turns the tree into SymPy expressions, in the
worker.
"""

from quizapp.derive.typed.equation import sides_of
from quizapp.derive.typed.parse import parse
from quizapp.derive.typed.rejected import RejectedError
from quizapp.derive.typed.write import as_latex, as_text
from quizapp.derive.vocabulary import Kind, Letter, Vocabulary

__all__ = ["Kind", "Letter", "RejectedError", "Vocabulary", "as_latex", "as_text", "parse", "sides_of"]
