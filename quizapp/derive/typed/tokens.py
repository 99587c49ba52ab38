"""A typed formula as tokens: ASCII, Unicode and simple LaTeX give the same ones."""

import re
from dataclasses import dataclass
from enum import StrEnum

from quizapp.derive.typed.rejected import RejectedError

MOST_CHARACTERS = 400
MOST_TOKENS = 200
MOST_DIGITS = 15
"""Digits of a number; no formula of a card needs more."""
LARGEST_POWER_OF_TEN = 30

_GREEK_NAMES = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma sigma tau upsilon phi
chi psi omega epsilon theta phi Gamma Delta Theta Lambda Xi Pi Phi Psi Omega ell
"""
GREEK = dict(zip("αβγδεζηθικλμνξπρσςτυφχψωϵϑϕΓΔΘΛΞΠΦΨΩℓ", _GREEK_NAMES.split(), strict=True))
"""Glyphs of letters; a capital sigma is a sum, or the letter where there is one."""

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿᵗᵏ", "0123456789-+ntk", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₘₙₜₛₚₓ₋₊", "0123456789ijklmntspx-+", strict=True))
_SYMBOLS = {
    "−": "-",
    "–": "-",
    "·": "*",
    "⋅": "*",
    "×": "*",
    "∗": "*",
    "÷": "/",
    "∕": "/",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "‖": "||",
    "∥": "||",
    "⊙": "@",
    "∘": "@",
    "→": "->",
    "（": "(",
    "）": ")",
    "，": ",",
}
_DROPPED = {
    "left",
    "right",
    "bigl",
    "bigr",
    "big",
    "Big",
    "quad",
    "qquad",
    "displaystyle",
    "limits",
    "nolimits",
    "mathopen",
    "mathclose",
}
_COMMANDS = {
    "cdot": "*",
    "times": "*",
    "div": "/",
    "le": "<=",
    "leq": "<=",
    "ge": ">=",
    "geq": ">=",
    "ne": "!=",
    "neq": "!=",
    "lVert": "||",
    "rVert": "||",
    "Vert": "||",
    "lvert": "|",
    "rvert": "|",
    "vert": "|",
    "lbrace": "{",
    "rbrace": "}",
    "odot": "@",
    "circ": "@",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "langle": "⟨",
    "rangle": "⟩",
}
_WORDS = {"varepsilon": "epsilon", "varphi": "phi", "vartheta": "theta", "top": "T"}
_TEXT = {"mathrm", "operatorname", "mathit", "text", "mathbf", "boldsymbol", "bm", "mathbb", "mathsf"}
_NUMBER = re.compile(r"(?:[0-9]+(?:\.(?![*T])[0-9]*)?|\.[0-9]+)(?:[eE]([+-]?[0-9]{1,4})(?![0-9A-Za-z]))?")
_LETTERS = re.compile(r"[A-Za-z]+")
_OPERATORS = ("**", "<=", ">=", "!=", "==", "||", ".*", ".T", "->")
_SINGLE = frozenset("+-*/^_()[]{},;=<>|'@&⌊⌋⌈⌉⟨⟩")


class Sort(StrEnum):
    """What a token is."""

    NUMBER = "number"
    WORD = "word"
    """A run of letters, not yet taken apart."""
    COMMAND = "command"
    """A LaTeX command that stands for a construction: `frac`, `sqrt`, `begin`."""
    SYMBOL = "symbol"
    END = "end"


_CONSTRUCTIONS = {
    "frac": "frac",
    "dfrac": "frac",
    "tfrac": "frac",
    **{name: name for name in ("sqrt", "sum", "prod", "partial", "begin", "end")},
}
_AFTER_BACKSLASH = {"{": "{", "}": "}", "|": "||", "\\": ";"}
_ACCENTS = {"hat", "bar", "tilde"}
_BRACED = re.compile(r"\s*\{\s*\\?([A-Za-z]+|[0-9]*)\s*\}")
_GLYPHS = {
    **{glyph: (Sort.WORD, name) for glyph, name in GREEK.items()},
    "Σ": (Sort.WORD, "Sigma"),
    "𝔼": (Sort.WORD, "E"),
    "∑": (Sort.COMMAND, "sum"),
    "∏": (Sort.COMMAND, "prod"),
    "√": (Sort.COMMAND, "sqrt"),
    "∂": (Sort.COMMAND, "partial"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula."""

    sort: Sort
    text: str
    start: int
    """Index of its first character in what was typed."""
    spaced: bool = False
    """Whether white space stands before it."""

    def is_symbol(self, *symbols: str) -> bool:
        """Whether it is one of these symbols."""
        return self.sort is Sort.SYMBOL and self.text in symbols

    def with_text(self, text: str) -> "Token":
        """Return a symbol at the same place."""
        return Token(Sort.SYMBOL, text, self.start)


