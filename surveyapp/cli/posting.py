"""Sending one mail after the other: claim it, write it, hand it over, settle it.

Four short transactions a mail, and none while the network is waited for. A worker that is killed between them loses
nothing: before the mark another worker takes the mail after a minute, after it nobody sends it again.
"""

import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from surveyapp.cli.installation import Installation, now
from surveyapp.core.conduct.mail import Outcome, QueuedMail
from surveyapp.mail.compose import Office, compose
from surveyapp.mail.delivery import Delivery, LostHoldError, NeverError, NotNowError, UnsureError
from surveyapp.store import outbox
from surveyapp.workflow import mailing, writing_mails


@dataclass
class Post:
    """One worker's way of sending; ``tally`` counts what became of the mails."""

    installation: Installation
    delivery: Delivery
    holder: str = field(default_factory=lambda: secrets.token_hex(16))
    tally: Counter[str] = field(default_factory=Counter)

    @property
    def office(self) -> Office:
        """Return who writes."""
        return Office.of(self.installation.settings)

    def send_next(self) -> bool:
        """Send the mail that has been due for longest; False when none is due.

        Raises:
            AwayError: the mail server cannot be reached; no mail was touched.
        """
        with self.installation.reading() as session:
            if not outbox.has_due(session, now()):
                return False
        self.delivery.connect()
        with self._writing() as session:
            queued = outbox.claim(session, self.holder, now=now())
        if queued is not None:
            self._send(queued)
        return True

    def _send(self, queued: QueuedMail) -> None:
        try:
            outcome = self._hand_over(queued)
        except (LostHoldError, UnsureError):
            return  # what was marked is not sent again; the worker's duties tell of it when its time has passed
        except NeverError as error:
            self._settle(queued, Outcome.REFUSED if error.is_nowhere else Outcome.GIVEN_UP, str(error))
        except NotNowError as error:
            self._put_off(queued, str(error))
        except DBAPIError:
            raise
        except Exception as error:  # one mail that cannot be written must not hold up the others
            self._put_off(queued, f"{type(error).__name__}: {error}")
        else:
            self._settle(queued, outcome) if outcome else self._drop(queued)

    def _hand_over(self, queued: QueuedMail) -> Outcome | None:
        """Hand a mail over; None when nobody wants it any more."""
        with self.installation.reading() as session:
            mail = writing_mails.prepare_mail(session, queued, now=now(), keys=self.installation.keys)
        if mail is None:
            return None
        message = compose(mail, self.office, encoding=self.delivery.encoding)
        self.delivery.hand_over(message, mail.to.address, before_last_byte=lambda: self._mark(queued))
        return Outcome.SENT

    def _drop(self, queued: QueuedMail) -> None:
        with self._writing() as session:
            outbox.drop_mail(session, queued.id)
        self.tally["dropped"] += 1

    def _mark(self, queued: QueuedMail) -> bool:
        with self._writing() as session:
            return outbox.mark_handed(session, queued.id, holder=self.holder, now=now())

    def _settle(self, queued: QueuedMail, outcome: Outcome, reason: str = "") -> None:
        with self._writing() as session:
            mailing.settle_mail(session, queued, outcome=outcome, now=now(), reason=reason)
        self.tally[outcome.value] += 1

    def _put_off(self, queued: QueuedMail, reason: str) -> None:
        with self._writing() as session:
            mailing.put_off_mail(session, queued, holder=self.holder, now=now(), reason=reason)
        self.tally["put_off"] += 1

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with self.installation.writing("worker") as session:
            yield session
