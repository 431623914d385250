"""Confirming a side's list: its own focal point says whether everybody on it is real, before the review opens.

The list is the attack: four invented people beside one real one would expose the one.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.checklist import Confirmed
from surveyapp.core.conduct.mail import Addressee, MailKind
from surveyapp.core.conduct.partnership import mailbox_of
from surveyapp.core.conduct.review import Review, State, Step
from surveyapp.core.conduct.roster import OBJECTION_LIMIT, ListStanding, Objection, Person, Roster, Voucher
from surveyapp.core.conduct.vouching import Weighed, confirmed_of, weigh
from surveyapp.core.errors import Code, GoneError, InputError, NotFoundError, StateError
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.core.text.naming import read_words
from surveyapp.store import audit, outbox, people, reviews, vouchings
from surveyapp.store.engine import timezone_of
from surveyapp.store.rosters import list_rosters
from surveyapp.workflow import mailing
from surveyapp.workflow.keys import Keys, token_hash


@dataclass(frozen=True, slots=True)
class Vouching:
    """A side's list, and its focal points with what they said of it, and whether that counts."""

    review: Review
    side: Side
    roster: Roster
    weighed: tuple[Weighed, ...]
    confirmed: Confirmed
    objections: tuple[Objection, ...] = ()
    """What was found wrong with it, as it is or as it was before, be it taken back or not."""
    staff: frozenset[str] = frozenset()
    """The mailboxes of all accounts."""

    def is_of_staff(self, person: Person) -> bool:
        """Say whether somebody's address is an account's own."""
        return bool(person.address) and mailbox_of(person.address) in self.staff

    @property
    def objected_on(self) -> datetime | None:
        """Return when somebody objected last who has not taken that back."""
        return max((one.at for one in self.objections if one.stands), default=None)

    @property
    def asked_at(self) -> datetime | None:
        """Return when somebody was asked first who has not answered since."""
        waiting = (one.asked_at for one in self.vouchers if one.standing(self.roster) is ListStanding.ASKED)
        return min((at for at in waiting if at), default=None)

    @property
    def vouchers(self) -> tuple[Voucher, ...]:
        """Return the focal points with what they said."""
        return tuple(one.voucher for one in self.weighed)

    def of(self, focal_point_id: int) -> Weighed:
        """Return one of the focal points; NotFoundError when it is not of this side."""
        found = next((one for one in self.weighed if one.voucher.focal.id == focal_point_id), None)
        if found is None:
            raise NotFoundError(Code.NO_FOCAL_POINT, side=self.side.value)
        return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What the key in a focal point's mail leads to."""

    vouching: Vouching
    weighed: Weighed

    @property
    def voucher(self) -> Voucher:
        """Return who was asked, with what was said."""
        return self.weighed.voucher


def list_vouchings(session: Session, review_id: int, *, now: datetime) -> dict[Side, Vouching]:
    """Return both sides' lists and what was said of them; NotFoundError when there is no such review."""
    return list_all(session, [reviews.get_review(session, review_id)], now=now)[review_id]


def list_all(session: Session, listed: Collection[Review], *, now: datetime) -> dict[int, dict[Side, Vouching]]:
    """Return both sides' lists of each review, in as many queries whatever the number of reviews."""
    said = vouchings.list_vouchers(session, {review.id: review.partner.id for review in listed})
    ids = [review.id for review in listed]
    rosters, objections = list_rosters(session, ids), vouchings.list_objections(session, ids)
    timezone = timezone_of(session)
    staff, today = people.list_mailboxes(session), day_of(now, timezone)

    def vouching(review: Review, side: Side) -> Vouching:
        roster = rosters[review.id, side]
        held = tuple(objections[review.id, side])
        of_focal = {one.focal_point_id: one for one in held}
        whole = (replace(voucher, objection=of_focal.get(voucher.focal.id)) for voucher in said[review.id, side])
        weighed = tuple(weigh(voucher, staff=staff, today=today) for voucher in whole)
        confirmed = confirmed_of(roster, weighed, timezone=timezone, objections=held)
        return Vouching(review, side, roster, weighed, confirmed, held, staff)

    return {review.id: {side: vouching(review, side) for side in Side} for review in listed}


