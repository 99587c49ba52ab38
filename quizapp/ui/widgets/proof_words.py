"""What is said about verdicts and evidence, in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quizapp.cards.model import Language
from quizapp.derive.report import EvidenceKind, Verdict


@dataclass(frozen=True, slots=True)
class ProofWords:
    """The fixed phrases around a proof, in one language."""

    verdicts: Mapping[Verdict, str]
    checking: str
    not_checked: str
    definition: str
    given: str
    fallacy: str
    """Of a common mistake that a point refutes, as it should."""
    kinds: Mapping[EvidenceKind, str]
    point: str
    left: str
    right: str
    difference: str
    evidence_of: Callable[[str], str]
    step: Callable[[int], str]
    step_of: Callable[[int, int], str]
    being_checked: str
    nothing_checked: str
    definitions_are_not_checked: str
    hypotheses_are_not_checked: str
    starting: str
    stopped: Callable[[str], str]
    what_to_do: str
    cannot_be_drawn: Callable[[str], str]
    derivations: str
    count: Callable[[int], str]
    none_found: str


ENGLISH = ProofWords(
    verdicts={verdict: verdict.value for verdict in Verdict},
    checking="checking",
    not_checked="not checked",
    definition="definition",
    given="given",
    fallacy="false, as a point shows",
    kinds={kind: kind.value for kind in EvidenceKind},
    point="at",
    left="left side",
    right="right side",
    difference="difference",
    evidence_of=lambda name: f"evidence: {name}",
    step=lambda n: f"step {n}",
    step_of=lambda n, of: f"step {n} of {of}",
    being_checked="… being checked",
    nothing_checked="Nothing was checked.",
    definitions_are_not_checked="A definition says what a symbol stands for; there is nothing to check.",
    hypotheses_are_not_checked="An assumption: what is proved here holds wherever it does.",
    starting="Starting the prover …",
    stopped=lambda why: f"The proof stopped: {why}",
    what_to_do="Press r to run it again, or escape to go back.",
    cannot_be_drawn=lambda why: f"cannot be drawn: {why}",
    derivations="Derivations",
    count=lambda n: "1 derivation" if n == 1 else f"{n} derivations",
    none_found="This pack has no derivations. Put one into derivations/<topic>/<name>.py.",
)

KOREAN = ProofWords(
    verdicts={
        Verdict.PROVED: "증명됨",
        Verdict.AGREES: "수치 일치",
        Verdict.INCONCLUSIVE: "판정 보류",
        Verdict.VACUOUS: "검증 무의미",
        Verdict.REFUTED: "반증됨",
    },
    checking="검증 중",
    not_checked="검증 안 됨",
    definition="정의",
    given="가정",
    fallacy="거짓임이 반례로 확인됨",
    kinds={
        EvidenceKind.PROOF: "증명",
        EvidenceKind.PRECISION: "정밀 계산",
        EvidenceKind.NETWORK: "신경망",
        EvidenceKind.MUTANTS: "오류 심기",
    },
    point="위치",
    left="좌변",
    right="우변",
    difference="차이",
    evidence_of=lambda name: f"근거: {name}",
    step=lambda n: f"{n}단계",
    step_of=lambda n, of: f"{of}단계 중 {n}단계",
    being_checked="… 검증하고 있습니다",
    nothing_checked="검증된 것이 없습니다.",
    definitions_are_not_checked="정의는 기호의 뜻을 정할 뿐이므로 검증할 것이 없습니다.",
    hypotheses_are_not_checked="가정입니다. 여기서 증명한 것은 이 가정 아래에서 성립합니다.",
    starting="증명기를 시작합니다 …",
    stopped=lambda why: f"증명이 멈췄습니다: {why}",
    what_to_do="r을 누르면 다시 실행하고, esc를 누르면 돌아갑니다.",
    cannot_be_drawn=lambda why: f"그릴 수 없음: {why}",
    derivations="유도",
    count=lambda n: f"유도 {n}개",
    none_found="이 팩에는 유도가 없습니다. derivations/<topic>/<name>.py에 추가하세요.",
)


def proof_words(language: Language) -> ProofWords:
    """Return the phrases in language."""
    return KOREAN if language is Language.KOREAN else ENGLISH
