"""Preparing a review: the partner, the round, and what will be frozen on opening."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from surveyapp.core.bidi import without_controls
from surveyapp.core.errors import InputError, NotFoundError
from surveyapp.core.questionnaire import Thresholds
from surveyapp.core.review import Answering, AnsweringBySide, Partnership, Policy, Review, Round
from surveyapp.core.sides import Text
from surveyapp.store import audit, questionnaires, reviews

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_NAME_LIMIT = 200
_PROTECTED_MINIMUM = 5


def create_partner(
    session: Session, slug: str, *, name: Text, kind: str, is_demonstration: bool = False
) -> Partnership:
    """Store a partner organisation.

    Raises:
        InputError: the slug is malformed or taken, a name is empty or too long, or no questionnaire knows the kind.
    """
    kinds = questionnaires.list_organisation_kinds(session)
    if kind not in kinds:
        raise InputError("unknown_kind", kind=kind, kinds=", ".join(kinds))
    partner = reviews.put_partner(session, _slug(slug), name=_name(name), kind=kind, is_demonstration=is_demonstration)
    if partner is None:
        raise InputError("slug_taken", slug=slug)
    audit.record(session, "partner.created", partner=slug)
    return partner


def create_round(session: Session, slug: str, *, title: Text, is_demonstration: bool = False) -> Round:
    """Store a round; InputError as for partners."""
    round_ = reviews.put_round(session, _slug(slug), title=_name(title), is_demonstration=is_demonstration)
    if round_ is None:
        raise InputError("slug_taken", slug=slug)
    audit.record(session, "round.created", round=slug)
    return round_


def create_review(
    session: Session,
    round_slug: str,
    *,
    partner_slug: str,
    questionnaire: str,
    closes_at: datetime,
    now: datetime,
    answering: AnsweringBySide | None = None,
    policy: Policy = Policy.STANDARD,
    min_detail: int | None = None,
) -> Review:
    """Store a review in state ``draft``.

    ``answering`` is individual on both sides unless given; thresholds are the questionnaire's, ``min_detail`` apart.

    Raises:
        NotFoundError: round, partner or questionnaire do not exist.
        InputError: the closing date has passed, ``min_detail`` is below the minimum, or the review exists.
    """
    round_, partner = reviews.find_round(session, round_slug), reviews.find_partner(session, partner_slug)
    if round_ is None:
        raise NotFoundError("no_round", name=round_slug)
    if partner is None:
        raise NotFoundError("no_partner", name=partner_slug)
    if closes_at <= now:
        raise InputError("closing_date_passed")
    version = questionnaires.get_version(session, questionnaire)
    defaults = questionnaires.get_questionnaire(session, str(version)).disclosure
    review = reviews.put_review(
        session,
        round_,
        partner=partner,
        questionnaire_id=version.id,
        answering=answering or AnsweringBySide(Answering.INDIVIDUAL, Answering.INDIVIDUAL),
        policy=policy,
        thresholds=_thresholds(defaults, policy, min_detail=min_detail),
        closes_at=closes_at,
    )
    if review is None:
        raise InputError("review_exists", round=round_slug, partner=partner_slug)
    audit.record(session, "review.created", review_id=review.id, partner=partner_slug, round=round_slug)
    return review


def end_of_day(day: date, timezone: ZoneInfo) -> datetime:
    """Return the instant at which ``day`` is over in ``timezone``, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=timezone).astimezone(UTC)


def _thresholds(defaults: Thresholds, policy: Policy, *, min_detail: int | None) -> Thresholds:
    """Return the thresholds in force: the questionnaire's, ``min_detail`` as agreed, never below the policy's floor."""
    floor = _PROTECTED_MINIMUM if policy is Policy.PROTECTED else defaults.min_side
    detail = defaults.min_detail if min_detail is None else min_detail
    if detail < floor:
        raise InputError("min_detail_too_low", minimum=floor)
    return Thresholds(min_side=floor, min_detail=detail, min_cell=max(defaults.min_cell, floor))


def _slug(slug: str) -> str:
    if not _SLUG.fullmatch(slug):
        raise InputError("bad_slug", slug=slug)
    return slug


def _name(name: Text) -> Text:
    cleaned = Text(ar=" ".join(without_controls(name.ar).split()), en=" ".join(without_controls(name.en).split()))
    if not all(0 < len(one) <= _NAME_LIMIT and one.isprintable() for one in (cleaned.ar, cleaned.en)):
        raise InputError("bad_name", limit=_NAME_LIMIT)
    return cleaned
