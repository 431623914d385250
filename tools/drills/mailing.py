"""A mail server, the workers that hand mails to it, and how often each mail came."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, update

from surveyapp.store.engine import new_session
from surveyapp.store.rows import OutboxRow
from tests.mail.post_office import PostOffice
from tools.drills.ground import Ground
from tools.processes import Running, start_worker

LEASE, PATIENCE = 120, 60


@dataclass
class Mailing:
    """Mails to ``people``, one each."""

    place: Ground
    people: int
    office: PostOffice
    workers: list[Running]

    @property
    def waiting(self) -> dict[str, bool]:
        """Return to whom mails wait, and whether each was marked as handed over."""
        with new_session(self.place.engine) as session:
            rows = session.execute(select(OutboxRow.address, OutboxRow.handed_at).where(OutboxRow.outcome.is_(None)))
            return {address: handed_at is not None for address, handed_at in rows}

    def pass_a_minute(self) -> None:
        """Let mails be tried again at once that a worker held, or put off, when the server went away."""
        is_free = {"held_until": None, "due_at": datetime.now(UTC)}
        with self.place.writing() as session:
            session.execute(update(OutboxRow).where(OutboxRow.handed_at.is_(None)).values(**is_free))

    def count(self) -> tuple[str, bool]:
        """Wait until nothing waits; tell how often each mail came, and whether each came once or is known as doubtful.

        One that was marked as handed over is never sent again: nobody knows whether it was taken.
        """
        until = time.monotonic() + LEASE
        while (rows := self.waiting) and not all(rows.values()) and time.monotonic() < until:
            time.sleep(1)
        came = self.office.per_address
        twice, missing = sum(count > 1 for count in came.values()), self.people - len(came)
        doubted = sum(address not in came for address, is_marked in rows.items() if is_marked)
        are_alive = all(worker.poll() is None for worker in self.workers)
        said = f"{len(came)} of {self.people} mails came, {twice} twice, {doubted} in doubt"
        return said, twice == 0 and missing == doubted and are_alive


@contextmanager
def mailing(place: Ground, people: int, *, workers: int, delay: float, **more: str) -> Iterator[Mailing]:
    """Run workers beside a mail server that is away until it is opened, and takes ``delay`` seconds for each mail."""
    office = PostOffice(delay=delay)
    environment = place.environment | {"SMTP_URL": office.url} | more
    started = [start_worker(environment, place.folder / "workers.log") for _ in range(workers)]
    try:
        yield Mailing(place, people, office, started)
    finally:
        for worker in started:
            worker.terminate()
            worker.wait(timeout=PATIENCE)
        office.close()
