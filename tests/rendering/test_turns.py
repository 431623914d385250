"""Tickets: first come, first served, each thing once, and nobody waits for the dead."""

import subprocess
import sys
from pathlib import Path

import pytest

from surveyapp.core.errors import UnmadeError
from surveyapp.rendering.turns import MOST_WAITING, Turns
from tests.conftest import ROOT

HOLD = """
import sys, time
from pathlib import Path
from surveyapp.rendering.turns import Turns
ticket = Turns(Path(sys.argv[1])).take("theirs")
print("held", flush=True)
time.sleep(60)
"""


def test_who_comes_first_is_first(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    first, second, third = (turns.take(name) for name in "abc")
    assert [one.has_turn for one in (first, second, third)] == [True, False, False]
    assert [turns.find_before(name) for name in "abcd"] == [0, 1, 2, None]
    first.leave()
    assert [one.has_turn for one in (second, third)] == [True, False]
    second.leave()
    fourth = turns.take("a")
    assert [turns.find_before(name) for name in "ca"] == [0, 1]
    third.leave()
    fourth.leave()
    assert list(tmp_path.glob("*.ticket")) == []


def test_where_two_may_work_two_have_their_turn(tmp_path: Path) -> None:
    turns = Turns(tmp_path, at_once=2)
    tickets = [turns.take(name) for name in "abcd"]
    assert [one.has_turn for one in tickets] == [True, True, False, False]
    assert [turns.find_before(name) for name in "abcd"] == [0, 0, 1, 2]
    for one in tickets:
        one.leave()


def test_the_same_thing_has_one_ticket(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    ticket = turns.take("a")
    assert turns.take("a") is None
    ticket.leave()


def test_no_more_wait_than_are_let(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    tickets = [turns.take(str(number)) for number in range(MOST_WAITING)]
    with pytest.raises(UnmadeError):
        turns.take("one more")
    for one in tickets:
        one.leave()


def test_a_ticket_of_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], cwd=ROOT, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        ours = Turns(tmp_path).take("ours")
        assert not ours.has_turn
        other.kill()
        other.wait()
    assert ours.has_turn
    assert Turns(tmp_path).find_before("theirs") is None
    ours.leave()
