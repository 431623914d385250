"""What the page of invitations shows of each side: people, what mail reached, what focal points said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import abort, g
from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import OpenedList
from surveyapp.core.conduct.mail import FAILED
from surveyapp.core.conduct.review import Review, State
from surveyapp.core.conduct.roster import ListStanding, Recipient
from surveyapp.core.conduct.vouching import is_asked_in_vain
from surveyapp.core.sides import Side
from surveyapp.store import invitations, openings, recipients
from surveyapp.web.clock import now
from surveyapp.web.paging import Paging, paging_of
from surveyapp.workflow.invitations import confirming
from surveyapp.workflow.invitations.confirming import Vouching


class Mail(StrEnum):
    """What became of the mail with somebody's link; whether that person has answered is said nowhere."""

    LETTER = "letter"
    AT_OPENING = "at_opening"
    WAITING = "waiting"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    WITHDRAWN = "withdrawn"
    FORGOTTEN = "forgotten"
    """Sealing erased it."""

    @property
    def has_failed(self) -> bool:
        """Say whether somebody should look at the address."""
        return self.value in FAILED


@dataclass(frozen=True, slots=True)
class Listed:
    """A person on the list, and what became of the mail."""

    recipient: Recipient
    mail: Mail


@dataclass(frozen=True, slots=True)
class SideList:
    """One side's list, of which a page shows a part."""

    side: Side
    people: tuple[Listed, ...]
    vouching: Vouching
    paging: Paging
    is_asked_in_vain: bool
    """Whether a confirmation that whoever is signed in asks for would not count."""
    on_paper: int
    """How many of the links without a name are codes of paper forms."""
    opened: OpenedList | None
    """What is kept of its opening; None before, and once that is forgotten."""

    @property
    def confirmed_at_opening(self) -> str | None:
        """Return who had confirmed the list as it was opened, where somebody had whose word counted."""
        return self.opened.confirmed_by if self.opened else None

    @property
    def is_awaited(self) -> bool:
        """Say whether a focal point was asked to confirm the list and has said nothing of it as it is now."""
        waits = (ListStanding.ASKED, ListStanding.CHANGED)
        return any(one.standing(self.vouching.roster) in waits for one in self.vouching.vouchers)

    @property
    def named(self) -> int:
        """Return how many were invited by name, whoever was withdrawn after opening among them, also once sealed."""
        return self.opened.people if self.opened else len(self.people)

    @property
    def withdrawn(self) -> int:
        """Return how many of them were withdrawn after opening."""
        return self.opened.withdrawn if self.opened else sum(one.recipient.is_withdrawn for one in self.people)

    @property
    def shown(self) -> Sequence[Listed]:
        """Return the people on this part of the list."""
        return self.paging.of(self.people)

    @property
    def failed(self) -> int:
        """Return of how many people the mail failed."""
        return sum(one.mail.has_failed for one in self.people)

    @property
    def has_letters(self) -> bool:
        """Say whether somebody on this side gets a printed letter."""
        return self.vouching.roster.nameless > self.on_paper or self.has_named_letters

    @property
    def has_named_letters(self) -> bool:
        """Say whether somebody by name does."""
        return any(one.mail is Mail.LETTER for one in self.people)


def load_lists(session: Session, review: Review) -> list[SideList]:
    """Return both sides' lists."""
    said = confirming.list_vouchings(session, review.id, now=now())
    listed = {side: recipients.list_recipients(session, review.id, side=side) for side in Side}
    opened, on_paper = openings.find_opening(session, review.id), invitations.count_on_paper(session, review.id)
    return [
        SideList(
            side,
            tuple(Listed(one, mail_of(one, review)) for one in listed[side]),
            said[side],
            paging_of(len(listed[side]), name=side.value),
            any(is_asked_in_vain(voucher.focal, g.staff.email) for voucher in said[side].vouchers),
            on_paper[side],
            opened.lists[side] if opened else None,
        )
        for side in Side
    ]


def mail_of(recipient: Recipient, review: Review) -> Mail:
    """Return what became of the mail with somebody's link."""
    if review.is_closed:
        return Mail.FORGOTTEN
    if recipient.is_withdrawn:
        return Mail.WITHDRAWN
    if not recipient.person.address:
        return Mail.LETTER
    if recipient.reached:
        return Mail(recipient.reached.value)
    return Mail.AT_OPENING if review.state is State.DRAFT else Mail.WAITING


def side_or_404(name: str) -> Side:
    """Return the side that an address names."""
    if name not in set(Side):
        abort(404)
    return Side(name)
