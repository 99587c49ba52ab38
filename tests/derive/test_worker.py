"""The proof process survives whatever a derivation does, and never outlives its parent."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import aclosing
from hashlib import sha256
from pathlib import Path

import psutil
import pytest

from quizapp.derive.report import (
    MESSAGE,
    READY,
    Failed,
    Finished,
    Judged,
    Message,
    Outline,
    Report,
    Request,
    Verdict,
)
from quizapp.derive.worker import Prover, find_derivations, prove_all

FOLDER = Path(__file__).parent
DERIVATIONS = {f"wild/{path.stem}": path for path in (FOLDER / "wild").glob("*.py")}
GUARD_SECONDS = 60.0
"""Only ever reached by a test that fails."""
LIMIT_SECONDS = 2.0
MEGABYTES = 700

HOSTILE = {
    "raises": r"raises\.py:5: ZeroDivisionError: float division by zero; correct",
    "raises_something_odd": r"raises_something_odd\.py:9: Odd; correct",
    "recurses": r"recurses\.py:5: RecursionError: .*; correct",
    "states_nothing": r"states_nothing\.py:1: 0 derivations in this file; write exactly one",
    "exits": r"exits\.py:5: it calls exit; remove the call",
    "exits_at_once": r"exits_at_once\.py: it ends the proof process \(exit code 0\); remove what does",
    "crashes": r"crashes\.py:5: it crashes Python \(SIGSEGV\); correct",
    "kills_itself": r"kills_itself\.py: the system ran out of memory and killed the proof; choose smaller",
    "closes_everything": r"closes_everything\.py: it cuts the connection to quizapp; remove",
    "leaves_a_child": r"leaves_a_child\.py: it leaves a thread or process running; end what it starts",
    "leaves_a_thread": r"leaves_a_thread\.py: it leaves a thread or process running; end what it starts",
    "eats_memory": r"eats_memory\.py:\d: it needs more memory than the 700 MB it may use; choose smaller",
    "eats_memory_at_once": r"eats_memory_at_once\.py:3: it needs more memory than the 700 MB it may use",
    "loops": r"loops\.py:[456]: not finished after 2 s; look for a loop that never ends",
    "loops_in_c": r"loops_in_c\.py:3: not finished after 2 s; look for a loop that never ends",
}


async def run(prover: Prover, name: str) -> list[Message]:
    async with aclosing(prover.prove(name)) as messages:
        return [message async for message in messages]


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_for(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + GUARD_SECONDS
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


async def under_way(prover: Prover) -> int:
    """The number of the process once it works on its first request."""
    async with asyncio.timeout(GUARD_SECONDS):
        while prover._process is None or not prover._process.ready:  # noqa: ASYNC110 - no event inside says so
            await asyncio.sleep(0.01)
    return prover._process._popen.pid


def is_proved(messages: Sequence[Message]) -> bool:
    kinds = [type(message) for message in messages]
    verdicts = [m.step.verdict for m in messages if isinstance(m, Judged) and m.step.label]
    return kinds == [Outline, Judged, Judged, Judged, Finished] and verdicts == [Verdict.PROVED] * 2


@pytest.fixture(scope="module")
def survived() -> dict[str, tuple[list[Message], list[Message]]]:
    """What came of each hostile derivation, and of a good one after it on the same prover."""
    found: dict[str, tuple[list[Message], list[Message]]] = {}

    async def work(names: list[str], seconds: float) -> None:
        async with Prover(DERIVATIONS, seconds=seconds, megabytes=MEGABYTES) as prover:
            for name in names:
                hostile = await run(prover, f"wild/{name}")
                found[name] = hostile, await run(prover, "wild/good")

    async def all_of_them() -> None:
        endless = [name for name in HOSTILE if name.startswith("loops")]
        others = [name for name in HOSTILE if name not in endless]
        await asyncio.gather(
            work(endless, LIMIT_SECONDS), work(others[::2], GUARD_SECONDS), work(others[1::2], GUARD_SECONDS)
        )

    asyncio.run(all_of_them())
    assert psutil.Process().children() == []
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_derivation_fails_with_its_place_and_a_cure(
    name: str, survived: dict[str, tuple[list[Message], list[Message]]]
) -> None:
    *_, last = survived[name][0]
    assert isinstance(last, Failed)
    assert last.name == f"wild/{name}"
    assert re.search(HOSTILE[name], last.message)
    assert last.message.startswith(str(DERIVATIONS[last.name]))


@pytest.mark.parametrize("name", HOSTILE)
def test_the_derivation_after_a_hostile_one_is_proved(
    name: str, survived: dict[str, tuple[list[Message], list[Message]]]
) -> None:
    assert is_proved(survived[name][1])


async def test_printing_cannot_corrupt_the_messages() -> None:
    async with Prover(DERIVATIONS, seconds=GUARD_SECONDS) as prover:
        assert is_proved(await run(prover, "wild/prints_garbage"))
        assert is_proved(await run(prover, "wild/good"))


def test_every_line_the_process_prints_is_a_message() -> None:
    asked = ["prints_garbage", "forks", "good"]
    requests = [Request(name=name, path=str(DERIVATIONS[f"wild/{name}"])).model_dump_json() for name in asked]
    out = subprocess.run(
        [sys.executable, "-m", "quizapp.derive"],
        input="\n".join(["nonsense", *requests]),
        capture_output=True,
        text=True,
        check=True,
        timeout=GUARD_SECONDS,
    )
    ready, *lines = out.stdout.splitlines()
    messages = [MESSAGE.validate_json(line) for line in lines]
    assert ready == READY
    assert "not a request" in getattr(messages[0], "message", "")
    assert [m.name for m in messages if isinstance(m, Outline)] == asked
    assert len(messages) == 1 + 3 * 5


async def test_steps_arrive_before_the_derivation_ends(tmp_path: Path) -> None:
    path = tmp_path / "waits.py"
    endless = "\n@d.network('that never answers')\ndef wait(rng):\n    while True:\n        pass\n"
    path.write_text(DERIVATIONS["wild/good"].read_text("utf-8") + endless, "utf-8")
    async with Prover({"t/waits": path}, seconds=LIMIT_SECONDS) as prover:
        first, *_, last = await run(prover, "t/waits")
        assert isinstance(first, Outline)
        assert isinstance(last, Failed)
        assert f"{path}:" in last.message


async def test_what_a_derivation_starts_dies_with_it(tmp_path: Path) -> None:
    path, note = tmp_path / "starts.py", tmp_path / "pid"
    path.write_text(
        "import pathlib, subprocess, sys\n"
        "program = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3600)'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(program.pid))\n"
        "while True:\n    pass\n"
    )
    async with Prover({"t/starts": path}, seconds=LIMIT_SECONDS) as prover:
        [failed] = await run(prover, "t/starts")
        assert isinstance(failed, Failed)
        assert wait_for(lambda: is_gone(int(note.read_text())))


async def test_a_file_that_is_no_derivation_fails_with_its_place(tmp_path: Path) -> None:
    texts = {"cut": b"p = softmax(z\n", "binary": b"\x00\xff\xfe", "imports": b"import no_such_module\n"}
    for stem, text in texts.items():
        (tmp_path / f"{stem}.py").write_bytes(text)
    paths = {f"t/{stem}": tmp_path / f"{stem}.py" for stem in [*texts, "missing"]}
    async with Prover(paths, seconds=GUARD_SECONDS) as prover:
        for name, path in paths.items():
            [failed] = await run(prover, name)
            assert isinstance(failed, Failed)
            assert (failed.name, failed.message.startswith(f"{path}:")) == (name, True)


async def test_an_unknown_name_fails_without_a_process() -> None:
    async with Prover(DERIVATIONS) as prover:
        [failed] = await run(prover, "wild/unknown")
        assert isinstance(failed, Failed)
        assert "no derivation wild/unknown" in failed.message
        assert prover._process is None


async def test_a_process_that_cannot_start_is_explained() -> None:
    async with Prover(DERIVATIONS, megabytes=64) as prover:
        [failed] = await run(prover, "wild/good")
        assert isinstance(failed, Failed)
        assert "64 MB" in failed.message


async def test_the_outline_alone_is_not_judged() -> None:
    async with Prover(DERIVATIONS, seconds=GUARD_SECONDS) as prover:
        outline, finished = [message async for message in prover.prove("wild/good", judge=False)]
        assert isinstance(outline, Outline)
        assert list(outline.labels) == ["derivative", "symmetry"]
        assert outline.source == sha256(DERIVATIONS["wild/good"].read_bytes()).hexdigest()
        assert isinstance(finished, Finished)


async def test_one_process_serves_many_requests_one_at_a_time() -> None:
    async with Prover(DERIVATIONS, seconds=GUARD_SECONDS) as prover:
        await prover.warm()
        assert prover._process is not None
        pid = prover._process._popen.pid
        runs = await asyncio.gather(*(run(prover, "wild/good") for _ in range(4)))
        assert all(is_proved(messages) for messages in runs)
        assert prover._process._popen.pid == pid


async def test_the_process_is_out_of_reach_of_the_terminals_signals() -> None:
    async with Prover(DERIVATIONS) as prover:
        await prover.warm()
        assert prover._process is not None
        pid = prover._process._popen.pid
        assert os.getsid(pid) == pid != os.getsid(0)


@pytest.mark.parametrize("cancellations", [1, 2, 3])
async def test_cancelling_leaves_no_process(cancellations: int) -> None:
    async with Prover(DERIVATIONS, seconds=GUARD_SECONDS) as prover:
        task = asyncio.create_task(run(prover, "wild/loops"))
        pid = await under_way(prover)
        for _ in range(cancellations):
            task.cancel()
            await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await task
        assert is_gone(pid)
        assert psutil.Process().children() == []


async def test_leaving_the_iteration_kills_the_process_and_the_next_request_works() -> None:
    async with Prover(DERIVATIONS, seconds=GUARD_SECONDS) as prover:
        async with aclosing(prover.prove("wild/good")) as messages:
            async for _ in messages:
                break
        assert psutil.Process().children() == []
        assert is_proved(await run(prover, "wild/good"))


async def test_closing_ends_a_proof_under_way_and_forbids_more() -> None:
    async with Prover(DERIVATIONS, seconds=GUARD_SECONDS) as prover:
        task = asyncio.create_task(run(prover, "wild/loops"))
        pid = await under_way(prover)
        await asyncio.gather(prover.close(), prover.close())
        assert is_gone(pid)
        for messages in (await task, await run(prover, "wild/good")):
            assert isinstance(messages[-1], Failed)
            assert "closing" in messages[-1].message
        assert psutil.Process().children() == []


async def test_closing_survives_being_cancelled() -> None:
    async with Prover(DERIVATIONS) as prover:
        await prover.warm()
        assert prover._process is not None
        pid = prover._process._popen.pid
        closing = asyncio.create_task(prover.close())
        await asyncio.sleep(0)
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
        assert is_gone(pid)


PARENT = """
import asyncio, sys
from pathlib import Path
from quizapp.derive.worker import Prover

