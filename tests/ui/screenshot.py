"""The screen as plain text, compared with a text file that a person has looked at."""

import os
from pathlib import Path

from textual.app import App

GOLDENS = Path(__file__).parent / "goldens"
SIZES = [(60, 20), (80, 24), (120, 40)]


def screen_text(app: App[None]) -> str:
    """Return what the terminal shows, without colours and without blanks at line ends."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"


def assert_looks_like(app: App[None], name: str) -> None:
    """Compare the screen with a golden; QUIZAPP_GOLDENS=write rewrites the golden instead."""
    size = app.size
    path = GOLDENS / f"{name}-{size.width}x{size.height}.txt"
    seen = screen_text(app)
    if os.environ.get("QUIZAPP_GOLDENS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(seen, "utf-8")
        return
    assert path.exists(), f"{path.name} does not exist; look at the screen, then run `make goldens`"
    assert seen == path.read_text("utf-8")
