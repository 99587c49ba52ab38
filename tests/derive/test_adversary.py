"""Statements that once fooled the engine: false ones it accepted, and true ones it refuted."""

import json
from pathlib import Path
from typing import Any

import pytest

from quizapp.derive.judge import judge
from quizapp.derive.load import load
from quizapp.derive.report import Verdict
from quizapp.errors import DerivationError

OPENING = """'''A trick.'''
import numpy as np
from sympy import *
from quizapp.derive import *
d = Derivation("A trick")
"""
TRICKS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("adversary.json").read_text("utf-8"))


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick["name"])
def test_no_trick_works_twice(tmp_path: Path, trick: dict[str, Any]) -> None:
    file = tmp_path / "trick.py"
    file.write_text(OPENING + trick["claim"], "utf-8")
    try:
        verdicts = [step.verdict for step in judge(load(file, "trick"), 0) if step.verdict is not None]
    except DerivationError:
        verdicts = []
    if trick["holds"]:
        assert Verdict.REFUTED not in verdicts
    else:
        assert not any(verdict.good for verdict in verdicts)
