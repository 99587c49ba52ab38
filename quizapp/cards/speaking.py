"""How long it takes to say an answer aloud."""

import re

from quizapp.cards.model import Language

MOST_SECONDS = 90.0
"""What an interviewer listens to before asking the next question."""
_ENGLISH_WORDS_A_SECOND = 165 / 60
_KOREAN_SYLLABLES_A_SECOND = 6.0
"""Fluent speech: a news reader says five to six."""
_INLINE_SECONDS = 0.7
"""For `σ(z)` or `N = 64`, which are read as one or two words."""
_DISPLAY_SECONDS = 3.0
"""For an equation that is pointed at while its meaning is said."""

_DISPLAY = re.compile(r"\$\$.*?\$\$(?:[ \t]*\([\w-]+\))?", re.DOTALL)
_INLINE = re.compile(r"\$[^$\n]+(?:\n[^$\n]+)?\$")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z0-9]+(?:[-'’.,][A-Za-z0-9]+)*")
_SAID_ONCE = re.compile(r"\([A-Za-z][^()가-힣]*\)")
"""The English term behind a Korean one: it is read, not said."""


def seconds_to_say(markdown: str, language: Language) -> float:
    """Return about how many seconds a fluent speaker takes for a text with formulas."""
    displays = len(_DISPLAY.findall(markdown))
    prose = _DISPLAY.sub(" ", markdown)
    inline = len(_INLINE.findall(prose))
    prose = _INLINE.sub(" ", prose)
    seconds = displays * _DISPLAY_SECONDS + inline * _INLINE_SECONDS
    if language is Language.KOREAN:
        prose = _SAID_ONCE.sub(" ", prose)
        syllables = len(_HANGUL.findall(prose)) + 2 * len(_LATIN.findall(prose))
        return seconds + syllables / _KOREAN_SYLLABLES_A_SECOND
    return seconds + len(_WORD.findall(prose)) / _ENGLISH_WORDS_A_SECOND
