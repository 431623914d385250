"""Merging: two records of one partner become one, and no review is lost."""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.partnership import FocalPoint, Partnership
from surveyapp.core.conduct.review import require_unused
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, partners, review_lists, reviews
from surveyapp.workflow.partners.keeping import FOCAL_POINT_LIMIT


def merge_partners(session: Session, double_id: int, *, into_id: int, now: datetime) -> list[int]:
    """Give the reviews and focal points of a double to the partner it doubles, archive it, and return the reviews.

    Whoever merges becomes nobody's author: of each focal point it stays known who wrote the address down.
    Results that were released before keep the name they were sealed with.

    Raises:
        NotFoundError: one of the two does not exist.
        InputError: they are the same record, only one of them was invented for demonstration, together they have more
            focal points on a side than it may have, or a review with the double is open.
        StateError: the kept one is archived, the double was merged before, or both have a review in the same round.
    """
    if double_id == into_id:
        raise InputError(Code.MERGE_WITH_ITSELF)
    for partner_id in sorted((double_id, into_id)):
        partners.get_partner_row(session, partner_id)
    double, kept = partners.get_partner(session, double_id), partners.get_partner(session, into_id)
    _require_mergeable(session, double, kept)
    require_unused(review_lists.hold_open(session, partner_id=double_id))
    moved = reviews.move_reviews(session, double_id, to_partner_id=into_id)
    points = _joined(*partners.list_focal_points(session, [into_id, double_id]).values())
    for partner_id, kept_points in ((double_id, []), (into_id, points)):
        partners.put_focal_points(session, partner_id, points=kept_points, now=now)
    partners.mark_merged(session, double_id, into_id=into_id, now=now)
    audit.record(session, "partner.merged", partner=double.slug, into=kept.slug, reviews=moved)
    return moved


def _require_mergeable(session: Session, double: Partnership, kept: Partnership) -> None:
    if double.is_demonstration != kept.is_demonstration:
        raise InputError(Code.MERGE_MIXES_DEMONSTRATION)
    if kept.is_archived:
        raise StateError(Code.PARTNER_ARCHIVED, partner=kept.slug)
    into = partners.find_merged_into(session, double.id)
    if into is not None:
        raise StateError(Code.PARTNER_MERGED, partner=double.slug, into=into.slug)
    first, second = ({r.round.slug for r in reviews.list_reviews_of(session, p.id)} for p in (double, kept))
    if first & second:
        raise StateError(
            Code.BOTH_REVIEWED, partner=double.slug, into=kept.slug, rounds=", ".join(sorted(first & second))
        )


def _joined(kept: list[FocalPoint], added: list[FocalPoint]) -> list[FocalPoint]:
    """Return the focal points of both, each address of a side once; InputError when a side had too many."""
    joined: dict[tuple[Side, str], FocalPoint] = {}
    for point in [*kept, *added]:
        joined.setdefault((point.side, point.email.casefold()), point)
    if max(Counter(side for side, _ in joined).values(), default=0) > FOCAL_POINT_LIMIT:
        raise InputError(Code.TOO_MANY_FOCAL_POINTS, limit=FOCAL_POINT_LIMIT)
    return sorted(joined.values(), key=lambda point: list(Side).index(point.side))
