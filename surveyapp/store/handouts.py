"""Focal points' own links to the results on paper."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from surveyapp.core.sides import Side
from surveyapp.store import reviews
from surveyapp.store.rows import FocalPointRow, HandoutRow


def put_link(session: Session, review_id: int, focal_point_id: int, *, key_hash: bytes, now: datetime) -> None:
    """Write down that a focal point's mail has the key with this hash."""
    session.add(HandoutRow(review_id=review_id, focal_point_id=focal_point_id, key_hash=key_hash, made_at=now))
    session.flush()


def find_by_key(session: Session, key_hash: bytes) -> tuple[HandoutRow, Side] | None:
    """Return the link whose key has this hash, with its focal point's side, or None."""
    query = select(HandoutRow, FocalPointRow.side).join(FocalPointRow, FocalPointRow.id == HandoutRow.focal_point_id)
    found = session.execute(query.where(HandoutRow.key_hash == key_hash)).one_or_none()
    return None if found is None else (found[0], found[1])


def hold(session: Session, row: HandoutRow) -> None:
    """Lock the link until the transaction ends, as it is by then."""
    session.refresh(row, with_for_update=True)


def drop_outdated(session: Session, before: datetime) -> Sequence[int]:
    """Erase the links to reviews that closed before ``before``; return the review of each."""
    old = delete(HandoutRow).where(HandoutRow.review_id.in_(reviews.ended_before(session, before)))
    found = session.scalars(old.returning(HandoutRow.review_id).execution_options(synchronize_session=False))
    return found.all()
