"""Healthy made-up cards in any number, for benchmarks and tests."""

from pathlib import Path

from quizapp.cards.check import Printed

CARDS_PER_TOPIC = 100
CLAIMS = {
    "derivative": r"\frac{d}{d z} \sigma(z) = \sigma(z) \left(1 - \sigma(z)\right)",
    "steepest": r"\sigma'(0) = \frac{1}{4}",
}

_ENGLISH = r"""---
id: {id}
tags: [generated, gradient]
level: {level}
derivation: {derivation}
requires: [{requires}]
follow_ups: [{follows}]
sources: ["a question list, question {number}"]
---
# What does the sigmoid do to the gradient in layer {number}, and why does it matter?

It shrinks it: every layer multiplies the error by $\sigma'(z_{{{number}}})$, which is at most one quarter.
{words}. Its slope is:

$$
{derivative}
$$ (derivative)

and it is largest where $z = 0$:

$$
{steepest}
$$ (steepest)

- Saturation makes it worse: for $|z| > 5$ the slope is below $0.0067$.
- ReLU keeps the factor at $1$ for every active unit, which is why deep networks of sigmoids went out of use.

## Key points
- the slope is $s(1 - s)$ with $s = \sigma(z)$
- it is at most one quarter, at $z = 0$
- layer {number} sees a product of {number} such factors

## Common mistakes
- taking the slope at the output for the slope at the input $z_{{{number}}}$
- saying that the gradient is zero: it is small, and never zero

## Exercises
- derive `derivative`: Write $\sigma'(z)$ using only $s = \sigma(z)$.
- choose: Where is the slope largest?
    - [x] at z = 0, where it is 1/4
    - [ ] as z → ∞ — there it vanishes
    - [ ] at z = {number} — there it is smaller
"""

_KOREAN = r"""# 시그모이드는 {number}번째 층의 그래디언트를 어떻게 바꾸고, 왜 중요한가요?

줄입니다. 층마다 오차에 $\sigma'(z_{{{number}}})$가 곱해지는데, 이 값은 최대 4분의 1입니다.
층을 {number}개 지나면 기껏해야 $4^{{-{number}}}$만 남아서 앞쪽 층이 가장 늦게
학습됩니다. 기울기는 다음과 같습니다.

$$
{derivative}
$$ (derivative)

그리고 $z = 0$에서 가장 큽니다.

$$
{steepest}
$$ (steepest)

## 핵심
- 기울기는 $s = \sigma(z)$일 때 $s(1 - s)$입니다
- $z = 0$에서 최대 4분의 1입니다
- {number}번째 층에는 이런 값이 {number}번 곱해집니다

## 흔한 실수
- 출력에서의 기울기를 입력 $z_{{{number}}}$에서의 기울기로 착각하는 것
- 그래디언트가 0이라고 말하는 것. 작을 뿐 0은 아닙니다

## 연습
- derive `derivative`: $s = \sigma(z)$만 써서 $\sigma'(z)$를 나타내 보세요.
- choose: 기울기가 가장 큰 곳은 어디인가요?
    - [x] z = 0, 그때 1/4
    - [ ] z → ∞ — 거기서는 0에 가까워집니다
    - [ ] z = {number} — 더 작습니다
"""


def write_cards(content: Path, count: int, *, korean: bool = True) -> Printed:
    """Write count healthy cards below content and return what their derivations print.

    Every card is different; each requires the one before it in its topic and leads to the one after it.
    """
    printed: dict[str, dict[str, str]] = {}
    for number in range(1, count + 1):
        topic_number, position = divmod(number - 1, CARDS_PER_TOPIC)
        derivation = f"generated/sigmoid_{topic_number:03}"
        printed[derivation] = dict(CLAIMS)
        topic = content / f"topic-{topic_number:03}"
        if position == 0:
            topic.mkdir(parents=True, exist_ok=True)
        is_last = number == count or position == CARDS_PER_TOPIC - 1
        values = {
            "id": _card_id(number),
            "number": number,
            "words": " ".join(f"word{number * 131 + offset}" for offset in range(90)),
            "level": 1 + number % 3,
            "derivation": derivation,
            "requires": "" if position == 0 else _card_id(number - 1),
            "follows": "" if is_last else _card_id(number + 1),
            **CLAIMS,
        }
        topic.joinpath(f"{_card_id(number)}.md").write_bytes(_ENGLISH.format(**values).encode())
        if korean:
            topic.joinpath(f"{_card_id(number)}.ko.md").write_bytes(_KOREAN.format(**values).encode())
    return printed


def _card_id(number: int) -> str:
    return f"card-{number:05}"
