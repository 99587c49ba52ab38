"""A small healthy pack, and what its derivations print."""

import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from quizapp.cards.check import Printed, check_library
from quizapp.cards.library import load_library
from quizapp.cards.problems import Problem
from quizapp.cards.questions import Question
from quizapp.errors import MathError

CLAIMS = {
    "derivative": r"\sigma'(z) = \sigma(z) \left(1 - \sigma(z)\right)",
    "steepest": "s = 0",
    "flipped-sign": r"\sigma'(z) \ne \sigma(z) \left(1 + \sigma(z)\right)",
}
PRINTED: Printed = {"activations/sigmoid": CLAIMS}


def evaluate(questions: Sequence[Question]) -> dict[Question, float | str]:
    """Compute the slope of the sigmoid at z, for every label."""
    return {question: slope(question) for question in questions}


def slope(question: Question) -> float | str:
    values = dict(question.values)
    if not isinstance(z := values.get("z"), Fraction):
        return "it needs a number `z`"
    s = 1 / (1 + math.exp(-z))
    return s * (1 - s)


ENGLISH = r"""---
id: sigmoid
tags: [activation, gradient]
level: 1
derivation: activations/sigmoid
requires: []
follow_ups: []
sources: ["a list, question 4"]
---
# What is the derivative of the sigmoid?

Its slope needs only its value $\sigma(z)$:

$$
\sigma'(z) = \sigma(z) \left(1 - \sigma(z)\right)
$$ (derivative)

## Key points
- it is largest at $z = 0$
- it vanishes far out

## Common mistakes
- taking the input for the output

## Exercises
- derive `derivative`: Write $\sigma'(z)$.
- choose: Where is it largest?
    - [x] at 0 — there it is 1/4
    - [ ] at infinity
- spot `flipped-sign`: Somebody writes $\sigma'(z) = \sigma(z) \left(1 + \sigma(z)\right)$. What is wrong?
    - [x] the sign in the bracket — at 0 it gives 3/4
    - [ ] nothing
- order `derivative`: Put the proof in order.
    1. Write the sigmoid as a power — then one rule is enough
    2. Apply the chain rule
    3. Name the two factors — they are the output and what is missing to 1
- number `derivative`: What is the slope here?
    - `z = 2` ∈ {−3, −2.5, …, 3} — the input
    - = 0.105 ± 0.001 — the output is 0.881
"""

KOREAN = r"""# 시그모이드의 도함수는 무엇인가요?

값 $\sigma(z)$만 알면 됩니다.

$$
\sigma'(z) = \sigma(z) \left(1 - \sigma(z)\right)
$$ (derivative)

## 핵심
- $z = 0$에서 가장 큽니다
- 멀리 가면 사라집니다

## 흔한 실수
- 입력과 출력을 혼동하는 것

## 연습
- derive `derivative`: $\sigma'(z)$를 써 보세요.
- choose: 어디에서 가장 큰가요?
    - [x] 0 — 그때 1/4
    - [ ] 무한대
- spot `flipped-sign`: $\sigma'(z) = \sigma(z) \left(1 + \sigma(z)\right)$ 에서 무엇이 틀렸나요?
    - [x] 괄호 안의 부호 — 0에서 3/4이 된다
    - [ ] 틀린 곳이 없다
- order `derivative`: 증명을 순서대로 놓아 보세요.
    1. 시그모이드를 거듭제곱으로 쓴다
    2. 연쇄 법칙을 쓴다
    3. 두 인수에 이름을 붙인다
- number `derivative`: 여기서 기울기는 얼마인가요?
    - `z = 2` ∈ {−3, −2.5, …, 3} — 입력
    - = 0.105 ± 0.001 — 출력은 0.881이다
"""

ENGLISH_NAME = "activations/sigmoid.md"
KOREAN_NAME = "activations/sigmoid.ko.md"


def write_pack(content: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below content and return it."""
    for name, text in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return content


def other_card(card_id: str, *, requires: str = "", follow_ups: str = "") -> str:
    """Return a healthy English card of that id, in words of its own."""
    words = " ".join(f"{card_id}{number}" for number in range(180))
    return (
        ENGLISH.replace("id: sigmoid", f"id: {card_id}")
        .replace("requires: []", f"requires: [{requires}]")
        .replace("follow_ups: []", f"follow_ups: [{follow_ups}]")
        .replace("What is the derivative of the sigmoid?", f"What is {card_id}?")
        .replace("Its slope needs", f"{words}. Its slope needs")
    )


def render(latex: str) -> int:
    """Lay out everything but one command, at a cell for two characters."""
    if (position := latex.find(r"\unknown")) >= 0:
        raise MathError("cannot be laid out", command=r"\unknown", position=position)
    return len(latex) // 2


def problems_of(content: Path, printed: Printed = PRINTED) -> list[Problem]:
    """Return everything wrong with a content folder."""
    return list(check_library(load_library(content), printed, render=render, evaluate=evaluate))
