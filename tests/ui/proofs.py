"""Derivations to show, and a prover that says one thing at a time, when the test wants it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from textual.pilot import Pilot

from quizapp.derive.report import (
    Evidence,
    EvidenceKind,
    Failed,
    Finished,
    Judged,
    Message,
    Outline,
    Step,
    StepKind,
    Verdict,
    Witness,
)

NAME = "losses/softmax_cross_entropy"
SCOPE = "K = 3, 4, 5"


def step(number: int, kind: StepKind, latex: str, reason: str, label: str | None = None) -> Step:
    return Step(number=number, kind=kind, latex=latex, reason=reason, label=label)


STEPS = (
    step(
        1,
        StepKind.DEFINITION,
        r"p_{k} = \frac{e^{z_{k}}}{\sum_{j=1}^{K} e^{z_{j}}}",
        "Softmax turns scores into probabilities.",
    ),
    step(
        2,
        StepKind.DEFINITION,
        r"L = - \sum_{k=1}^{K} y_{k} \log p_{k}",
        "Cross-entropy is the negative log-likelihood of the target.",
    ),
    step(
        3,
        StepKind.HYPOTHESIS,
        r"\sum_{k=1}^{K} y_{k} = 1",
        "The target is a distribution: one-hot, or smoothed.",
    ),
    step(
        4,
        StepKind.CLAIM,
        r"\frac{\partial p_{k}}{\partial z_{j}} = p_{k} \left(\delta_{jk} - p_{j}\right)",
        "Quotient rule.",
        "jacobian",
    ),
    step(
        5,
        StepKind.CLAIM,
        r"\frac{\partial L}{\partial z_{k}} = p_{k} - y_{k}",
        "Sum the Jacobian against y; the target's total is 1.",
        "gradient",
    ),
)
OUTLINE = Outline(
    name=NAME,
    title="Softmax with cross-entropy",
    summary="Softmax followed by cross-entropy has the gradient p - y.",
    steps=STEPS,
)
PROOF = Evidence(
    kind=EvidenceKind.PROOF,
    verdict=Verdict.PROVED,
    summary="residual reduced to 0 by cancel, for K = 3, 4, 5 and every k",
    seconds=0.018,
)
PRECISION = Evidence(
    kind=EvidenceKind.PRECISION,
    verdict=Verdict.AGREES,
    summary="24 points, 50 digits, worst residual 3e-51",
    seconds=0.032,
)
NETWORK = Evidence(
    kind=EvidenceKind.NETWORK,
    verdict=Verdict.AGREES,
    summary="a 4-5-3 tanh classifier, 3 draws: formula ↔ backprop 1.1e-16, ↔ complex step 2e-16",
    seconds=0.21,
)
FALSE = Evidence(
    kind=EvidenceKind.PRECISION,
    verdict=Verdict.REFUTED,
    summary="refuted at point 1 of 24",
    seconds=0.002,
    witness=Witness(where="z_1 = 20, y_1 = 1/2", left="2.06e-9", right="-2.06e-9", difference="4.12e-9"),
)


def judged(number: int, verdict: Verdict = Verdict.PROVED) -> Judged:
    """Return what the prover says once a step of OUTLINE has this verdict."""
    evidence = (PROOF, PRECISION, NETWORK) if verdict is Verdict.PROVED else (FALSE,)
    known = {"verdict": verdict, "scope": SCOPE, "evidence": evidence}
    return Judged(name=NAME, step=STEPS[number - 1].model_copy(update=known))


FINISHED = Finished(name=NAME, seconds=0.213)
FAILED = Failed(name=NAME, message="It took longer than 20 s and was stopped; make the sizes smaller.")


@dataclass
class SteppingProver:
    """Says what it is told to, when it is told to."""

    asked: list[str] = field(default_factory=list)
    abandoned: int = 0
    _told: list[asyncio.Queue[Message | Exception]] = field(default_factory=list)

    async def prove(
        self, name: str, *, judge: bool = True, plots: bool = False, **_: object
    ) -> AsyncIterator[Message]:
        self.asked.append(name)
        told: asyncio.Queue[Message | Exception] = asyncio.Queue()
        self._told.append(told)
        try:
            while True:
                message = await told.get()
                if isinstance(message, Exception):
                    raise message
                yield message
                if isinstance(message, Finished | Failed):
                    return
        except asyncio.CancelledError:
            self.abandoned += 1
            raise

    def say(self, *messages: Message | Exception, run: int = -1) -> None:
        for message in messages:
            self._told[run].put_nowait(message)

    async def warm(self) -> None:
        pass

    async def close(self) -> None:
        pass


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Let the app work until something holds; what never comes to hold fails the test."""
    for _ in range(200):
        if holds():
            return
        await pilot.pause()
    raise AssertionError("it never came to hold")
