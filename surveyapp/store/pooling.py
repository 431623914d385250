"""What a pool in front of PostgreSQL must do, since behind it the app sets nothing for a session of its own."""

from sqlalchemy import Connection, Engine, text

_UNSET = text(
    "SELECT name, setting FROM pg_settings WHERE name = 'TimeZone' AND setting <> 'UTC'"
    " OR name IN ('lock_timeout', 'statement_timeout') AND setting = '0' ORDER BY name"
)
"""What the pool sets in place of ``engine.make_engine``; any limit of time will do."""

TRIES = 50
"""How often two connections ask in turn; with eight sessions in busy use they miss each other once in 800 times."""

_PLACE = text("SELECT current_database(), pg_postmaster_start_time()")
_SESSION = text("SELECT pg_backend_pid()")


def is_same_database(one: Connection, other: Connection) -> bool:
    """Say whether two connections lead to one database of one running server, whatever its address."""
    return one.execute(_PLACE).one() == other.execute(_PLACE).one()


def list_unset(lent: Connection) -> list[str]:
    """Return what a session of the pool lacks, such as ``lock_timeout = 0``."""
    return [f"{row.name} = {row.setting}" for row in lent.execute(_UNSET)]


def is_lent_by_transaction(pooled: Engine) -> bool:
    """Say whether a session that one connection has given back is another's next, as ``POOL_URL`` is for."""
    with pooled.connect() as one, pooled.connect() as other:
        return any(_use(one) == _use(other) for _ in range(TRIES))


def _use(connection: Connection) -> int:
    """Return which session a transaction was lent."""
    session = int(connection.execute(_SESSION).scalar_one())
    connection.rollback()
    return session
