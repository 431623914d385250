"""What focal points say of the lists of people: who was asked, and what was answered."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.roster import Voucher
from surveyapp.core.sides import Side
from surveyapp.store import partners
from surveyapp.store.rows import FocalPointRow, VouchingRow


def list_vouchers(session: Session, review_id: int, *, partner_id: int) -> dict[Side, list[Voucher]]:
    """Return the focal points of each side of the partnership, with what they said of this review's lists."""
    points = partners.list_focal_points(session, [partner_id])[partner_id]
    rows = session.scalars(select(VouchingRow).where(VouchingRow.review_id == review_id))
    said = {row.focal_point_id: row for row in rows}
    found: dict[Side, list[Voucher]] = {side: [] for side in Side}
    for point in points:
        row = said.get(point.id)
        found[point.side].append(
            Voucher(point, row.asked_at, row.answered_at, row.confirmed, row.objection) if row else Voucher(point)
        )
    return found


def find_by_key(session: Session, key_hash: bytes) -> tuple[int, int, Side] | None:
    """Return review, focal point and side of whose mail has the key with this hash, or None."""
    query = select(VouchingRow.review_id, FocalPointRow.id, FocalPointRow.side).join(
        FocalPointRow, FocalPointRow.id == VouchingRow.focal_point_id
    )
    found = session.execute(query.where(VouchingRow.key_hash == key_hash)).one_or_none()
    return None if found is None else (found[0], found[1], found[2])


def record_asked(session: Session, review_id: int, focal_point_id: int, *, key_hash: bytes, now: datetime) -> None:
    """Record that somebody was asked; a key and an answer from before hold no more."""
    row = session.get(VouchingRow, (review_id, focal_point_id)) or VouchingRow(
        review_id=review_id, focal_point_id=focal_point_id
    )
    row.key_hash, row.asked_at = key_hash, now
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
