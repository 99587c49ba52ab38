"""In Korean, why a typed formula was not understood: the reader says it in English, by a few patterns."""

import re

from quizapp.cards.model import Language

_A, _B = r"(?P<a>.+?)", r"(?P<b>.+?)"
_SENTENCES = (
    (rf"`{_A}` is not known; did you mean `{_B}`\?", "`{a}` 은(는) 모르는 이름입니다. `{b}` 인가요?"),
    (
        rf"`{_A}` is not known; the names here are {_B}",
        "`{a}` 은(는) 모르는 이름입니다. 쓸 수 있는 이름: {b}",
    ),
    (r"nothing is written yet", "아직 입력한 것이 없습니다"),
    (r"something is missing at the end", "끝에 빠진 것이 있습니다"),
    (rf"`{_A}` cannot stand here", "`{a}` 은(는) 이 자리에 올 수 없습니다"),
    (
        rf"`{_A}` closes nothing; remove it, or open it before",
        "`{a}` 에 짝이 없습니다. 지우거나 앞에서 여세요",
    ),
    (rf"`{_A}` is missing: {_B}", "`{a}` 이(가) 빠졌습니다"),
    (rf"`{_A}` has no meaning in a formula; leave it out", "`{a}` 은(는) 수식에서 뜻이 없습니다. 지우세요"),
    (
        r"what is divided by\? write `x/2` or `1/\(2\*x\)` with brackets",
        "어디까지 나누나요? `x/2` 나 `1/(2*x)` 처럼 괄호를 쓰세요",
    ),
    (r"this divides by zero", "0으로 나눕니다"),
    (r"write only the right side, without `=`", "`=` 없이 우변만 쓰세요"),
    (
        rf"write the power behind the argument, as `{_A}\(x\)\^2`",
        "거듭제곱은 인수 뒤에 `{a}(x)^2` 처럼 쓰세요",
    ),
    (
        rf"how much of this is the argument\? write `{_A}\(\.\.\.\)` with brackets",
        "어디까지가 인수인가요? `{a}(...)` 처럼 괄호를 쓰세요",
    ),
    (
        r"how much of this is the exponent\? write it in brackets, as `x\^\(a b\)`",
        "어디까지가 지수인가요? `x^(a b)` 처럼 괄호를 쓰세요",
    ),
    (rf"`{_A}` needs its argument in brackets, as .+", "`{a}(x)` 처럼 인수를 괄호 안에 쓰세요"),
    (rf"`{_A}` needs its argument", "`{a}` 에 인수가 필요합니다"),
    (rf"`{_A}` takes {_B}, not (?P<c>\d+)", "`{a}` 의 인수가 {c}개입니다. 개수를 확인하세요"),
    (rf"`{_A}` is a function and has no index", "`{a}` 은(는) 함수라서 첨자가 없습니다"),
    (rf"`{_A}` is one number and has no index", "`{a}` 은(는) 수 하나라서 첨자가 없습니다"),
    (
        rf"`{_A}` is a vector and takes one index, as `{_B}`",
        "`{a}` 은(는) 벡터입니다. `{b}` 처럼 첨자 하나를 쓰세요",
    ),
    (
        rf"`{_A}` is a matrix and takes two indices, as `{_B}`",
        "`{a}` 은(는) 행렬입니다. `{b}` 처럼 첨자 둘을 쓰세요",
    ),
    (rf"`{_A}` is no index here; use {_B}", "`{a}` 은(는) 첨자로 쓸 수 없습니다. 쓸 수 있는 첨자: {b}"),
    (r"an index is missing behind `_`", "`_` 뒤에 첨자가 빠졌습니다"),
    (
        rf"over what\? write `{_A}_k \.\.\.`, .+",
        "무엇에 대한 합인가요? `{a}_k ...` 나 `{a}_(k=1)^K ...` 처럼 쓰세요",
    ),
    (rf"how far does `{_A}` run\? write `{_B}`", "`{a}` 의 범위가 없습니다. `{b}` 처럼 쓰세요"),
    (rf"give both ends, as `{_A}`, or none", "`{a}` 처럼 양 끝을 모두 쓰거나 모두 빼세요"),
    (
        rf"`{_A}` already stands for something.*",
        "`{a}` 은(는) 이미 다른 뜻으로 쓰였습니다. 다른 이름을 쓰세요",
    ),
    (rf"`{_A}` cannot be a name; write {_B}", "`{a}` 은(는) 이름이 될 수 없습니다. {b} 처럼 쓰세요"),
    (
        r"the derivative is what is asked for; write what it comes to",
        "문제가 바로 그 도함수입니다. 계산한 결과를 쓰세요",
    ),
    (r"a derivative is written .+", "도함수는 `dL/dz` 나 `d/dz (...)` 처럼 쓰세요"),
    (r"a condition compares two things, as `z > 0`", "조건은 `z > 0` 처럼 두 값을 비교합니다"),
    (r"when does this hold\? .+", "언제 성립하나요? `... if z < 0` 이나 `... otherwise` 를 붙이세요"),
    (r"write one `=` a line", "한 줄에 `=` 는 하나만 쓰세요"),
    (rf"an exponent is at most {_A}", "지수는 {a} 까지만 쓸 수 있습니다"),
    (rf"a number has at most {_A} digits", "수는 {a}자리까지만 쓸 수 있습니다"),
    (rf"a formula has at most {_A} characters", "수식은 {a}자까지만 쓸 수 있습니다"),
    (rf"a formula has at most {_A} parts; .+", "수식이 너무 깁니다. {a}조각까지만 쓸 수 있습니다"),
    (r"it is nested more than .+", "괄호가 너무 깊이 겹쳤습니다. 더 짧게 쓰세요"),
    (r"its (?:sums|powers) .+", "너무 큰 식입니다. 더 짧게 쓰세요"),
    (
        rf"the answer is one number, and yours is {_A}; .+",
        "정답은 수 하나인데 입력한 식은 {a} 크기입니다. `x_k` 처럼 성분을 쓰세요",
    ),
    (rf"the answer is {_A}, and yours is one number", "정답은 {a} 크기인데 입력한 식은 수 하나입니다"),
    (
        rf"the answer is {_A}, and yours is {_B}(?:[:;].+)?",
        "정답은 {a} 크기인데 입력한 식은 {b} 크기입니다",
    ),
    (
        rf"{_A} times {_B} cannot be multiplied.*",
        "{a} 와(과) {b} 은(는) 곱할 수 없습니다. 전치하거나 순서를 바꾸세요",
    ),
    (rf"the terms are {_A}, and cannot be added.*", "{a} 크기라서 더할 수 없습니다. 전치해 보세요"),
    (
        rf"the index `{_A}` is open; .+",
        "첨자 `{a}` 가 남아 있습니다. 그 첨자로 더하거나 문제의 첨자를 쓰세요",
    ),
    (r"this repeats the left side; .+", "좌변을 그대로 옮긴 것입니다. 계산한 결과를 쓰세요"),
    (r"both sides are the same", "양변이 같은 식입니다"),
    (r"this is the line before", "바로 앞 줄과 같습니다"),
    (r"it has no value where the answer has one", "정답에는 값이 있는 곳에서 입력한 식에는 값이 없습니다"),
    (r"it could not be compared in time; .+", "시간 안에 비교하지 못했습니다. 더 짧게 써 보세요"),
    (
        r"one side is a number and the other a matrix; .+",
        "한 변은 수이고 다른 변은 행렬입니다. 성분을 쓰세요",
    ),
    (rf"`{_A}` is no number; .+", "`{a}` 은(는) 수가 아닙니다. `2`, `−0.5`, `1e-3`, `1/3` 처럼 쓰세요"),
    (rf"`{_A}` divides by zero", "`{a}` 은(는) 0으로 나눕니다"),
    (r"write a number, .+", "`0.105`, `−1/3`, `2e-3` 처럼 수를 쓰세요"),
)
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), korean) for pattern, korean in _SENTENCES)


def refusal(message: str, language: Language) -> str:
    """Return why something was not understood, as a sentence; what no pattern knows stays English."""
    if language is Language.KOREAN:
        for pattern, korean in _PATTERNS:
            if (found := pattern.fullmatch(message)) is not None:
                return korean.format(**found.groupdict()) + ("" if korean.endswith("?") else ".")
    return message
