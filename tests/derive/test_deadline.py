"""Symbolic work is interrupted, and the verdict says that no proof was found in time."""

import signal
import threading
import time
from contextlib import suppress

import pytest
from sympy import Derivative

from quizapp.derive import judge as judging
from quizapp.derive.deadline import Deadline, OutOfTimeError
from quizapp.derive.judge import judge
from quizapp.derive.report import EvidenceKind, Verdict
from tests.derive.blackboards import evidence, softmax


def spin() -> None:
    while True:
        pass


def test_work_that_never_ends_is_interrupted() -> None:
    with pytest.raises(OutOfTimeError), Deadline.after(time.monotonic, 0.05).enforced():
        spin()


def test_no_timer_is_left_running() -> None:
    with Deadline.after(time.monotonic, 0.05).enforced():
        pass
    time.sleep(0.1)


def test_a_passed_moment_stops_before_the_work() -> None:
    times = iter([0.0, 2.0])
    deadline = Deadline.after(lambda: next(times), 1.0)
    with pytest.raises(OutOfTimeError):
        deadline.check()


def test_outside_the_main_thread_there_is_no_timer_but_checks_remain() -> None:
    caught: list[BaseException] = []

    def work() -> None:
        deadline = Deadline.after(time.monotonic, 0.02)
        try:
            with deadline.enforced():
                while True:
                    deadline.check()
        except OutOfTimeError as error:
            caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(5)
    assert len(caught) == 1


def test_a_proof_out_of_time_leaves_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "CLAIM_SECONDS", 1e-4)
    d, (_, _, k, z, y, p, L) = softmax(3)
    d.claim("claim", Derivative(L, z[k]), p[k] - y[k], "The target's total is 1.")
    step = list(judge(d, 0))[-1]
    assert step.verdict is Verdict.AGREES
    assert evidence(step, EvidenceKind.PROOF).summary.startswith("no proof within")


def test_a_block_inside_of_another_one_gives_it_back_its_time() -> None:
    def two_blocks() -> None:
        with Deadline.after(time.monotonic, 5).enforced():
            pass
        spin()

    with pytest.raises(OutOfTimeError), Deadline.after(time.monotonic, 0.1).enforced():
        two_blocks()


def test_a_block_inside_of_another_one_does_not_outlast_it() -> None:
    started = time.monotonic()
    with (
        pytest.raises(OutOfTimeError),
        Deadline.after(time.monotonic, 0.05).enforced(),
        Deadline.after(time.monotonic, 30).enforced(),
    ):
        spin()
    assert time.monotonic() - started < 10


def test_no_alarm_rings_after_its_block_however_close_the_end_was() -> None:
    for attempt in range(300):
        seconds = 0.0005 + attempt * 1e-5
        outer, inner = (Deadline.after(time.monotonic, seconds) for _ in range(2))
        with suppress(OutOfTimeError), outer.enforced(), suppress(OutOfTimeError), inner.enforced():
            while time.monotonic() % 0.003 > 1e-4:
                pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    time.sleep(0.01)
