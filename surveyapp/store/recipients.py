"""The people of a side by name and address, and which link is whose until sealing."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import FAILED, Outcome
from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roster import MailState, Note, Person, Recipient, Wanted
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.core.sides import Side
from surveyapp.core.text.searching import in_order
from surveyapp.store import reviews
from surveyapp.store.engine import find_rows
from surveyapp.store.rows import InvitationRow, RecipientRow, ReviewRow

_REASON_LIMIT = 200
_NO_NOTE = {"noted_by": None, "noted_for": None, "noted_address": None}
_OTHER_MAIL = {
    column.key: case((RecipientRow.noted_for == Wanted.WITHDRAWAL, column))
    for column in (RecipientRow.noted_by, RecipientRow.noted_for, RecipientRow.noted_address)
}
"""What is noted of a person once another mail, or another letter, is on its way."""
_COLUMNS = tuple(RecipientRow.__table__.columns)
"""What lists of thousands of people are read by: entities cost three times as much."""


def put_recipients(session: Session, listed: Sequence[tuple[Recipient, str]]) -> None:
    """Store people, each with the id of the link that is theirs."""
    rows = [
        {
            "id": recipient.id,
            "review_id": recipient.review_id,
            "side": recipient.side,
            "name": recipient.person.name,
            "role": recipient.person.role,
            "address": recipient.person.address or None,
            "language": recipient.person.language,
            "invitation_id": invitation_id,
            "reason": "",
            "is_withdrawn": False,
        }
        for recipient, invitation_id in listed
    ]
    if rows:
        session.execute(insert(RecipientRow), rows)


def list_recipients(session: Session, review_id: int, *, side: Side) -> list[Recipient]:
    """Return the people of a side by name."""
    query = select(*_COLUMNS).where(RecipientRow.review_id == review_id, RecipientRow.side == side)
    return sorted((_recipient(row) for row in session.execute(query)), key=_by_name)


def list_part(session: Session, review_id: int, *, side: Side, offset: int, limit: int) -> list[Recipient]:
    """Return ``limit`` of them behind the first ``offset``: of thousands no more is made than what is shown."""
    mine = (RecipientRow.review_id == review_id, RecipientRow.side == side)
    named = session.execute(select(RecipientRow.id, RecipientRow.name, RecipientRow.address).where(*mine))
    part = sorted(named, key=lambda row: (in_order(row.name or row.address), row.id))[offset : offset + limit]
    rows = session.execute(select(*_COLUMNS).where(RecipientRow.id.in_([row.id for row in part])))
    return sorted(map(_recipient, rows), key=_by_name)


def count_by_mail(session: Session, review_id: int) -> list[tuple[Side, MailState, int]]:
    """Return of how many people on each side the mail stands how."""
    told = (RecipientRow.address.is_not(None), RecipientRow.is_withdrawn, RecipientRow.reached)
    mine = select(RecipientRow.side, *told, func.count()).where(RecipientRow.review_id == review_id)
    found = session.execute(mine.group_by(RecipientRow.side, *told))
    return [(side, MailState(has, is_withdrawn, reached), count) for side, has, is_withdrawn, reached, count in found]


def get_recipient(
    session: Session, recipient_id: str, *, review_id: int, is_for_change: bool = True
) -> tuple[Recipient, str | None]:
    """Return one of the review's people, held alone to be changed, and the id of their link, or None once sealed.

    Raises:
        NotFoundError: there is nobody with this id.
    """
    mine = (RecipientRow.id == recipient_id, RecipientRow.review_id == review_id)
    query = select(RecipientRow).where(*mine)
    row = session.scalar(query.with_for_update() if is_for_change else query)
    if row is None:
        raise NotFoundError(Code.NO_RECIPIENT)
    return _recipient(row), row.invitation_id


def find_by_address(session: Session, review_id: int, *, address: str) -> str | None:
    """Return the id of whoever is listed with ``address``, or None."""
    mine = (RecipientRow.review_id == review_id, RecipientRow.address == address.strip().lower())
    return session.scalar(select(RecipientRow.id).where(*mine))


def list_addresses(session: Session, review_id: int) -> set[str]:
    """Return every address that stands on one of the review's two lists."""
    found = session.scalars(select(RecipientRow.address).where(*_with_address(review_id)))
    return {address for address in found if address}


