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
from surveyapp.cli.installation import Command, Installation, as_json_option, refuse, reply, tell
from surveyapp.cli.posting import Post
from surveyapp.mail.choosing import choose_delivery
from surveyapp.mail.delivery import AwayError, Delivery
from surveyapp.store import outbox
from surveyapp.words.joining import commas
from surveyapp.words.tallies import tally_lines

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
                what = str(error.orig).strip().splitlines()[0]
                self._trouble(self.installation.say("database: %(what)s", what=what))
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
            self._trouble(self.installation.say("mail server: %(what)s", what=error))
            return False
        self._pause = FIRST_PAUSE
        return is_busy

    def _trouble(self, what: str) -> None:
        """Say what does not work, and leave it alone for a while; longer each time."""
        seconds = f"{self._pause:.0f}"
        tell(self.installation.say("%(what)s; next attempt in %(seconds)s s", what=what, seconds=seconds), err=True)
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
        tell(_without_server(installation, delivery), err=True)
    post = Post(installation, delivery) if delivery else None
    try:
        if once:
            _work_once(installation, post, as_json=as_json)
        else:
            Worker(installation, post, parent=parent).run()
    finally:
        if delivery:
            delivery.close()


def _without_server(installation: Installation, delivery: Delivery | None) -> str:
    if delivery is None:
        return installation.say("SMTP_URL is not set: e-mails wait")
    return installation.say("SMTP_URL is not set: e-mails are written into %(folder)s", folder=delivery.place)


def _work_once(installation: Installation, post: Post | None, *, as_json: bool) -> None:
    done = run_duties(installation)
    try:
        while post and post.send_next():
            pass
    except AwayError as error:
        refuse(installation.say("mail server: %(what)s", what=error))
    with installation.reading() as session:
        waiting, _ = outbox.count_waiting(session)
    counted: dict[str, int] = {**done, "sent": 0, **(post.tally if post else {}), "waiting": waiting}
    plain = commas(tally_lines(counted, installation.language), installation.language)
    reply(dict(counted), as_json=as_json, plain=plain)
