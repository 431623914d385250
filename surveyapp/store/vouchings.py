"""What focal points say of the lists of people: who was asked, and what was answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roster import Voucher
from surveyapp.core.sides import Side
from surveyapp.store import partners, reviews
from surveyapp.store.rows import FocalPointRow, VouchingRow


def list_vouchers(session: Session, partner_ids: Mapping[int, int]) -> dict[tuple[int, Side], list[Voucher]]:
    """Return the focal points of each side of these reviews' partnerships, with what they said of its list.

    ``partner_ids`` are by the reviews' ids; two queries whatever their number.
    """
    points = partners.list_focal_points(session, set(partner_ids.values()))
    rows = session.scalars(select(VouchingRow).where(VouchingRow.review_id.in_(partner_ids)))
    said = {(row.review_id, row.focal_point_id): row for row in rows}
    found: dict[tuple[int, Side], list[Voucher]] = {(review_id, side): [] for review_id in partner_ids for side in Side}
    for review_id, partner_id in partner_ids.items():
        for point in points[partner_id]:
            row = said.get((review_id, point.id))
            found[review_id, point.side].append(
                Voucher(point, row.asked_at, row.answered_at, row.confirmed, row.objection, row.asked_by)
                if row
                else Voucher(point)
            )
    return found


def find_by_key(session: Session, key_hash: bytes) -> tuple[int, int, Side] | None:
    """Return review, focal point and side of whose mail has the key with this hash, or None."""
    query = select(VouchingRow.review_id, FocalPointRow.id, FocalPointRow.side).join(
        FocalPointRow, FocalPointRow.id == VouchingRow.focal_point_id
    )
    found = session.execute(query.where(VouchingRow.key_hash == key_hash)).one_or_none()
    return None if found is None else (found[0], found[1], found[2])


def record_asked(
    session: Session, review_id: int, focal_point_id: int, *, key_hash: bytes, now: datetime, by: str
) -> None:
    """Record that somebody was asked, and by whom; a key and an answer from before hold no more."""
    row = session.get(VouchingRow, (review_id, focal_point_id)) or VouchingRow(
        review_id=review_id, focal_point_id=focal_point_id
    )
    row.key_hash, row.asked_at, row.asked_by = key_hash, now, by
    row.answered_at, row.confirmed, row.objection = None, None, ""
    session.add(row)
    session.flush()


def record_answer(
    session: Session, review_id: int, focal_point_id: int, *, confirmed: str | None, objection: str, now: datetime
) -> None:
    """Record what somebody answered: the digest of the list that is right, or what is wrong with it."""
    row = session.get_one(VouchingRow, (review_id, focal_point_id))
    row.answered_at, row.confirmed, row.objection = now, confirmed, objection
    session.flush()


def drop_outdated(session: Session, before: datetime) -> Sequence[int]:
    """Erase what was said of lists of reviews that closed, or were to, before ``before``; return the review of each."""
    ended = reviews.ended_before(session, before)
    old = delete(VouchingRow).where(VouchingRow.review_id.in_(ended)).returning(VouchingRow.review_id)
    return session.scalars(old.execution_options(synchronize_session=False)).all()
