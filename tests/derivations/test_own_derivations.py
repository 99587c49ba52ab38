"""Every derivation that comes with quizapp is proved or agrees, claim by claim, and prints itself."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.derive.report import Failed, Report
from quizapp.derive.worker import find_derivations, prove_all
from quizapp.locations import own_pack

DERIVATIONS = find_derivations(own_pack().derivations)


@pytest.fixture(scope="module")
def runs() -> dict[str, Report | Failed]:
    """A whole run of each, a core at work on one after the other."""
    found = asyncio.run(
        prove_all(DERIVATIONS, DERIVATIONS, workers=os.cpu_count() or 1, on_message=lambda _: None)
    )
    return dict(zip(DERIVATIONS, found, strict=True))


@pytest.mark.parametrize("name", DERIVATIONS)
def test_every_claim_is_proved_or_agrees(runs: dict[str, Report | Failed], name: str) -> None:
    run = runs[name]
    assert isinstance(run, Report), run
    judged = {step.label or step.number: step for step in run.steps if step.kind.judged}
    assert judged
    assert {label: step.verdict for label, step in judged.items() if not step.good} == {}


def test_a_file_prints_its_own_blackboard(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, DERIVATIONS["activations/sigmoid"]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "σ(z) = σ(z)(1 − σ(z))" in run.stdout
    assert run.stdout.count("✓ proved") == len([s for s in run.stdout.splitlines() if "[" in s and "]" in s])
