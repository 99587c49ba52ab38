import itertools

import numpy as np
import pytest

from quizapp.network import CosineDecay, Schedule, StepDecay, WarmUp


def test_step_decay_drops_at_every_multiple_and_not_one_late() -> None:
    schedule = StepDecay(0.8, 0.1, 3)
    np.testing.assert_allclose(
        [schedule(t) for t in range(8)], [0.8, 0.8, 0.8, 0.08, 0.08, 0.08, 0.008, 0.008], rtol=1e-14
    )


def test_cosine_decay_begins_and_ends_where_it_should_and_is_halfway_in_the_middle() -> None:
    schedule = CosineDecay(0.1, 0.001, 20)
    assert schedule(0) == pytest.approx(0.1, rel=1e-15)
    assert schedule(10) == pytest.approx(0.0505, rel=1e-14)
    assert schedule(20) == pytest.approx(0.001, rel=1e-14)
    assert schedule(21) == schedule(500) == pytest.approx(0.001, rel=1e-14)
    assert schedule(5) == pytest.approx(0.001 + 0.099 * (1 + np.sqrt(0.5)) / 2, rel=1e-14)


def test_cosine_decay_never_rises() -> None:
    rates = [CosineDecay(0.3, 0.0, 7)(t) for t in range(10)]
    assert all(a > b for a, b in itertools.pairwise(rates[:8]))
    assert rates[7:] == [0, 0, 0]


def test_warm_up_rises_in_a_line_and_hands_over_at_the_full_rate() -> None:
    after = StepDecay(0.8, 0.5, 2)
    schedule = WarmUp(4, after)
    np.testing.assert_allclose([schedule(t) for t in range(4)], [0.2, 0.4, 0.6, 0.8], rtol=1e-15)
    assert [schedule(t) for t in range(3, 9)] == [after(t) for t in range(6)]


def test_a_warm_up_of_one_step_changes_nothing() -> None:
    after = CosineDecay(0.3, 0.1, 5)
    assert [WarmUp(1, after)(t) for t in range(7)] == [after(t) for t in range(7)]


@pytest.mark.parametrize(
    "schedule", [StepDecay(0.1, 0.5, 3), CosineDecay(0.1, 0, 3), WarmUp(3, StepDecay(0.1, 0.5, 3))]
)
def test_a_time_before_the_start_is_refused(schedule: Schedule) -> None:
    with pytest.raises(ValueError, match="t must be at least 0, got -1"):
        schedule(-1)


def test_impossible_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="the initial learning rate must be above 0, got 0"):
        StepDecay(0, 0.5, 3)
    with pytest.raises(ValueError, match="the factor must be above 0, got 0"):
        StepDecay(0.1, 0, 3)
    with pytest.raises(ValueError, match="the number of steps between changes must be above 0, got 0"):
        StepDecay(0.1, 0.5, 0)
    with pytest.raises(ValueError, match="the initial learning rate must be above 0, got 0"):
        CosineDecay(0, 0, 3)
    with pytest.raises(ValueError, match="the final learning rate must be at least 0, got -1"):
        CosineDecay(0.1, -1, 3)
    with pytest.raises(ValueError, match="the number of steps must be above 0, got 0"):
        CosineDecay(0.1, 0, 0)
    with pytest.raises(ValueError, match="the number of steps must be above 0, got 0"):
        WarmUp(0, StepDecay(0.1, 0.5, 3))
