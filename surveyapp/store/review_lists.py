"""Reviews in lists of any length: parts of them, how many there are, and which of them need a look."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from surveyapp.core.conduct.checklist import Item
from surveyapp.core.conduct.mail import FAILED
from surveyapp.core.conduct.review import Review, State
from surveyapp.core.text.days import day_of
from surveyapp.store.engine import find_rows, timezone_of
from surveyapp.store.joining import joined_reviews, review_from_columns
from surveyapp.store.rounds import in_earlier_rounds
from surveyapp.store.rows import (
    AuditRow,
    ObjectionRow,
    PartnerRow,
    ProposalRow,
    QuestionnaireRow,
    RecipientRow,
    ReviewRow,
    RoundRow,
    VouchingRow,
)


class ReviewKey(NamedTuple):
    """A review by its ids, and what lists are ordered by."""

    id: int
    round_id: int
    partner_id: int
    state: State
    closes_on: date


class Pair(NamedTuple):
    """A review, and the same partner's newest one that was closed before it, each with its questionnaire."""

    id: int
    is_closed: bool
    questionnaire: str
    before: int
    asked_before: str


def count_reviews(session: Session, *, among: Collection[int] | None = None, round_id: int | None = None) -> int:
    """Return how many reviews there are, ``among`` these ids and in a round where these are given."""
    return session.scalar(_narrowed(select(func.count(ReviewRow.id)), among, round_id)) or 0


def list_part(
    session: Session, *, offset: int, limit: int, among: Collection[int] | None = None, round_id: int | None = None
) -> list[Review]:
    """Return ``limit`` reviews behind the first ``offset``: the newest round first, partners in order of entry."""
    query = _narrowed(joined_reviews(), among, round_id).order_by(ReviewRow.round_id.desc(), ReviewRow.partner_id)
    return _list(session, query.offset(offset).limit(limit))


def list_some(session: Session, review_ids: Collection[int]) -> list[Review]:
    """Return these reviews: the newest round first, partners in order of entry."""
    if not review_ids:
        return []
    query = joined_reviews().where(ReviewRow.id.in_(review_ids))
    return _list(session, query.order_by(RoundRow.id.desc(), PartnerRow.id))


def list_pairs(session: Session, round_id: int) -> list[Pair]:
    """Return each review of a round whose partner had one closed before, with the newest of those."""
    later, earlier = aliased(ReviewRow), aliased(ReviewRow)
    is_before = ReviewRow.closed_at.is_not(None) & (later.closed_at.is_(None) | (ReviewRow.closed_at < later.closed_at))
    of_partner = select(ReviewRow.id).where(ReviewRow.partner_id == later.partner_id, ReviewRow.id != later.id)
    newest = of_partner.where(is_before).order_by(ReviewRow.closed_at.desc(), ReviewRow.id.desc()).limit(1)
    asked, asked_before = aliased(QuestionnaireRow), aliased(QuestionnaireRow)
    query = (
        select(later.id, later.closed_at.is_not(None), asked.slug, asked.version)
        .add_columns(earlier.id, asked_before.slug, asked_before.version)
        .select_from(later)
        .join(earlier, earlier.id == newest.correlate(later).scalar_subquery())
        .join(asked, asked.id == later.questionnaire_id)
        .join(asked_before, asked_before.id == earlier.questionnaire_id)
        .where(later.round_id == round_id)
        .order_by(later.partner_id)
    )
    return [
        Pair(this, is_closed, f"{slug}@{version}", before, f"{slug_before}@{version_before}")
        for this, is_closed, slug, version, before, slug_before, version_before in session.execute(query)
    ]


def list_in_earlier_rounds(session: Session, round_id: int, *, partner_ids: Collection[int]) -> dict[int, Review]:
    """Return the review of each partner in the newest round before this one in which there is any, by partner's id."""
    query = joined_reviews().where(in_earlier_rounds(round_id))
    of_partners = query.where(ReviewRow.partner_id.in_(partner_ids)).order_by(ReviewRow.round_id)
    return {one.partner.id: one for one in _list(session, of_partners)}


