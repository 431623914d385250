"""What the page of invitations shows of each side: people, what mail reached, what focal points said."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask import abort, g
from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import OpenedList
from surveyapp.core.conduct.mail import FAILED
from surveyapp.core.conduct.review import Review, State
from surveyapp.core.conduct.roster import ListStanding, MailState, Recipient
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
    shown: tuple[Listed, ...]
    """The people on this part of the list."""
    mails: Mapping[Mail, int]
    """How the mails of all of them stand, and of how many."""
    taken_off: int
    """How many of them are withdrawn."""
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
    def people(self) -> int:
        """Return how many stand on it by name."""
        return self.paging.total

    @property
    def named(self) -> int:
        """Return how many were invited by name, whoever was withdrawn after opening among them, also once sealed."""
        return self.opened.people if self.opened else self.people

    @property
    def withdrawn(self) -> int:
        """Return how many of them were withdrawn after opening."""
        return self.opened.withdrawn if self.opened else self.taken_off

    @property
    def failed(self) -> int:
        """Return of how many people the mail failed."""
        return sum(count for mail, count in self.mails.items() if mail.has_failed)

    @property
    def has_letters(self) -> bool:
        """Say whether somebody on this side gets a printed letter."""
        return self.vouching.roster.nameless > self.on_paper or self.has_named_letters

    @property
    def has_named_letters(self) -> bool:
        """Say whether somebody by name does."""
        return bool(self.mails.get(Mail.LETTER))


def load_lists(session: Session, review: Review) -> list[SideList]:
    """Return both sides' lists."""
    said, opened = confirming.list_vouchings(session, review.id, now=now()), openings.find_opening(session, review.id)
    counted, on_paper = recipients.count_by_mail(session, review.id), invitations.count_on_paper(session, review.id)

    def of(side: Side) -> SideList:
        states = {state: count for one, state, count in counted if one is side}
        mails = Counter[Mail]()
        for state, count in states.items():
            mails[mail_of(state, review)] += count
        paging = paging_of(mails.total(), name=side.value)
        part = {"offset": paging.offset, "limit": paging.size}
        shown = recipients.list_part(session, review.id, side=side, **part)
        return SideList(
            side,
            tuple(Listed(one, mail_of(one.mail, review)) for one in shown),
            mails,
            sum(count for state, count in states.items() if state.is_withdrawn),
            said[side],
            paging,
            any(is_asked_in_vain(voucher.focal, g.staff.email) for voucher in said[side].vouchers),
            on_paper[side],
            opened.lists[side] if opened else None,
        )

    return [of(side) for side in Side]


def mail_of(state: MailState, review: Review) -> Mail:
    """Return what became of the mail with somebody's link."""
    if review.is_closed:
        return Mail.FORGOTTEN
    if state.is_withdrawn:
        return Mail.WITHDRAWN
    if not state.has_address:
        return Mail.LETTER
    if state.reached:
        return Mail(state.reached.value)
    return Mail.AT_OPENING if review.state is State.DRAFT else Mail.WAITING


def side_or_404(name: str) -> Side:
    """Return the side that an address names."""
    if name not in set(Side):
        abort(404)
    return Side(name)
