"""What the screens themselves say, in both languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.cards.model import Language
from quizapp.memory.rating import Rating


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed phrases of the study room, in one language."""

    ratings: Mapping[Rating, str]
    today: str
    topics: str
    study: str
    quiz: str
    derive: str
    browse: str
    first_question: str
    welcome: str
    due: Callable[[int], str]
    new: Callable[[int], str]
    minutes: Callable[[int], str]
    learned: Callable[[int, int], str]
    verified: Callable[[int, int], str]
    all_verified: Callable[[int], str]
    unproved: Callable[[int], str]
    refuted: Callable[[Sequence[str]], str]
    more: Callable[[int], str]
    weakest: Callable[[str], str]
    nothing_due: str
    tomorrow: Callable[[int, int], str]
    interview: Callable[[int], str]
    day: Callable[[date], str]
    level: Callable[[int], str]
    say_it: str
    points: str
    mistakes: str
    follow_up: Callable[[str], str]
    follow_up_next: Callable[[str], str]
    interval: Callable[[str, str], str]
    read_on: Callable[[int], str]
    tick: str
    ticked: Callable[[int, int], str]
    exercised: Callable[[int, int], str]
    suggestion: Callable[[str, str], str]
    proving_failed: Callable[[str], str]
    not_saved: Callable[[str], str]
    taken_back: Callable[[str], str]
    given_again: Callable[[str], str]
    nothing_to_take_back: str
    nothing_to_give_again: str
    done: str
    worth_a_look: str
    answers: Callable[[int, int], str]
    nothing_in_topic: Callable[[str], str]
    keys: str
    mouse: str
    problems: Callable[[int], str]


