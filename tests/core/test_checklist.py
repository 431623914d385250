"""What must be right before opening: each finding, and that the table knows them all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from surveyapp.core.conduct.checklist import (
    Confirmation,
    Confirmed,
    Finding,
    Item,
    Level,
    check_before_opening,
    list_at,
)
from surveyapp.core.conduct.printed import Unprinted
from surveyapp.core.conduct.review import Answering, AnsweringBySide
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from tests.core.building import review
from tests.languages import text

NOW = datetime(2026, 11, 24, tzinfo=UTC)
CONFIRMED = Confirmed(Confirmation.CONFIRMED)
READY = {
    "people": dict.fromkeys(Side, 5),
    "confirmations": dict.fromkeys(Side, CONFIRMED),
    "unprinted": dict.fromkeys(Side, Unprinted()),
}


def check(questionnaire: Questionnaire, prepared=None, **found: object) -> tuple[Finding, ...]:
    prepared = prepared or replace(review(), closes_at=NOW + timedelta(seconds=1))
    return check_before_opening(prepared, questionnaire, now=NOW, **READY | found)


def test_all_green(questionnaire: Questionnaire) -> None:
    findings = check(questionnaire)
    assert {finding.level for finding in findings} == {Level.READY}
    assert len(findings) == 8


@pytest.mark.parametrize(
    ("found", "item", "level"),
    [
        pytest.param({"people": {Side.PRCS: 5, Side.PARTNER: 0}}, Item.NOBODY_INVITED, Level.MISSING, id="nobody"),
        pytest.param({"people": {Side.PRCS: 5, Side.PARTNER: 2}}, Item.TOO_FEW_FOR_SCORES, Level.WARNING, id="two"),
        pytest.param({"people": {Side.PRCS: 5, Side.PARTNER: 3}}, Item.TOO_FEW_FOR_DETAILS, Level.WARNING, id="three"),
        pytest.param(
            {"confirmations": {Side.PRCS: CONFIRMED, Side.PARTNER: Confirmed(Confirmation.WAITING)}},
            Item.LIST_NOT_CONFIRMED,
            Level.MISSING,
            id="the list waits for its focal point",
        ),
        pytest.param(
            {"confirmations": {Side.PRCS: CONFIRMED, Side.PARTNER: Confirmed(Confirmation.REFUSED)}},
            Item.LIST_REFUSED,
            Level.MISSING,
            id="the focal point objects",
        ),
        pytest.param(
            {"confirmations": {Side.PRCS: CONFIRMED, Side.PARTNER: Confirmed(Confirmation.NOBODY)}},
            Item.NO_FOCAL_POINT,
            Level.WARNING,
            id="nobody to ask",
        ),
        pytest.param(
            {"confirmations": {Side.PRCS: CONFIRMED, Side.PARTNER: Confirmed(Confirmation.NONE_COUNTS)}},
            Item.NO_FOCAL_POINT_COUNTS,
            Level.WARNING,
            id="nobody whose word counts",
        ),
        pytest.param(
            {"confirmations": {Side.PRCS: CONFIRMED, Side.PARTNER: Confirmed(Confirmation.TOO_NEW, NOW.date())}},
            Item.FOCAL_POINT_TOO_NEW,
            Level.MISSING,
            id="written down lately",
        ),
    ],
)
def test_what_a_side_lacks(questionnaire: Questionnaire, found: dict, item: Item, level: Level) -> None:
    others = [finding for finding in check(questionnaire, **found) if finding.level is not Level.READY]
    assert [(f.item, f.level, f.side) for f in others] == [(item, level, Side.PARTNER)]


def test_one_agreed_form_is_never_too_few(questionnaire: Questionnaire) -> None:
    answering = AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)
    prepared = replace(review(), answering=answering, closes_at=NOW + timedelta(days=1))
    findings = check(questionnaire, prepared, people={Side.PRCS: 5, Side.PARTNER: 1})
    assert list_at(Level.WARNING, findings) == []


def test_a_review_that_ends_now_cannot_be_opened(questionnaire: Questionnaire) -> None:
    missing = list_at(Level.MISSING, check(questionnaire, replace(review(), closes_at=NOW)))
    assert [finding.item for finding in missing] == [Item.DATE_PASSED]


HALF = text(ar=" ", en="x")


def test_a_text_in_one_language_only_is_found(questionnaire: Questionnaire) -> None:
    prepared = replace(review(), closes_at=NOW + timedelta(days=1))
    half = replace(questionnaire, labels={**questionnaire.labels, "back": HALF})
    assert [f.item for f in list_at(Level.MISSING, check(half, prepared))] == [Item.NOT_TRANSLATED]


def test_a_name_that_readers_see_in_another_language_is_a_warning(questionnaire: Questionnaire) -> None:
    prepared = replace(review(), closes_at=NOW + timedelta(days=1))
    prepared = replace(prepared, partner=replace(prepared.partner, name=HALF))
    found = [f.item for f in list_at(Level.WARNING, check(questionnaire, prepared))]
    assert Item.NAME_IN_OTHER_WORDS in found
