"""What has had no effect yet can be deleted, whole; what has had one stays."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, select

from surveyapp.core.errors import StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, people, rounds
from surveyapp.store.engine import new_session
from surveyapp.store.rows import InvitationRow, OutboxRow, RecipientRow, ReviewRow, RoundRow
from surveyapp.workflow.invitations import confirming, writing_letters
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import deleting
from tests.inviting import do, invite_people, keep_focal_points, person
from tests.web.staff import make_staff
from tests.workflow.test_confirming import POINTS, ask

NOW = datetime.now(UTC)


def count(engine: Engine, kind: type) -> int:
    with new_session(engine) as session:
        return session.scalar(select(func.count()).select_from(kind))


def test_a_review_in_preparation_goes_with_all_it_has(engine: Engine, prepare, keys: Keys) -> None:
    prepared, other = prepare(is_open=False, people=0), prepare(is_open=False, people=2)
    invite_people(engine, prepared, [person(0), person(1, address="")], keys=keys)
    keep_focal_points(engine, prepared.review_id, POINTS)
    ask(engine, prepared, keys)
    do(engine, writing_letters.take_letters, prepared.review_id, side=Side.PARTNER, keys=keys)
    staff_id = make_staff(engine)
    do(engine, people.give_review, staff_id, review_id=prepared.review_id)
    with new_session(engine) as session:
        cost = deleting.read_cost(session, prepared.review_id)
    assert cost.has_letters
    assert (cost.asked, [len(cost.rosters[side].people) for side in Side]) == (2, [0, 2])
    do(engine, deleting.delete_review, prepared.review_id)
    assert [count(engine, kind) for kind in (ReviewRow, RecipientRow, InvitationRow, OutboxRow)] == [1, 0, 4, 0]
    with new_session(engine) as session:
        (entry,) = audit.list_entries(session, action="review.deleted")
    assert audit.read_details(entry) == {"partner": "norcross0", "round": "2026"}
    do(engine, deleting.delete_review, other.review_id)
    assert prepare(is_open=False).review_id == other.review_id + 1  # the record tells of the others by their numbers


def test_an_open_review_and_one_with_an_objection_stay(engine: Engine, prepare, keys: Keys) -> None:
    opened, objected = prepare(), prepare(is_open=False, people=0)
    invite_people(engine, objected, [person(0)], keys=keys)
    keep_focal_points(engine, objected.review_id, POINTS)
    key = ask(engine, objected, keys)[0]
    do(engine, confirming.object_to_list, key, reason="Nobody knows p0.", now=NOW)
    for prepared, code in ((opened, "may_not_delete"), (objected, "objection_stands")):
        with pytest.raises(StateError) as refused:
            do(engine, deleting.delete_review, prepared.review_id)
        assert refused.value.code == code
    assert count(engine, ReviewRow) == 2


def test_a_round_goes_while_nothing_is_in_it(engine: Engine, prepare) -> None:
    prepared = prepare(is_open=False)
    with pytest.raises(StateError) as refused:
        do(engine, deleting.delete_round, "2026")
    assert refused.value.code == "round_in_use"
    do(engine, deleting.delete_review, prepared.review_id)
    do(engine, deleting.delete_round, "2026")
    assert count(engine, RoundRow) == 0
    with new_session(engine) as session:
        assert rounds.find_round(session, "2026") is None
