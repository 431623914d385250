"""Published versions of questionnaires."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from surveyapp.core.errors import Code, NotFoundError
from surveyapp.core.instrument.questionnaire import Option, Questionnaire
from surveyapp.core.wire import canonical_json, from_plain
from surveyapp.store.engine import Bound, find_rows
from surveyapp.store.rows import QuestionnaireRow


@dataclass(frozen=True, slots=True)
class Version:
    """Names one immutable version: ``slug@version``."""

    id: int
    slug: str
    version: str

    def __str__(self) -> str:
        """Return the reference as it is printed."""
        return f"{self.slug}@{self.version}"


@dataclass(frozen=True, slots=True)
class Published:
    """One version with what it says, and when it was published."""

    version: Version
    published_at: datetime
    questionnaire: Questionnaire


def put_version(session: Session, questionnaire: Questionnaire, *, version: str, now: datetime) -> Version:
    """Store a version once; storing it again changes nothing."""
    row = session.scalar(select(QuestionnaireRow).filter_by(slug=questionnaire.slug, version=version))
    if row is None:
        document = canonical_json(questionnaire)
        row = QuestionnaireRow(slug=questionnaire.slug, version=version, document=document, published_at=now)
        session.add(row)
        session.flush()
    return Version(row.id, row.slug, row.version)


def get_version(session: Bound, reference: str) -> Version:
    """Return the version that ``slug@version``, or the newest that ``slug``, names.

    Raises:
        NotFoundError: nothing was published under that name.
    """
    slug, _, version = reference.partition("@")
    query = select(QuestionnaireRow.id, QuestionnaireRow.slug, QuestionnaireRow.version).filter_by(slug=slug)
    if version:
        query = query.filter_by(version=version)
    row = session.execute(query.order_by(QuestionnaireRow.published_at.desc(), QuestionnaireRow.id.desc())).first()
    if row is None:
        raise NotFoundError(Code.NO_QUESTIONNAIRE, name=reference)
    return Version(*row)


def get_questionnaire(session: Bound, reference: str) -> Questionnaire:
    """Return the questionnaire that ``slug@version`` names."""
    known = _KNOWN.get(reference)
    if known is None:
        version = get_version(session, reference)
        document = session.scalar(select(QuestionnaireRow.document).filter_by(id=version.id))
        known = _KNOWN.setdefault(reference, _parse(document or ""))
    return known


def list_published(session: Session, *, slug: str | None = None) -> list[Published]:
    """Return every version, or those of one questionnaire, the newest first; in one query."""
    query = select(QuestionnaireRow).order_by(QuestionnaireRow.published_at.desc(), QuestionnaireRow.id.desc())
    rows = session.scalars(query.filter_by(slug=slug) if slug is not None else query)
    return [_published(row) for row in rows]


def _published(row: QuestionnaireRow) -> Published:
    version = Version(row.id, row.slug, row.version)
    known = _KNOWN.get(str(version)) or _KNOWN.setdefault(str(version), _parse(row.document))
    return Published(version, row.published_at, known)


_KNOWN: dict[str, Questionnaire] = {}
"""Versions already read. A version never changes and its name is its hash, so this needs no expiry."""


def _parse(document: str) -> Questionnaire:
    return from_plain(Questionnaire, json.loads(document))


def list_references(session: Session) -> tuple[str, ...]:
    """Return what every published version is named by, the newest first."""
    return tuple(f"{slug}@{version}" for slug, version in find_rows(session, _references()))


@cache
def _references() -> Select[str, str]:
    version = QuestionnaireRow.__table__.c
    return select(version.slug, version.version).order_by(version.id.desc())


def list_organisation_types(session: Session) -> list[Option]:
    """Return the kinds of organisation that any published version knows, in the newest version's order and words."""
    return _known_options(session, lambda version: version.organisation_types)


def list_places(session: Session) -> list[Option]:
    """Return the places that any published version lets people choose, in the newest version's order and words."""
    return _known_options(session, lambda version: version.places)


def _known_options(session: Session, options: Callable[[Questionnaire], Iterable[Option]]) -> list[Option]:
    versions = [get_questionnaire(session, reference) for reference in list_references(session)]
    known: dict[str, Option] = {}
    for version in versions:
        for option in options(version):
            known.setdefault(option.key, option)
    return list(known.values())