def list_keys(
    session: Session,
    *,
    among: Collection[int] | None = None,
    round_id: int | None = None,
    state: State | None = None,
    kind: str = "",
) -> list[ReviewKey]:
    """Return the keys of every review, in the order of ``list_part``.

    Those ``among`` these ids, of a round, in a state, and with partners of a kind, where these are given.
    """
    columns = (ReviewRow.id, ReviewRow.round_id, ReviewRow.partner_id, ReviewRow.state, ReviewRow.closes_on)
    query = _narrowed(select(*columns), among, round_id)
    if state is not None:
        query = query.where(ReviewRow.state == state)
    if kind:
        query = query.join(PartnerRow, PartnerRow.id == ReviewRow.partner_id).where(PartnerRow.kind == kind)
    ordered = query.order_by(ReviewRow.round_id.desc(), ReviewRow.partner_id)
    return [ReviewKey(*row) for row in session.execute(ordered)]


def count_by_round(session: Session) -> dict[int, int]:
    """Return how many reviews each round has that has any, by the round's id."""
    query = select(ReviewRow.round_id, func.count().label("held")).group_by(ReviewRow.round_id)
    return {row.round_id: row.held for row in session.execute(query)}


def count_by_version(session: Session) -> list[tuple[str, int, int]]:
    """Return version, round and how many reviews of the round ask by it; the newest round first."""
    asked = (QuestionnaireRow.slug, QuestionnaireRow.version, ReviewRow.round_id)
    query = select(*asked, func.count().label("held")).join(
        ReviewRow, ReviewRow.questionnaire_id == QuestionnaireRow.id
    )
    rows = session.execute(query.group_by(*asked).order_by(ReviewRow.round_id.desc()))
    return [(f"{row.slug}@{row.version}", row.round_id, row.held) for row in rows]


def has_closed(session: Session, round_id: int) -> bool:
    """Say whether a review of the round has results."""
    closed = exists().where(ReviewRow.round_id == round_id, ReviewRow.closed_at.is_not(None))
    return bool(session.scalar(select(closed)))


def list_to_look_at(session: Session, *, now: datetime, within: timedelta) -> list[Review]:
    """Return the reviews that may need a look: not sealed, ending ``within`` this time, proposed, refused lists, mails.

    Or focal points were asked and have not answered, or something was noted that nobody has seconded, or letters were
    not printed before opening; what waits after closing is told by ``store/afterwards.py``. Which of them do is for
    ``core/conduct/attention.py`` to say.
    """
    zone = timezone_of(session)
    today, soon = day_of(now, zone), day_of(now + within, zone)
    failed = exists().where(RecipientRow.review_id == ReviewRow.id, RecipientRow.reached.in_(FAILED))
    refused = exists().where(ObjectionRow.review_id == ReviewRow.id, ObjectionRow.taken_back_at.is_(None))
    noted = exists().where(RecipientRow.review_id == ReviewRow.id, RecipientRow.noted_by.is_not(None))
    asked = exists().where(VouchingRow.review_id == ReviewRow.id, VouchingRow.answered_at.is_(None))
    proposed = exists().where(ProposalRow.review_id == ReviewRow.id)
    opened = (AuditRow.review_id == ReviewRow.id, AuditRow.action == "review.opened")
    unprinted = exists().where(*opened, AuditRow.details.contains(Item.LETTERS_NOT_PRINTED.value))
    query = joined_reviews().where(
        or_(
            ReviewRow.closed_at.is_not(None) & ReviewRow.is_sealed.is_(False),
            (ReviewRow.state == State.DRAFT) & ((ReviewRow.closes_on < today) | refused | proposed | asked),
            (ReviewRow.state == State.OPEN) & ((ReviewRow.closes_on <= soon) | failed | noted | unprinted),
        )
    )
    return _list(session, query)


def hold_open(session: Session, *, partner_id: int | None = None, round_id: int | None = None) -> list[Review]:
    """Return the open reviews of a partner, or of a round; all are held that it has, so that none opens meanwhile."""
    of = ReviewRow.partner_id == partner_id if partner_id is not None else ReviewRow.round_id == round_id
    session.execute(select(ReviewRow.id).where(of).order_by(ReviewRow.id).with_for_update(read=True)).all()
    return _list(session, joined_reviews().where(of, ReviewRow.state == State.OPEN).order_by(ReviewRow.id))


def _narrowed(
    query: Select[*tuple[Any, ...]], among: Collection[int] | None, round_id: int | None
) -> Select[*tuple[Any, ...]]:
    if among is not None:
        query = query.where(ReviewRow.id.in_(among))
    return query if round_id is None else query.where(ReviewRow.round_id == round_id)


def _list(session: Session, query: Select[*tuple[Any, ...]]) -> list[Review]:
    timezone = timezone_of(session)
    return [review_from_columns(row, timezone) for row in find_rows(session, query)]
