"""Deliberate mistakes in formulas: what a learner might write instead, and whether anything notices.

`places` finds where a formula can be changed, `terms`, `names` and `shapes` say how, `mistakes` lists every
mistake in one claim by a sentence that names it, and `trial` looks for the number that gives it away.
"""

from quizapp.derive.mutate.mistakes import Mistake, mistakes_in
from quizapp.derive.mutate.trial import Trial

__all__ = ["Mistake", "Trial", "mistakes_in"]
