"""The log of writes that PostgreSQL keeps beside its tables: who answered after whom stands there too, for a while."""

from datetime import datetime

from sqlalchemy import Connection, text

KEEPING: dict[str, frozenset[str]] = {
    "archive_mode": frozenset({"on", "always"}),
    "wal_recycle": frozenset({"on"}),
}
"""Settings under which old pieces of the log outlive a checkpoint, by the values that make it so."""

_MAY_WIPE = text(
    "SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND EXISTS (SELECT FROM pg_roles"
    " WHERE rolname = 'pg_checkpoint' AND pg_has_role(oid, 'USAGE') OR rolname = current_user AND rolsuper)"
)


_WAITING = text(
    "SELECT coalesce(last_archived_time, stats_reset) FROM pg_stat_archiver"
    " WHERE current_setting('archive_mode') <> 'off' AND last_failed_time > coalesce(last_archived_time, '-infinity')"
)


def wipe_log(connection: Connection) -> None:
    """Have the server begin a new piece of its log and drop the old ones, where this account may ask for that."""
    if connection.execute(_MAY_WIPE).scalar_one():
        connection.exec_driver_sql("SELECT pg_switch_wal()")
        connection.exec_driver_sql("CHECKPOINT")


def list_keeping(connection: Connection) -> list[str]:
    """Return why the log may outlive a sealing, such as ``wal_recycle = on``; of SQLite nothing, which has no log then.

    Whatever is said here, the server overwrites its own log sooner or later; an archive of it, it does not.
    """
    if connection.dialect.name != "postgresql":
        return []
    query = text("SELECT name, current_setting(name) AS kept FROM pg_settings WHERE name = ANY(:names) ORDER BY name")
    found = connection.execute(query, {"names": [*KEEPING, "wal_keep_size"]})
    kept = [f"{row.name} = {row.kept}" for row in found if row.kept in KEEPING.get(row.name, {row.kept} - {"0"})]
    return kept if connection.execute(_MAY_WIPE).scalar_one() else [*kept, "this account may not ask for a checkpoint"]


def find_waiting_since(connection: Connection) -> datetime | None:
    """Return since when the log is kept whole, since no piece of it can be archived; None where that is not so."""
    if connection.dialect.name != "postgresql":
        return None
    found: datetime | None = connection.execute(_WAITING).scalar_one_or_none()
    return found
