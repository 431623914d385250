"""The process that files are made in: what it may take, how it ends, and that the next file is made all the same."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from surveyapp.core.errors import Code, UnmadeError
from surveyapp.rendering.child import Child
from surveyapp.rendering.limits import MEGABYTE, Limits
from tests.conftest import ROOT
from tests.rendering import jobs

PARENT = """
import sys
from functools import partial
from pathlib import Path
from surveyapp.rendering.child import Child
from tests.rendering import jobs
child = Child()
child.run(jobs.number_of_process, folder=Path(sys.argv[1]))
print(child.pid, flush=True)
child.run(partial(jobs.note, Path(sys.argv[1]) / "journal", "long", 60), folder=Path(sys.argv[1]))
"""


@contextmanager
def child_with(limits: Limits) -> Iterator[Child]:
    child = Child(limits)
    try:
        yield child
    finally:
        child.end()


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return is_so()


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


@pytest.mark.slow
def test_a_file_is_made_in_another_process_which_stays_warm(tmp_path: Path) -> None:
    with child_with(Limits()) as child:
        pids = {child.run(jobs.number_of_process, folder=tmp_path) for _ in range(3)}
        assert pids == {str(child.pid).encode()}
        assert child.pid != os.getpid()


@pytest.mark.slow
def test_it_is_told_no_key_and_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "DATABASE_URL", "SMTP_URL", "RECIPIENT"):
        monkeypatch.setenv(name, "a secret")
    with child_with(Limits()) as child:
        told = json.loads(child.run(jobs.environment, folder=tmp_path))
    assert "a secret" not in told.values()


@pytest.mark.slow
def test_one_that_is_killed_in_the_middle_is_replaced(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    with child_with(Limits()) as child, ThreadPoolExecutor(1) as pool:
        waits = pool.submit(child.run, partial(jobs.note, journal, "long", 60), folder=tmp_path)
        assert wait_until(lambda: journal.exists() and "begin long" in journal.read_text())
        os.kill(child.pid, signal.SIGKILL)
        with pytest.raises(UnmadeError) as raised:
            waits.result(timeout=20)
        assert raised.value.code is Code.NOT_MADE
        assert child.run(partial(jobs.say, "next"), folder=tmp_path) == b"next"


@pytest.mark.slow
def test_one_that_takes_too_much_memory_fails_and_the_next_does_not(tmp_path: Path) -> None:
    with child_with(Limits(memory_bytes=200 * MEGABYTE)) as child:
        with pytest.raises(UnmadeError):
            child.run(partial(jobs.take, 400), folder=tmp_path)
        assert child.run(partial(jobs.take, 50), folder=tmp_path) == str(50 * MEGABYTE).encode()


@pytest.mark.slow
def test_one_that_takes_too_long_is_ended_and_the_next_is_not(tmp_path: Path) -> None:
    with child_with(Limits(seconds=2)) as child:
        assert child.run(partial(jobs.say, "warm"), folder=tmp_path) == b"warm"
        began = time.monotonic()
        with pytest.raises(UnmadeError):
            child.run(partial(jobs.note, tmp_path / "journal", "long", 60), folder=tmp_path)
        assert time.monotonic() - began < 20
        assert child.run(partial(jobs.say, "next"), folder=tmp_path) == b"next"


@pytest.mark.slow
def test_one_that_computes_for_too_long_is_ended(tmp_path: Path) -> None:
    with child_with(Limits(cpu_seconds=1)) as child:
        with pytest.raises(UnmadeError):
            child.run(jobs.compute_for_ever, folder=tmp_path)
        assert child.run(partial(jobs.say, "next"), folder=tmp_path) == b"next"


@pytest.mark.slow
def test_no_process_stays_behind_when_its_parent_is_killed(tmp_path: Path) -> None:
    """In the middle of a file, which nobody waits for any more."""
    words = [sys.executable, "-c", PARENT, tmp_path]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE) as parent:
        pid = int(parent.stdout.readline())
        assert wait_until((tmp_path / "journal").exists)
        assert is_alive(pid)
        parent.kill()
        parent.wait()
    assert wait_until(lambda: not is_alive(pid))


@pytest.mark.slow
def test_it_makes_way_for_a_new_one_after_some_files_or_when_it_has_grown(tmp_path: Path) -> None:
    with child_with(Limits(jobs=2)) as child:
        pids = [child.run(jobs.number_of_process, folder=tmp_path) for _ in range(5)]
        assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [2, 2, 1]
    with child_with(Limits(grown_bytes=MEGABYTE)) as child:
        assert len({child.run(jobs.number_of_process, folder=tmp_path) for _ in range(3)}) == 3


@pytest.mark.slow
def test_it_ends_when_it_has_nothing_to_do(tmp_path: Path) -> None:
    with child_with(Limits(idle_seconds=0.2)) as child:
        child.run(jobs.number_of_process, folder=tmp_path)
        assert wait_until(lambda: child.pid is None)
        assert child.run(partial(jobs.say, "again"), folder=tmp_path) == b"again"


@pytest.mark.slow
def test_an_error_is_told_by_its_kind_and_never_by_its_message(tmp_path: Path, capfd: pytest.CaptureFixture) -> None:
    with child_with(Limits()) as child:
        with pytest.raises(UnmadeError):
            child.run(partial(jobs.fail_with, "what somebody wrote"), folder=tmp_path)
        assert child.run(partial(jobs.say, "next"), folder=tmp_path) == b"next"
    said = capfd.readouterr().err
    assert '"error": "ValueError"' in said
    assert "somebody" not in said
