"""Rounds of reviews."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Round
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.core.text.languages import Text
from surveyapp.store.rows import PartnerRow, ReviewRow, RoundRow


def put_round(session: Session, slug: str, *, title: Text, is_demonstration: bool = False) -> Round | None:
    """Store a round; None when the slug is taken."""
    if find_round(session, slug):
        return None
    row = RoundRow(slug=slug, title=title, is_demonstration=is_demonstration)
    session.add(row)
    session.flush()
    return round_from(row)


def find_round(session: Session, slug: str) -> Round | None:
    """Return the round called ``slug``, or None."""
    row = session.scalar(select(RoundRow).filter_by(slug=slug))
    return round_from(row) if row else None


def get_round(session: Session, slug: str) -> Round:
    """Return the round called ``slug``; NotFoundError when there is none."""
    found = find_round(session, slug)
    if found is None:
        raise NotFoundError(Code.NO_ROUND, name=slug)
    return found


def list_rounds(session: Session) -> list[Round]:
    """Return every round, the newest first."""
    return [round_from(row) for row in session.scalars(select(RoundRow).order_by(RoundRow.id.desc()))]


def find_titles(session: Session, slugs: Collection[str]) -> dict[str, Text]:
    """Return the titles of rounds, by their slugs; one that was deleted is left out."""
    rows = session.execute(select(RoundRow.slug, RoundRow.title).where(RoundRow.slug.in_(slugs)))
    return dict(rows.all())


def list_empty(session: Session, limit: int) -> list[Round]:
    """Return the newest ``limit`` rounds in which no review has been prepared yet."""
    query = select(RoundRow).where(~exists().where(ReviewRow.round_id == RoundRow.id)).order_by(RoundRow.id.desc())
    return [round_from(row) for row in session.scalars(query.limit(limit))]


def is_complete(session: Session, round_id: int) -> bool:
    """Say whether every partner that is not archived has a review in the round, and there is one at least."""
    of_round = exists().where(ReviewRow.round_id == round_id)
    lacking = exists().where(PartnerRow.archived_at.is_(None), ~of_round.where(ReviewRow.partner_id == PartnerRow.id))
    return bool(session.scalar(select(of_round & ~lacking)))


def find_before(session: Session, round_: Round) -> Round | None:
    """Return the newest round before this one with a review that one of this round may follow, or None."""
    of_round = exists().where(
        ReviewRow.round_id == RoundRow.id, PartnerRow.id == ReviewRow.partner_id, in_earlier_rounds(round_.id)
    )
    row = session.scalars(select(RoundRow).where(of_round).order_by(RoundRow.id.desc())).first()
    return round_from(row) if row else None


def in_earlier_rounds(round_id: int) -> ColumnElement[bool]:
    """Say of a review, joined with its round and partner, whether one in this round may follow it.

    A real partner's reviews and its invented ones are nothing to each other. All reviews of an invented partner are
    invented, whatever their rounds.
    """
    is_invented = select(RoundRow.is_demonstration).where(RoundRow.id == round_id).scalar_subquery()
    is_alike = or_(PartnerRow.is_demonstration, RoundRow.is_demonstration == is_invented)
    return and_(RoundRow.id < round_id, is_alike)


def rename_round(session: Session, slug: str, *, title: Text) -> None:
    """Give the round another title; its slug stays, since addresses and results name it."""
    row = session.scalars(select(RoundRow).filter_by(slug=slug)).one()
    row.title = title


def round_from(row: RoundRow) -> Round:
    """Return the core type of a row."""
    return Round(row.id, row.slug, row.title, is_demonstration=row.is_demonstration)
