"""A whole round out of one installation and into another: archive, import, archive gives the same bytes."""

import json
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy.orm import Session

from surveyapp.catalogue.versions import version_of
from surveyapp.core.archive import FIRST_FORMAT, FORMAT, SECOND_FORMAT, THIRD_FORMAT, ArchivedPartner, RoundArchive
from surveyapp.core.conduct.actions import WHOLE
from surveyapp.core.errors import Code, InputError
from surveyapp.core.release.first_edition import read_sealed
from surveyapp.core.text.days import YEARS, day_that_ended
from surveyapp.core.text.languages import TABLE, Language
from surveyapp.core.wire import canonical_json, from_plain
from surveyapp.store import archives, audit, partners, rounds
from surveyapp.store.engine import timezone_of
from surveyapp.store.questionnaires import Version, get_questionnaire, put_version
from surveyapp.version import VERSION

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes that an archive may have."""


def archive_round(session: Session, slug: str) -> tuple[str, int]:
    """Return a round as canonical JSON, and how many of its reviews are left out because they are not closed.

    Raises:
        NotFoundError: there is no such round.
        InputError: none of its reviews is closed.
    """
    round_ = rounds.get_round(session, slug)
    found = archives.read_reviews(session, round_.id)
    if not found:
        raise InputError(Code.NOTHING_TO_ARCHIVE, round=slug)
    references = sorted({review.questionnaire for review, _ in found})
    archive = RoundArchive(
        format=FORMAT,
        written_by=VERSION,
        slug=round_.slug,
        title=round_.title,
        is_demonstration=round_.is_demonstration,
        questionnaires=tuple(get_questionnaire(session, reference) for reference in references),
        partners=tuple({partner.slug: partner for _, partner in found}.values()),
        reviews=tuple(review for review, _ in found),
    )
    audit.record(session, "round.archived", round=slug, reviews=len(found))
    return canonical_json(archive) + "\n", archives.count_unclosed(session, round_.id)


def import_round(session: Session, text: str, *, now: datetime) -> RoundArchive:
    """Store an archived round: all of it, or nothing.

    Raises:
        InputError: this is no archive, it was altered, its round is here already, or a partner of the same short name
            is another organisation.
    """
    archive = read_archive(text, timezone_of(session))
    round_ = rounds.put_round(session, archive.slug, title=archive.title, is_demonstration=archive.is_demonstration)
    if round_ is None:
        raise InputError(Code.ARCHIVED_ROUND_EXISTS, slug=archive.slug)
    versions = {str(version): version for version in _put_versions(session, archive, now=now)}
    known = {partner.slug: _put_partner(session, partner) for partner in archive.partners}
    for review in archive.reviews:
        if review.questionnaire not in versions or review.partner not in known:
            raise InputError(Code.BAD_ARCHIVE)
        archives.put_archived_review(
            session,
            review,
            round_id=round_.id,
            partner_id=known[review.partner],
            version_id=versions[review.questionnaire].id,
        )
    audit.record(session, "round.imported", round=archive.slug, reviews=len(archive.reviews))
    return archive


def read_archive(text: str, timezone: tzinfo) -> RoundArchive:
    """Return what ``text`` holds; InputError ``bad_archive`` unless it is an archive, whole and in its own spelling.

    Its results are read, of whichever edition of the method, and kept as they were sealed. Last days that an older
    program wrote as instants are those that ended in ``timezone``.
    """
    if len(text.encode()) > SIZE_LIMIT:
        raise InputError(Code.BAD_ARCHIVE)
    try:
        written = json.loads(text)
        plain = written if written["format"] == FORMAT else _renewed(written, timezone)
        archive = from_plain(RoundArchive, plain)
        _read_results(archive)
        is_whole = (canonical_json(written) + "\n", canonical_json(archive)) == (text, canonical_json(plain))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise InputError(Code.BAD_ARCHIVE) from None
    if not is_whole or any(review.closes_on.year not in YEARS for review in archive.reviews):
        raise InputError(Code.BAD_ARCHIVE)
    return archive


def _read_results(archive: RoundArchive) -> None:
    """Read every sealed document; whatever cannot be read raises."""
    asked = {f"{one.slug}@{version_of(one)}": one for one in archive.questionnaires}
    for review in archive.reviews:
        read_sealed(review.result, asked[review.questionnaire])


def _renewed(plain: Any, timezone: tzinfo) -> dict[str, Any]:
    """Return an archive of an older format as it is written today."""
    if plain["format"] == THIRD_FORMAT:
        return {**plain, "format": FORMAT, "reviews": [_scored_by_facet(one) for one in plain["reviews"]]}
    if plain["format"] == SECOND_FORMAT:
        return _renewed({**plain, "format": THIRD_FORMAT, "written_by": ""}, timezone)
    if plain["format"] != FIRST_FORMAT:
        raise ValueError("another format")
    reviews = [{name: value for name, value in one.items() if name != "closes_at"} for one in plain["reviews"]]
    for review, one in zip(reviews, plain["reviews"], strict=True):
        review["closes_on"] = day_that_ended(datetime.fromisoformat(one["closes_at"]), timezone).isoformat()
    return _renewed({**plain, "format": SECOND_FORMAT, "reviews": reviews}, timezone)


def _scored_by_facet(review: Any) -> dict[str, Any]:
    said = [one["agreement"] for one in review["agreements"]]
    rest = [{name: value for name, value in one.items() if name != "score"} for one in said]
    scored = [one | {"scores": {WHOLE: before["score"]}} for one, before in zip(rest, said, strict=True)]
    words = [one | {"agreement": new} for one, new in zip(review["agreements"], scored, strict=True)]
    return {**review, "agreements": words}


def _put_versions(session: Session, archive: RoundArchive, *, now: datetime) -> list[Version]:
    return [put_version(session, one, version=version_of(one), now=now) for one in archive.questionnaires]


def _put_partner(session: Session, partner: ArchivedPartner) -> int:
    found, is_another = archives.find_partner_id(session, partner)
    if is_another:
        raise InputError(Code.ANOTHER_PARTNER, partner=partner.slug)
    if found is not None:
        return found
    made = partners.put_partner(
        session,
        partner.slug,
        name=partner.name,
        kind=partner.kind,
        languages=[Language(code) for code in partner.name.written if code in TABLE],
        is_demonstration=partner.is_demonstration,
    )
    if made is None:
        raise InputError(Code.SLUG_TAKEN, slug=partner.slug)
    return made.id
