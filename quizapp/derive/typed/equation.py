"""A line of a derivation, taken apart at its equals signs."""

from quizapp.derive.typed.rejected import RejectedError
from quizapp.derive.typed.tokens import Sort, tokens_of


def sides_of(line: str) -> tuple[str, str]:
    """Return the left side, empty where a line has none, and the right side padded to its place in the line.

    An equals sign in brackets, as in `sum_(k=1)^K` or `[j = k]`, belongs to a formula.

    Raises:
        RejectedError: there are two, or characters that have no meaning.
    """
    depth, found = 0, -1
    for token in tokens_of(line):
        depth += token.is_symbol("(", "[", "{") or (token.sort is Sort.COMMAND and token.text == "begin")
        depth -= token.is_symbol(")", "]", "}") or (token.sort is Sort.COMMAND and token.text == "end")
        if depth == 0 and token.is_symbol("="):
            if found >= 0:
                raise RejectedError("write one `=` a line", token.start)
            found = token.start
    if found < 0:
        return "", line
    signs = len(line[found:]) - len(line[found:].lstrip("="))
    return line[:found], " " * (found + signs) + line[found + signs :]
