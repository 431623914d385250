"""Partner organisations, and who answers for each side of a partnership."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.partnership import FocalPoint, Partnership
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.core.text.days import day_of
from surveyapp.core.text.languages import TABLE, Language, Text
from surveyapp.store.engine import timezone_of
from surveyapp.store.rows import FocalPointRow, MergedPartnerRow, PartnerRow


def put_partner(
    session: Session,
    slug: str,
    *,
    name: Text,
    kind: str,
    places: Sequence[str] = (),
    languages: Collection[Language],
    is_demonstration: bool = False,
) -> Partnership | None:
    """Store a partner; None when the slug is taken."""
    if find_partner(session, slug):
        return None
    row = PartnerRow(slug=slug, is_demonstration=is_demonstration)
    _fill(row, name=name, kind=kind, places=places, languages=languages)
    session.add(row)
    session.flush()
    return partner_from(row)


def change_partner(
    session: Session,
    partner_id: int,
    *,
    name: Text,
    kind: str,
    places: Sequence[str],
    languages: Collection[Language],
) -> None:
    """Write a partner's facts anew; its slug stays, since results name it."""
    _fill(get_partner_row(session, partner_id), name=name, kind=kind, places=places, languages=languages)


def find_partner(session: Session, slug: str) -> Partnership | None:
    """Return the partner called ``slug``, or None."""
    row = session.scalar(select(PartnerRow).filter_by(slug=slug))
    return partner_from(row) if row else None


def get_partner(session: Session, partner_id: int) -> Partnership:
    """Return the partner; NotFoundError when there is none."""
    row = session.get(PartnerRow, partner_id)
    if row is None:
        raise NotFoundError(Code.NO_PARTNER, name=partner_id)
    return partner_from(row)


def get_partner_row(session: Session, partner_id: int) -> PartnerRow:
    """Return the row, held alone until the transaction ends; NotFoundError when there is none."""
    row = session.scalar(select(PartnerRow).filter_by(id=partner_id).with_for_update())
    if row is None:
        raise NotFoundError(Code.NO_PARTNER, name=partner_id)
    return row


def list_partners(session: Session) -> list[Partnership]:
    """Return every partner, archived ones too, in order of entry."""
    return [partner_from(row) for row in session.scalars(select(PartnerRow).order_by(PartnerRow.id))]


def list_some(session: Session, partner_ids: Sequence[int]) -> list[Partnership]:
    """Return these partners, in this order."""
    rows = {row.id: row for row in session.scalars(select(PartnerRow).where(PartnerRow.id.in_(partner_ids)))}
    return [partner_from(rows[one]) for one in partner_ids if one in rows]


def find_names(session: Session, slugs: Collection[str]) -> dict[str, Text]:
    """Return what partners are called, by their slugs; one that was merged into another is left out."""
    rows = session.execute(select(PartnerRow.slug, PartnerRow.name).where(PartnerRow.slug.in_(slugs)))
    return dict(rows.all())


def list_kinds(session: Session) -> set[str]:
    """Return the kinds of organisation that partners are of."""
    return set(session.scalars(select(PartnerRow.kind).distinct()))


def put_focal_points(session: Session, partner_id: int, *, points: Sequence[FocalPoint], now: datetime) -> None:
    """Let ``points`` be the focal points of both sides, the address of each written down by its ``kept_by``.

    One that stays, by side and address, keeps its id and who wrote it down; unless the name is another, when as well.
    """
    query = select(FocalPointRow).filter_by(partner_id=partner_id)
    kept = {(row.side, row.email.casefold()): row for row in session.scalars(query)}
    for point in points:
        row = kept.pop((point.side, point.email.casefold()), None)
        if row is None:
            row = FocalPointRow(partner_id=partner_id, side=point.side, email=point.email, kept_by=point.kept_by)
            session.add(row)
        if row.name != point.name:
            row.name, row.kept_at = point.name, now
        row.language = point.language
    for row in kept.values():
        session.delete(row)
    session.flush()


def list_focal_points(session: Session, partner_ids: Collection[int]) -> dict[int, list[FocalPoint]]:
    """Return the focal points of each of these partners, in order of entry, in one query."""
    found: dict[int, list[FocalPoint]] = {partner_id: [] for partner_id in partner_ids}
    if not found:
        return found
    query = select(FocalPointRow).where(FocalPointRow.partner_id.in_(partner_ids)).order_by(FocalPointRow.id)
    for row in session.scalars(query):
        kept_on = day_of(row.kept_at, timezone_of(session))
        found[row.partner_id].append(
            FocalPoint(row.side, row.name, row.email, row.language, row.id, kept_on, row.kept_by)
        )
    return found


def drop_outdated(session: Session, before: datetime) -> list[None]:
    """Erase the focal points of partners that were archived before ``before``; return None for each."""
    archived = select(PartnerRow.id).where(PartnerRow.archived_at < before)
    old = delete(FocalPointRow).where(FocalPointRow.partner_id.in_(archived)).returning(FocalPointRow.id)
    return [None for _ in session.scalars(old.execution_options(synchronize_session=False))]


def mark_merged(session: Session, partner_id: int, *, into_id: int, now: datetime) -> None:
    """Record that a partner's record was another's double, and archive it."""
    session.add(MergedPartnerRow(partner_id=partner_id, into_id=into_id))
    get_partner_row(session, partner_id).archived_at = now


def find_merged_into(session: Session, partner_id: int) -> Partnership | None:
    """Return the partner whose double this record was, or None."""
    query = select(PartnerRow).join(MergedPartnerRow, MergedPartnerRow.into_id == PartnerRow.id)
    row = session.scalar(query.where(MergedPartnerRow.partner_id == partner_id))
    return partner_from(row) if row else None


def partner_from(row: PartnerRow) -> Partnership:
    """Return the core type of a row."""
    return Partnership(
        id=row.id,
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        is_demonstration=row.is_demonstration,
        places=tuple(row.places),
        languages=tuple(Language(code) for code in row.languages if code in TABLE),
        is_archived=row.archived_at is not None,
    )


def _fill(row: PartnerRow, *, name: Text, kind: str, places: Sequence[str], languages: Collection[Language]) -> None:
    row.name, row.kind, row.places = name, kind, list(places)
    row.languages = [code for code in TABLE if code in languages]
