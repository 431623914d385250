"""Making stored bytes unlinkable: rewriting a review's rows in random order, then compacting the files.

The order in which rows were written (row ids, pages, ``xmin``, the write-ahead log) is the order in which people
answered. Rewriting in a shuffled order and compacting leaves none of it.
"""

import secrets
from contextlib import closing

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.orm import Session

from surveyapp.store.engine import WRITING
from surveyapp.store.rows import DraftRow, InvitationRow, KeyingRow, ResponseRow, ReviewRow

_RANDOM = secrets.SystemRandom()


def rewrite_responses(session: Session, review_id: int) -> None:
    """Store the review's responses again, in random order, under new random ids."""
    columns = (ResponseRow.review_id, ResponseRow.side, ResponseRow.questionnaire_id, ResponseRow.answers)
    rows = [dict(row._mapping) for row in session.execute(select(*columns).where(ResponseRow.review_id == review_id))]
    _rewrite(session, ResponseRow, review_id, rows=rows)


def rewrite_invitations(session: Session, review_id: int) -> None:
    """Keep of the review's links only hash, review and side; drop every draft and keying."""
    columns = (InvitationRow.review_id, InvitationRow.side, InvitationRow.token_hash)
    rows = [dict(row._mapping) for row in session.execute(select(*columns).where(InvitationRow.review_id == review_id))]
    hashes = select(InvitationRow.token_hash).where(InvitationRow.review_id == review_id)
    for kind in (DraftRow, KeyingRow):
        session.execute(delete(kind).where(kind.token_hash.in_(hashes)).execution_options(synchronize_session=False))
    _rewrite(session, InvitationRow, review_id, rows=rows)


def list_unsealed(session: Session) -> list[int]:
    """Return the closed reviews whose files were not compacted yet."""
    query = select(ReviewRow.id).where(ReviewRow.closed_at.is_not(None), ReviewRow.is_sealed.is_(False))
    return list(session.scalars(query.order_by(ReviewRow.id)))


def compact(engine: Engine) -> None:
    """Rewrite the database's files so that nothing of the old order is left.

    Runs outside any transaction, on a connection of its own, and records in a second one which reviews it served;
    it may be repeated after a crash.
    """
    with Session(engine) as session:
        unsealed = list_unsealed(session)
    if not unsealed:
        return
    if engine.dialect.name == "sqlite":
        _compact_sqlite(engine)
    else:
        _compact_postgresql(engine)
    with Session(engine.execution_options(**{WRITING: True})) as session, session.begin():
        session.execute(update(ReviewRow).where(ReviewRow.id.in_(unsealed)).values(is_sealed=True))


def _compact_sqlite(engine: Engine) -> None:
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM")
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _compact_postgresql(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        for table in (ResponseRow, InvitationRow, DraftRow, KeyingRow):
            connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table.__tablename__}"')


def _rewrite(
    session: Session, kind: type[ResponseRow | InvitationRow], review_id: int, *, rows: list[dict[str, object]]
) -> None:
    _RANDOM.shuffle(rows)
    session.execute(delete(kind).where(kind.review_id == review_id).execution_options(synchronize_session=False))
    for row in rows:
        row["id"] = secrets.token_hex(16)
    if rows:
        session.execute(insert(kind), rows)
