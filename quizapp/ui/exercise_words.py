"""What is said about exercises, in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quizapp.cards.model import Language
from quizapp.study.task import Kind


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """The fixed phrases of an exercise, in one language."""

    kinds: Mapping[Kind, str]
    choose_one: str
    choose_some: str
    put_in_order: str
    type_formula: str
    type_number: Callable[[str], str]
    names: Callable[[str], str]
    understood: str
    opening: str
    grading: str
    right: str
    proved: str
    seen: str
    wrong: str
    different: Callable[[str, str, str], str]
    no_value: Callable[[str], str]
    undecided: Callable[[str], str]
    not_counted: str
    first_right: Callable[[int], str]
    some_missing: str
    too_large: str
    too_small: str
    sign_flipped: str
    factor_of_two: str
    turned_over: str
    answer: Callable[[str], str]
    rests_on: Callable[[str], str]
    no_more_hints: str
    hint: Callable[[str], str]
    next: str
    again_later: str
    score: Callable[[int, int], str]
    nothing_typed: str
    failed: Callable[[str], str]
    not_saved: Callable[[str], str]
    suggestion: Callable[[str, str], str]
    done: Callable[[int, int], str]


ENGLISH = ExerciseWords(
    kinds={
        Kind.DERIVE: "type the formula",
        Kind.CHOOSE: "choose",
        Kind.NUMBER: "compute",
        Kind.ORDER: "put in order",
        Kind.SPOT: "what is wrong?",
    },
    choose_one="Choose one.",
    choose_some="Choose all that are right, then press enter.",
    put_in_order="Move the marked step with shift and the arrows, then press enter.",
    type_formula="Type the right side, then press enter.",
    type_number=lambda unit: (
        f"Type a number, in {unit}, then press enter." if unit else "Type a number, then press enter."
    ),
    names=lambda names: f"names: {names}",
    understood="understood as",
    opening="Getting ready …",
    grading="Checking …",
    right="✓ right",
    proved="✓ right, and proved equal",
    seen="✓ right: equal at every point that was tried",
    wrong="✗ not yet",
    different=lambda where, yours, truth: (
        f"At {where} yours is {yours}, and the answer {truth}."
        if where
        else f"Yours is {yours}, and the answer {truth}."
    ),
    no_value=lambda where: f"At {where} yours has no value, and the answer has one.",
    undecided=lambda why: f"? undecided, and not counted as wrong: {why}",
    not_counted="not counted",
    first_right=lambda n: {0: "The first step is another one.", 1: "The first step is right."}.get(
        n, f"The first {n} steps are right."
    ),
    some_missing="What you chose is right, and something is missing.",
    too_large="Too large.",
    too_small="Too small.",
    sign_flipped="The sign is flipped.",
    factor_of_two="A factor of 2 is off.",
    turned_over="It is turned over: one divided by it is right.",
    answer=lambda text: f"The answer: {text}",
    rests_on=lambda name: f"computed by {name}",
    no_more_hints="There is no more help than the answer itself.",
    hint=lambda text: f"Hint: {text}",
    next="enter: go on",
    again_later="It comes back at the end.",
    score=lambda right, of: f"{right} / {of} right",
    nothing_typed="Type your answer first.",
    failed=lambda why: f"It could not be checked: {why}",
    not_saved=lambda why: f"Not saved: {why}",
    suggestion=lambda what, rating: f"{what} → {rating}? ⏎",
    done=lambda right, of: f"{right} of {of} right",
)

KOREAN = ExerciseWords(
    kinds={
        Kind.DERIVE: "수식 쓰기",
        Kind.CHOOSE: "고르기",
        Kind.NUMBER: "계산",
        Kind.ORDER: "순서 맞추기",
        Kind.SPOT: "틀린 곳 찾기",
    },
    choose_one="하나를 고르세요.",
    choose_some="맞는 것을 모두 고르고 enter를 누르세요.",
    put_in_order="표시된 단계를 shift와 화살표로 옮긴 뒤 enter를 누르세요.",
    type_formula="우변을 입력하고 enter를 누르세요.",
    type_number=lambda unit: (
        f"숫자를 입력하고 enter를 누르세요. 단위: {unit}" if unit else "숫자를 입력하고 enter를 누르세요."
    ),
    names=lambda names: f"쓸 수 있는 이름: {names}",
    understood="이렇게 읽었습니다",
    opening="준비하고 있습니다 …",
    grading="확인하고 있습니다 …",
    right="✓ 맞았습니다",
    proved="✓ 맞았습니다. 같은 식임이 증명되었습니다",
    seen="✓ 맞았습니다. 시험한 모든 점에서 값이 같습니다",
    wrong="✗ 아직 아닙니다",
    different=lambda where, yours, truth: (
        f"{where} 에서 입력한 식은 {yours}, 정답은 {truth} 입니다."
        if where
        else f"입력한 식은 {yours}, 정답은 {truth} 입니다."
    ),
    no_value=lambda where: f"{where} 에서 정답에는 값이 있지만 입력한 식에는 없습니다.",
    undecided=lambda why: f"? 판정할 수 없어 틀린 것으로 세지 않습니다: {why}",
    not_counted="세지 않음",
    first_right=lambda n: "첫 단계가 다릅니다." if n == 0 else f"처음 {n}단계까지 맞습니다.",
    some_missing="고른 것은 맞지만 빠진 것이 있습니다.",
    too_large="너무 큽니다.",
    too_small="너무 작습니다.",
    sign_flipped="부호가 반대입니다.",
    factor_of_two="2배만큼 차이가 납니다.",
    turned_over="역수를 취해야 맞습니다.",
    answer=lambda text: f"정답: {text}",
    rests_on=lambda name: f"{name} 에서 계산한 값",
    no_more_hints="더 줄 수 있는 도움은 정답뿐입니다.",
    hint=lambda text: f"힌트: {text}",
    next="enter: 계속",
    again_later="끝에 다시 나옵니다.",
    score=lambda right, of: f"{of}문제 중 {right}개 정답",
    nothing_typed="먼저 답을 입력하세요.",
    failed=lambda why: f"확인하지 못했습니다: {why}",
    not_saved=lambda why: f"저장되지 않았습니다: {why}",
    suggestion=lambda what, rating: f"{what} → {rating}? ⏎",
    done=lambda right, of: f"{of}문제 중 {right}개 정답",
)


def exercise_words(language: Language) -> ExerciseWords:
    """Return the phrases in language."""
    return KOREAN if language is Language.KOREAN else ENGLISH
