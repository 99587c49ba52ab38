"""What is said on the board that a learner writes on, in both languages."""

from collections.abc import Callable
from dataclasses import dataclass

from quizapp.cards.model import Language
from quizapp.ui.words import plural


@dataclass(frozen=True, slots=True)
class WritingWords:
    """The fixed phrases of such a board, in one language."""

    choose: str
    none: str
    done: str
    shown: str
    """Of a claim whose last line was revealed."""
    begun: Callable[[int], str]
    lines: Callable[[int], str]
    hints: Callable[[int], str]
    given: str
    goal: str
    first_line: str
    next_line: str
    opening: str
    checking: str
    follows: str
    seen: str
    """It follows as far as numbers tell."""
    reached: str
    revealed: str
    defines: Callable[[str], str]
    finished: str
    ended: str
    """The last line was revealed."""
    go_on: str
    refused: str
    different: Callable[[str, str, str], str]
    no_value: Callable[[str], str]
    undecided: Callable[[str], str]
    restated: str
    unreadable: Callable[[str], str]
    hint: Callable[[str], str]
    no_more_hints: str
    failed: Callable[[str], str]
    again: str
    saved: Callable[[str], str]
    not_saved: Callable[[str], str]
    no_such_claim: Callable[[str], str]
    to_show: str
    derivation: str
    summary: Callable[[int, int, int], str]


ENGLISH = WritingWords(
    choose="Which one do you want to derive?",
    none="This derivation has no equation to derive.",
    done="✓ derived",
    shown="◦ revealed",
    begun=lambda n: f"… {plural(n, 'line')}",
    lines=lambda n: plural(n, "line"),
    hints=lambda n: plural(n, "hint"),
    given="given",
    goal="goal",
    first_line="write a first line, as `= …`, `lhs = rhs` or `let s = …`",
    next_line="write the next line",
    opening="Getting ready …",
    checking="Checking …",
    follows="✓ follows",
    seen="≈ follows",
    reached="reached the claim",
    revealed="revealed",
    defines=lambda name: f"introduces {name}",
    finished="✓ You reached the claim.",
    ended="The claim was revealed.",
    go_on="enter: go on",
    refused="✗ This line does not hold",
    different=lambda where, left, right: f"At {where} its left side is {left}, and its right side {right}.",
    no_value=lambda where: f"At {where} its right side has no value, and its left side has one.",
    undecided=lambda why: f"? Undecided, so it is not on the board: {why}",
    restated="This says nothing new: it is the line before, or both its sides are the same.",
    unreadable=lambda why: f"Not understood: {why}",
    hint=lambda text: f"Hint: {text}",
    no_more_hints="There are no more hints; ctrl+r reveals the next line.",
    failed=lambda why: f"It could not be checked: {why}",
    again="Your lines are kept. Press enter to try again.",
    saved=lambda where: f"Saved as {where}",
    not_saved=lambda why: f"Not saved: {why}",
    no_such_claim=lambda label: f"There is no equation {label} in this derivation; choose another one.",
    to_show="To show",
    derivation="Derivation",
    summary=lambda lines, hints, revealed: (
        f"{plural(lines, 'line')}, {plural(hints, 'hint')}, {revealed} revealed"
    ),
)

KOREAN = WritingWords(
    choose="어느 식을 유도하시겠어요?",
    none="이 유도에는 직접 유도할 등식이 없습니다.",
    done="✓ 유도함",
    shown="◦ 공개됨",
    begun=lambda n: f"… {n}줄",
    lines=lambda n: f"{n}줄",
    hints=lambda n: f"힌트 {n}번",
    given="주어짐",
    goal="목표",
    first_line="첫 줄을 쓰세요: `= …`, `좌변 = 우변`, `let s = …`",
    next_line="다음 줄을 쓰세요",
    opening="준비하고 있습니다 …",
    checking="확인하고 있습니다 …",
    follows="✓ 성립",
    seen="≈ 성립",
    reached="목표에 도달",
    revealed="공개됨",
    defines=lambda name: f"{name} 도입",
    finished="✓ 목표에 도달했습니다.",
    ended="목표가 공개되었습니다.",
    go_on="enter: 계속",
    refused="✗ 이 줄은 성립하지 않습니다",
    different=lambda where, left, right: f"{where} 에서 좌변은 {left}, 우변은 {right} 입니다.",
    no_value=lambda where: f"{where} 에서 좌변에는 값이 있지만 우변에는 없습니다.",
    undecided=lambda why: f"? 판정할 수 없어 칠판에 올리지 않습니다: {why}",
    restated="새로운 내용이 없습니다. 앞줄과 같거나 양변이 같습니다.",
    unreadable=lambda why: f"읽을 수 없습니다: {why}",
    hint=lambda text: f"힌트: {text}",
    no_more_hints="힌트가 더 없습니다. ctrl+r을 누르면 다음 줄을 공개합니다.",
    failed=lambda why: f"확인하지 못했습니다: {why}",
    again="쓴 줄은 그대로 있습니다. enter를 누르면 다시 시도합니다.",
    saved=lambda where: f"저장했습니다: {where}",
    not_saved=lambda why: f"저장되지 않았습니다: {why}",
    no_such_claim=lambda label: f"이 유도에는 {label} 등식이 없습니다. 다른 것을 고르세요.",
    to_show="보일 식",
    derivation="유도",
    summary=lambda lines, hints, revealed: f"{lines}줄, 힌트 {hints}번, 공개 {revealed}줄",
)


def writing_words(language: Language) -> WritingWords:
    """Return the phrases in language."""
    return KOREAN if language is Language.KOREAN else ENGLISH
