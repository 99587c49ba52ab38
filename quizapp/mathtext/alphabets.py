"""The other alphabets of Unicode: fonts, small raised and lowered characters, accents, vulgar fractions."""

from enum import Enum

from quizapp.mathtext.nodes import Mark

UPPER, LOWER, DIGITS = ord("A"), ord("a"), ord("0")
BOLD_GREEK = 0x1D6A8
GREEK_ROW = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"
"""The order of the bold Greek block of Unicode."""


class Font(Enum):
    """A mathematical alphabet."""

    UPRIGHT = "upright"
    BOLD = "bold"
    CALLIGRAPHIC = "calligraphic"
    BLACKBOARD = "blackboard"
    FRAKTUR = "fraktur"
    SANS = "sans"
    TYPEWRITER = "typewriter"


def _letters(upper: int, lower: int | None = None, digits: int | None = None) -> dict[int, str]:
    """Map A-Z, a-z and 0-9 onto runs that start at the given code points."""
    table = {UPPER + i: chr(upper + i) for i in range(26)}
    table |= {LOWER + i: chr((upper + 26 if lower is None else lower) + i) for i in range(26)}
    return table | ({} if digits is None else {DIGITS + i: chr(digits + i) for i in range(10)})


def _exceptions(letters: str, characters: str) -> dict[int, str]:
    """Map the letters that Unicode had before it got the run of their alphabet."""
    return dict(zip(map(ord, letters), characters, strict=True))


ALPHABETS: dict[Font, dict[int, str]] = {
    Font.UPRIGHT: {},
    Font.BOLD: _letters(0x1D400, digits=0x1D7CE)
    | {ord(letter): chr(BOLD_GREEK + i) for i, letter in enumerate(GREEK_ROW)}
    | {ord("Θ"): "𝚯"},
    Font.CALLIGRAPHIC: _letters(0x1D49C) | _exceptions("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ"),
    Font.BLACKBOARD: _letters(0x1D538, digits=0x1D7D8) | _exceptions("CHNPQRZ", "ℂℍℕℙℚℝℤ"),
    Font.FRAKTUR: _letters(0x1D504) | _exceptions("CHIRZ", "ℭℌℑℜℨ"),
    Font.SANS: _letters(0x1D5A0, digits=0x1D7E2),
    Font.TYPEWRITER: _letters(0x1D670, digits=0x1D7F6),
}
"""Characters and what they become in a font; the rest stay themselves."""

SUPERSCRIPTS = str.maketrans(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθϕφχ⊤′″‴⋆∗*†‡°∘",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᶲᵠᵡᵀ′″‴***†‡°°",
)
SUBSCRIPTS = str.maketrans(
    "0123456789+−=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
)

VULGAR_FRACTIONS: dict[tuple[str, str], str] = {
    ("1", "2"): "½",
    ("1", "3"): "⅓",
    ("2", "3"): "⅔",
    ("1", "4"): "¼",
    ("3", "4"): "¾",
    ("1", "5"): "⅕",
    ("2", "5"): "⅖",
    ("3", "5"): "⅗",
    ("4", "5"): "⅘",
    ("1", "6"): "⅙",
    ("5", "6"): "⅚",
    ("1", "8"): "⅛",
    ("3", "8"): "⅜",
    ("5", "8"): "⅝",
    ("7", "8"): "⅞",
}

COMBINING: dict[Mark, str] = {
    Mark.HAT: "\u0302",
    Mark.TILDE: "\u0303",
    Mark.BAR: "\u0304",
    Mark.VEC: "\u20d7",
    Mark.DOT: "\u0307",
    Mark.DDOT: "\u0308",
    Mark.DDDOT: "\u20db",
    Mark.CHECK: "\u030c",
    Mark.BREVE: "\u0306",
    Mark.ACUTE: "\u0301",
    Mark.GRAVE: "\u0300",
    Mark.RING: "\u030a",
    Mark.OVERLINE: "\u0305",
    Mark.UNDERLINE: "\u0332",
}
"""The combining character that sets a mark on a single letter."""

NEGATION = "\u0338"
"""The combining stroke of \\not."""


def in_font(text: str, font: Font | None) -> str:
    """Write a text in a font, as far as Unicode has it."""
    return text if font is None else text.translate(ALPHABETS[font])


def small(text: str, table: dict[int, int]) -> str | None:
    """Write a text in small raised or lowered characters; None when one of them does not exist."""
    return text.translate(table) if all(ord(character) in table for character in text) else None
