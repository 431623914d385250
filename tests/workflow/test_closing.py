"""Closing, sealing and the steps that a state allows."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from surveyapp.core.conduct.checklist import Item
from surveyapp.core.conduct.review import Answering, AnsweringBySide
from surveyapp.core.errors import InputError, NotFoundError, StateError
from surveyapp.core.sides import Side
from surveyapp.core.wire import canonical_json, digest
from surveyapp.store import reviews, sealing
from surveyapp.store.engine import new_session
from surveyapp.store.results import get_result
from surveyapp.store.rows import DraftRow, InvitationRow, ResponseRow, ResultRow, ReviewRow
from surveyapp.workflow.answers import answering
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing, opening
from tests.databases import AUTHOR, ON_SQLITE, writing
from tests.inviting import save_page
from tests.workflow.sealed import find_sha256

NOW = datetime.now(UTC)


def in_transaction(engine: Engine, step, *args, **kwargs):
    with writing(engine) as session:
        return step(session, *args, **kwargs)


def answer(engine: Engine, token: str, keys: Keys, value: str) -> None:
    changes = {"holds_principles.self": value, "holds_principles.other": value, "safe_to_speak.joint": value}
    in_transaction(engine, save_page, token, now=NOW, keys=keys, changes=changes)
    in_transaction(engine, answering.send, token, now=NOW, keys=keys)


def test_closing_keeps_nothing_that_leads_back(engine: Engine, prepare, keys: Keys) -> None:
    prepared = prepare(people=6)
    for side in Side:
        for number, token in enumerate(prepared.links[side][:5]):
            answer(engine, token, keys, str(number % 5 + 1))
    begun, changes = prepared.links[Side.PRCS][5], {"holds_principles.self": "1"}
    in_transaction(engine, save_page, begun, now=NOW, keys=keys, changes=changes)
    in_transaction(engine, closing.close_review, prepared.review_id, now=NOW)
    sealing.compact(engine, AUTHOR)
    with new_session(engine) as session:
        assert session.scalars(select(ResponseRow)).all() == []
        assert session.scalars(select(DraftRow)).all() == []
        rows = session.scalars(select(InvitationRow)).all()
        assert {(row.nonce, row.state) for row in rows} == {(None, None)}
        assert len(rows) == 12
        assert session.get_one(ReviewRow, prepared.review_id).is_sealed


def test_results_exist_only_after_closing_and_only_once(engine: Engine, prepare, keys: Keys) -> None:
    prepared = prepare()
    with new_session(engine) as session, pytest.raises(StateError, match="no_results_yet"):
        get_result(session, prepared.review_id)
    for token in prepared.links[Side.PRCS]:
        answer(engine, token, keys, "4")
    in_transaction(engine, closing.close_review, prepared.review_id, now=NOW)
    with pytest.raises(StateError, match="may_not_close"):
        in_transaction(engine, closing.close_review, prepared.review_id, now=NOW)
    with new_session(engine) as session:
        result = get_result(session, prepared.review_id)
        assert {s.value: facts.responses for s, facts in result.sides.items()} == {"prcs": 3, "partner": 0}
        stored = session.scalars(select(ResultRow)).one()
        assert find_sha256(session, prepared.review_id) == stored.sha256
        assert digest(canonical_json(result)) == stored.sha256  # this review has no comments


def test_the_state_moves_on_but_the_hash_stays(engine: Engine, prepare) -> None:
    prepared = prepare()
    in_transaction(engine, closing.close_review, prepared.review_id, now=NOW)
    with new_session(engine) as session:
        before = find_sha256(session, prepared.review_id)
    in_transaction(engine, closing.share_review, prepared.review_id, now=NOW)
    with new_session(engine) as session:
        assert get_result(session, prepared.review_id).review.state == "shared"
        assert find_sha256(session, prepared.review_id) == before


@ON_SQLITE
@pytest.mark.parametrize(
    ("step", "code"),
    [
        pytest.param(lambda s, r, k: opening.open_review(s, r, now=NOW), "may_not_open", id="opening twice"),
        pytest.param(
            lambda s, r, k: inviting.invite(s, r, side=Side.PRCS, count=1, keys=k), "may_not_invite", id="inviting late"
        ),
        pytest.param(lambda s, r, k: closing.share_review(s, r, now=NOW), "may_not_share", id="sharing an open review"),
    ],
)
def test_steps_that_an_open_review_refuses(engine: Engine, prepare, keys: Keys, step, code: str) -> None:
    prepared = prepare()
    with pytest.raises(StateError, match=code):
        in_transaction(engine, step, prepared.review_id, keys)


def test_opening_needs_people_on_both_sides(engine: Engine, prepare) -> None:
    prepared = prepare(people=1, is_open=False)
    warnings = in_transaction(engine, opening.open_review, prepared.review_id, now=NOW)
    assert [w.side for w in warnings if w.item is Item.TOO_FEW_FOR_SCORES] == [Side.PRCS, Side.PARTNER]
    with pytest.raises(NotFoundError):
        in_transaction(engine, opening.open_review, 999, now=NOW)


def test_an_organisation_has_one_link(engine: Engine, prepare, keys: Keys) -> None:
    answering_by = AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)
    prepared = prepare(answering=answering_by, is_open=False)
    with pytest.raises(InputError, match="one_form_per_organisation"):
        in_transaction(engine, inviting.invite, prepared.review_id, side=Side.PARTNER, count=1, keys=keys)


def test_a_review_is_extended_and_never_shortened(engine: Engine, prepare) -> None:
    prepared = prepare()
    later = NOW.date() + timedelta(days=60)
    in_transaction(engine, opening.extend_review, prepared.review_id, closes_on=later, now=NOW)
    with new_session(engine) as session:
        assert reviews.get_review(session, prepared.review_id).closes_on == later
    with pytest.raises(InputError, match="not_an_extension"):
        in_transaction(engine, opening.extend_review, prepared.review_id, closes_on=later, now=NOW)