def plural(count: int, noun: str) -> str:
    """Return how many there are, in English."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _days(count: int) -> str:
    return {0: "interview today", 1: "interview tomorrow"}.get(count, f"interview in {count} days")


ENGLISH = Words(
    ratings={Rating.AGAIN: "again", Rating.HARD: "hard", Rating.GOOD: "good", Rating.EASY: "easy"},
    today="Today",
    topics="Topics",
    study="Study",
    quiz="Quiz",
    derive="Derive",
    browse="Browse",
    first_question="First question",
    welcome=(
        "Answer aloud, then look: every formula is proved while you read. "
        "Say how well you knew it, and it comes back just before you would forget."
    ),
    due=lambda n: f"{n} due",
    new=lambda n: f"{n} new",
    minutes=lambda n: f"about {plural(n, 'minute')}",
    learned=lambda n, of: f"{n} of {plural(of, 'card')} learned",
    verified=lambda n, of: f"{n} of {plural(of, 'formula')} verified",
    all_verified=lambda n: f"{plural(n, 'formula')}, all verified",
    unproved=lambda n: f"{plural(n, 'derivation')} not proved yet",
    refuted=lambda names: f"✗ Refuted: {', '.join(names)}. Press d to see where.",
    more=lambda n: f"{n} more new",
    weakest=lambda topic: f"Weakest: {topic}",
    nothing_due="Nothing is due. Well done.",
    tomorrow=lambda due, new: f"Tomorrow: {due} due · {new} new",
    interview=_days,
    day=lambda d: f"{d:%a} {d.day} {d:%b}",
    level=lambda n: f"level {n}",
    say_it="Answer aloud, as if someone had asked.",
    points="A listener must hear",
    mistakes="Common mistakes",
    follow_up=lambda title: f"Then they ask: {title}",
    follow_up_next=lambda title: f"Next: {title}",
    interval=lambda amount, unit: f"{amount} {unit}",
    read_on=lambda points: f"▼ space: read on, {plural(points, 'point')} to tick",
    tick="space: tick what you said",
    ticked=lambda n, of: f"{n} of {plural(of, 'point')}",
    exercised=lambda n, of: f"{n} of {plural(of, 'exercise')}",
    suggestion=lambda what, rating: f"{what} → {rating}? ⏎",
    proving_failed=lambda why: f"Not proved: {why}",
    not_saved=lambda why: f"Not saved, the card stays: {why}",
    taken_back=lambda title: f"Taken back: {title}",
    given_again=lambda title: f"Given again: {title}",
    nothing_to_take_back="There is nothing more to take back.",
    nothing_to_give_again="No rating was taken back last.",
    done="Done.",
    worth_a_look="Worth another look",
    answers=lambda cards, answers: f"{plural(cards, 'card')} · {plural(answers, 'answer')}",
    nothing_in_topic=lambda topic: f"{topic}: nothing is due or new. Press b to read its cards.",
    keys="Keys",
    mouse="Everything in this list and in the footer can be clicked as well.",
    problems=lambda n: f"{plural(n, 'problem')} in the pack; `quizapp check` explains",
)

KOREAN_UNITS = {"m": "분", "d": "일", "mo": "개월", "y": "년"}

KOREAN = Words(
    ratings={Rating.AGAIN: "다시", Rating.HARD: "어려움", Rating.GOOD: "좋음", Rating.EASY: "쉬움"},
    today="오늘",
    topics="주제",
    study="학습",
    quiz="퀴즈",
    derive="유도",
    browse="둘러보기",
    first_question="첫 질문",
    welcome=(
        "소리 내어 답한 뒤 정답을 보세요. 읽는 동안 모든 수식이 증명됩니다. "
        "얼마나 알고 있었는지 평가하면, 잊기 직전에 다시 묻습니다."
    ),
    due=lambda n: f"복습 {n}",
    new=lambda n: f"새 {n}",
    minutes=lambda n: f"약 {n}분",
    learned=lambda n, of: f"카드 {of}장 중 {n}장 학습함",
    verified=lambda n, of: f"수식 {of}개 중 {n}개 검증됨",
    all_verified=lambda n: f"수식 {n}개 모두 검증됨",
    unproved=lambda n: f"미증명 유도 {n}개",
    refuted=lambda names: f"✗ 반증됨: {', '.join(names)}. d를 누르면 어디가 틀렸는지 봅니다.",
    more=lambda n: f"새 카드 {n}장 더",
    weakest=lambda topic: f"가장 약한 주제: {topic}",
    nothing_due="오늘 복습할 카드가 없습니다. 잘했어요.",
    tomorrow=lambda due, new: f"내일: 복습 {due} · 새 카드 {new}",
    interview=lambda n: "오늘 면접" if n == 0 else f"면접까지 {n}일",
    day=lambda d: f"{d.month}월 {d.day}일 ({'월화수목금토일'[d.weekday()]})",
    level=lambda n: f"난이도 {n}",
    say_it="면접이라고 생각하고 소리 내어 답해 보세요.",
    points="꼭 말해야 할 것",
    mistakes="흔한 실수",
    follow_up=lambda title: f"꼬리 질문: {title}",
    follow_up_next=lambda title: f"다음 질문: {title}",
    interval=lambda amount, unit: f"{amount}{KOREAN_UNITS[unit]}",
    read_on=lambda points: f"▼ space: 계속 읽기, 체크할 핵심 {points}개",
    tick="space: 말한 핵심을 체크하세요",
    ticked=lambda n, of: f"핵심 {of}개 중 {n}개",
    exercised=lambda n, of: f"연습 {of}개 중 {n}개",
    suggestion=lambda what, rating: f"{what} → {rating}? ⏎",
    proving_failed=lambda why: f"증명하지 못함: {why}",
    not_saved=lambda why: f"저장되지 않아 카드를 그대로 둡니다: {why}",
    taken_back=lambda title: f"되돌림: {title}",
    given_again=lambda title: f"다시 적용: {title}",
    nothing_to_take_back="더 되돌릴 것이 없습니다.",
    nothing_to_give_again="되돌린 평가가 없습니다.",
    done="끝났습니다.",
    worth_a_look="다시 볼 만한 질문",
    answers=lambda cards, answers: f"카드 {cards}장 · 답변 {answers}번",
    nothing_in_topic=lambda topic: (
        f"{topic}: 오늘 복습할 카드가 없습니다. b를 누르면 카드를 읽을 수 있습니다."
    ),
    keys="키",
    mouse="이 목록과 아래 줄은 마우스로 눌러도 됩니다.",
    problems=lambda n: f"팩에 문제 {n}개가 있습니다. `quizapp check`로 확인하세요",
)


def words(language: Language) -> Words:
    """Return the phrases in language."""
    return KOREAN if language is Language.KOREAN else ENGLISH


def listed(heading: str, items: Sequence[str]) -> str:
    """Return a heading with a bullet list below it, as markdown; nothing for no items."""
    lines = "\n".join("- " + item.replace("\n", "\n  ") for item in items)
    return f"{heading}\n\n{lines}" if items else ""
