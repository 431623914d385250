"""Keeping partners: what is known of each, who answers for each side, and records that are no longer used."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.partnership import FocalPoint, Partnership, read_address
from surveyapp.core.conduct.review import require_unused
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.naming import read_name, read_names, read_slug, slug_for
from surveyapp.store import audit, partners, questionnaires, review_lists, reviews

FOCAL_POINT_LIMIT = 5
"""Focal points that one side of a partnership may have."""


def create_partner(
    session: Session,
    slug: str | None,
    *,
    name: Text,
    kind: str,
    places: Sequence[str] = (),
    languages: Collection[Language] | None = None,
    is_demonstration: bool = False,
) -> Partnership:
    """Store a partner organisation; without a ``slug`` one is made from its name in Latin letters.

    Without ``languages`` it works in those that it has a name in.

    Raises:
        InputError: the slug is malformed or taken, a name is empty or too long, no questionnaire knows the kind or a
            place, or it works in no language.
    """
    name = read_names(name)
    if languages is None:
        languages = [Language(code) for code in name.written]
    require_known(session, kind=kind, places=places, languages=languages)
    if slug is None:
        slug = slug_for(name, taken={known.slug for known in partners.list_partners(session)}, fallback="partner")
    partner = partners.put_partner(
        session,
        read_slug(slug),
        name=name,
        kind=kind,
        places=places,
        languages=languages,
        is_demonstration=is_demonstration,
    )
    if partner is None:
        raise InputError(Code.SLUG_TAKEN, slug=slug)
    audit.record(session, "partner.created", partner=slug)
    return partner


def change_partner(
    session: Session,
    partner_id: int,
    *,
    name: Text,
    kind: str,
    places: Sequence[str],
    languages: Collection[Language],
) -> None:
    """Write a partner's facts anew; its slug stays.

    Raises:
        NotFoundError: there is no such partner.
        InputError: as for ``create_partner``; or the name is another, and a review with the partner is open.
    """
    before = partners.get_partner(session, partner_id)
    require_known(session, kind=kind, places=places, languages=languages)
    after = replace(before, name=read_names(name), kind=kind, places=tuple(places), languages=tuple(languages))
    if after.name != before.name:
        require_unused(review_lists.hold_open(session, partner_id=partner_id))
    partners.change_partner(
        session, partner_id, name=after.name, kind=kind, places=after.places, languages=after.languages
    )
    if after != before:
        audit.record(session, "partner.changed", partner=before.slug)


def set_focal_points(session: Session, partner_id: int, *, points: Sequence[FocalPoint], now: datetime) -> None:
    """Let ``points`` be who answers for each side of the partnership; whoever signed the session writes down new ones.

    Raises:
        NotFoundError: there is no such partner.
        InputError: an address is none, or a side has it twice; a name is empty; a side has too many.
    """
    partner = partners.get_partner(session, partner_id)
    by = audit.author_of(session)
    read = [replace(p, name=read_name(p.name), email=read_address(p.email), kept_by=by) for p in points]
    seen = {(p.side, p.email.casefold()) for p in read}
    if len(seen) < len(read):
        raise InputError(Code.ADDRESS_TWICE)
    people = {side.value: sum(p.side is side for p in read) for side in Side}
    if max(people.values()) > FOCAL_POINT_LIMIT:
        raise InputError(Code.TOO_MANY_FOCAL_POINTS, limit=FOCAL_POINT_LIMIT)
    partners.put_focal_points(session, partner_id, points=read, now=now)
    audit.record(session, "partner.contacts_set", partner=partner.slug, people=people)


def archive_partner(session: Session, partner_id: int, *, now: datetime) -> None:
    """Put a partner aside: no new review is prepared with it, and lists leave it out.

    Raises:
        NotFoundError: there is no such partner.
        StateError: it is archived already, or a review with it is being prepared or open.
    """
    row = partners.get_partner_row(session, partner_id)
    if row.archived_at is not None:
        raise StateError(Code.PARTNER_ARCHIVED, partner=row.slug)
    if any(not review.is_closed for review in reviews.list_reviews_of(session, partner_id)):
        raise StateError(Code.PARTNER_IN_USE, partner=row.slug)
    row.archived_at = now
    audit.record(session, "partner.archived", partner=row.slug)


def restore_partner(session: Session, partner_id: int) -> None:
    """Take an archived partner up again.

    Raises:
        NotFoundError: there is no such partner.
        StateError: it is not archived, or is another's double.
    """
    row = partners.get_partner_row(session, partner_id)
    if row.archived_at is None:
        raise StateError(Code.PARTNER_NOT_ARCHIVED, partner=row.slug)
    into = partners.find_merged_into(session, partner_id)
    if into is not None:
        raise StateError(Code.PARTNER_MERGED, partner=row.slug, into=into.slug)
    row.archived_at = None
    audit.record(session, "partner.restored", partner=row.slug)


def require_known(session: Session, *, kind: str, places: Sequence[str], languages: Collection[Language]) -> None:
    """Raise InputError unless a published questionnaire knows ``kind`` and each place, and a language is given."""
    kinds = [option.key for option in questionnaires.list_organisation_types(session)]
    if kind not in kinds:
        raise InputError(Code.UNKNOWN_KIND, kind=kind, kinds=", ".join(kinds))
    known = [option.key for option in questionnaires.list_places(session)]
    for place in places:
        if place not in known:
            raise InputError(Code.UNKNOWN_PLACE, place=place, places=", ".join(known))
    if not languages:
        raise InputError(Code.NO_LANGUAGE)
