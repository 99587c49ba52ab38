"""A formula typed wrongly in a real terminal: diagnosed by the real proof process, corrected, and rated."""

import shutil
from pathlib import Path

from quizapp.locations import own_pack
from tests.terminal.terminal import Terminal
from tests.terminal.test_evening import at_home

CARD = r"""---
id: slope
level: 1
derivation: activations/sigmoid
---
# What is the derivative of the sigmoid?

The output times one minus the output.

$$
\frac{d}{d z} \sigma(z) = \sigma(z) \left(1 - \sigma(z)\right)
$$ (derivative)

## Key points
- only the output is needed

## Common mistakes
- reading it as zero

## Exercises
- derive `derivative`: Write $\sigma'(z)$ using only $s = \sigma(z)$.
- number `derivative`: What is the slope here?
    - `z = 2` — the pre-activation
    - = 0.105 ± 0.001 — 0.881 times 0.119
"""


def test_a_wrong_formula_is_diagnosed_corrected_and_suggests_a_rating(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    (pack / "content" / "activations").mkdir(parents=True)
    (pack / "content" / "activations" / "slope.md").write_text(CARD, "utf-8")
    (pack / "derivations" / "activations").mkdir(parents=True)
    shutil.copy(own_pack().derivations / "activations" / "sigmoid.py", pack / "derivations" / "activations")
    home = at_home(tmp_path / "home")
    with Terminal("--pack", str(pack), "--trust", "study", home=home, lines=30) as terminal:
        terminal.wait_for("space reveal", "x exercises")
        terminal.press("x")
        terminal.wait_for("names: sigma, z, s")
        terminal.press(*"s(1+s)")
        terminal.wait_for("s(1 + s)")
        terminal.press("enter")
        terminal.wait_for("✗ not yet", "yours is", "flipped")
        for _ in range(3):
            terminal.press("backspace")
        terminal.press(*"-s)")
        terminal.wait_for("s(1 − s)")
        terminal.press("enter")
        terminal.wait_for("✓ right, and proved equal")
        terminal.press("enter")
        terminal.wait_for("2 / 2", "z = 2 — the pre-activation", "Type a number")
        terminal.press(*"0.105")
        terminal.press("enter")
        terminal.wait_for("✓ right", "0.881 times 0.119")
        terminal.press("enter")
        terminal.wait_for("space reveal")
        terminal.press("space")
        terminal.wait_for("1 of 2 exercises → hard?")
        terminal.press("escape")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
