"""Every derivation that comes with quizapp is proved or agrees, claim by claim, and prints itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from quizapp.derive.load import load
from quizapp.derive.report import StepKind
from quizapp.derive.worker import find_derivations
from quizapp.locations import own_pack

DERIVATIONS = find_derivations(own_pack().derivations)


@pytest.mark.parametrize("name", DERIVATIONS)
def test_every_claim_is_proved_or_agrees(name: str) -> None:
    judged = {
        step.label or step.number: step.verdict
        for step in load(DERIVATIONS[name], name).judge()
        if step.kind in {StepKind.STEP, StepKind.CLAIM}
    }
    assert judged
    assert {label: verdict for label, verdict in judged.items() if verdict is None or not verdict.good} == {}


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
