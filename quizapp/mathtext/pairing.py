"""Find the partners of delimiters that do not say whether they open or close."""

from collections.abc import Sequence

from quizapp.mathtext.nodes import Atom, Delimiter, Fence, Node, Row, Scripts, Symbol

BARS = frozenset("|‖")


def pair_delimiters(items: Sequence[Node]) -> list[Node]:
    r"""Turn each matching pair of \big delimiters into a fence, which grows with its contents."""
    levels: list[list[Node]] = [[]]
    openings: list[Delimiter] = []
    for item in items:
        delimiter = _base(item)
        if not isinstance(delimiter, Delimiter):
            levels[-1].append(item)
        elif openings and _closes(openings[-1], delimiter):
            inside = levels.pop()
            opening = openings.pop()
            fence = Fence(opening.text, (Row(pair_bars(inside)),), (), delimiter.text)
            levels[-1].append(_rebased(item, fence))
        elif isinstance(item, Delimiter) and (delimiter.atom is Atom.OPEN or delimiter.text in BARS):
            openings.append(delimiter)
            levels.append([])
        else:
            levels[-1].append(item)
    unpaired = levels[0]
    for opening, inside in zip(openings, levels[1:], strict=True):
        unpaired += [opening, *inside]
    return unpaired


def _closes(opening: Delimiter, delimiter: Delimiter) -> bool:
    if delimiter.text in BARS:
        return opening.text == delimiter.text
    return delimiter.atom is Atom.CLOSE and opening.text not in BARS


def pair_bars(items: Sequence[Node]) -> tuple[Node, ...]:
    """Mark the bars of |x| as opening and closing, so that the minus of |-x| has no left operand.

    The single bar of p(x|z), and one with a script that no bar before it opened, stay ordinary.
    """
    paired = list(items)
    waiting: list[dict[str, list[int]]] = [{}]
    for index, item in enumerate(paired):
        symbol = _base(item)
        if not isinstance(symbol, Symbol):
            continue
        if symbol.atom is Atom.OPEN:
            waiting.append({})
        elif symbol.atom is Atom.CLOSE:
            _mark(paired, waiting.pop())
            waiting = waiting or [{}]
        elif symbol.text in BARS:
            waiting[-1].setdefault(symbol.text, []).append(index)
    for bars in waiting:
        _mark(paired, bars)
    return tuple(paired)


def _mark(items: list[Node], bars: dict[str, list[int]]) -> None:
    for indices in bars.values():
        openings, closings = indices[::2], indices[1::2]
        if len(indices) % 2 or any(isinstance(items[index], Scripts) for index in openings):
            continue
        for index in openings:
            items[index] = _reclassed(items[index], Atom.OPEN)
        for index in closings:
            items[index] = _reclassed(items[index], Atom.CLOSE)


def _base(item: Node) -> Node:
    return item.base if isinstance(item, Scripts) else item


def _rebased(item: Node, base: Node) -> Node:
    return Scripts(base, item.sub, item.sup) if isinstance(item, Scripts) else base


def _reclassed(item: Node, atom: Atom) -> Node:
    symbol = _base(item)
    assert isinstance(symbol, Symbol)
    return _rebased(item, Symbol(symbol.text, atom))
