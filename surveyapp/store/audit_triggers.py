"""The triggers that keep the record append-only: whether they are there, and as they were made."""

from sqlalchemy import Connection, text

_SQLITE = (
    "CREATE TRIGGER audit_{verb} BEFORE {verb} ON audit BEGIN"
    " SELECT RAISE(ABORT, 'the audit record is append-only'); END"
)
_VERBS = ("UPDATE", "DELETE")
_MADE = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")

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
_BEFORE_EACH_STATEMENT = 2 | 8 | 16 | 32
"""Bits of ``pg_trigger.tgtype``: before; on DELETE, UPDATE and TRUNCATE."""

_ENABLED = frozenset({"O", "A"})


def list_missing(connection: Connection) -> list[str]:
    """Return the names of the triggers that are gone, switched off, or do something else by now."""
    return _missing_on_sqlite(connection) if connection.dialect.name == "sqlite" else _missing_on_postgresql(connection)


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
    expected = {f"audit_{verb}": _SQLITE.format(verb=verb) for verb in _VERBS}
    return [name for name, sql in expected.items() if made.get(name) != sql]


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
