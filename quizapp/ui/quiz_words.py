"""What is said about quizzes, in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from quizapp.cards.model import Language
from quizapp.ui.words import plural


@dataclass(frozen=True, slots=True)
class QuizWords:
    """The fixed phrases of a quiz, in one language."""

    quiz: str
    length: str
    level: str
    kinds: str
    topics: str
    results: str
    levels: Mapping[int, str]
    every_level: str
    questions: Callable[[int], str]
    minutes: Callable[[int], str]
    about: Callable[[int], str]
    drawn_from: Callable[[int], str]
    only: Callable[[int], str]
    nothing_fits: str
    enter: Callable[[str], str]
    all_topics: str
    and_more: Callable[[int], str]
    chosen: Callable[[int, int], str]
    no_results: str
    last: Callable[[str], str]
    today: str
    yesterday: str
    day: Callable[[date], str]
    score: Callable[[int, int], str]
    missed: str
    nothing_missed: str
    helped: Callable[[int], str]
    given_up: str
    not_kept: Callable[[str], str]


ENGLISH = QuizWords(
    quiz="Quiz",
    length="Length",
    level="Level",
    kinds="What you do",
    topics="Topics",
    results="Results",
    levels={1: "screening", 2: "standard", 3: "senior"},
    every_level="every level",
    questions=lambda n: plural(n, "question"),
    minutes=lambda n: plural(n, "minute"),
    about=lambda n: f"about {plural(n, 'minute')}",
    drawn_from=lambda n: f"drawn from {n}",
    only=lambda n: f"{plural(n, 'question')}, no more fit",
    nothing_fits="No question fits: choose more.",
    enter=lambda what: f"enter: {what}",
    all_topics="all topics",
    and_more=lambda n: f"and {n} more",
    chosen=lambda n, of: "all" if n == of else f"{n} of {of}",
    no_results="None yet. A quiz never touches the schedule.",
    last=lambda results: f"Last quizzes: {results}",
    today="today",
    yesterday="yesterday",
    day=lambda d: f"{d.day} {d:%b}",
    score=lambda right, of: f"{right} of {of} right",
    missed="Missed",
    nothing_missed="Nothing was missed.",
    helped=lambda n: f"Right, with {plural(n, 'hint')}.",
    given_up="The answer was looked at.",
    not_kept=lambda why: f"The result was not saved: {why}",
)

KOREAN = QuizWords(
    quiz="퀴즈",
    length="길이",
    level="난이도",
    kinds="문제 종류",
    topics="주제",
    results="결과",
    levels={1: "기초", 2: "표준", 3: "심화"},
    every_level="모든 난이도",
    questions=lambda n: f"{n}문제",
    minutes=lambda n: f"{n}분",
    about=lambda n: f"약 {n}분",
    drawn_from=lambda n: f"{n}문제 중에서",
    only=lambda n: f"{n}문제, 더는 없음",
    nothing_fits="조건에 맞는 문제가 없습니다. 더 선택하세요.",
    enter=lambda what: f"enter: {what}",
    all_topics="모든 주제",
    and_more=lambda n: f"외 {n}개",
    chosen=lambda n, of: "전체" if n == of else f"{of}개 중 {n}개",
    no_results="아직 없습니다. 퀴즈는 복습 일정을 바꾸지 않습니다.",
    last=lambda results: f"지난 퀴즈: {results}",
    today="오늘",
    yesterday="어제",
    day=lambda d: f"{d.month}월 {d.day}일",
    score=lambda right, of: f"{of}문제 중 {right}개 정답",
    missed="틀린 문제",
    nothing_missed="틀린 문제가 없습니다.",
    helped=lambda n: f"힌트 {n}개를 보고 맞혔습니다.",
    given_up="정답을 보았습니다.",
    not_kept=lambda why: f"결과가 저장되지 않았습니다: {why}",
)


def quiz_words(language: Language) -> QuizWords:
    """Return the phrases in language."""
    return KOREAN if language is Language.KOREAN else ENGLISH
