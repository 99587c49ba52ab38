"""LaTeX to terminal text."""
