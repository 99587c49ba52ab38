"""The names of mistakes in Korean: the proof process names them in English, by a few patterns."""

import re

from quizapp.cards.model import Language

_P = r"(?P<a>.+?)"
_Q = r"(?P<b>.+?)"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), korean)
    for pattern, korean in (
        (r"the sign is flipped", "부호가 반대입니다"),
        (r"a factor 2 is too many", "2가 한 번 더 곱해졌습니다"),
        (rf"the sign of the term {_P} is flipped", "{a} 항의 부호가 반대입니다"),
        (rf"the term {_P} is missing", "{a} 항이 빠졌습니다"),
        (rf"{_P} and {_Q} are swapped", "{a} 와(과) {b} 이(가) 서로 바뀌었습니다"),
        (rf"the factor {_P} is missing", "인수 {a} 이(가) 빠졌습니다"),
        (rf"the factor {_P} is too many", "인수 {a} 이(가) 더 곱해졌습니다"),
        (rf"the factor {_P} is there twice", "인수 {a} 이(가) 두 번 곱해졌습니다"),
        (rf"the factor {_P} is turned over", "인수 {a} 이(가) 뒤집혔습니다"),
        (rf"the factor is {_P} in place of {_Q}", "인수가 {b} 이어야 하는데 {a} 입니다"),
        (rf"it is divided by {_P}, not multiplied", "{a} 을(를) 곱해야 하는데 나누었습니다"),
        (rf"it is multiplied by {_P}, not divided", "{a} (으)로 나누어야 하는데 곱했습니다"),
        (r"numerator and denominator are swapped", "분자와 분모가 바뀌었습니다"),
        (rf"the root of {_P} is missing", "{a} 의 제곱근이 빠졌습니다"),
        (rf"the exponent of {_P} is {_Q}, not (?P<c>.+)", "{a} 의 지수가 {c} 이어야 하는데 {b} 입니다"),
        (rf"{_P} is taken at {_Q}", "{a} 을(를) {b} 에서 계산했습니다"),
        (rf"{_P} stands in place of {_Q}", "{b} 자리에 {a} 이(가) 있습니다"),
        (rf"the arguments of {_P} are swapped", "{a} 의 인수 순서가 바뀌었습니다"),
        (r"the cases are swapped", "경우가 서로 바뀌었습니다"),
        (r"the absolute value is missing", "절댓값이 빠졌습니다"),
        (r"the square of the length is missing", "길이의 제곱이 빠졌습니다"),
        (rf"it is {_P} times the answer", "정답의 {a} 배입니다"),
        (rf"it is off by the constant {_P}", "정답과 상수 {a} 만큼 차이가 납니다"),
        (r"it is off by a constant", "정답과 상수만큼 차이가 납니다"),
        (r"it is right at some points only", "일부 점에서만 맞습니다"),
        (rf"it is right for {_P} only", "{a} 일 때만 맞습니다"),
        (rf"it is wrong for {_P} only", "{a} 일 때만 틀립니다"),
        (rf"it is right only where {_P}", "{a} 인 곳에서만 맞습니다"),
        (r"the inner derivative is missing", "속미분이 빠졌습니다"),
        (r"something else stands there", "다른 기호를 써야 하는 자리가 있습니다"),
        (r"it is transposed", "전치되었습니다"),
        (r"a factor 2 is missing", "2가 빠졌습니다"),
        (r"a factor 2 is missing, and the sign is flipped", "2가 빠졌고 부호도 반대입니다"),
        (r"a factor 2 is too many, and the sign is flipped", "2가 더 곱해졌고 부호도 반대입니다"),
        (
            rf"{_P} is not exactly {_Q}; write .+",
            "{a} 은(는) {b} 이(가) 아닙니다. {b} (으)로 쓰세요",
        ),
        (rf"{_P} is not transposed", "{a} 이(가) 전치되지 않았습니다"),
        (rf"{_P} is transposed", "{a} 이(가) 전치되었습니다"),
        (rf"the sum over {_P} is divided by {_Q}", "{a} 에 대한 합을 {b} (으)로 나누었습니다"),
        (rf"one derivative by {_P} too many is taken", "{a} (으)로 한 번 더 미분했습니다"),
        (rf"one derivative by {_P} too few is taken", "{a} (으)로 한 번 덜 미분했습니다"),
        (rf"the indices of {_P} are swapped", "{a} 의 첨자 순서가 바뀌었습니다"),
    )
)


def in_language(name: str, language: Language) -> str:
    """Return the name of a mistake as a sentence; one that no pattern knows stays English."""
    if not name:
        return ""
    if language is Language.ENGLISH:
        return _sentence(name)
    main, inside, place = name.partition(", in ")
    for pattern, korean in _PATTERNS:
        if (found := pattern.fullmatch(main)) is not None:
            at = f" ({place} 에서)" if inside else ""
            return f"{korean.format(**found.groupdict())}{at}."
    return _sentence(name)


def _sentence(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}."
