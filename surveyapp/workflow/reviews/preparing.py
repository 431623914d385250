"""Preparing a review: the round, and what will be frozen on opening."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy, Review, Round, Step, require_unused
from surveyapp.core.errors import Code, InputError, NotFoundError, StateError
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.sides import Side
from surveyapp.core.text.days import end_of_day
from surveyapp.core.text.languages import Text
from surveyapp.core.text.naming import read_names, read_slug, slug_for
from surveyapp.core.text.searching import folded
from surveyapp.store import audit, partners, questionnaires, review_lists, reviews, rounds
from surveyapp.store.engine import timezone_of
from surveyapp.store.questionnaires import Version

_PROTECTED_MINIMUM = 5
MIN_DETAIL_LIMIT = 999
"""The largest ``min_detail`` that can be typed; no side of a partnership has so many people."""


def create_round(
    session: Session, slug: str | None, *, title: Text, is_demonstration: bool = False, is_another: bool = False
) -> Round:
    """Store a round; without a ``slug`` one is made from its title in Latin letters.

    Raises:
        InputError: as for partners; or, without a ``slug`` to tell them apart, another round has one of these titles,
            unless that ``is_another`` was said.
    """
    title = read_names(title)
    if slug is None:
        found = None if is_another else _find_titled(session, title)
        if found:
            raise InputError(Code.ROUND_TITLE_TAKEN, round=found.slug)
        slug = slug_for(title, taken={known.slug for known in rounds.list_rounds(session)}, fallback="round")
    round_ = rounds.put_round(session, read_slug(slug), title=title, is_demonstration=is_demonstration)
    if round_ is None:
        raise InputError(Code.SLUG_TAKEN, slug=slug)
    audit.record(session, "round.created", round=slug)
    return round_


def rename_round(session: Session, slug: str, *, title: Text, is_another: bool = False) -> None:
    """Give a round another title; NotFoundError when there is none, InputError as for ``create_round``."""
    before = rounds.get_round(session, slug)
    title = read_names(title)
    if title != before.title:
        found = None if is_another else _find_titled(session, title, but=slug)
        if found:
            raise InputError(Code.ROUND_TITLE_TAKEN, round=found.slug)
        require_unused(review_lists.hold_open(session, round_id=before.id))
        rounds.rename_round(session, slug, title=title)
        audit.record(session, "round.renamed", round=slug)


def _find_titled(session: Session, title: Text, *, but: str | None = None) -> Round | None:
    """Return a round that has one of these titles, however it is spelled."""
    wanted = set(map(folded, title.values()))
    every = (one for one in rounds.list_rounds(session) if one.slug != but)
    return next((one for one in every if wanted & set(map(folded, one.title.values()))), None)


def create_review(
    session: Session,
    round_slug: str,
    *,
    partner_slug: str,
    questionnaire: str,
    closes_on: date,
    now: datetime,
    answering: AnsweringBySide | None = None,
    policy: Policy = Policy.STANDARD,
    min_detail: int | None = None,
) -> Review:
    """Store a review in state ``draft``.

    ``answering`` is individual on both sides unless given; thresholds are the questionnaire's, ``min_detail`` apart.

    Raises:
        NotFoundError: round, partner or questionnaire do not exist.
        StateError: the partner is archived.
        InputError: the closing date has passed, ``min_detail`` is below the minimum, or the review exists.
    """
    round_, partner = rounds.get_round(session, round_slug), partners.find_partner(session, partner_slug)
    if partner is None:
        raise NotFoundError(Code.NO_PARTNER, name=partner_slug)
    if partner.is_archived:
        raise StateError(Code.PARTNER_ARCHIVED, partner=partner_slug)
    _require_ahead(session, closes_on, now=now)
    version, thresholds = _terms(session, questionnaire, policy=policy, min_detail=min_detail)
    review = reviews.put_review(
        session,
        round_,
        partner=partner,
        questionnaire_id=version.id,
        answering=answering or AnsweringBySide(Answering.INDIVIDUAL, Answering.INDIVIDUAL),
        policy=policy,
        thresholds=thresholds,
        closes_on=closes_on,
    )
    if review is None:
        raise InputError(Code.REVIEW_EXISTS, round=round_slug, partner=partner_slug)
    audit.record(session, "review.created", review_id=review.id, partner=partner_slug, round=round_slug)
    return review


def change_review(
    session: Session,
    review_id: int,
    *,
    questionnaire: str,
    closes_on: date,
    now: datetime,
    answering: AnsweringBySide,
    policy: Policy,
    min_detail: int | None = None,
) -> None:
    """Prepare a review anew, while it was not opened; links made before stay.

    Raises:
        NotFoundError: review or questionnaire do not exist.
        StateError: the review was opened.
        InputError: as for ``create_review``, or a side that has several links was to give one agreed form.
    """
    reviews.get_review_row(session, review_id)
    before = reviews.get_review(session, review_id)
    before.require(Step.CHANGE)
    _require_ahead(session, closes_on, now=now)
    invited = reviews.count_invited(session, [review_id])
    for side in Side:
        if answering.of(side) is Answering.ORGANISATION and invited[review_id, side] > 1:
            raise InputError(Code.ONE_FORM_PER_ORGANISATION, side=side.value)
    version, thresholds = _terms(session, questionnaire, policy=policy, min_detail=min_detail)
    reviews.change_review(
        session,
        review_id,
        questionnaire_id=version.id,
        answering=answering,
        policy=policy,
        thresholds=thresholds,
        closes_on=closes_on,
    )
    if reviews.get_review(session, review_id) != before:
        audit.record(session, "review.changed", review_id=review_id)


def _require_ahead(session: Session, closes_on: date, *, now: datetime) -> None:
    if end_of_day(closes_on, timezone_of(session)) <= now:
        raise InputError(Code.CLOSING_DATE_PASSED)


def read_floor(session: Session, questionnaire: str, *, policy: Policy) -> int:
    """Return the smallest ``min_detail`` that may be agreed; NotFoundError when there is no such questionnaire."""
    version = questionnaires.get_version(session, questionnaire)
    return _floor(questionnaires.get_questionnaire(session, str(version)).disclosure, policy)


def _terms(
    session: Session, questionnaire: str, *, policy: Policy, min_detail: int | None
) -> tuple[Version, Thresholds]:
    """Return the version, and the thresholds in force: its own, ``min_detail`` as agreed, none below the floor."""
    version = questionnaires.get_version(session, questionnaire)
    defaults = questionnaires.get_questionnaire(session, str(version)).disclosure
    floor = _floor(defaults, policy)
    detail = defaults.min_detail if min_detail is None else min_detail
    if detail < floor:
        raise InputError(Code.MIN_DETAIL_TOO_LOW, minimum=floor)
    return version, Thresholds(min_side=floor, min_detail=detail, min_cell=max(defaults.min_cell, floor))


def _floor(defaults: Thresholds, policy: Policy) -> int:
    return max(defaults.min_side, _PROTECTED_MINIMUM if policy is Policy.PROTECTED else 0)
