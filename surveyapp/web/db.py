"""Sessions for views: one to read with, one to write with, which commits when its block ends.

Behind a link they are bare connections, since a session costs as much again as what is asked there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo

from flask import Flask, current_app, g
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from surveyapp.store.audit import Author, sign
from surveyapp.store.engine import for_statements, for_writing, in_turn, make_engine, new_session
from surveyapp.web.clock import now

_ENGINE, _POOLED = "surveyapp.engine", "surveyapp.pooled_engine"
VISITOR, FOCAL_POINT = "visitor", "focal_point"
"""How the record calls whoever tries to sign in, and whoever confirms a list by the link in a mail."""


def init_db(app: Flask, url: str, timezone: tzinfo, *, record_key: bytes, pool_url: str | None = None) -> None:
    """Give ``app`` its engine, and where there is a pool another for transactions; nothing is connected yet."""
    app.extensions[_ENGINE] = make_engine(url, timezone, record_key=record_key)
    if pool_url:
        app.extensions[_POOLED] = make_engine(pool_url, timezone, record_key=record_key, is_pooled=True)


def engine() -> Engine:
    """Return the current app's engine for transactions."""
    found: Engine = current_app.extensions.get(_POOLED) or current_app.extensions[_ENGINE]
    return found


def own_engine() -> Engine:
    """Return the current app's engine for what sets something for a session of its own, as sealing does."""
    found: Engine = current_app.extensions[_ENGINE]
    return found


@contextmanager
def reading() -> Iterator[Session]:
    """Yield a session whose changes are forgotten."""
    with new_session(engine()) as session:
        yield session


@contextmanager
def writing(*, author: str | None = None) -> Iterator[Session]:
    """Yield a session that commits when the block ends, and rolls back when it raises.

    It is signed by who is signed in, or by the program that shows a token; where nobody is, by ``author``.
    """
    name = _author() or author
    with in_turn(engine()), new_session(engine(), writing=True) as session, session.begin():
        yield sign(session, Author(name, now())) if name else session


@contextmanager
def asking() -> Iterator[Connection]:
    """Yield a connection to read with, each statement what is there as it begins."""
    with for_statements(engine()).connect() as connection:
        yield connection


@contextmanager
def keeping() -> Iterator[Connection]:
    """Yield a connection that commits when the block ends, and rolls back when it raises; it is signed by nobody."""
    with in_turn(engine()), for_writing(engine()).begin() as connection:
        yield connection


@contextmanager
def at_once() -> Iterator[Connection]:
    """Yield a connection for one statement, which is a transaction in itself."""
    with for_statements(engine()).begin() as connection, in_turn(engine()):
        yield connection


@contextmanager
def trying() -> Iterator[Session]:
    """Yield a session in which whoever is signed in can take steps; what they change is forgotten."""
    with new_session(engine(), writing=True) as session:
        yield sign(session, Author(_author() or VISITOR, now()))


def _author() -> str | None:
    staff, program = g.get("staff"), g.get("program")
    if staff:
        return str(staff.email)
    return str(program.author) if program else None
