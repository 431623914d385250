"""What is kept of files: for a while, within bounds, for the app alone, and nothing once it was emptied."""

import os
import time
from pathlib import Path

import pytest

from surveyapp.rendering import shelf as module
from surveyapp.rendering.shelf import KEPT_SECONDS, Shelf


def put(shelf: Shelf, key: str, data: bytes = b"%PDF") -> None:
    shelf.put(key, data, generation=shelf.generation)


def grow_old(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds, time.time() - seconds))


def test_what_is_put_is_found_and_for_the_app_alone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "made")
    assert shelf.find("a") is None
    put(shelf, "a")
    assert shelf.find("a") == b"%PDF"
    assert {path.stat().st_mode & 0o777 for path in shelf.folder.iterdir()} == {0o600}
    assert shelf.folder.stat().st_mode & 0o777 == 0o700


def test_what_is_old_is_not_given_and_swept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    put(shelf, "a")
    grow_old(tmp_path / "a.made", KEPT_SECONDS + 1)
    assert shelf.find("a") is None
    assert (tmp_path / "a.made").exists()
    assert shelf.sweep() == 1
    assert not (tmp_path / "a.made").exists()


def test_of_too_much_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 25)
    shelf = Shelf(tmp_path)
    for age, key in enumerate("abcd"):
        put(shelf, key, b"ten bytes.")
        grow_old(tmp_path / f"{key}.made", 100 - age)
    shelf.sweep()
    assert [shelf.find(key) is not None for key in "abcd"] == [False, False, True, True]


def test_emptying_forgets_what_was_made_and_what_is_being_made(tmp_path: Path) -> None:
    """A pack that was begun before comments were erased must not be put back."""
    shelf = Shelf(tmp_path)
    put(shelf, "a")
    begun = shelf.generation
    shelf.empty()
    shelf.put("b", b"%PDF", generation=begun)
    assert [shelf.find(key) for key in "ab"] == [None, None]
    assert [path for path in tmp_path.iterdir() if path.name != "generation"] == []
    put(shelf, "c")
    assert shelf.find("c")


def test_a_failure_is_remembered_for_a_moment(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert not shelf.has_failed("a")
    shelf.note_failure("a")
    assert shelf.has_failed("a")
    grow_old(tmp_path / "a.failed", 31)
    assert not shelf.has_failed("a")
