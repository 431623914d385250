"""What is looked for by words of names, found and ordered by the database: partners, rounds and reviews."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from surveyapp.core.conduct.partnership import Partnership
from surveyapp.core.conduct.review import Round, State
from surveyapp.core.text.searching import places_read_by
from surveyapp.store.partners import partner_from
from surveyapp.store.rounds import round_from
from surveyapp.store.rows import PartnerRow, ReviewRow, RoundRow

_OF_PARTNER, _OF_ROUND = (PartnerRow.sought, PartnerRow.slug), (RoundRow.sought, RoundRow.slug)
_STATES = case({state: place for place, state in enumerate(State)}, value=ReviewRow.state)
ORDERS: dict[str, ColumnElement[Any] | InstrumentedAttribute[Any]] = {
    "round": ReviewRow.round_id.desc(),
    "state": _STATES,
    "deadline": ReviewRow.closes_on,
}
"""What reviews are sorted by first; partners follow in the alphabet of whoever reads."""


class Which(NamedTuple):
    """Which partners are looked for: of whose names each word is a part, archived or not, of a kind, all but one."""

    words: Sequence[str] = ()
    is_archived: bool | None = None
    kind: str = ""
    but: int | None = None


class PartnerKey(NamedTuple):
    """A partner without its names, of which there may be thousands."""

    id: int
    slug: str
    kind: str


def count_partners(session: Session, which: Which) -> int:
    """Return how many partners there are of those looked for."""
    return session.scalar(select(func.count(PartnerRow.id)).where(_of(which))) or 0


def list_partners(session: Session, which: Which, *, reader: str, offset: int = 0, limit: int) -> list[Partnership]:
    """Return ``limit`` of them behind the first ``offset``, in the alphabet of a reader of that language."""
    query = select(PartnerRow).where(_of(which)).order_by(_place(session, reader), PartnerRow.id)
    return [partner_from(row) for row in session.scalars(query.offset(offset).limit(limit))]


def list_partner_keys(session: Session, which: Which, *, reader: str) -> list[PartnerKey]:
    """Return all of them, in the same order."""
    columns = (PartnerRow.id, PartnerRow.slug, PartnerRow.kind)
    query = select(*columns).where(_of(which)).order_by(_place(session, reader), PartnerRow.id)
    return [PartnerKey(*row) for row in session.execute(query)]


def count_rounds(session: Session, words: Sequence[str]) -> int:
    """Return of how many rounds each of these words is part of the title."""
    return session.scalar(select(func.count(RoundRow.id)).where(_holds(words, _OF_ROUND))) or 0


def list_rounds(session: Session, words: Sequence[str], *, offset: int = 0, limit: int) -> list[Round]:
    """Return ``limit`` of them behind the first ``offset``, the newest first."""
    query = select(RoundRow).where(_holds(words, _OF_ROUND)).order_by(RoundRow.id.desc())
    return [round_from(row) for row in session.scalars(query.offset(offset).limit(limit))]


def list_review_ids(session: Session, words: Sequence[str], *, among: Collection[int] | None = None) -> list[int]:
    """Return the reviews of which each word stands in the partner's name or the round's title: the newest round first.

    Those ``among`` these ids, where they are given; partners of one round come in order of entry.
    """
    query = _reviews(among).where(_holds(words, (*_OF_PARTNER, *_OF_ROUND)))
    return list(session.scalars(query.order_by(ReviewRow.round_id.desc(), ReviewRow.partner_id)))


def list_table(
    session: Session,
    which: Which,
    *,
    among: Collection[int] | None,
    reader: str,
    order: str = "round",
    round_id: int | None = None,
    state: State | None = None,
) -> list[int]:
    """Return the reviews of these partners, of a round and in a state where that is asked, sorted by one of ORDERS."""
    query = _reviews(among).where(_of(which))
    if round_id is not None:
        query = query.where(ReviewRow.round_id == round_id)
    if state is not None:
        query = query.where(ReviewRow.state == state)
    first = [ORDERS[order]] if order in ORDERS else []
    alike = (_place(session, reader), ReviewRow.round_id.desc(), ReviewRow.partner_id)
    return list(session.scalars(query.order_by(*first, *alike)))


def _reviews(among: Collection[int] | None) -> Select[int]:
    query = select(ReviewRow.id).join(PartnerRow, PartnerRow.id == ReviewRow.partner_id)
    query = query.join(RoundRow, RoundRow.id == ReviewRow.round_id)
    return query if among is None else query.where(ReviewRow.id.in_(among))


def _of(which: Which) -> ColumnElement[bool]:
    asked = [_holds(which.words, _OF_PARTNER)]
    if which.is_archived is not None:
        asked.append(PartnerRow.archived_at.is_not(None) if which.is_archived else PartnerRow.archived_at.is_(None))
    if which.kind:
        asked.append(PartnerRow.kind == which.kind)
    if which.but is not None:
        asked.append(PartnerRow.id != which.but)
    return and_(*asked)


def _holds(words: Sequence[str], columns: Sequence[InstrumentedAttribute[str]]) -> ColumnElement[bool]:
    """Return that each word is a part of one of the columns."""
    return and_(True, *(or_(*(column.contains(word, autoescape=True) for column in columns)) for word in words))


def _place(session: Session, reader: str) -> ColumnElement[str]:
    """Return by what a partner's name is ordered for a reader of a language: by code point on every database."""
    place = func.coalesce(*(PartnerRow.ordered[key].as_string() for key in places_read_by(reader)))
    return place.collate("C") if session.get_bind().dialect.name == "postgresql" else place
