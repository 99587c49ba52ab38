"""The classes that a screen wears for its size, put on before its first layout."""

from typing import Any

from textual.screen import Screen


def wear_breakpoints(screen: Screen[Any]) -> None:
    """Put on the classes of a screen's breakpoints; Textual does so only after it has painted one frame."""
    size = screen.app.size
    for breakpoints, cells in (
        (screen.HORIZONTAL_BREAKPOINTS or [], size.width),
        (screen.VERTICAL_BREAKPOINTS or [], size.height),
    ):
        reached = [name for least, name in sorted(breakpoints) if cells >= least]
        for _, name in breakpoints:
            screen.set_class(name == reached[-1] if reached else False, name)
