"""How long an answer takes to say."""

from quizapp.cards.model import Language
from quizapp.cards.speaking import seconds_to_say


def test_english_is_spoken_at_165_words_a_minute() -> None:
    assert round(seconds_to_say("word " * 165, Language.ENGLISH)) == 60


def test_korean_is_spoken_at_six_syllables_a_second() -> None:
    assert round(seconds_to_say("역전파는 " * 90, Language.KOREAN)) == 60


def test_the_english_term_behind_a_korean_one_is_not_said() -> None:
    with_term = seconds_to_say("역전파(back-propagation)는 층마다 곱합니다.", Language.KOREAN)
    assert with_term == seconds_to_say("역전파는 층마다 곱합니다.", Language.KOREAN)


def test_a_formula_takes_a_moment_however_its_latex_is_written() -> None:
    short = seconds_to_say(r"$a$ and" + "\n\n$$\nb\n$$ (label)\n", Language.ENGLISH)
    long = seconds_to_say(
        r"$\frac{\alpha}{\beta}$ and" + "\n\n$$\n\\frac{1}{2} c\n$$ (label)\n", Language.ENGLISH
    )
    assert short == long
    assert 3 < short < 5
