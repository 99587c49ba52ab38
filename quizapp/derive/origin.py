"""Find out where in a derivation file a statement stands."""

import inspect
from pathlib import Path
from types import FrameType

PACKAGE = Path(__file__).parent


def place_of_caller() -> str:
    """Give `path:line` of the line of a derivation file that is being executed."""
    frame = _caller()
    return "" if frame is None else f"{frame.f_code.co_filename}:{frame.f_lineno}"


def summary_of_caller() -> str:
    """Give the first line of the docstring of the derivation file that is being executed."""
    frame = _caller()
    text = None if frame is None else frame.f_globals.get("__doc__")
    return (text or "").strip().partition("\n")[0]


def _caller() -> FrameType | None:
    """Give the innermost frame outside of this package."""
    frame = inspect.currentframe()
    while frame is not None and Path(frame.f_code.co_filename).parent == PACKAGE:
        frame = frame.f_back
    return frame
