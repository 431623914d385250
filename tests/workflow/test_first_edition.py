"""Reviews that were closed under the first edition of the method: what was sealed stays, what leaks is not shown."""

import json
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from surveyapp.core.method.cells import release_in
from surveyapp.core.method.evaluating import evaluate
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.rounding import rounded
from surveyapp.core.wire import canonical_json, to_plain
from surveyapp.store import audit
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.results import drop_comments, list_altered, list_methods, list_results
from surveyapp.workflow.reviews.archiving import archive_round, import_round
from tests.databases import writing
from tests.first_edition import ARCHIVE
from tests.workflow.sealed import find_sha256

NOW = datetime(2026, 7, 1, tzinfo=UTC)
SEALED: list[dict[str, Any]] = [review["result"] for review in json.loads(ARCHIVE)["reviews"]]


@pytest.fixture
def shown(engine: Engine) -> list[ReviewResult]:
    """What is shown of the round's reviews, in the order in which they were sealed."""
    with writing(engine) as session:
        import_round(session, ARCHIVE, now=NOW)
        found = list_results(session, range(1, 100))
    return [found[number] for number in sorted(found)]


def test_the_sealed_document_and_its_digest_stay(shown: list[ReviewResult], engine: Engine) -> None:
    with writing(engine) as session:
        for result in shown:
            audit.record(session, "review.closed", review_id=result.review.id, sha256=_digest(session, result))
        assert list_altered(session) == []
        assert list_methods(session) == {1: len(SEALED)}
        again = json.loads(archive_round(session, "demo-2025")[0])
        assert [review["result"] for review in again["reviews"]] == SEALED


def test_taking_comments_out_leaves_the_digest(shown: list[ReviewResult], engine: Engine) -> None:
    with writing(engine) as session:
        assert drop_comments(session, datetime(2099, 1, 1, tzinfo=UTC))
        assert list_altered(session) == []
        assert [one for result in list_results(session, range(1, 100)).values() for one in result.comments] == []
    assert any(result.comments for result in shown)


def test_it_names_its_method_and_keeps_its_cells(shown: list[ReviewResult]) -> None:
    assert [result.method for result in shown] == [1] * len(SEALED)
    for result, sealed in zip(shown, SEALED, strict=True):
        plain = to_plain(result)
        for section, before in zip(plain["sections"], sealed["sections"], strict=True):
            for statement, was in zip(section["statements"], before["statements"], strict=True):
                for facet, pair in statement["facets"].items():
                    for side in ("prcs", "partner"):
                        assert {k: v for k, v in pair[side].items() if k != "step"} == was["facets"][facet][side]


def test_nothing_that_was_made_of_person_scores_is_shown(shown: list[ReviewResult]) -> None:
    """Of people too many for broad scores every figure follows from the cells; of few it is a tenth."""
    for result in shown:
        text = json.dumps(to_plain(result))
        for word in ('"sd"', "hodges", '"shared_concern"', '"shared_strength"', '"similar"', '"gap_unclear"'):
            assert word not in text
        for section in result.sections:
            assert (section.overall is None) == (min(f.responses for f in result.sides.values()) not in {3, 4})
            for facet in Facet:
                for side in Side:
                    mean = section.facets[facet].sides[side].mean
                    assert mean is None or Fraction(repr(mean)) == rounded(mean)


def test_what_is_shown_can_be_made_again_from_its_own_cells(shown: list[ReviewResult], engine: Engine) -> None:
    with writing(engine) as session:
        for result in shown:
            asked = get_questionnaire(session, result.review.questionnaire)
            assert canonical_json(evaluate(asked, release_in(result))) == canonical_json(result)


def _digest(session: Session, result: ReviewResult) -> str:
    found = find_sha256(session, result.review.id)
    assert found is not None
    return found
