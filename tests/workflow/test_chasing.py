"""Promises that are due: one mail to whoever wrote them down, and never a second."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from surveyapp.core.conduct.actions import Promise, Status
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from surveyapp.store.audit import Author
from surveyapp.store.audit import sign as signed
from surveyapp.store.engine import new_session
from surveyapp.store.rows import OutboxRow
from surveyapp.workflow.accounts import keeping_staff
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import agreeing, chasing, closing
from tests.conftest import Prepared
from tests.inviting import answer, do, empty_outbox
from tests.languages import AR

NOW = datetime.now(UTC)
TODAY = NOW.date()
OFFICER = "officer@example.org"


@pytest.fixture
def shared(engine: Engine, prepare, keys: Keys) -> Prepared:
    """A review whose results are shared, and the account of whoever writes its actions down."""
    prepared = prepare()
    answer(engine, prepared.links[Side.PARTNER][0], keys)
    do(engine, closing.close_review, prepared.review_id, now=NOW)
    do(engine, closing.share_review, prepared.review_id, now=NOW)
    do(engine, keeping_staff.create_staff, OFFICER, role=Role.COORDINATOR, password=None, now=NOW)
    empty_outbox(engine)
    return prepared


def promise(engine: Engine, review: Prepared, *, due: date, author: str = OFFICER) -> int:
    made = Promise(None, "Meet each month", "Rana", "Kari", due, "")
    with new_session(engine, writing=True) as session, session.begin():
        signed(session, Author(author, NOW))
        return agreeing.promise(session, review.review_id, promise=made, now=NOW).id


def follow_up(engine: Engine, action_id: int, status: Status) -> None:
    do(engine, agreeing.follow_up, action_id, status=status, note="", now=NOW, today=TODAY)


def chase(engine: Engine, *, today: date = TODAY, contact: str = "") -> int:
    return do(engine, chasing.chase_actions, now=NOW, today=today, contact=contact, language=AR)


def mailed(engine: Engine) -> list[str]:
    with new_session(engine) as session:
        assert {row.kind.value for row in session.scalars(select(OutboxRow))} <= {"follow_up"}
        return [row.address for row in session.scalars(select(OutboxRow))]


def test_a_review_is_mailed_about_once_when_actions_are_due(engine: Engine, shared: Prepared) -> None:
    for days in (-2, -1, 0, 30):
        promise(engine, shared, due=TODAY + timedelta(days=days))
    assert [chase(engine), chase(engine)] == [1, 0]
    assert mailed(engine) == [OFFICER]
    assert chase(engine, today=TODAY + timedelta(days=1)) == 1  # what was due today is late tomorrow
    assert chase(engine, today=TODAY + timedelta(days=2)) == 0


def test_what_is_settled_is_left_alone(engine: Engine, shared: Prepared) -> None:
    late = TODAY - timedelta(days=1)
    for status in (Status.DONE, Status.DROPPED):
        follow_up(engine, promise(engine, shared, due=late), status)
    assert chase(engine) == 0
    again = promise(engine, shared, due=late)
    follow_up(engine, again, Status.DONE)
    follow_up(engine, again, Status.BEGUN)  # the newest word holds
    assert chase(engine) == 1


def test_the_contact_is_written_to_where_the_author_has_gone(engine: Engine, shared: Prepared) -> None:
    promise(engine, shared, due=TODAY - timedelta(days=1), author="cli")
    assert [chase(engine), chase(engine, contact="+970 2 000")] == [0, 0]
    assert chase(engine, contact="reviews@example.org") == 1
    assert mailed(engine) == ["reviews@example.org"]
