"""The protected rules on a file of other limits and scales, and what is said of topics that lack a facet."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Questionnaire, Thresholds
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.bidi import without_controls
from surveyapp.words.guide import guide
from surveyapp.words.method import method_paragraphs
from surveyapp.words.naming import Names
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import NOW
from tests.databases import ON_SQLITE
from tests.invented import PARTNER, Invented
from tests.languages import EN


@ON_SQLITE
@pytest.mark.parametrize(("limits", "expected"), [((4, 6, 7), (5, 6, 7)), ((6, 8, 9), (6, 8, 9))])
def test_protected_shows_nobody_sooner_than_the_file(
    session: Session, second: Questionnaire, limits: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    version = publish(session, replace(second, disclosure=Thresholds(*limits)), now=NOW)
    keeping.create_partner(session, "norcross", name=PARTNER, kind="national_society")
    preparing.create_round(session, "2026", title=PARTNER)
    made = preparing.create_review(
        session,
        "2026",
        partner_slug="norcross",
        questionnaire=str(version),
        closes_on=NOW.date() + timedelta(days=9),
        now=NOW,
        policy=Policy.PROTECTED,
    )
    assert made.thresholds == Thresholds(*expected)


def test_protected_rounds_on_the_files_own_scale_from_its_own_numbers_on(second: Questionnaire) -> None:
    """Further away from the ends of seven points than of five; and nothing is said of five people, too few here."""
    found = Invented(9, 8, Policy.PROTECTED).result(second)
    told = without_controls(" ".join(method_paragraphs(second, found, EN)))
    assert "6–10: in steps of 0.25, from 2.5 to 5.5; 11 or more: in steps of 0.1, from 1.8 to 6.3" in told
    assert "5.5 may be 7, and 2.5 may be 1" in told
    means = [pair.prcs.mean for one in found.sections for s in one.statements for pair in s.facets.values()]
    assert {mean * 4 % 1 for mean in means} == {0}
    assert 2.5 <= min(means) <= max(means) <= 5.5


def test_of_topics_that_lack_a_facet_no_three_ways_are_claimed(second: Questionnaire, result: ReviewResult) -> None:
    said = guide(result, Names(second, PARTNER, EN))[0], method_paragraphs(second, result, EN)[0]
    assert [("up to three ways" in words, "every topic" in words.lower()) for words in said] == [(True, False)] * 2
