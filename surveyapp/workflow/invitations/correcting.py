"""Correcting who somebody on a list is, before anything was mailed: name, role, language, address, and the side."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.alike import Alike, SameName, find_alike
from surveyapp.core.conduct.review import Step
from surveyapp.core.conduct.roster import Person, Recipient
from surveyapp.core.errors import Code, InputError
from surveyapp.core.sides import Side
from surveyapp.store import audit, recipients, reviews
from surveyapp.workflow.invitations.inviting import NOTHING_SAID, invite_people
from surveyapp.workflow.invitations.reissuing import reissue
from surveyapp.workflow.invitations.withdrawing import withdraw
from surveyapp.workflow.keys import Keys


def correct(
    session: Session,
    review_id: int,
    *,
    recipient_id: str,
    side: Side,
    person: Person,
    keys: Keys,
    now: datetime,
    said: Mapping[str, SameName] = NOTHING_SAID,
) -> bool:
    """Write anew who somebody on a list is; return whether that ends a letter that may have been printed.

    The link stays, unless it goes to another address or to the other side, or stands on a letter to another name: what
    was printed is somebody else's then. Whoever is moved leaves the one list and is invited on the other; whoever is
    ``said`` to be one with somebody listed leaves.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
        StateError: it was opened: the lists are frozen.
        InputError: the address stands on the lists already, or the other side has its one link, or others have the
            name, no address tells them apart, and ``said`` does not say whether they are one person.
    """
    reviews.get_review_row(session, review_id)
    reviews.get_review(session, review_id).require(Step.INVITE)
    recipient, _ = recipients.get_recipient(session, recipient_id, review_id=review_id)
    is_once = _is_listed(session, recipient, side=side, person=person, said=said)
    if is_once or side is not recipient.side:
        withdraw(session, review_id, recipient_id=recipient_id, keys=keys, now=now)
        if not is_once:
            invite_people(session, review_id, side=side, people=[person], keys=keys, said=said)
        return not recipient.person.address
    return _write_anew(session, recipient, person, keys=keys, now=now)


def list_alike(session: Session, recipient: Recipient, *, side: Side, person: Person) -> list[Alike]:
    """Return the name, if others of the side have it, no address tells them apart, and it was not so before."""
    listed = recipients.list_recipients(session, recipient.review_id, side=side)
    others = [one.person for one in listed if one.id != recipient.id]
    alike = find_alike([person], others)
    return [] if side is recipient.side and alike == find_alike([recipient.person], others) else alike


def _is_listed(
    session: Session, recipient: Recipient, *, side: Side, person: Person, said: Mapping[str, SameName]
) -> bool:
    alike = list_alike(session, recipient, side=side, person=person)
    if any(one.key not in said for one in alike):
        raise InputError(Code.PEOPLE_ALIKE, side=side.value, names=alike[0].name)
    return any(said[one.key] is SameName.ONE for one in alike)


def _write_anew(session: Session, recipient: Recipient, person: Person, *, keys: Keys, now: datetime) -> bool:
    before = recipient.person
    is_moved = person.address not in ("", before.address)
    has_other_name = not before.address and person.name != before.name
    if is_moved or has_other_name:
        address = person.address if is_moved else ""
        reissue(session, recipient.review_id, recipient_id=recipient.id, keys=keys, now=now, address=address)
    recipients.correct_person(session, recipient.id, person=person)
    if person != before:
        details = {"side": recipient.side.value, "person": recipient.id}
        audit.record(session, "invitation.corrected", review_id=recipient.review_id, **details)
    return not before.address and (is_moved or has_other_name)
