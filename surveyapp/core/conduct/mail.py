"""Mails that the steps of a review want: of which kind, to whom, about what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from surveyapp.core.conduct.actions import Meeting
from surveyapp.core.conduct.own_words import OwnWords
from surveyapp.core.conduct.partnership import WhyNot
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.languages import Language, Text

GIVE_UP_AFTER = timedelta(days=4)
"""How long a mail is tried again after a server did not take it."""

_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)


_NO_SUCH_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.2.1"})
"""Of 5.1, not those that may be about the sender (5.1.0, 5.1.7, 5.1.8) or about the way there (5.1.9)."""


class MailKind(StrEnum):
    """What a mail is for."""

    INVITATION = "invitation"
    """Leads one person to the form."""

    REISSUED = "reissued"
    """Leads one person to the form by another link, which took the place of the one mailed before."""

    MOVED = "moved"
    """Tells an address that the link mailed to it has ended, and that another one went elsewhere."""

    WITHDRAWN = "withdrawn"
    """Tells somebody that the link mailed before has ended, and that none takes its place."""

    REMINDER = "reminder"
    """Leads to the form again, whether it was sent or not."""

    EXTENDED = "extended"
    """Tells the new last day to everybody on a side who gets mail, and leads to the form."""

    ROSTER = "roster"
    """Asks a side's focal point to confirm its list of people."""

    SHARED = "shared"
    """Says that the results can be seen through one's own link, which is not in it: sealing erased whose it was."""

    HANDOUT = "handout"
    """Leads a side's focal point to the results on paper, without an account, once they are shared."""

    ACCOUNT = "account"
    """Tells somebody of a new account, and leads to its first password, once."""

    PASSWORD = "password"  # noqa: S105 - a kind, not a secret
    """Leads a member of staff to a new password, once."""

    FOLLOW_UP = "follow_up"
    """Asks what has become of what was promised."""

    AGREED = "agreed"
    """Tells both sides' focal points what the meeting agreed, and who signed it off."""

    RECORD = "record"
    """Tells an administrator the newest entry of the record, to be kept outside of the database."""

    TEST = "test"
    """Shows that mail arrives."""

    SAMPLE = "sample"
    """Shows whoever asks what a mail of another kind looks like; its name is invented and its link leads nowhere."""


KEY_LIFE: Mapping[MailKind, timedelta] = {
    MailKind.ACCOUNT: timedelta(hours=24),
    MailKind.PASSWORD: timedelta(hours=1),
    MailKind.HANDOUT: timedelta(weeks=8),
}
"""How long the link in a mail lasts; as long as it takes where nothing is said. Who asked for none has more time."""


CARRIERS = frozenset({MailKind.INVITATION, MailKind.REISSUED})
"""The mails that bring somebody's link: what becomes of them stands beside the person, and of no other mail."""

TO_FORM = CARRIERS | {MailKind.REMINDER, MailKind.EXTENDED}
"""The mails that lead to a form."""

TO_WHOLE_SIDES = TO_FORM - CARRIERS
"""Those that go to a whole side, whether people have answered or not."""


class Outcome(StrEnum):
    """How the delivery of a mail ended."""

    SENT = "sent"
    """The mail server took it."""

    UNSURE = "unsure"
    """It was handed over, and the worker ended before it heard the answer; it is never sent again by itself."""

    REFUSED = "refused"
    """A mail server says that there is no such mailbox, or that it takes no mail: whoever it is for got nothing."""

    GIVEN_UP = "given_up"
    """It was not taken, for days or for what it is; that says nothing of the mailbox."""


FAILED = frozenset({Outcome.UNSURE, Outcome.REFUSED, Outcome.GIVEN_UP})
"""The outcomes after which somebody should look at the address."""


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
    sample_of: MailKind | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it is written: what it is about and where its link leads, or None when it has none.

    ``message_id`` is the local part of its Message-ID. ``link`` is a path on this site. ``partner``, ``round`` and
    ``closes_on`` are None when no review is meant.
    """

    message_id: str
    kind: MailKind
    to: Addressee
    queued_at: datetime
    link: str | None = None
    partner: Text | None = None
    round: Text | None = None
    closes_on: date | None = None
    review_id: int | None = None
    is_attributed: bool = False
    """Whether the one form is shown as the organisation's own answer."""

    statements: int = 0
    """How many statements the form has that the link leads to; 0 where it leads to none."""

    is_demonstration: bool = False
    listed: tuple[int, int] | None = None
    """Of a list, where the mail asks to confirm one: how many by name, and how many links without."""
    why_not: WhyNot | None = None
    """Why the word of whoever is asked to confirm it does not count, if it does not."""
    counts_from: date | None = None
    """The day from which it counts, where it is only too new."""
    entry: tuple[int, str] | None = None
    """Number and hash of the entry of the record that is told; None where none is."""
    meeting: Meeting | None = None
    """What was agreed, where the mail tells it, in the words of ``questionnaire``."""
    questionnaire: Questionnaire | None = None
    own: OwnWords = OwnWords()  # noqa: RUF009 - it never changes
    """What its round says for itself."""
    is_sample: bool = False


def is_about_mailbox(status: str) -> bool:
    """Say whether an enhanced status code (RFC 3463) says that there is no such mailbox, or that it takes no mail.

    Nothing else is said by whoever judges a message by its words or its size, which members of staff could choose.
    """
    return status in _NO_SUCH_MAILBOX


def next_attempt(mail: QueuedMail, now: datetime) -> datetime | None:
    """Return when a mail that was not taken is tried again: later each time, and after some days not at all (None)."""
    wait = min(_FIRST_WAIT * 2 ** min(mail.attempts - 1, 10), _LONGEST_WAIT)
    return None if now + wait > mail.queued_at + GIVE_UP_AFTER else now + wait
