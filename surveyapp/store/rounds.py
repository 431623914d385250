"""Rounds of reviews."""

from collections.abc import Collection

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Round
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.core.text.languages import Text
from surveyapp.store.rows import ReviewRow, RoundRow


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


def find_before(session: Session, round_: Round) -> Round | None:
    """Return the newest round before this one that has reviews, invented ones apart; None where there is none."""
    has_reviews = exists().where(ReviewRow.round_id == RoundRow.id)
    earlier = (RoundRow.id < round_.id, RoundRow.is_demonstration == round_.is_demonstration, has_reviews)
    row = session.scalars(select(RoundRow).where(*earlier).order_by(RoundRow.id.desc())).first()
    return round_from(row) if row else None


def rename_round(session: Session, slug: str, *, title: Text) -> None:
    """Give the round another title; its slug stays, since addresses and results name it."""
    row = session.scalars(select(RoundRow).filter_by(slug=slug)).one()
    row.title = title


def round_from(row: RoundRow) -> Round:
    """Return the core type of a row."""
    return Round(row.id, row.slug, row.title, is_demonstration=row.is_demonstration)