def tokens_of(text: str) -> list[Token]:
    """Take a formula apart; raises RejectedError with the place of what does not belong in one."""
    if len(text) > MOST_CHARACTERS:
        raise RejectedError(f"a formula has at most {MOST_CHARACTERS} characters", MOST_CHARACTERS)
    found: list[Token] = []
    at, spaced = 0, False
    while at < len(text):
        if text[at].isspace() or text.startswith(("\\,", "\\;", "\\!", "\\:", "\\ ", "$"), at):
            spaced, at = True, at + (2 if text[at] == "\\" else 1)
            continue
        new, end = _next(text, at)
        found += [Token(sort, word, at, spaced) for sort, word in new]
        if len(found) > MOST_TOKENS:
            raise RejectedError(f"a formula has at most {MOST_TOKENS} parts; write a shorter one", at)
        spaced, at = False, end
    return [*found, Token(Sort.END, "", len(text), spaced)]


def _next(text: str, at: int) -> tuple[list[tuple[Sort, str]], int]:  # noqa: PLR0911 - one for each kind
    """Return the tokens that begin at a character, and where they end."""
    character = text[at]
    if (number := _NUMBER.match(text, at)) is not None:
        return [(Sort.NUMBER, _checked(number, at))], number.end()
    if (letters := _LETTERS.match(text, at)) is not None:
        return [(Sort.WORD, letters[0])], letters.end()
    if character == "\\":
        return _command(text, at)
    if character in _GLYPHS:
        return [_GLYPHS[character]], at + 1
    if character in "ᵀ⊤":
        return [(Sort.SYMBOL, "^"), (Sort.WORD, "T")], at + 1
    for script, marks in (("^", _SUPERSCRIPTS), ("_", _SUBSCRIPTS)):
        if character in marks:
            return _script(text, at, script, marks)
    return _symbol(text, at)


def _checked(number: re.Match[str], at: int) -> str:
    digits = re.sub(r"[eE].*|\D", "", number[0])
    if len(digits) > MOST_DIGITS:
        raise RejectedError(f"a number has at most {MOST_DIGITS} digits", at)
    if abs(int(number[1] or 0)) > LARGEST_POWER_OF_TEN:
        raise RejectedError(f"a number has at most {LARGEST_POWER_OF_TEN} behind its `e`", at)
    return number[0]


def _symbol(text: str, at: int) -> tuple[list[tuple[Sort, str]], int]:
    character = text[at]
    if character in _SYMBOLS:
        return [(Sort.SYMBOL, _SYMBOLS[character])], at + 1
    for operator in _OPERATORS:
        if text.startswith(operator, at) and not (operator == ".T" and text[at + 2 : at + 3].isalpha()):
            same = {"**": "^", "==": "=", ".*": "@"}.get(operator, operator)
            return [(Sort.SYMBOL, same)], at + len(operator)
    if character in _SINGLE:
        return [(Sort.SYMBOL, character)], at + 1
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    raise RejectedError(f"`{shown}` has no meaning in a formula; leave it out", at)


def _script(text: str, at: int, script: str, marks: dict[str, str]) -> tuple[list[tuple[Sort, str]], int]:
    end = at
    while end < len(text) and text[end] in marks:
        end += 1
    inside = "".join(marks[mark] for mark in text[at:end])
    parts = re.findall(r"[0-9]+|[a-z]|[-+]", inside)
    tokens = [(_sort_of(part), part) for part in parts]
    return [(Sort.SYMBOL, script), (Sort.SYMBOL, "{"), *tokens, (Sort.SYMBOL, "}")], end


def _sort_of(part: str) -> Sort:
    if part.isdigit():
        return Sort.NUMBER
    return Sort.WORD if part.isalpha() else Sort.SYMBOL


def _command(text: str, at: int) -> tuple[list[tuple[Sort, str]], int]:
    """Return what a LaTeX command stands for."""
    found = _LETTERS.match(text, at + 1)
    if found is None:
        following = text[at + 1 : at + 2]
        if following not in _AFTER_BACKSLASH:
            raise RejectedError(
                "a backslash begins a LaTeX command, as `\\frac`; write its name behind it", at
            )
        return [(Sort.SYMBOL, _AFTER_BACKSLASH[following])], at + 2
    name, end = found[0], found.end()
    if name in _DROPPED:
        return [], end
    if name in _COMMANDS:
        return [(Sort.SYMBOL, _COMMANDS[name])], end
    if name in _ACCENTS or name in _TEXT:
        return _braced(name, text, at, end)
    if name in _CONSTRUCTIONS:
        return [(Sort.COMMAND, _CONSTRUCTIONS[name])], end
    return [(Sort.WORD, _WORDS.get(name, name))], end


def _braced(name: str, text: str, at: int, end: int) -> tuple[list[tuple[Sort, str]], int]:
    r"""Return the word in the braces of `\mathrm{in}` or `\hat{y}`, of which the name is `yhat`."""
    braced = _BRACED.match(text, end)
    if braced is None:
        raise RejectedError(f"`\\{name}` needs a word in braces, as `\\{name}{{x}}`", at)
    word = braced[1]
    if name in _ACCENTS:
        return [(Sort.WORD, word + name)], braced.end()
    if name == "mathbf" and word == "1":
        return [(Sort.WORD, "ones")], braced.end()
    return [(_sort_of(word), word)] if word else [], braced.end()
