"""What a topic is called."""

from pathlib import Path

from quizapp.cards.model import Language

READMES = {Language.ENGLISH: ("README.md",), Language.KOREAN: ("README.ko.md", "README.md")}
"""Where the title of a topic is looked for, in this order."""


def read_title(folder: Path, language: Language) -> str:
    """Return the first `# ` heading of a topic's README, else the folder's name as a heading.

    A Korean title stands in `README.ko.md`; where there is none, the English one is used.
    """
    for name in READMES[language]:
        title = _first_heading(folder / name)
        if title:
            return title
    return title_from_name(folder.name)


def title_from_name(name: str) -> str:
    """Return the name of a folder as a heading."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _first_heading(readme: Path) -> str:
    # What cannot be read is no card and no one's mistake; the folder still has a name.
    try:
        text = readme.read_text("utf-8", errors="replace") if readme.is_file() else ""
    except OSError:
        return ""
    headings = (line[2:] for line in text.splitlines() if line.startswith("# "))
    heading = next(headings, "").strip().rstrip("#").strip()
    return "".join(character for character in heading if character.isprintable())
