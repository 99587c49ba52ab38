"""How many terminal cells a text takes."""

import unicodedata
from functools import lru_cache

CONJOINING_JAMO = range(0x1160, 0x1200)
"""Hangul vowels and final consonants that terminals draw into the cell of the syllable before them."""


@lru_cache(maxsize=4096)
def character_width(character: str) -> int:
    """Give the cells of one character: 0 for combining marks, 2 for wide East Asian ones, else 1."""
    if unicodedata.category(character) in {"Mn", "Me"} or ord(character) in CONJOINING_JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def display_width(text: str) -> int:
    """Give the cells a printable text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(map(character_width, text))
