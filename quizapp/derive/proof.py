"""The ladder of transforms by which a residual is shown to be 0.

Each rung is sound: it says yes only to what is identically 0. A no is never a refutation.
"""

from enum import IntEnum

from sympy import Expr, simplify

from quizapp.derive.deadline import Deadline, OutOfTimeError
from quizapp.derive.normalform import NoNormalFormError, NormalForm

SIMPLIFY_BELOW = 60
"""Operations above which `simplify` is not worth starting: it was seen to take minutes."""
SIMPLIFY_SECONDS = 0.8


class Rung(IntEnum):
    """What it took, least first."""

    LITERAL = 0
    EXPAND = 1
    CANCEL = 2
    EXPONENTIALS = 3
    LOGARITHMS = 4
    REWRITE = 5
    SIMPLIFY = 6


WORDS = {
    Rung.LITERAL: "both sides are the same once written out",
    Rung.EXPAND: "residual reduced to 0 by expanding",
    Rung.CANCEL: "residual reduced to 0 by cancelling",
    Rung.EXPONENTIALS: "residual reduced to 0 as a rational function of exponentials",
    Rung.LOGARITHMS: "residual reduced to 0 by expanding logarithms, then cancelling",
    Rung.REWRITE: "residual reduced to 0 by rewriting in exponentials, then cancelling",
    Rung.SIMPLIFY: "residual reduced to 0 by simplify",
}


def prove_zero(residual: Expr, deadline: Deadline) -> Rung | None:
    """Give the rung on which a residual became 0, or None; raises OutOfTimeError."""
    if residual == 0:
        return Rung.LITERAL
    with deadline.enforced():
        found = _normal_form(residual, deadline) or _in_exponentials(residual, deadline)
    return found or _simplify(residual, deadline)


def _normal_form(residual: Expr, deadline: Deadline) -> Rung | None:
    form = NormalForm(deadline.check)
    try:
        if not form.is_zero(residual):
            return None
    except (NoNormalFormError, ZeroDivisionError):
        return None
    if "log" in form.used:
        return Rung.LOGARITHMS
    if "exp" in form.used:
        return Rung.EXPONENTIALS
    return Rung.CANCEL if form.divides else Rung.EXPAND


def _in_exponentials(residual: Expr, deadline: Deadline) -> Rung | None:
    try:
        zero = NormalForm(deadline.check, hyperbolic_as_exponentials=True).is_zero(residual)
    except (NoNormalFormError, ZeroDivisionError):
        return None
    return Rung.REWRITE if zero else None


def _simplify(residual: Expr, deadline: Deadline) -> Rung | None:
    if residual.count_ops() > SIMPLIFY_BELOW:
        return None
    try:
        with deadline.at_most(SIMPLIFY_SECONDS).enforced():
            return Rung.SIMPLIFY if simplify(residual) == 0 else None
    except OutOfTimeError:
        deadline.check()
        return None
    except (ValueError, TypeError, ArithmeticError, AttributeError, NotImplementedError):
        # SymPy gives up on expressions it cannot handle in these ways; that is a no, not a failure of ours.
        return None
