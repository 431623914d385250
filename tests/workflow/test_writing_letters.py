"""Letters hold the links of whoever gets no mail, whether somebody has answered or not, until the review is closed."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from surveyapp.core.errors import StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.workflow.invitations import inviting, reissuing
from surveyapp.workflow.invitations.writing_letters import take_letters
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
from tests.inviting import answer, do, invite_people, open_now, person, recipient_ids

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)


@pytest.fixture
def listed(engine: Engine, prepare, keys: Keys) -> Prepared:
    """At the partner one person by mail and two by letter; at PRCS three links without a name."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(0), person(1, address=""), person(2, address="")], keys=keys)
    return prepared


def taken(engine: Engine, listed: Prepared, keys: Keys, side: Side = Side.PARTNER) -> list[tuple[str, str]]:
    found = do(engine, take_letters, listed.review_id, side=side, keys=keys)
    return [(one.name if one else "", token) for one, token in found]


def test_letters_go_to_whoever_gets_no_mail(engine: Engine, listed: Prepared, keys: Keys) -> None:
    tokens = listed.links[Side.PARTNER]
    assert taken(engine, listed, keys) == [("ليلى 1", tokens[1]), ("ليلى 2", tokens[2])]
    assert {token for _, token in taken(engine, listed, keys, Side.PRCS)} == {*listed.links[Side.PRCS]}
    do(engine, inviting.invite, listed.review_id, side=Side.PRCS, count=1, keys=keys, is_paper=True)
    assert len(taken(engine, listed, keys, Side.PRCS)) == 3
    with new_session(engine) as session:
        told = audit.list_entries(session, action="invitation.letters_taken")
    assert [(e.author, audit.read_details(e)) for e in told][-1] == ("tests", {"side": "partner", "count": 2})


def test_letters_are_the_same_whether_somebody_has_answered(engine: Engine, listed: Prepared, keys: Keys) -> None:
    open_now(engine, listed)
    before = [taken(engine, listed, keys, side) for side in Side]
    answer(engine, listed.links[Side.PARTNER][1], keys)
    answer(engine, listed.links[Side.PRCS][0], keys)
    assert [taken(engine, listed, keys, side) for side in Side] == before


def test_a_withdrawn_link_is_not_printed_and_a_new_one_is(engine: Engine, listed: Prepared, keys: Keys) -> None:
    open_now(engine, listed)
    ids = recipient_ids(engine, listed)
    do(engine, reissuing.withdraw, listed.review_id, recipient_id=ids["ليلى 1"], keys=keys)
    do(engine, reissuing.reissue, listed.review_id, recipient_id=ids["ليلى 2"], keys=keys, now=NOW)
    ((name, token),) = taken(engine, listed, keys)
    assert name == "ليلى 2"
    assert token not in listed.links[Side.PARTNER]


def test_there_are_no_letters_for_nobody_and_after_closing(
    engine: Engine, listed: Prepared, prepare, keys: Keys
) -> None:
    mailed = prepare(is_open=False, people=0)
    invite_people(engine, mailed, [person(0)], keys=keys)
    with pytest.raises(StateError, match="no_letters"):
        taken(engine, mailed, keys)
    open_now(engine, listed)
    do(engine, closing.close_review, listed.review_id, now=NOW)
    with pytest.raises(StateError, match="may_not_write_letters"):
        taken(engine, listed, keys)