async def main():
    prover = Prover({"t/t": Path(sys.argv[1])}, seconds=3600)

    async def work():
        async for _ in prover.prove("t/t"):
            pass
        await asyncio.sleep(3600)

    working = asyncio.create_task(work())
    while prover._process is None or not prover._process.ready:
        await asyncio.sleep(0.01)
    print(prover._process._popen.pid, flush=True)
    await working

asyncio.run(main())
"""


@pytest.mark.parametrize(
    "name",
    [
        "good",
        "loops",
        pytest.param(
            "loops_in_c",
            marks=pytest.mark.skipif(
                sys.platform != "linux", reason="only Linux kills a process that never looks up"
            ),
        ),
    ],
)
def test_a_killed_parent_leaves_no_orphan(name: str) -> None:
    path = str(DERIVATIONS[f"wild/{name}"])
    parent = subprocess.Popen([sys.executable, "-c", PARENT, path], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent:
        pid = int(parent.stdout.readline())
        assert not is_gone(pid)
        parent.send_signal(signal.SIGKILL)
    assert wait_for(lambda: is_gone(pid))


def test_the_end_of_its_input_ends_a_process_that_shall_die_with_its_parent() -> None:
    command = [sys.executable, "-m", "quizapp.derive", "--die-with", str(os.getpid())]
    request = Request(name="wild/loops", path=str(DERIVATIONS["wild/loops"])).model_dump_json()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline().strip() == READY
        process.stdin.write(request + "\n")
        process.stdin.close()
        ended = wait_for(lambda: process.poll() is not None)
        process.kill()
        assert ended
        assert process.returncode == -signal.SIGKILL


async def test_all_are_proved_in_the_order_of_their_names() -> None:
    names = ["wild/good", "wild/raises", "wild/prints_garbage", "wild/unknown"]
    seen: list[Message] = []
    results = await prove_all(DERIVATIONS, names, workers=2, on_message=seen.append, seconds=GUARD_SECONDS)
    assert [isinstance(result, Report) for result in results] == [True, False, True, False]
    assert [r.outline.name if isinstance(r, Report) else r.name for r in results] == names
    first = results[0]
    assert isinstance(first, Report)
    assert first.good
    assert [step.number for step in first.steps] == [1, 2, 3]
    assert {message.name for message in seen} == set(names)
    assert psutil.Process().children() == []


async def test_nothing_to_prove_is_no_work() -> None:
    assert await prove_all({}, [], workers=4, on_message=lambda _: None) == []


async def test_cancelling_all_proofs_kills_every_worker() -> None:
    names = ["wild/loops", "wild/loops_in_c"]
    work = prove_all(DERIVATIONS, names, workers=2, on_message=lambda _: None, seconds=GUARD_SECONDS)
    task = asyncio.create_task(work)
    async with asyncio.timeout(GUARD_SECONDS):
        while len(psutil.Process().children()) < 2:  # noqa: ASYNC110 - no event says so
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert psutil.Process().children() == []


def test_derivations_are_found_by_topic_and_name(tmp_path: Path) -> None:
    for name in (
        "losses/b.py",
        "losses/a.py",
        "activations/z.py",
        "stray.py",
        "losses/notes.md",
        "losses/_draft.py",
        "losses/.hidden.py",
        "losses/deep/er.py",
        "__pycache__/a.py",
        "losses/__pycache__/a.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "losses" / "folder.py").mkdir()
    found = find_derivations(tmp_path)
    assert list(found) == ["activations/z", "losses/a", "losses/b"]
    assert found["losses/a"] == tmp_path / "losses" / "a.py"
    assert find_derivations(tmp_path / "nowhere") == {}
