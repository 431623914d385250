"""Staff for tests: accounts, and browsers in which they are signed in."""

from datetime import UTC, datetime
from functools import cache

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from surveyapp.core.conduct.roles import Role
from surveyapp.store import people
from surveyapp.workflow.accounts import signing_in
from tests.databases import writing
from tests.pages import ReadingClient
from tests.web.filling import shown_fields

EMAIL, PASSWORD = "officer@example.org", "correct horse battery"


@cache
def _password_hash() -> str:
    """Return what is kept of ``PASSWORD``, hashed with little work: verifying takes as much as the hash asks for."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def make_staff(engine: Engine, email: str = EMAIL, *, role: Role = Role.COORDINATOR) -> int:
    """Store an account with ``PASSWORD``, and return its id."""
    with writing(engine) as session:
        row = people.put_staff(session, email, role=role, password_hash=_password_hash())
        assert row is not None
        return row.id


def sign_in(
    client: ReadingClient, email: str = EMAIL, password: str = PASSWORD, path: str = "/staff/sign-in"
) -> TestResponse:
    """Sign in as a person does."""
    fields = shown_fields(client.page(path)) | {"email": email, "password": password}
    return client.post(path, data=fields)


def let_in(client: FlaskClient, engine: Engine, staff_id: int) -> None:
    """Give the client a session, without the time that a password takes."""
    with writing(engine) as session:
        row = people.get_staff_row(session, staff_id)
        client.set_cookie("staff", signing_in.put_session(session, row, now=datetime.now(UTC)))
