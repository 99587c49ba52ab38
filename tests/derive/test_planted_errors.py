"""The whole house against random errors: whatever is wrong, in formulas, code or cards, is noticed."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.derive.planting import Planted, plant_in_card, plant_in_formula, plant_in_network


def planted(how_many: int, plant: Callable[[], Planted | None]) -> Iterator[Planted]:
    """Plant until there are enough errors; what turned out to be none does not count."""
    for _ in range(20 * how_many):
        found = plant()
        if found is not None:
            yield found
            how_many -= 1
        if how_many == 0:
            return
    raise AssertionError("too few errors could be planted")


def campaign(folder: Path, *, formulas: int, network: int, cards: int, seed: int) -> list[Planted]:
    rng = random.Random(seed)
    return [
        *planted(formulas, lambda: plant_in_formula(rng, folder)),
        *planted(network, lambda: plant_in_network(rng)),
        *planted(cards, lambda: plant_in_card(rng, folder)),
    ]


def verdict_on(found: list[Planted], capsys: pytest.CaptureFixture[str]) -> None:
    caught = sum(error.caught for error in found)
    with capsys.disabled():
        print(f"\n{caught} of {len(found)} planted errors caught")
    assert [error.what for error in found if not error.caught] == []


def test_ten_random_errors_are_all_caught(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verdict_on(campaign(tmp_path, formulas=5, network=3, cards=2, seed=3), capsys)


@pytest.mark.soak
def test_a_hundred_random_errors_are_all_caught(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verdict_on(campaign(tmp_path, formulas=55, network=30, cards=15, seed=20), capsys)
