"""Preparing reviews: what can be changed until opening, and not after."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from surveyapp.core.conduct.checklist import Item, Level, list_at
from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy
from surveyapp.core.errors import InputError, NotFoundError, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, reviews, rounds
from surveyapp.workflow.reviews import opening, preparing
from tests.databases import ON_SQLITE, writing
from tests.languages import text

NOW = datetime.now(UTC)
LATER = NOW.date() + timedelta(days=40)
AGREED = AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)
EACH = AnsweringBySide(Answering.INDIVIDUAL, Answering.INDIVIDUAL)


def change(session: Session, review_id: int, **wanted: object) -> None:
    kept = {
        "questionnaire": "code-of-good-partnership",
        "closes_on": LATER,
        "answering": EACH,
        "policy": Policy.STANDARD,
        "now": NOW,
    }
    preparing.change_review(session, review_id, **kept | wanted)


def test_a_review_changes_until_it_is_opened(engine: Engine, prepare: Callable[..., object]) -> None:
    review_id = prepare(people=1, is_open=False).review_id
    with writing(engine) as session:
        change(session, review_id, answering=AGREED, policy=Policy.PROTECTED, min_detail=7)
        changed = reviews.get_review(session, review_id)
        assert (changed.answering, changed.policy, changed.closes_on) == (AGREED, Policy.PROTECTED, LATER)
        assert (changed.thresholds.min_side, changed.thresholds.min_detail) == (5, 7)
        change(session, review_id, answering=AGREED, policy=Policy.PROTECTED, min_detail=7)
        assert len(audit.list_entries(session, action="review.changed")) == 1
        opening.open_review(session, review_id, now=NOW)
        with pytest.raises(StateError, match="may_not_change"):
            change(session, review_id)
        assert reviews.get_review(session, review_id).policy is Policy.PROTECTED


@ON_SQLITE
@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        pytest.param({"closes_on": NOW.date() - timedelta(days=1)}, "closing_date_passed", id="a day that is over"),
        pytest.param({"min_detail": 2}, "min_detail_too_low", id="below the minimum"),
        pytest.param({"min_detail": 4, "policy": Policy.PROTECTED}, "min_detail_too_low", id="below the policy's"),
        pytest.param({"answering": AGREED}, "one_form_per_organisation", id="one form for three people"),
        pytest.param({"questionnaire": "nothing"}, "no_questionnaire", id="no such questionnaire"),
    ],
)
def test_changes_that_cannot_be(
    engine: Engine, prepare: Callable[..., object], wanted: dict[str, object], code: str
) -> None:
    review_id = prepare(is_open=False).review_id
    with writing(engine) as session:
        before = reviews.get_review(session, review_id)
        with pytest.raises((InputError, NotFoundError), match=code):
            change(session, review_id, **wanted)
        assert reviews.get_review(session, review_id) == before


def test_opening_records_what_it_warned_of(engine: Engine, prepare: Callable[..., object]) -> None:
    review_id = prepare(people=3, is_open=False).review_id
    with writing(engine) as session:
        before = opening.read_checklist(session, review_id, now=NOW)
        assert opening.open_review(session, review_id, now=NOW) == list_at(Level.WARNING, before)
        told = audit.read_details(audit.list_entries(session, action="review.opened")[0])
    assert told == {
        "invited": {"prcs": 3, "partner": 3},
        "warnings": [
            f"{item.value}/{side}" for side in Side for item in (Item.TOO_FEW_FOR_DETAILS, Item.NO_FOCAL_POINT)
        ],
        "way": "shell",
    }


def test_what_is_missing_keeps_a_review_from_opening(engine: Engine, prepare: Callable[..., object]) -> None:
    review_id = prepare(is_open=False, closes_in=timedelta(days=1)).review_id
    with writing(engine) as session:
        with pytest.raises(StateError, match="closing_date_passed"):
            opening.open_review(session, review_id, now=NOW + timedelta(days=2))
        assert reviews.get_review(session, review_id).state == "draft"


def test_rounds_get_short_names_and_other_titles(engine: Engine) -> None:
    with writing(engine) as session:
        made = preparing.create_round(session, None, title=text(ar="استعراض 2027", en="Review 2027"))
        assert made.slug == "review-2027"
        preparing.rename_round(session, made.slug, title=text(ar="استعراض عام 2027", en="Review of 2027"))
        assert rounds.get_round(session, made.slug).title["en"] == "Review of 2027"
        with pytest.raises(NotFoundError, match="no_round"):
            preparing.rename_round(session, "nothing", title=made.title)
