"""Whether PostgreSQL keeps what it acknowledged when the power fails."""

from sqlalchemy import Connection, text

UNSAFE: dict[str, frozenset[str]] = {
    "fsync": frozenset({"off"}),
    "full_page_writes": frozenset({"off"}),
    "synchronous_commit": frozenset({"off"}),
}
"""Settings under which an acknowledged answer may be lost, by the values that are at fault."""


def list_unsafe(connection: Connection) -> list[str]:
    """Return the unsafe settings of this session as they stand, such as ``fsync = off``; of SQLite none.

    SQLite's are set by ``store.engine``. ``synchronous_commit`` may differ by database, role and session, so this asks
    with the app's own account.
    """
    if connection.dialect.name != "postgresql":
        return []
    query = text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names) ORDER BY name")
    found = connection.execute(query, {"names": list(UNSAFE)})
    return [f"{row.name} = {row.setting}" for row in found if row.setting in UNSAFE[row.name]]