def list_to_write_to(session: Session, review_id: int, *, side: Side | None = None) -> list[tuple[str, Recipient]]:
    """Return link id and recipient of all who get mail: not withdrawn, and no server refused their address."""
    query = (
        select(RecipientRow)
        .join(InvitationRow, InvitationRow.id == RecipientRow.invitation_id)
        .where(*_with_address(review_id), RecipientRow.is_withdrawn.is_(False))
        .where(RecipientRow.reached.is_(None) | (RecipientRow.reached != Outcome.REFUSED))
    )
    if side:
        query = query.where(RecipientRow.side == side)
    return [(row.invitation_id or "", _recipient(row)) for row in session.scalars(query.order_by(RecipientRow.id))]


def list_without_address(session: Session, review_id: int, *, side: Side) -> list[tuple[Recipient, str]]:
    """Return recipient and link id of all on a side who have no address and are not withdrawn, by name."""
    mine = (RecipientRow.review_id == review_id, RecipientRow.side == side, RecipientRow.address.is_(None))
    query = select(RecipientRow).where(*mine, RecipientRow.is_withdrawn.is_(False))
    found = [(_recipient(row), row.invitation_id) for row in session.scalars(query) if row.invitation_id]
    return sorted(found, key=lambda one: _by_name(one[0]))


def list_failed_and_notes(session: Session, review_ids: Collection[int]) -> tuple[Counter[int], dict[int, list[Note]]]:
    """Return of how many people of each open review mail came back, was given up or is in doubt, and what was noted."""
    found = [_recipient(row) for row in find_rows(session, _failed_or_noted(), {"ids": list(review_ids)})]
    notes: dict[int, list[Note]] = {}
    for one in found:
        if one.note:
            notes.setdefault(one.review_id, []).append(one.note)
    return Counter(one.review_id for one in found if one.reached in FAILED and not one.is_withdrawn), notes


@cache
def _named() -> Select[*tuple[Any, ...]]:
    person = RecipientRow.__table__.c
    of_reviews = person.review_id.in_(bindparam("ids", expanding=True))
    return select(*_COLUMNS).where(of_reviews, person.is_withdrawn.is_(False))


@cache
def _failed_or_noted() -> Select[*tuple[Any, ...]]:
    person, review = RecipientRow.__table__, ReviewRow.__table__
    has_failed = person.c.reached.in_(FAILED) & person.c.is_withdrawn.is_(False)
    of_open = (person.c.review_id.in_(bindparam("ids", expanding=True)), review.c.state == State.OPEN)
    query = select(*_COLUMNS).select_from(person.join(review, review.c.id == person.c.review_id))
    return query.where(*of_open, has_failed | person.c.noted_by.is_not(None)).order_by(person.c.id)


def correct_person(session: Session, recipient_id: str, *, person: Person) -> None:
    """Write anew who somebody is; without an address the link goes on a letter."""
    values = {"name": person.name, "role": person.role, "address": person.address or None, "language": person.language}
    session.execute(update(RecipientRow).where(RecipientRow.id == recipient_id).values(**values))


def record_reached(session: Session, invitation_id: str, *, outcome: Outcome | None, reason: str = "") -> None:
    """Record what became of the mail with somebody's link; None when another one is on its way.

    What was noted of the mail before, or of the letter, ends with it.
    """
    mine = RecipientRow.invitation_id == invitation_id
    values = {"reached": outcome, "reason": reason[:_REASON_LIMIT], **_OTHER_MAIL}
    session.execute(update(RecipientRow).where(mine).values(**values))