def ask_focal_points(session: Session, review_id: int, *, side: Side, now: datetime, keys: Keys) -> int:
    """Queue mails that ask the side's focal points to confirm its list; return how many. Earlier mails' links end.

    Raises:
        NotFoundError: there is no such review, or the side has no focal point.
        StateError: it was opened already, or nobody is on the side's list yet.
    """
    reviews.get_review_row(session, review_id)
    reviews.get_review(session, review_id).require(Step.INVITE)
    vouching = list_vouchings(session, review_id, now=now)[side]
    if not vouching.vouchers:
        raise NotFoundError(Code.NO_FOCAL_POINT, side=side.value)
    if vouching.roster.is_empty:
        raise StateError(Code.NOBODY_INVITED, review=review_id, side=side.value)
    for focal in (voucher.focal for voucher in vouching.vouchers):
        to = Addressee(focal.name, focal.email, focal.language)
        outbox.drop_earlier(session, MailKind.ROSTER, address=to.address, review_id=review_id)
        key = mailing.queue_key(session, MailKind.ROSTER, to=to, now=now, keys=keys, review_id=review_id)
        by = audit.author_of(session)
        vouchings.record_asked(session, review_id, focal.id, key_hash=token_hash(key), now=now, by=by)
    audit.record(
        session, "invitation.list_asked", review_id=review_id, side=side.value, focal_points=len(vouching.vouchers)
    )
    return len(vouching.vouchers)


def find_asked(session: Session, key: str, *, now: datetime) -> Asked:
    """Return what the key in a focal point's mail leads to; changes nothing.

    Raises:
        NotFoundError: no mail has this key, or a later one took its place.
        GoneError: the review was opened already.
    """
    found = vouchings.find_by_key(session, token_hash(key))
    if found is None:
        raise NotFoundError(Code.UNKNOWN_LINK)
    review_id, focal_point_id, side = found
    vouching = list_vouchings(session, review_id, now=now)[side]
    if vouching.review.state is not State.DRAFT:
        raise GoneError(Code.LIST_IS_FROZEN, review=review_id)
    return Asked(vouching, vouching.of(focal_point_id))


def confirm_list(session: Session, key: str, *, digest: str, now: datetime) -> None:
    """Record that the list with this digest is right.

    Raises:
        NotFoundError, GoneError: as for ``find_asked``.
        InputError: the list was changed since it was shown.
    """
    asked = _held(session, key, now=now)
    if asked.vouching.roster.digest != digest:
        raise InputError(Code.LIST_WAS_CHANGED)
    vouchings.record_confirmed(session, asked.vouching.review.id, asked.voucher.focal.id, digest=digest, now=now)
    audit.record(session, "invitation.list_confirmed", review_id=asked.vouching.review.id, **_told(asked))


def object_to_list(session: Session, key: str, *, reason: str, now: datetime) -> None:
    """Record what is wrong with the list.

    Raises:
        NotFoundError, GoneError: as for ``find_asked``.
        InputError: no reason is given, or it is too long.
    """
    words = read_words(reason, limit=OBJECTION_LIMIT)
    if not words:
        raise InputError(Code.BAD_OBJECTION, limit=OBJECTION_LIMIT)
    asked = _held(session, key, now=now)
    review_id, listed = asked.vouching.review.id, asked.vouching.roster.digest
    vouchings.record_objection(session, review_id, asked.voucher.focal, digest=listed, words=words, now=now)
    audit.record(session, "invitation.list_refused", review_id=review_id, **_told(asked))


def _held(session: Session, key: str, *, now: datetime) -> Asked:
    """Return what ``key`` leads to, with the review held, so that no list changes meanwhile."""
    reviews.get_review_row(session, find_asked(session, key, now=now).vouching.review.id)
    return find_asked(session, key, now=now)


def _told(asked: Asked) -> dict[str, object]:
    """Return what the record says of a list: its size, and no name on it."""
    roster = asked.vouching.roster
    return {"side": asked.vouching.side.value, "people": len(roster.people), "nameless": roster.nameless}
