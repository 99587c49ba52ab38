"""The two looks of the study room: ink on paper, and chalk in the evening."""

from textual.theme import Theme

DARK = Theme(
    name="quizapp-dark",
    dark=True,
    background="#16181d",
    surface="#16181d",
    panel="#22262e",
    foreground="#e4e2dc",
    primary="#8fb8de",
    secondary="#c3b1e1",
    accent="#e8c37a",
    success="#8ec98e",
    warning="#e8b35a",
    error="#e58a8a",
    variables={
        "border": "#3b414c",
        "border-blurred": "#3b414c",
        "scrollbar": "#3b414c",
        "scrollbar-hover": "#565e6c",
        "scrollbar-background": "#16181d",
        "scrollbar-background-hover": "#16181d",
        "scrollbar-background-active": "#16181d",
        "scrollbar-corner-color": "#16181d",
        "text-muted": "#9a9fa9",
        "text-accent": "#e8c37a",
        "block-cursor-background": "#8fb8de",
        "block-cursor-foreground": "#16181d",
    },
)

LIGHT = Theme(
    name="quizapp-light",
    dark=False,
    background="#faf8f3",
    surface="#faf8f3",
    panel="#ece8de",
    foreground="#24262b",
    primary="#1f5f99",
    secondary="#6a4c9c",
    accent="#8a5a00",
    success="#2c6e2f",
    warning="#8a5a00",
    error="#a8323a",
    variables={
        "border": "#c9c3b5",
        "border-blurred": "#c9c3b5",
        "scrollbar": "#c9c3b5",
        "scrollbar-hover": "#a39d8f",
        "scrollbar-background": "#faf8f3",
        "scrollbar-background-hover": "#faf8f3",
        "scrollbar-background-active": "#faf8f3",
        "scrollbar-corner-color": "#faf8f3",
        "text-muted": "#6a6a66",
        "text-accent": "#8a5a00",
        "text-success": "#2c6e2f",
        "text-warning": "#8a5a00",
        "text-error": "#a8323a",
        "text-primary": "#1f5f99",
        "text-secondary": "#6a4c9c",
        "block-cursor-background": "#1f5f99",
        "block-cursor-foreground": "#faf8f3",
    },
)

THEMES = {"dark": DARK, "light": LIGHT}
"""Both by the name a learner's settings use."""
