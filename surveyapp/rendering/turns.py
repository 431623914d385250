"""Whose turn it is among all processes of the machine: tickets in a folder, each locked by whoever holds it.

A ticket whose holder is gone is locked by nobody, and is thrown away by whoever looks next.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from surveyapp.core.errors import Code, UnmadeError

MOST_WAITING = 32
"""How many may wait on one machine; more are told to come again."""
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Turns:
    """The tickets in ``folder``; ``at_once`` of them have their turn together."""

    folder: Path
    at_once: int = 1

    def take(self, key: str) -> "Ticket | None":
        """Return the next ticket, or None where somebody holds one for the same thing.

        Raises:
            UnmadeError: too many wait.
        """
        with self._locked():
            held = self._list_held()
            if any(_key_of(path) == key for path in held):
                return None
            if len(held) >= MOST_WAITING:
                raise UnmadeError(Code.STILL_MAKING)
            number = 1 + max((_number_of(path) for path in held), default=0)
            path = self.folder / f"{number:012d}-{key}.ticket"
            holding = os.open(path, os.O_CREAT | os.O_RDWR, _PRIVATE)
            fcntl.flock(holding, fcntl.LOCK_EX)
            return Ticket(self, path, holding)

    def find_before(self, key: str) -> int | None:
        """Return how many have to be made before the one of ``key``; None where nobody holds a ticket for it."""
        with self._locked():
            held = self._list_held()
        places = [place for place, path in enumerate(held) if _key_of(path) == key]
        return max(0, places[0] - self.at_once + 1) if places else None

    def _list_held(self) -> list[Path]:
        """Return the tickets that somebody holds, in their order; for those who hold the lock."""
        return [path for path in sorted(self.folder.glob("*.ticket")) if _is_held(path)]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(self.folder / "lock", os.O_CREAT | os.O_RDWR, _PRIVATE)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A place in the queue, held until it is left or its process ends."""

    turns: Turns
    path: Path
    holding: int

    @property
    def has_turn(self) -> bool:
        """Say whether it is its turn."""
        return not self.turns.find_before(_key_of(self.path))

    def leave(self) -> None:
        """Let the next one have its turn."""
        self.path.unlink(missing_ok=True)
        os.close(self.holding)


def _is_held(path: Path) -> bool:
    """Say whether somebody holds a ticket; one that nobody does is thrown away."""
    try:
        probe = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(probe)
    path.unlink(missing_ok=True)
    return False


def _number_of(path: Path) -> int:
    return int(path.stem.partition("-")[0])


def _key_of(path: Path) -> str:
    return path.stem.partition("-")[2]
