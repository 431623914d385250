"""The workshop: many ask at once, each is served, one file after another, and the same file is made once."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore

import pytest

from surveyapp.core.errors import Code, UnmadeError
from surveyapp.rendering.child import Child
from surveyapp.rendering.workshop import Job, Waiting, Workshop
from tests.rendering import jobs

Open = Callable[..., Workshop]


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Open]:
    """A function that opens a workshop with a process of its own, as each web process has one."""
    children = []

    def opened(**more: object) -> Workshop:
        children.append(Child())
        return Workshop(tmp_path, partial(children[-1].run, folder=tmp_path / "fonts"), at_once=1, **more)

    yield opened
    for child in children:
        child.end()


def noting(tmp_path: Path, name: str, seconds: float = 0.05) -> Job:
    return Job(partial(jobs.note, tmp_path / "journal", name, seconds), name)


def noted(tmp_path: Path) -> list[str]:
    return [line.rpartition(" ")[0] for line in (tmp_path / "journal").read_text().splitlines()]


def got(workshop: Workshop, job: Job) -> bytes:
    """Ask as a page does that looks again."""
    until = time.monotonic() + 60
    while isinstance(found := workshop.ask(job), Waiting):
        assert time.monotonic() < until
        time.sleep(0.05)
    return found


@pytest.mark.slow
def test_eight_who_ask_at_once_are_all_served_one_after_another(workshop: Open, tmp_path: Path) -> None:
    """Four of them of another web process, which has a process of its own to make files in."""
    workshops, names = [workshop(), workshop()], [f"{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(got, workshops[int(name) % 2], noting(tmp_path, name)) for name in names]
        assert [one.result() for one in asked] == [name.encode() for name in names]
    told = noted(tmp_path)
    assert sorted(told[::2]) == [f"begin {name}" for name in names]
    assert told[1::2] == [line.replace("begin", "end") for line in told[::2]], "two were made at the same time"


@pytest.mark.slow
def test_the_same_file_is_made_once(workshop: Open, tmp_path: Path) -> None:
    workshops = [workshop(), workshop()]
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(got, workshops[number % 2], noting(tmp_path, "same")) for number in range(6)]
        assert {one.result() for one in asked} == {b"same"}
    assert got(workshops[0], noting(tmp_path, "same")) == b"same"
    assert noted(tmp_path) == ["begin same", "end same"]


@pytest.mark.slow
def test_who_waits_is_told_how_many_come_before(workshop: Open, tmp_path: Path) -> None:
    one = workshop()
    assert [one.ask(noting(tmp_path, name, 0.5)) for name in "abc"] == [Waiting(0), Waiting(1), Waiting(2)]
    assert [got(one, noting(tmp_path, name)) for name in "cba"] == [b"c", b"b", b"a"]
    assert noted(tmp_path)[::2] == ["begin a", "begin b", "begin c"]


@pytest.mark.slow
def test_what_could_not_be_made_is_told_and_the_next_is_made(workshop: Open) -> None:
    one = workshop()
    bad = Job(partial(jobs.fail_with, "x"), "bad")
    assert isinstance(one.ask(bad), Waiting)
    with pytest.raises(UnmadeError) as raised:
        got(one, bad)
    assert raised.value.code is Code.NOT_MADE
    assert one.wait_for(Job(partial(jobs.say, "good"), "good")) == b"good"


@pytest.mark.slow
def test_who_wants_the_file_itself_waits_no_longer_than_told_and_finds_it_later(workshop: Open, tmp_path: Path) -> None:
    one = workshop(wait_seconds=0.2)
    with pytest.raises(UnmadeError) as raised:
        one.wait_for(noting(tmp_path, "slow", 1))
    assert raised.value.code is Code.STILL_MAKING
    assert got(one, noting(tmp_path, "slow", 1)) == b"slow"
    assert noted(tmp_path) == ["begin slow", "end slow"]


@pytest.mark.slow
def test_waiting_takes_no_more_threads_than_there_are_seats(workshop: Open, tmp_path: Path) -> None:
    one = workshop(seats=BoundedSemaphore(1))
    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(one.wait_for, noting(tmp_path, "first", 1))
        while one.seats.acquire(blocking=False):
            one.seats.release()
            time.sleep(0.01)
        with pytest.raises(UnmadeError) as raised:
            one.make(partial(jobs.say, "second"))
        assert raised.value.code is Code.STILL_MAKING
        assert waits.result() == b"first"
    assert one.make(partial(jobs.say, "second")) == b"second"


@pytest.mark.slow
def test_what_is_made_once_is_kept_nowhere(workshop: Open, tmp_path: Path) -> None:
    """Letters hold links: they go through memory alone."""
    assert workshop().make(partial(jobs.say, "the link of somebody")) == b"the link of somebody"
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"somebody" not in path.read_bytes(), path


@pytest.mark.slow
def test_what_is_erased_while_its_file_is_being_made_is_kept_nowhere(workshop: Open, tmp_path: Path) -> None:
    one = workshop()
    one.ask(noting(tmp_path, "erased", 0.5))
    one.shelf.empty()
    with one.turns._locked():
        pass
    while one.turns.find_before("erased") is not None:
        time.sleep(0.02)
    assert one.shelf.find("erased") is None
