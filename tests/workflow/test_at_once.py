"""Staff steps that happen at once, on both databases: no limit is passed, and nobody locks everybody out."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.roles import Role
from surveyapp.core.errors import StateError
from surveyapp.store import outbox, people
from surveyapp.store.rows import OutboxRow, RecipientRow, StaffRow, StaffSessionRow
from surveyapp.workflow import mailing
from surveyapp.workflow.accounts import keeping_staff, own_account, signing_in
from surveyapp.workflow.accounts.limiting import Origin
from surveyapp.workflow.accounts.signing_in import Claim
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.databases import writing
from tests.inviting import invite_people, open_now, person
from tests.web.staff import make_staff

NOW = datetime.now(UTC)


def at_once(engine: Engine, *steps: Callable[[Session], object]) -> list[object]:
    """Take the steps, each in a transaction of its own; return what came of each."""

    def take(step: Callable[[Session], object]) -> object:
        with writing(engine) as session:
            return step(session)

    with ThreadPoolExecutor(len(steps)) as pool:
        futures = [pool.submit(take, step) for step in steps]
    return [future.exception() or future.result() for future in futures]


@pytest.mark.parametrize("what", ["demoted", "closed"])
def test_two_administrators_cannot_remove_each_other(engine: Engine, what: str) -> None:
    pair = [make_staff(engine, f"{name}@example.org", role=Role.ADMINISTRATOR) for name in ("a", "b")]
    steps = {
        "demoted": lambda one: lambda session: keeping_staff.change_role(session, one, role=Role.VIEWER),
        "closed": lambda one: lambda session: keeping_staff.close_staff(session, one, now=NOW),
    }
    outcomes = at_once(engine, *(steps[what](one) for one in pair))
    assert sorted(type(outcome) for outcome in outcomes if outcome) == [StateError]
    with writing(engine) as session:
        assert len(people.list_administrator_rows(session)) == 1


def test_a_code_lets_in_once(engine: Engine, keys: Keys) -> None:
    staff_id, secret = make_staff(engine), pyotp.random_base32()
    code = pyotp.TOTP(secret)
    with writing(engine) as session:
        typed = code.at(NOW - timedelta(seconds=30))
        assert own_account.set_factor(session, staff_id, secret=secret, typed=typed, now=NOW, keys=keys)
        row = people.get_staff_row(session, staff_id)
        halves = [signing_in.put_session(session, row, now=NOW, awaits_code=True) for _ in range(6)]

    def give(half: str) -> Callable[[Session], object]:
        return lambda session: signing_in.give_code(session, half, typed=code.at(NOW), source=None, now=NOW, keys=keys)

    assert sum(bool(key) for key in at_once(engine, *map(give, halves))) == 1


@pytest.mark.slow
def test_guesses_at_once_are_all_counted(engine: Engine) -> None:
    make_staff(engine)
    with writing(engine) as session:
        email, kept = session.query(StaffRow.email, StaffRow.password_hash).one()

    def claim(*, is_right: bool) -> Callable[[Session], object]:
        return lambda session: signing_in.sign_in(session, Claim(email, kept, is_right, Origin()), now=NOW)

    assert at_once(engine, *(claim(is_right=False) for _ in range(12))) == [None] * 12
    assert at_once(engine, claim(is_right=True)) == [None]
    with writing(engine) as session:
        assert session.query(StaffRow).one().failures == 10
        assert session.query(StaffSessionRow).count() == 0


def test_a_password_that_changed_meanwhile_does_not_let_in(engine: Engine) -> None:
    """It is weighed before the account is held."""
    staff_id = make_staff(engine)
    with writing(engine) as session:
        email, kept = session.query(StaffRow.email, StaffRow.password_hash).one()
        own_account.change_password(session, staff_id, password_hash="$argon2id$other", now=NOW)
    assert at_once(
        engine, lambda session: signing_in.sign_in(session, Claim(email, kept, True, Origin()), now=NOW)
    ) == [None]


@pytest.mark.slow
def test_a_mail_that_two_settle_is_settled(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> None:
    """Whoever settles doubts holds the mail when a slow worker hears that it was taken; the worker's word counts."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(1)], keys=keys)
    open_now(engine, prepared)
    with writing(engine) as session:
        session.execute(update(OutboxRow).values(handed_at=NOW - timedelta(days=1)))

    def hear(mail: object) -> None:
        with writing(engine) as session:
            mailing.settle_mail(session, mail, outcome=Outcome.SENT, now=NOW)

    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as session:
            (mail,) = outbox.list_unsure(session, NOW)
            heard = pool.submit(hear, mail)
            time.sleep(0.3)
            mailing.settle_mail(session, mail, outcome=Outcome.UNSURE, now=NOW)
        heard.result()
    with writing(engine) as session:
        assert session.scalars(select(RecipientRow.reached)).all() == [Outcome.SENT]
        assert session.scalars(select(OutboxRow)).all() == []
