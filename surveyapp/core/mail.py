"""Mails that the steps of a review want: of which kind, to whom, about what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from surveyapp.core.sides import Language


class MailKind(StrEnum):
    """What a mail is for."""

    INVITATION = "invitation"
    """Leads one person to the form."""

    REMINDER = "reminder"
    """Leads to the form again, while nothing was sent from it."""

    ROSTER = "roster"
    """Asks a side's focal point to confirm its list of people."""

    SHARED = "shared"
    """Says that the results can be seen through one's own link."""

    PASSWORD = "password"  # noqa: S105 - a kind, not a secret
    """Leads a member of staff to a new password, once."""

    FOLLOW_UP = "follow_up"
    """Asks what has become of what was promised."""

    TEST = "test"
    """Shows that mail arrives."""


class Outcome(StrEnum):
    """How the delivery of a mail ended."""

    SENT = "sent"
    """The mail server took it."""

    UNSURE = "unsure"
    """It was handed over, and the worker ended before it heard the answer; it is never sent again by itself."""

    REFUSED = "refused"
    """The mail server will not take it."""

    GIVEN_UP = "given_up"
    """It could not be handed over for days."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a mail goes to; the language is the one that stands first in it. ``name`` may be empty."""

    name: str
    address: str
    language: Language


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """A mail in the outbox. It holds no link: what a link is derived from is known to its id, nonce and invitation."""

    id: str
    kind: MailKind
    to: Addressee
    queued_at: datetime
    review_id: int | None = None
    invitation_id: str | None = None
    nonce: bytes | None = None
    attempts: int = 0
