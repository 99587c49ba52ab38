"""A small healthy pack, and what its derivations print."""

from pathlib import Path

from quizapp.cards.check import Printed, check_library
from quizapp.cards.library import load_library
from quizapp.cards.problems import Problem
from quizapp.errors import MathError

PRINTED: Printed = {
    "activations/sigmoid": {
        "derivative": r"\sigma'(z) = \sigma(z) \left(1 - \sigma(z)\right)",
        "steepest": "s = 0",
    }
}

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
    """Return a healthy English card of that id."""
    return (
        ENGLISH.replace("id: sigmoid", f"id: {card_id}")
        .replace("requires: []", f"requires: [{requires}]")
        .replace("follow_ups: []", f"follow_ups: [{follow_ups}]")
    )


def render(latex: str) -> str:
    """Lay out everything but one command."""
    if (position := latex.find(r"\unknown")) >= 0:
        raise MathError("cannot be laid out", command=r"\unknown", position=position)
    return latex


def problems_of(content: Path, printed: Printed = PRINTED) -> list[Problem]:
    """Return everything wrong with a content folder."""
    return list(check_library(load_library(content), printed, render=render))
