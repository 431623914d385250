"""Queueing mails: in the step's own transaction, and without the link that they will hold."""

from sqlalchemy import Engine, select

from surveyapp.core.conduct.mail import Addressee, MailKind
from surveyapp.store.engine import new_session
from surveyapp.store.rows import OutboxRow
from surveyapp.workflow import mailing
from surveyapp.workflow.keys import Keys
from tests.conftest import NOW
from tests.databases import writing
from tests.languages import AR

STAFF = Addressee("", "a@example.org", AR)


def test_a_mail_waits_only_when_its_step_is_committed(engine: Engine) -> None:
    with new_session(engine, writing=True) as session:
        mailing.queue_mail(session, MailKind.TEST, to=STAFF, now=NOW)
        session.rollback()
    with writing(engine) as session:
        mailing.queue_mail(session, MailKind.SHARED, to=STAFF, now=NOW)
    with new_session(engine) as session:
        assert [row.kind for row in session.scalars(select(OutboxRow))] == [MailKind.SHARED]


def test_what_waits_holds_no_key(engine: Engine, keys: Keys) -> None:
    with writing(engine) as session:
        key = mailing.queue_key(session, MailKind.PASSWORD, to=STAFF, now=NOW, keys=keys)
    with new_session(engine) as session:
        row = session.scalars(select(OutboxRow)).one()
        stored = [str(getattr(row, column.name)) for column in OutboxRow.__table__.columns]
        assert not [value for value in stored if key in value]
        assert key == keys.token(row.id, row.nonce or b"")
