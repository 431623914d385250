"""What focal points say of the lists of people: who was asked, and what was answered."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.conduct.roster import Objection, Voucher
from surveyapp.core.sides import Side
from surveyapp.store import partners, reviews
from surveyapp.store.rows import FocalPointRow, ObjectionRow, VouchingRow


def list_vouchers(session: Session, partner_ids: Mapping[int, int]) -> dict[tuple[int, Side], list[Voucher]]:
    """Return the focal points of each side of these reviews' partnerships: who was asked of its list, who confirmed.

    ``partner_ids`` are by the reviews' ids; two queries whatever their number.
    """
    if not partner_ids:
        return {}
    points = partners.list_focal_points(session, set(partner_ids.values()))
    rows = session.scalars(select(VouchingRow).where(VouchingRow.review_id.in_(partner_ids)))
    said = {(row.review_id, row.focal_point_id): row for row in rows}
    found: dict[tuple[int, Side], list[Voucher]] = {(review_id, side): [] for review_id in partner_ids for side in Side}
    for review_id, partner_id in partner_ids.items():
        for point in points[partner_id]:
            row = said.get((review_id, point.id))
            found[review_id, point.side].append(
                Voucher(point, row.asked_at, row.answered_at, row.confirmed, asked_by=row.asked_by)
                if row
                else Voucher(point)
            )
    return found


def list_objections(session: Session, review_ids: Collection[int]) -> dict[tuple[int, Side], list[Objection]]:
    """Return what focal points found wrong with each side's list, be they recorded still or not, in its order."""
    found: dict[tuple[int, Side], list[Objection]] = {(one, side): [] for one in review_ids for side in Side}
    if not found:
        return found
    query = select(ObjectionRow).where(ObjectionRow.review_id.in_(review_ids))
    for row in session.scalars(query.order_by(ObjectionRow.objected_at, ObjectionRow.id)):
        found[row.review_id, row.side].append(
            Objection(row.name, row.objected_at, row.digest, row.words, row.focal_point_id, row.taken_back_at)
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
    """Record that somebody was asked, and by whom; a key and a confirmation from before hold no more.

    An objection stands until whoever made it takes it back.
    """
    row = session.get(VouchingRow, (review_id, focal_point_id)) or VouchingRow(
        review_id=review_id, focal_point_id=focal_point_id
    )
    row.key_hash, row.asked_at, row.asked_by = key_hash, now, by
    row.answered_at, row.confirmed = None, None
    session.add(row)
    session.flush()


def record_confirmed(session: Session, review_id: int, focal_point_id: int, *, digest: str, now: datetime) -> None:
    """Record that the list with this digest is right; what was found wrong before is taken back."""
    row = session.get_one(VouchingRow, (review_id, focal_point_id))
    row.answered_at, row.confirmed = now, digest
    mine = (ObjectionRow.review_id == review_id, ObjectionRow.focal_point_id == focal_point_id)
    held = update(ObjectionRow).where(*mine, ObjectionRow.taken_back_at.is_(None))
    session.execute(held.values(taken_back_at=now))
    session.flush()


def record_objection(
    session: Session, review_id: int, focal: FocalPoint, *, digest: str, words: str, now: datetime
) -> None:
    """Record what is wrong with the list with this digest, in the place of what this focal point found wrong before."""
    asked = session.get_one(VouchingRow, (review_id, focal.id))
    asked.answered_at, asked.confirmed = None, None
    mine = select(ObjectionRow).where(ObjectionRow.review_id == review_id, ObjectionRow.focal_point_id == focal.id)
    row = session.scalar(mine) or ObjectionRow(review_id=review_id, focal_point_id=focal.id)
    row.side, row.name, row.objected_at, row.digest, row.words = focal.side, focal.name, now, digest, words
    row.taken_back_at = None
    session.add(row)
    session.flush()


def drop_outdated(session: Session, before: datetime) -> Sequence[int]:
    """Erase what was said of lists of reviews that closed, or were to, before ``before``; return the review of each."""
    ended = reviews.ended_before(session, before)
    found = list[int]()
    for kind in (VouchingRow, ObjectionRow):
        old = delete(kind).where(kind.review_id.in_(ended)).returning(kind.review_id)
        found += session.scalars(old.execution_options(synchronize_session=False)).all()
    return found
