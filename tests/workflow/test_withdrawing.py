"""Whoever withdrew all but one of a side, and held the other links, would know that one's answers: it takes two."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.roster import Note, Wanted
from surveyapp.core.errors import StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, openings, recipients, results, reviews
from surveyapp.store.engine import new_session
from surveyapp.workflow.invitations import reissuing, seconding, withdrawing
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
from tests.inviting import (
    do,
    empty_outbox,
    invite_people,
    let_in_post,
    open_now,
    person,
    queued,
    recipient_ids,
    staff_member,
)
from tests.web.staff import make_staff

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)
A, B = "a@example.org", "b@example.org"


@pytest.fixture
def opened(engine: Engine, prepare, keys: Keys) -> Prepared:
    """An open review: at the partner three people by mail."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [*map(person, range(3))], keys=keys)
    open_now(engine, prepared)
    empty_outbox(engine)
    return prepared


def noted(engine: Engine, prepared: Prepared) -> dict[str, tuple[Note | None, bool]]:
    with new_session(engine) as session:
        listed = recipients.list_recipients(session, prepared.review_id, side=Side.PARTNER)
    return {one.person.address: (one.note, one.is_withdrawn) for one in listed}


def changes(engine: Engine, prepared: Prepared) -> tuple[int, int]:
    """Return how many of the partner's side are told to be withdrawn, and how many of these by one alone."""
    with new_session(engine) as session:
        one = openings.find_opening(session, prepared.review_id).lists[Side.PARTNER]
        assert reviews.count_invited(session, [prepared.review_id])[prepared.review_id, Side.PARTNER] == one.people
    return one.withdrawn, one.alone


def test_after_opening_one_asks_and_another_withdraws(engine: Engine, opened: Prepared, keys: Keys) -> None:
    for email in (A, B):
        make_staff(engine, email)
    who = recipient_ids(engine, opened)["p0@example.org"]
    step = (withdrawing.withdraw, opened.review_id)
    given = {"recipient_id": who, "keys": keys, "now": NOW}
    assert not staff_member(engine, A, *step, **given)
    let_in_post(engine, "p0@example.org")  # what is wanted outlives the mail
    assert noted(engine, opened)["p0@example.org"] == (Note(A, Wanted.WITHDRAWAL), False)
    with pytest.raises(StateError, match="noted_by_yourself"):
        staff_member(engine, A, *step, **given)
    assert (changes(engine, opened), queued(engine)) == ((0, 0), [])
    staff_member(engine, A, seconding.drop_note, opened.review_id, recipient_id=who)
    assert not staff_member(engine, B, *step, **given)
    assert staff_member(engine, A, *step, **given)
    assert noted(engine, opened)["p0@example.org"] == (None, True)
    assert (changes(engine, opened), queued(engine)) == ((1, 0), [("withdrawn", "p0@example.org")])
    with new_session(engine) as session:
        entries = audit.list_entries(session, action="invitation")[:4]
    assert [(one.author, one.action, audit.read_details(one).get("asked_by")) for one in entries] == [
        (A, "invitation.withdrawn", B),
        (B, "invitation.withdrawal_asked", None),
        (A, "invitation.note_dropped", None),
        (A, "invitation.withdrawal_asked", None),
    ]
    with pytest.raises(StateError, match="link_was_withdrawn"):
        staff_member(engine, B, *step, **given)


@pytest.mark.parametrize("staff", [(), (A,)], ids=["by a command", "where there is no second account"])
def test_who_is_alone_withdraws_and_everybody_is_told(
    engine: Engine, opened: Prepared, keys: Keys, staff: tuple[str, ...]
) -> None:
    for email in staff:
        make_staff(engine, email)
    let_in_post(engine, "p1@example.org", Outcome.REFUSED)
    for called in ("p0@example.org", "p1@example.org"):
        given = {"recipient_id": recipient_ids(engine, opened)[called], "keys": keys, "now": NOW}
        step = (withdrawing.withdraw, opened.review_id)
        assert staff_member(engine, A, *step, **given) if staff else do(engine, *step, **given)
    assert changes(engine, opened) == (2, 2)
    do(engine, closing.close_review, opened.review_id, now=NOW)
    with new_session(engine) as session:
        sides = results.get_result(session, opened.review_id).sides
    assert [(sides[side].withdrawn, sides[side].responses) for side in Side] == [(0, 0), (2, 0)]
    assert queued(engine) == [("withdrawn", "p0@example.org")]  # mail to the other came back
    with new_session(engine) as session:
        entry, *_ = audit.list_entries(session, action="invitation.withdrawn")
    assert audit.read_details(entry)["is_alone"] is True


def test_a_note_of_one_kind_is_not_that_of_another(engine: Engine, prepare, keys: Keys) -> None:
    """Who asked for another letter has not asked for a withdrawal, which a second one could then take alone."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(0), person(1, address="")], keys=keys)
    open_now(engine, prepared)
    for email in (A, B):
        make_staff(engine, email)
    who = {"recipient_id": recipient_ids(engine, prepared)["ليلى 1"], "now": NOW}
    staff_member(engine, A, reissuing.ask_for_letter, prepared.review_id, **who)
    with pytest.raises(StateError, match="noted_otherwise"):
        staff_member(engine, B, withdrawing.withdraw, prepared.review_id, **who, keys=keys)
    with pytest.raises(StateError, match="letter_takes_two"):
        staff_member(engine, A, reissuing.reissue_letter, prepared.review_id, **who, keys=keys)
