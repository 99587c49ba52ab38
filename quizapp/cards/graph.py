"""Circles in what cards require of each other."""

from collections import deque
from collections.abc import Collection, Mapping

from quizapp.cards.model import CardId


def find_circles(requires: Mapping[CardId, Collection[CardId]]) -> tuple[tuple[CardId, ...], ...]:
    """Return circles such that every card that, directly or not, requires itself is in at least one.

    In a circle each card requires the next and the last one requires the first. Ids that are no keys are
    ignored.
    """
    tangled = _without_loose_ends(requires)
    circles: list[tuple[CardId, ...]] = []
    seen: set[CardId] = set()
    for card in sorted(tangled):
        if card in seen:
            continue
        circle = _shortest_circle(card, tangled)
        seen.update(circle)
        if circle:
            circles.append(circle)
    return tuple(circles)


def _without_loose_ends(requires: Mapping[CardId, Collection[CardId]]) -> dict[CardId, set[CardId]]:
    """Return the part of the graph where every card requires another one, which holds every circle."""
    needs = {card: {other for other in others if other in requires} for card, others in requires.items()}
    needed_by: dict[CardId, list[CardId]] = {card: [] for card in needs}
    for card, others in needs.items():
        for other in others:
            needed_by[other].append(card)
    loose = [card for card, others in needs.items() if not others]
    while loose:
        card = loose.pop()
        del needs[card]
        for dependent in needed_by[card]:
            needs[dependent].discard(card)
            if not needs[dependent]:
                loose.append(dependent)
    return needs


def _shortest_circle(start: CardId, needs: Mapping[CardId, Collection[CardId]]) -> tuple[CardId, ...]:
    """Return the shortest way from a card back to itself, or nothing when there is none."""
    came_from: dict[CardId, CardId] = {}
    waiting = deque([start])
    while waiting:
        card = waiting.popleft()
        for other in sorted(needs[card]):
            if other == start:
                circle = [card]
                while circle[-1] != start:
                    circle.append(came_from[circle[-1]])
                return tuple(reversed(circle))
            if other not in came_from:
                came_from[other] = card
                waiting.append(other)
    return ()
