"""Where files are made: each once, in its turn, and kept for a while. The web's door to all of this room."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from threading import BoundedSemaphore, Thread

from surveyapp.core.errors import Code, UnmadeError
from surveyapp.rendering.shelf import Shelf
from surveyapp.rendering.turns import Ticket, Turns

LOOK_EVERY = 0.05
WAIT_SECONDS = 45.0
"""For how long somebody who asked for the file itself waits, its making included; a proxy waits longer."""
MOST_SEATS = 2
"""How many of a web process's threads may wait at once: the others answer pages."""
THREAD = "workshop"
"""The name of each thread in which a file is waited for."""
Work = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to make: what makes it, and a name that tells it from every file of other content (letters and digits)."""

    work: Work
    key: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file is being made, or will be after ``before`` others."""

    before: int


def shelf_in(instance: Path) -> Shelf:
    """Return where an installation keeps what was made."""
    return Shelf(instance / "rendering" / "made")


@dataclass(frozen=True)
class Workshop:
    """What makes files for all processes that share ``instance``; ``run`` does a job, in a process of its own."""

    instance: Path
    run: Callable[[Work], bytes]
    at_once: int = field(default_factory=lambda: max(1, (os.cpu_count() or 1) - 1))
    seats: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(MOST_SEATS))
    wait_seconds: float = WAIT_SECONDS

    @property
    def turns(self) -> Turns:
        """Return whose turn it is."""
        return Turns(self.instance / "rendering" / "turns", self.at_once)

    @property
    def shelf(self) -> Shelf:
        """Return what was made."""
        return shelf_in(self.instance)

    def ask(self, job: Job) -> bytes | Waiting:
        """Return the file where it is made, else how many come before it; it is begun if nobody has.

        Raises:
            UnmadeError: it could not be made a moment ago, or too many wait.
        """
        data = self.shelf.find(job.key)
        if data is not None:
            return data
        if self.shelf.has_failed(job.key):
            raise UnmadeError(Code.NOT_MADE)
        generation = self.shelf.generation
        ticket = self.turns.take(job.key)
        if ticket and (data := self.shelf.find(job.key)) is not None:
            ticket.leave()  # it was put there since it was looked for
            return data
        if ticket:
            Thread(None, self._keep, THREAD, (ticket, job), {"generation": generation}, daemon=True).start()
        return Waiting(self.turns.find_before(job.key) or 0)

    def wait_for(self, job: Job) -> bytes:
        """Return the file once it is made, and keep it.

        Raises:
            UnmadeError: it could not be made, or not so soon: it goes on being made, for whoever asks again.
        """
        asked, until = self.ask(job), time.monotonic() + self.wait_seconds
        if isinstance(asked, bytes):
            return asked
        with self._seat():
            while isinstance(asked, Waiting):
                _pause(until)
                asked = self.ask(job)
        return asked

    def make(self, work: Work) -> bytes:
        """Return a file that is kept nowhere.

        Raises:
            UnmadeError: it could not be made, or not so soon.
        """
        with self.turn() as run:
            return run(work)

    @contextmanager
    def turn(self) -> Iterator[Callable[[Work], bytes]]:
        """Wait for a turn, and yield what makes a file in it that is kept nowhere.

        Raises:
            UnmadeError: the turn does not come so soon.
        """
        until = time.monotonic() + self.wait_seconds
        with self._seat(), _held(self.turns.take(token_hex(8))) as ticket:
            while not ticket.has_turn:
                _pause(until)
            yield self.run

    def _keep(self, ticket: Ticket, job: Job, *, generation: str) -> None:
        with _held(ticket):
            while not ticket.has_turn:
                time.sleep(LOOK_EVERY)
            try:
                self.shelf.put(job.key, self.run(job.work), generation=generation)
            except UnmadeError:
                self.shelf.note_failure(job.key)

    @contextmanager
    def _seat(self) -> Iterator[None]:
        if not self.seats.acquire(blocking=False):
            raise UnmadeError(Code.STILL_MAKING)
        try:
            yield
        finally:
            self.seats.release()


@contextmanager
def _held(ticket: Ticket | None) -> Iterator[Ticket]:
    if ticket is None:
        raise UnmadeError(Code.STILL_MAKING)
    try:
        yield ticket
    finally:
        ticket.leave()


def _pause(until: float) -> None:
    if time.monotonic() > until:
        raise UnmadeError(Code.STILL_MAKING)
    time.sleep(LOOK_EVERY)
