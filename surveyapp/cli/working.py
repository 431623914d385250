"""``flask worker``: sends waiting mail and runs what is due. Any number of workers may run at once."""

import os
import signal
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from types import FrameType

import click
from sqlalchemy.exc import DBAPIError

from surveyapp.cli.duties import run_duties
from surveyapp.cli.installation import Command, Installation, as_json_option, refuse, say
from surveyapp.cli.posting import Post, choose_delivery
from surveyapp.mail.delivery import AwayError
from surveyapp.store import outbox

LOOK_EVERY, DUTIES_EVERY = 1.0, 60.0
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0


@dataclass
class Worker:
    """A loop that ends when it is told to, between two mails."""

    installation: Installation
    post: Post | None
    parent: int | None = None
    stopping: Event = field(default_factory=Event)
    _pause: float = FIRST_PAUSE
    _retry_at: float = 0.0
    _duties_at: float = 0.0

    def run(self) -> None:
        """Work until told to stop, or until the parent is gone."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping.is_set() and self.parent in {None, os.getppid()}:
            try:
                is_busy = self._step()
            except DBAPIError as error:
                self._trouble(f"database: {str(error.orig).strip().splitlines()[0]}")
                is_busy = False
            if not is_busy:
                self.stopping.wait(LOOK_EVERY)

    def _step(self) -> bool:
        if monotonic() >= self._duties_at:
            run_duties(self.installation)
            self._duties_at = monotonic() + DUTIES_EVERY
        if self.post is None or monotonic() < self._retry_at:
            return False
        try:
            is_busy = self.post.send_next()
        except AwayError as error:
            self._trouble(f"mail server: {error}")
            return False
        self._pause = FIRST_PAUSE
        return is_busy

    def _trouble(self, what: str) -> None:
        """Say what does not work, and leave it alone for a while; longer each time."""
        click.echo(f"{what}; next attempt in {self._pause:.0f} s", err=True)
        self._retry_at = monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()


@click.command(cls=Command)
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option("--parent", type=int, help="The process that starts this one: end when it has ended.")
@as_json_option
@click.pass_obj
def worker(installation: Installation, *, once: bool, parent: int | None, as_json: bool) -> None:
    """Send waiting mail and run what is due; any number of workers may run at once."""
    delivery = choose_delivery(installation.settings)
    if not installation.settings.smtp_url:
        where = f"mails are written into {delivery.place}" if delivery else "mails wait"
        click.echo(f"SMTP_URL is not set: {where}", err=True)
    post = Post(installation, delivery) if delivery else None
    try:
        if once:
            _work_once(installation, post, as_json=as_json)
        else:
            Worker(installation, post, parent=parent).run()
    finally:
        if delivery:
            delivery.close()


def _work_once(installation: Installation, post: Post | None, *, as_json: bool) -> None:
    done = run_duties(installation)
    try:
        while post and post.send_next():
            pass
    except AwayError as error:
        refuse(f"mail server: {error}")
    with installation.reading() as session:
        waiting, _ = outbox.count_waiting(session)
    counted: dict[str, object] = {**done, "sent": 0, **(post.tally if post else {}), "waiting": waiting}
    say(counted, as_json=as_json, plain=", ".join(f"{count} {name}" for name, count in counted.items()))
