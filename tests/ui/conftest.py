"""Pressing keys without waiting for the wall clock."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from textual._context import active_app

from tests.ui.room import OPEN


async def settled(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until all messages are handled and what they changed is on the screen."""
    for _ in range(3):
        await nothing_is_ready()
        app = active_app.get()
        if app._screen_stacks and app.screen_stack:
            app._check_resize()
            app.screen._on_timer_update()
    await nothing_is_ready()


async def nothing_is_ready() -> None:
    """Wait until every task of the loop waits for something else than its turn."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    quiet = 0
    while quiet < 3:
        await asyncio.sleep(0)
        quiet = 0 if ready else quiet + 1


@pytest.fixture(autouse=True)
def no_waiting_for_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot go on once all is settled; it would watch the processor's load for a while."""
    monkeypatch.setattr("textual.app.wait_for_idle", settled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", settled)


@pytest.fixture(autouse=True)
def books_are_closed() -> Iterator[None]:
    """Close the review book of every room that the test furnished."""
    yield
    while OPEN:
        OPEN.pop().close()


@pytest.fixture(autouse=True)
def no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do at once what would be done in a thread, so that it is done when the app is settled."""

    async def at_once(do: Callable[..., object], *args: object) -> object:
        return do(*args)

    monkeypatch.setattr("asyncio.to_thread", at_once)
