"""Whether the database takes answers, and PostgreSQL keeps what it acknowledged when the power fails."""

from sqlalchemy import Connection, text

UNSAFE: dict[str, frozenset[str]] = {
    "fsync": frozenset({"off"}),
    "full_page_writes": frozenset({"off"}),
    "synchronous_commit": frozenset({"off"}),
}
"""Settings under which an acknowledged answer may be lost, by the values that are at fault."""


def require_tables(connection: Connection) -> None:
    """Ask for what only a database that answers and was set up has.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: it does not answer, or has no tables.
    """
    connection.execute(text("SELECT 1 FROM review LIMIT 1"))


def list_hindrances(connection: Connection, *, is_production: bool) -> list[str]:
    """Return why no answers should be taken on ``connection`` now: it takes none, or in production may lose some."""
    if connection.dialect.name != "postgresql":
        return []
    is_read_only = connection.execute(text("SHOW transaction_read_only")).scalar_one() == "on"
    return (["read-only"] if is_read_only else []) + (list_unsafe(connection) if is_production else [])


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


def find_synchronous(connection: Connection) -> str:
    """Return which standbys must have what is acknowledged in this session, as the server names them; empty if none."""
    if connection.dialect.name != "postgresql":
        return ""
    query = text("SELECT current_setting('synchronous_standby_names'), current_setting('synchronous_commit')")
    names, commits = connection.execute(query).one()
    return "" if commits in {"off", "local"} else str(names)