def put_note(session: Session, recipient_id: str, *, note: Note) -> None:
    """Record what somebody noted of a person, in the place of what was noted before."""
    values = {"noted_by": note.by, "noted_for": note.wanted, "noted_address": note.address or None}
    session.execute(update(RecipientRow).where(RecipientRow.id == recipient_id).values(**values))


def drop_note(session: Session, recipient_id: str) -> None:
    """Forget what somebody noted of a person."""
    session.execute(update(RecipientRow).where(RecipientRow.id == recipient_id).values(**_NO_NOTE))


def record_bounce(session: Session, address: str, *, reason: str) -> list[tuple[int, Side, str]]:
    """Record that mail to ``address`` came back; return review, side and id of whom it is for, on lists not closed."""
    live = select(ReviewRow.id).where(ReviewRow.state.in_([State.DRAFT, State.OPEN]))
    mine = (RecipientRow.address == address, RecipientRow.invitation_id.is_not(None), RecipientRow.review_id.in_(live))
    values = {"reached": Outcome.REFUSED, "reason": reason[:_REASON_LIMIT], **_OTHER_MAIL}
    bounced = update(RecipientRow).where(*mine).values(**values)
    found = session.execute(bounced.returning(RecipientRow.review_id, RecipientRow.side, RecipientRow.id))
    return sorted((review_id, side, recipient_id) for review_id, side, recipient_id in found)


def list_awaiting_reports(session: Session) -> list[tuple[Recipient, str, bytes]]:
    """Return, with id and nonce of the link, everybody in open reviews whose mail may still come back."""
    query = (
        select(RecipientRow, InvitationRow.id, InvitationRow.nonce)
        .join(InvitationRow, InvitationRow.id == RecipientRow.invitation_id)
        .join(ReviewRow, ReviewRow.id == RecipientRow.review_id)
        .where(ReviewRow.state == State.OPEN, RecipientRow.address.is_not(None), RecipientRow.is_withdrawn.is_(False))
        .where(RecipientRow.reached.is_distinct_from(Outcome.REFUSED))
    )
    return [(_recipient(row), link_id, nonce or b"") for row, link_id, nonce in session.execute(query)]


def find_names(session: Session, recipient_ids: Collection[str]) -> dict[str, str]:
    """Return what people are listed as, by their ids; whoever is on no list any more is left out."""
    rows = session.scalars(select(RecipientRow).where(RecipientRow.id.in_(recipient_ids)))
    return {row.id: _recipient(row).person.called for row in rows}


def mark_withdrawn(session: Session, recipient_id: str) -> None:
    """Record that somebody's link was taken back."""
    values = {"is_withdrawn": True, "reached": None, "reason": "", **_NO_NOTE}
    session.execute(update(RecipientRow).where(RecipientRow.id == recipient_id).values(**values))


def drop_recipient(session: Session, recipient_id: str) -> None:
    """Take somebody off the list."""
    session.execute(delete(RecipientRow).where(RecipientRow.id == recipient_id))


def drop_outdated(session: Session, before: datetime) -> Sequence[int]:
    """Erase the people of reviews that closed, or were to close, before ``before``; return the review of each."""
    ended = reviews.ended_before(session, before)
    old = delete(RecipientRow).where(RecipientRow.review_id.in_(ended)).returning(RecipientRow.review_id)
    return session.scalars(old.execution_options(synchronize_session=False)).all()


def _by_name(one: Recipient) -> tuple[tuple[str | int, ...], str]:
    return in_order(one.person.called), one.id


def _with_address(review_id: int) -> tuple[ColumnElement[bool], ...]:
    return RecipientRow.review_id == review_id, RecipientRow.address.is_not(None)


def _recipient(row: RecipientRow | Row[Any]) -> Recipient:
    return Recipient(
        id=row.id,
        review_id=row.review_id,
        side=row.side,
        person=Person(row.name, row.role, row.address or "", row.language),
        reached=row.reached,
        reason=row.reason,
        is_withdrawn=row.is_withdrawn,
        note=Note(row.noted_by, row.noted_for, row.noted_address or "") if row.noted_by and row.noted_for else None,
    )
