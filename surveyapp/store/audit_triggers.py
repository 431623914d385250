"""The triggers that keep the record append-only: whether they are there, as they were made, and no others beside them.

Another's trigger or rule could swallow an entry before it is kept, and put the head back as if none had been made.
"""

from sqlalchemy import Connection, text

_SQLITE = (
    "CREATE TRIGGER audit_{verb} BEFORE {verb} ON audit BEGIN"
    " SELECT RAISE(ABORT, 'the audit record is append-only'); END"
)
_VERBS = ("UPDATE", "DELETE")
_MADE = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND lower(tbl_name) IN ('audit', 'audit_head')"
)

_POSTGRESQL = "audit_append_only"
_BODY = "BEGIN RAISE EXCEPTION 'the audit record is append-only'; END"
_ANEW = (
    f"CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ {_BODY} $$",
    f"DROP TRIGGER IF EXISTS {_POSTGRESQL} ON audit",
    f"CREATE TRIGGER {_POSTGRESQL} BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
)
_ON = text(
    "SELECT t.tgenabled, t.tgtype, t.tgqual IS NULL AS is_for_all, p.prosrc FROM pg_trigger t"
    " JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = 'audit'::regclass AND t.tgname = :name"
)
_BESIDE = text(
    "SELECT tgname AS name FROM pg_trigger WHERE tgrelid IN ('audit'::regclass, 'audit_head'::regclass)"
    " AND NOT tgisinternal AND NOT (tgname = :name AND tgrelid = 'audit'::regclass)"
    " UNION ALL SELECT rulename FROM pg_rewrite WHERE ev_class IN ('audit'::regclass, 'audit_head'::regclass)"
)
_BEFORE_EACH_STATEMENT = 2 | 8 | 16 | 32
"""Bits of ``pg_trigger.tgtype``: before; on DELETE, UPDATE and TRUNCATE."""

_ENABLED = frozenset({"O", "A"})


def list_missing(connection: Connection) -> list[str]:
    """Return the names of the triggers that are gone, switched off, or do something else by now."""
    return _missing_on_sqlite(connection) if connection.dialect.name == "sqlite" else _missing_on_postgresql(connection)


def list_strange(connection: Connection) -> list[str]:
    """Return the names of triggers and rules on the record that are not the app's."""
    if connection.dialect.name == "sqlite":
        return sorted(row.name for row in connection.execute(_MADE) if row.name not in _expected_on_sqlite())
    return sorted(connection.execute(_BESIDE, {"name": _POSTGRESQL}).scalars())


def put_back(connection: Connection) -> None:
    """Make the triggers that are missing, as they were."""
    for name in list_missing(connection):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(_SQLITE.format(verb=name.rpartition("_")[2]))
        else:
            for statement in _ANEW:
                connection.exec_driver_sql(statement)


def _missing_on_sqlite(connection: Connection) -> list[str]:
    made = {row.name: _in_one_line(row.sql) for row in connection.execute(_MADE)}
    return [name for name, sql in _expected_on_sqlite().items() if made.get(name) != sql]


def _expected_on_sqlite() -> dict[str, str]:
    return {f"audit_{verb}": _SQLITE.format(verb=verb) for verb in _VERBS}


def _missing_on_postgresql(connection: Connection) -> list[str]:
    found = connection.execute(_ON, {"name": _POSTGRESQL}).one_or_none()
    is_there = found is not None and (
        found.tgenabled in _ENABLED
        and found.tgtype == _BEFORE_EACH_STATEMENT
        and found.is_for_all
        and _in_one_line(found.prosrc) == _BODY
    )
    return [] if is_there else [_POSTGRESQL]


def _in_one_line(sql: str) -> str:
    return " ".join(sql.split())
